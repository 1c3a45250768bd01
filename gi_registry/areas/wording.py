"""From the wording of an area to its clauses, one for each county it names.

Announcements name counties in full (祁县), by a former name (太谷县), by the
prefecture alone (运城市现辖行政区域), or only around the townships that they mean.
Each clause keeps its own piece of the wording and says why it has its status.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gi_registry.areas.rules import ClauseStatus, FinestLevel

_SEPARATORS = " 、，,；;。及和与\n\t"
_SUFFIXES = "县市区"
_TOWNSHIP = "(?!镇|乡|村|街道)"
_LEAST_SHORT_NAME = 2


@dataclass(frozen=True, slots=True)
class Former:
    """A county's former name and code.

    Attributes:
        name: such as 太谷县.
        change: when and by what it was changed, in Chinese, or empty.
        is_split: whether it went to several counties.
    """

    name: str
    change: str
    is_split: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A county as the reading of a wording needs it.

    Attributes:
        code: GB/T 2260, six digits.
        name: such as 祁县.
        prefecture: name of the prefecture it is in.
        former: its former names.
    """

    code: str
    name: str
    prefecture: str
    former: tuple[Former, ...] = ()

    @property
    def short_name(self) -> str:
        """The name without its last character, where that leaves two."""
        short = self.name.rstrip(_SUFFIXES)
        return short if len(short) >= _LEAST_SHORT_NAME else self.name


@dataclass(frozen=True, slots=True)
class Clause:
    """One county's part of a wording.

    Attributes:
        text: the part, verbatim; the county's name where the wording has none.
        code: of the county; the former code where nothing succeeds it.
        status: whether it is resolved.
        reason: why, in Chinese.
    """

    text: str
    code: str
    status: ClauseStatus
    reason: str


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    name: str
    codes: tuple[str, ...]


def clauses(
    text: str,
    finest: FinestLevel,
    units: Iterable[Unit],
    *,
    others: Iterable[str] = (),
) -> list[Clause]:
    """Return the clauses of a wording, in the order of `units`.

    Args:
        text: the wording, verbatim.
        finest: the finest level that it names.
        units: the counties that it names or whose parts it names.
        others: names of divisions that are none of these; where one stands in
            the wording, the clause before it ends (新绛县 is not 绛县).
    """
    units = list(units)
    parts = _parts(text, units, others)
    return [_clause(text, finest, unit, parts.get(unit.code)) for unit in units]


def gone(code: str) -> Clause:
    """Return the clause of a code that no division has any more."""
    return Clause(
        text=code,
        code=code,
        status=ClauseStatus.GONE,
        reason=f"代码 {code} 已不在现行区划中，也没有查到承继关系，未落图",
    )


def _clause(
    text: str, finest: FinestLevel, unit: Unit, part: tuple[str, str] | None
) -> Clause:
    printed, piece = part or (None, unit.name)
    former = next((f for f in unit.former if f.name == printed), None)
    status, reason = ClauseStatus.RESOLVED, f"文字点名“{printed}”，按县界落图"
    if finest.finer_than_polygon:
        level = "村" if finest is FinestLevel.VILLAGE else "乡镇"
        status = ClauseStatus.AMBIGUOUS
        reason = f"文字列到{level}，现有图形只到县界；实际产地在该县界线以内"
    elif former is not None and former.is_split:
        status = ClauseStatus.AMBIGUOUS
        reason = f"文字作“{former.name}”，{former.change}；取全部承继县区，可能偏大"
    elif former is not None:
        reason = f"文字作“{former.name}”，{former.change}；按现行县界落图"
    elif printed is None and unit.prefecture in text:
        reason = f"文字只写到{unit.prefecture}，该县现属其辖区，按县界落图"
    elif printed is None and finest is not FinestLevel.PROVINCE:
        status = ClauseStatus.AMBIGUOUS
        reason = "文字没有点名该县，由录入者按来源列入，待核"
    elif printed is None:
        reason = "文字写到全省，该县在其中，按县界落图"
    return Clause(piece, unit.code, status, reason)


def _parts(
    text: str, units: list[Unit], others: Iterable[str]
) -> Mapping[str, tuple[str, str]]:
    """Return for each county found its name as printed and its piece of the text."""
    full = _names(units)
    breaks = dict.fromkeys(
        {*others, *(unit.prefecture for unit in units)} - full.keys()
    )
    mentions = _mentions(text, full, breaks)
    found = {code for mention in mentions for code in mention.codes}
    short: dict[str, list[str]] = {}
    for unit in units:
        if unit.code not in found:
            short.setdefault(unit.short_name, []).append(unit.code)
    if short:
        mentions = _mentions(text, full | short, breaks)
    return _pieces(text, mentions)


def _names(units: Iterable[Unit]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for unit in units:
        for name in (unit.name, *(former.name for former in unit.former)):
            names.setdefault(name, []).append(unit.code)
    return names


def _mentions(
    text: str, names: Mapping[str, list[str]], breaks: Mapping[str, None]
) -> list[_Mention]:
    """Return the divisions mentioned, longest names first at each place."""
    longest = sorted({*names, *breaks}, key=len, reverse=True)
    pattern = "|".join(
        re.escape(name) + ("" if name[-1] in _SUFFIXES else _TOWNSHIP)
        for name in longest
        if name
    )
    return [
        _Mention(found.start(), found[0], tuple(names.get(found[0], ())))
        for found in re.finditer(pattern or r"(?!)", text)
    ]


def _pieces(text: str, mentions: list[_Mention]) -> dict[str, tuple[str, str]]:
    """Cut the text at its mentions; the first piece of each county counts.

    A name that follows as a gloss, 太谷县(今太谷区), stays in the piece.
    """
    heads: list[_Mention] = []
    for mention in mentions:
        gloss = text[max(0, mention.start - 2) : mention.start] in ("(今", "（今")
        if not (gloss and heads and set(heads[-1].codes) & set(mention.codes)):
            heads.append(mention)
    ends = [*(head.start for head in heads[1:]), len(text)]
    pieces: dict[str, tuple[str, str]] = {}
    for mention, end in zip(heads, ends, strict=False):
        piece = text[mention.start : end].strip(_SEPARATORS)
        for code in mention.codes:
            pieces.setdefault(code, (mention.name, piece))
    return pieces
