"""Numbers in a wording, and whether they agree with the names and the lists."""

from collections.abc import Sequence

from gi_registry.areas.causes import Cause
from gi_registry.areas.rules import ClauseKind
from gi_registry.areas.wording.clauses import Clause, because
from gi_registry.areas.wording.gazetteer import Gazetteer
from gi_registry.areas.wording.segments import Segment
from gi_registry.areas.wording.tokens import Sort, Token
from gi_registry.geo.layers import TOWNSHIPS

_SOURCE = f"{TOWNSHIPS} (2026-09-11)"

Found = tuple[Cause, str, str]
"""A cause with its facts in Chinese and in English."""


def count_clause(text: str, segment: Segment, said: Token, places: Gazetteer) -> Clause:
    """Return the clause of a number, or of “and others”, within a county."""
    if said.sort is Sort.OPEN:
        found = (Cause.OPEN_LIST, "", "")
    elif segment.is_whole:
        found = _described(segment, said, places)
    elif said.is_of_towns:
        found = _towns(segment, said, places)
    elif said.is_of_villages:
        found = _villages(segment, said)
    else:
        found = (Cause.COUNTED, said.text, said.text)
    return _clause(text, said, segment.county, places.units[segment.county].name, found)


def total_clause(
    text: str, all_of: Sequence[Segment], said: Token, places: Gazetteer
) -> Clause:
    """Return the clause of a number that is about all counties of the wording."""
    parts = [_amount(segment, places) for segment in all_of]
    total, n = sum(parts), said.number
    figures = " + ".join(map(str, parts)) + f" = {total}"
    names = "、".join(segment.name for segment in all_of)
    if not said.is_of_towns:
        found = (Cause.COUNTED, said.text, said.text)
    elif all(segment.is_whole for segment in all_of):
        zh = f"写作 {n} 个；地名录中这些县区现有 {total} 个乡镇"
        en = f"{n} are said; these counties have {total} townships now"
        found = (Cause.COUNT_IS_WHOLE if n == total else Cause.COUNTED, zh, en)
    else:
        cause = Cause.COUNT_AGREES if n == total else Cause.COUNT_DIFFERS
        found = (cause, f"{figures}，写作 {n}", f"{figures}, {n} are said")
    return _clause(text, said, None, names, found)


def _towns(segment: Segment, said: Token, places: Gazetteer) -> Found:
    n, listed = said.number, len(_listed(segment, (Sort.TOWN, Sort.STEM)))
    goes_on = said.text.startswith("等")
    present, gone = places.how_many_towns(segment.county)
    zh, en = _figures(n, present, gone)
    if listed and not goes_on:
        cause = Cause.COUNT_AGREES if listed == n else Cause.COUNT_DIFFERS
        return cause, f"列出 {listed} 个，写作 {n} 个", f"{listed} named, {n} said"
    if n in (present, present + len(gone)):
        return Cause.COUNT_IS_WHOLE, zh, en
    return Cause.COUNTED, zh, en


def _villages(segment: Segment, said: Token) -> Found:
    n, listed = said.number, len(_listed(segment, (Sort.VILLAGE,)))
    if not listed:
        return Cause.COUNTED, said.text, f"{n} villages"
    cause = Cause.COUNT_AGREES if listed == n else Cause.COUNT_DIFFERS
    return cause, f"列出 {listed} 个，写作 {n} 个", f"{listed} named, {n} said"


def _described(segment: Segment, said: Token, places: Gazetteer) -> Found:
    if said.is_of_towns:
        return Cause.DESCRIPTION, *_figures(
            said.number, *places.how_many_towns(segment.county)
        )
    if said.is_of_villages:
        there = places.how_many_villages(segment.county)
        zh = f"写作 {said.number} 个村；2023 年村名录有 {there} 个村和社区"
        en = f"{said.number} villages are said; the list of 2023 has {there}"
        return Cause.DESCRIPTION, zh, en
    return Cause.DESCRIPTION, said.text, said.text


def _figures(n: int, present: int, gone: list[str]) -> tuple[str, str]:
    zh = f"写作 {n} 个乡镇，地名录现有 {present} 个"
    en = f"{n} townships are said, the gazetteer has {present} now"
    if gone:
        zh += f"，另有已撤销的{'、'.join(gone)}"
        en += f" and abolished {'、'.join(gone)}"
    return zh, en


def _amount(segment: Segment, places: Gazetteer) -> int:
    """Return how many townships a county's part comes to."""
    listed = _listed(segment, (Sort.TOWN, Sort.STEM))
    counts = [p for p in segment.pieces if p.sort is Sort.COUNT and p.is_of_towns]
    if counts and (not listed or counts[0].text.startswith("等")):
        return counts[0].number
    return len(listed) or places.how_many_towns(segment.county)[0]


def _listed(segment: Segment, sorts: tuple[Sort, ...]) -> list[Token]:
    return [piece for piece in segment.pieces if piece.sort in sorts]


def _clause(
    text: str, said: Token, county: str | None, names: str, found: Found
) -> Clause:
    cause, zh, en = found
    whole = cause is Cause.COUNT_IS_WHOLE and county is not None
    return Clause(
        text=text[said.start : said.end],
        kind=ClauseKind.COUNTED,
        cause=cause,
        reason=because(cause, names=names, more=zh, en=en),
        county=county,
        codes=(county,) if whole and county else (),
        start=said.start,
        end=said.end,
        evidence={"source": _SOURCE, "found": zh},
    )
