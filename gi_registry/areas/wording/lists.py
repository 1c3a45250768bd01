"""Clauses of townships, villages, parts and places that a wording names."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from gi_registry.areas.causes import Cause
from gi_registry.areas.rules import ClauseKind, ClauseStatus
from gi_registry.areas.wording.clauses import (
    Clause,
    Name,
    because,
    codes_of,
    evidence_of,
)
from gi_registry.areas.wording.gazetteer import Gazetteer
from gi_registry.areas.wording.groups import Group
from gi_registry.areas.wording.names import town, village
from gi_registry.areas.wording.tokens import Sort, Token
from gi_registry.geo.layers import TOWNSHIPS, VILLAGES

_SHOWN = 4
_SOURCES = {ClauseKind.VILLAGES: f"{VILLAGES} (2023-06-30)"}
_SOURCE = f"{TOWNSHIPS} (2026-09-11)"

Found = tuple[Token, Name]


def list_clauses(
    text: str, county: str, group: Group, places: Gazetteer
) -> Iterator[Clause]:
    """Yield the clauses of a group of names: neighbours of one cause are one.

    Args:
        text: the wording, verbatim.
        county: the code of the county in which they are.
        group: townships, villages, a part or a place.
        places: where they are looked up.
    """
    container = town(places, county, group.container) if group.container else None
    found = [(t, _name(places, county, container, t)) for t in group.names]
    start = group.container.start if group.container else None
    if group.container and container and not container.codes:
        yield _of_names(
            text, county, ClauseKind.TOWNSHIPS, [(group.container, container)]
        )
        start = None
    if group.kind in (ClauseKind.TOWNSHIPS, ClauseKind.VILLAGES):
        for _, same in groupby(found, key=lambda each: each[1].cause):
            yield _of_names(text, county, group.kind, list(same), start)
            start = None
    else:
        yield _loose(text, county, group, found)


def _name(places: Gazetteer, county: str, container: Name | None, token: Token) -> Name:
    if token.sort in (Sort.TOWN, Sort.STEM):
        return town(places, county, token)
    if token.sort is Sort.VILLAGE:
        return village(places, county, container.codes if container else (), token)
    return Name(token.text, Cause.NO_PLACE)


def _of_names(
    text: str,
    county: str,
    kind: ClauseKind,
    found: Sequence[Found],
    start: int | None = None,
) -> Clause:
    names = [name for _, name in found]
    cause = names[0].cause
    start = found[0][0].start if start is None else start
    end = found[-1][0].end
    return Clause(
        text=text[start:end],
        kind=kind,
        cause=cause,
        reason=because(cause, names=_joined(n.name for n in names), **_more(names)),
        county=county,
        codes=codes_of(names),
        start=start,
        end=end,
        evidence=evidence_of(names, _SOURCES.get(kind, _SOURCE)),
    )


def _loose(text: str, county: str, group: Group, found: Sequence[Found]) -> Clause:
    """Return the clause of a part, or of a place and what is around it."""
    names = [name for _, name in found]
    cause = Cause.PART if group.kind is ClauseKind.PART else Cause.NO_PLACE
    lost = [n for n in names if n.cause.status is ClauseStatus.GONE]
    if lost and group.kind is ClauseKind.PART:
        cause = lost[0].cause
    marks = [*group.names, *([group.said] if group.said else [])]
    first = group.container or marks[0]
    start, end = first.start, marks[-1].end
    said = text[marks[0].start : end]
    return Clause(
        text=text[start:end],
        kind=group.kind,
        cause=cause,
        reason=because(cause, names=said, **_more(names)),
        county=county,
        codes=codes_of(names),
        start=start,
        end=end,
        evidence=evidence_of(names, _SOURCE),
    )


def _more(names: Sequence[Name]) -> dict[str, str]:
    found = [name.found for name in names if name.candidates]
    shown = "、".join(found[:_SHOWN])
    if not found:
        return {"more": "", "en": ""}
    if len(found) > _SHOWN:
        return {
            "more": f"{shown}等 {len(found)} 个",
            "en": f"{shown} and more, {len(found)}",
        }
    return {"more": shown, "en": shown}


def _joined(names: Iterator[str]) -> str:
    return "、".join(names)
