"""The reading of a wording: its clauses in order, and what they come to."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from shapely.geometry.base import BaseGeometry

from gi_registry.areas.causes import Cause
from gi_registry.areas.rules import ClauseKind, FinestLevel
from gi_registry.areas.wording import mentions as finding
from gi_registry.areas.wording.boxes import Box, BoxFit, boxes, fit
from gi_registry.areas.wording.clauses import Clause, because
from gi_registry.areas.wording.counts import count_clause, total_clause
from gi_registry.areas.wording.gazetteer import Gazetteer
from gi_registry.areas.wording.lists import list_clauses
from gi_registry.areas.wording.mentions import Mention
from gi_registry.areas.wording.segments import Segment, segments
from gi_registry.areas.wording.tokens import Sort
from gi_registry.areas.wording.wide import DIVISIONS, shared, wide_clauses

_FITS = {
    BoxFit.HOLDS: Cause.BOX_HOLDS,
    BoxFit.WITHIN: Cause.BOX_WITHIN,
    BoxFit.CUTS: Cause.BOX_CUTS,
    BoxFit.WIDE: Cause.BOX_WIDE,
    BoxFit.MISSES: Cause.BOX_MISSES,
}
_SETTLED = (
    Cause.COUNT_AGREES,
    Cause.COUNT_IS_WHOLE,
    Cause.DESCRIPTION,
    Cause.NOT_LISTED,
)
_TRAILING = (Sort.WHOLE, Sort.NOTE)
_LOOSE = "\0 、，,；;。：:"

Outlines = Callable[[str], BaseGeometry]
"""Gives the polygon of a county by its code."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a wording says.

    Attributes:
        clauses: in the order of the wording; what it does not name comes last.
        counties: codes of the counties in which the area lies.
        finest: the finest level that the wording itself goes down to.
    """

    clauses: tuple[Clause, ...]
    counties: tuple[str, ...]
    finest: FinestLevel


def read(
    text: str, places: Gazetteer, *, listed: Sequence[str] = (), outline: Outlines
) -> Reading:
    """Read a wording.

    Args:
        text: verbatim.
        places: what it may name.
        listed: codes of the counties that somebody entered with it; where there
            are some, a county that only the wording names is left out and said so.
        outline: gives a county's polygon, to compare printed boxes with.
    """
    printed = list(boxes(text))
    bounds = finding.compass(text)
    blank = [*((box.start, box.end) for box in printed), *bounds]
    plain = finding.masked(text, [*blank, *finding.documents(text)])
    named = finding.mentions(plain, places, listed)
    parts = list(segments(plain, named, places, listed))
    clauses = [
        *wide_clauses(plain, named, places, listed),
        *(clause for part in parts for clause in _county(text, part, places)),
        *_totals(text, parts, places),
        *(_plain(text, *span, ClauseKind.BOUNDS, Cause.NO_LINE) for span in bounds),
    ]
    counties = tuple(listed) or _named(clauses)
    known = tuple(code for code in counties if code in places.units)
    clauses += [
        *_not_named(clauses, counties, places),
        *_unread(text, plain, named, parts),
    ]
    finest = _finest(clauses)
    if known and printed:
        drawn = [outline(code) for code in known]
        whole = not finest.finer_than_polygon
        clauses += [_box(text, box, fit(box, drawn, whole=whole)) for box in printed]
    ordered = sorted(clauses, key=lambda each: (each.start is None, each.start or 0))
    return Reading(tuple(ordered), known, finest)


def _county(text: str, part: Segment, places: Gazetteer) -> Iterator[Clause]:
    """Yield the clauses of a county's part; the first one begins with its name."""
    if part.is_whole or not part.is_listed:
        yield _whole(text, part)
    if not part.is_listed:
        return
    found: list[Clause] = []
    for group in part.groups:
        if group.kind is ClauseKind.COUNTED and group.said is not None:
            found.append(count_clause(text, part, group.said, places))
        else:
            found += list_clauses(text, part.county, group, places)
    if any(clause.cause is Cause.COUNT_IS_WHOLE for clause in found):
        found = [_described(clause) for clause in found]
    for at, clause in enumerate(found):
        yield clause if at or part.is_whole else _from(text, part, clause)


def _described(clause: Clause) -> Clause:
    """Take townships that are named beside the number of all for what they are."""
    if clause.kind is not ClauseKind.TOWNSHIPS or clause.cause is not Cause.NO_POLYGON:
        return clause
    cause = Cause.DESCRIPTION
    return replace(clause, cause=cause, reason=because(cause, more=clause.text))


def _from(text: str, part: Segment, clause: Clause) -> Clause:
    """Let a clause begin with the county's name, and say if that is a former one."""
    former = part.mention.former if part.mention else None
    evidence = dict(clause.evidence)
    if former is not None:
        evidence["county"] = {"printed": former.name, "change": former.change}
    start = part.mention.start if part.mention else clause.start
    return replace(
        clause, start=start, text=text[start : clause.end], evidence=evidence
    )


def _whole(text: str, part: Segment) -> Clause:
    mention = part.mention
    if mention is None:  # pragma: no cover -- only what is named is whole
        raise ValueError(part)
    end = mention.end
    for piece in part.pieces:
        if piece.sort not in _TRAILING or piece.apart:
            break
        end = piece.end
    former = mention.former
    cause, more = _standing(part, mention)
    return Clause(
        text=text[mention.start : end],
        kind=ClauseKind.COUNTY,
        cause=cause,
        reason=because(cause, names=mention.name, more=more),
        county=part.county if len(mention.codes) == 1 else shared(mention.codes),
        codes=mention.codes,
        start=mention.start,
        end=end,
        evidence={
            "source": DIVISIONS,
            **({"former": former.name, "change": former.change} if former else {}),
        },
    )


def _standing(part: Segment, mention: Mention) -> tuple[Cause, str]:
    former = mention.former
    if not part.is_listed:
        return Cause.NOT_LISTED, ""
    if part.note:
        return Cause.TO_BE_CHECKED, part.note
    if former is not None:
        return (Cause.SPLIT if former.is_split else Cause.FORMER_NAME), former.change
    if len(mention.codes) > 1:
        return Cause.SEVERAL, "、".join(mention.codes)
    return Cause.DRAWN, ""


def _totals(text: str, parts: Sequence[Segment], places: Gazetteer) -> Iterator[Clause]:
    meant = [part for part in parts if part.is_listed]
    for part in parts:
        if part.total is not None:
            yield total_clause(text, meant, part.total, places)


def _named(clauses: Iterable[Clause]) -> tuple[str, ...]:
    """Return the counties in which clauses lie."""
    found: dict[str, None] = {}
    for clause in clauses:
        found.update(dict.fromkeys(code[:6] for code in clause.codes))
        is_county = clause.county is not None and not clause.county.endswith("00")
        if is_county and not clause.codes:
            found[str(clause.county)] = None
    return tuple(found)


def _not_named(
    clauses: Sequence[Clause], counties: Iterable[str], places: Gazetteer
) -> Iterator[Clause]:
    met = {code[:6] for clause in clauses for code in clause.codes}
    met |= {str(clause.county) for clause in clauses}
    for code in counties:
        if code in met:
            continue
        unit = places.units.get(code)
        name, cause = (
            (unit.name, Cause.NOT_NAMED) if unit else (code, Cause.NO_SUCCESSOR)
        )
        yield Clause(
            text=name,
            kind=ClauseKind.COUNTY,
            cause=cause,
            reason=because(cause, names=name),
            county=code,
            codes=(code,),
            evidence={"source": DIVISIONS},
        )


def _box(text: str, box: Box, found: tuple[BoxFit, float]) -> Clause:
    answer, share = found
    clause = _plain(
        text, box.start, box.end, ClauseKind.BOX, _FITS[answer], f"{share * 100:.0f}"
    )
    bounds = [round(each, 6) for each in (box.west, box.south, box.east, box.north)]
    return replace(
        clause,
        evidence={"bounds": bounds, "fit": answer.value, "share": round(share, 4)},
    )


def _unread(
    text: str, plain: str, named: Sequence[Mention], parts: Sequence[Segment]
) -> Iterator[Clause]:
    """Yield what was not understood, so that nothing of a wording is lost."""
    pieces = [
        (piece.start, piece.end)
        for part in parts
        for piece in part.pieces
        if piece.sort is Sort.UNREAD
    ]
    head = plain[: named[0].start if named else len(plain)].strip(_LOOSE)
    if head and not any(part.mention is None for part in parts):
        start = plain.index(head)
        pieces.append((start, start + len(head)))
    for start, end in pieces:
        yield _plain(text, start, end, ClauseKind.PLACE, Cause.UNREAD)


def _plain(
    text: str, start: int, end: int, kind: ClauseKind, cause: Cause, more: str = ""
) -> Clause:
    return Clause(
        text=text[start:end],
        kind=kind,
        cause=cause,
        reason=because(cause, names=text[start:end], more=more),
        start=start,
        end=end,
    )


def finest_of(
    clauses: Iterable[tuple[ClauseKind, Cause | None, str]],
) -> FinestLevel:
    """Return the finest level of clauses, each by its kind, cause and text."""
    levels = [_level(*clause) for clause in clauses]
    order = list(FinestLevel)
    found = [level for level in levels if level is not None]
    return max(found, key=order.index, default=FinestLevel.COUNTY)


def _finest(clauses: Iterable[Clause]) -> FinestLevel:
    return finest_of((each.kind, each.cause, each.text) for each in clauses)


def _level(kind: ClauseKind, cause: Cause | None, text: str) -> FinestLevel | None:
    if cause in _SETTLED:
        return None
    if kind in _LEVELS:
        return _LEVELS[kind]
    if kind is ClauseKind.BOX or cause is Cause.UNREAD:
        return None
    villages = text.endswith(("村", "村）", "村)", "社区", "亩"))
    return FinestLevel.VILLAGE if villages else FinestLevel.TOWNSHIP


_LEVELS = {
    ClauseKind.PROVINCE: FinestLevel.PROVINCE,
    ClauseKind.PREFECTURE: FinestLevel.PREFECTURE,
    ClauseKind.COUNTY: FinestLevel.COUNTY,
    ClauseKind.TOWNSHIPS: FinestLevel.TOWNSHIP,
    ClauseKind.VILLAGES: FinestLevel.VILLAGE,
}
