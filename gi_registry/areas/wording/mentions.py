"""Where a wording names provinces, prefectures and counties."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from gi_registry.areas.rules import ClauseKind
from gi_registry.areas.wording.gazetteer import Former, Gazetteer

_COUNTY_ENDS = "县市区"
_NO_TOWNSHIP = r"(?!镇|乡|村|街道|社区)"
_GLOSS = re.compile(r"[（(](?:今|现|原)[^（）()]*[）)]")
_BOUNDS = re.compile(r"[东南西北](?:至|到|起|临|邻|接|抵|以)[^；;。]*")
_DIRECTIONS = "东南西北"
_LEAST_BOUNDS = 2
_DOCUMENT = re.compile(r"[（(][^（）()]*(?:〔\d{4}〕|\[\d{4}\])[^（）()]*[）)]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A division named in a wording.

    Attributes:
        name: as printed.
        kind: county, prefecture or province.
        codes: of the counties so called; several for a former name that was split.
        former: if it is a former name.
        start: where it begins, characters.
        end: the character after its last one, its gloss (今太谷区) included.
    """

    name: str
    kind: ClauseKind
    codes: tuple[str, ...]
    former: Former | None
    start: int
    end: int


def masked(text: str, spans: Collection[tuple[int, int]]) -> str:
    """Return a text of the same length with spans blanked out."""
    for start, end in spans:
        text = text[:start] + "\0" * (end - start) + text[end:]
    return text


def documents(text: str) -> list[tuple[int, int]]:
    """Return where numbers of documents stand, such as (汾政字〔2011〕66号)."""
    return [found.span() for found in _DOCUMENT.finditer(text)]


def compass(text: str) -> list[tuple[int, int]]:
    """Return where a wording says what lies around: 东至…西至…."""
    return [
        found.span()
        for found in _BOUNDS.finditer(text)
        if len(_sides(found[0])) >= _LEAST_BOUNDS
    ]


def _sides(text: str) -> set[str]:
    return {
        found[0]
        for found in re.findall(rf"([{_DIRECTIONS}])(?:至|到|起|临|邻|接|抵|以)", text)
    }


def mentions(text: str, places: Gazetteer, listed: Collection[str]) -> list[Mention]:
    """Return the divisions named, in the order of the wording.

    Args:
        text: the wording, what is no name blanked out.
        places: what may be named.
        listed: codes of counties that are known to be meant; only these are
            taken by a short name (万荣), and only if not named in full.
    """
    full = _full(places, listed)
    found = _found(text, full)
    named = {code for mention in found for code in mention.codes}
    short: _Named = {
        unit.short_name: [(code, None)]
        for code, unit in places.units.items()
        if code in listed and code not in named
    }
    return _found(text, {**short, **full}) if short else found


_Named = dict[str, list[tuple[str, Former | None]]]


def _full(places: Gazetteer, listed: Collection[str]) -> _Named:
    names: _Named = {}
    for code, unit in places.units.items():
        names.setdefault(unit.name, []).append((code, None))
        for former in unit.former:
            names.setdefault(former.name, []).append((code, former))
        names.setdefault(unit.prefecture, [])
    if places.province:
        names[places.province] = []
    return {name: _meant(known, listed) for name, known in names.items() if name}


def _meant(
    known: list[tuple[str, Former | None]], listed: Collection[str]
) -> list[tuple[str, Former | None]]:
    """Of several counties of one name, such as 城区, take the one that is listed."""
    if len(known) > 1 and not any(former for _, former in known):
        return [each for each in known if each[0] in listed] or known
    return known


def _found(text: str, names: _Named) -> list[Mention]:
    longest = sorted(names, key=len, reverse=True)
    pattern = "|".join(re.escape(name) + _NO_TOWNSHIP for name in longest)
    found: list[Mention] = []
    for match in re.finditer(pattern or r"(?!)", text):
        if found and match.start() < found[-1].end:
            continue
        found.append(_mention(text, match, names[match[0]]))
    return found


def _mention(
    text: str, match: re.Match[str], known: list[tuple[str, Former | None]]
) -> Mention:
    gloss = _GLOSS.match(text, match.end())
    former = next((each for _, each in known if each), None)
    return Mention(
        name=match[0],
        kind=_kind(match[0], known),
        codes=tuple(code for code, _ in known),
        former=former,
        start=match.start(),
        end=gloss.end() if gloss else match.end(),
    )


def _kind(name: str, known: list[tuple[str, Former | None]]) -> ClauseKind:
    if known:
        return ClauseKind.COUNTY
    return ClauseKind.PROVINCE if name.endswith("省") else ClauseKind.PREFECTURE


_NOTE = re.compile(r"[（(]([^（）()]*待核[^（）()]*)[）)]")


def note(text: str) -> str:
    """Return what a wording says of itself, such as 县级单位待核, or nothing."""
    found = _NOTE.search(text)
    return found[1] if found else ""
