"""Which lines a desk shows, and how many: by what the database keeps of its lists."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from gi_registry.annual_reports.models import ListedReport, ReportTally
from gi_registry.annual_reports.rules import ACCEPTED, DeskList, Drawn, ReportState
from gi_registry.core.access import Caller, Permission
from gi_registry.core.reach import begins, reach

_LISTS: Final = {
    "review": (DeskList.REVIEW,),
    "look": (DeskList.REVIEW,),
    "not-filed": (DeskList.UNFILED,),
    "returned": (DeskList.RETURNED,),
    "filed": (DeskList.ACCEPTED, DeskList.REVIEW),
    "accepted": (DeskList.ACCEPTED,),
    "": (DeskList.OWED,),
}
"""By what a desk is narrowed to; a user is on one of several at most."""
_TO_LOOK_AT: Final = (Drawn.DIFFERS, Drawn.SAMPLED)
_STANDING: Final = (DeskList.REVIEW, DeskList.ACCEPTED, DeskList.FORMER)
"""Lists of the versions that are under review or stand."""
_PREFECTURE: Final = 4
"""Digits of a prefecture's code."""


@dataclass(frozen=True, slots=True)
class Within:
    """Where an officer looks.

    Attributes:
        caller: the officer.
        permission: held within which jurisdiction.
        division: the part of it that is asked for, or "" for all.
    """

    caller: Caller
    permission: Permission
    division: str = ""

    def of(self, table: type[ListedReport] | type[ReportTally]) -> ColumnElement[bool]:
        """Return the condition that a line, or what is counted, lies there."""
        return and_(
            reach(
                self.caller,
                self.permission,
                division=table.division,
                authority=func.nullif(table.authority, ""),
            ),
            begins(table.division, self.division),
        )


def which(year: int, state: str, within: Within) -> Select[int]:
    """Select the authorizations of a desk's list, ordered.

    What waits comes in the order of handing in, everybody in that of permission; of
    what is filed, what was accepted comes first.

    Args:
        year: the year reported on.
        state: one of `rules.FILTERS`, or "" for all who must report.
        within: where the officer looks.
    """
    line = ListedReport
    found = select(line.authorization_id).where(
        line.year == year, line.list.in_(_LISTS[state]), within.of(line)
    )
    if state == "look":
        found = found.where(line.drawn.in_(_TO_LOOK_AT))
    order = (line.list, line.submitted_at, line.report_id, line.authorization_id)
    return found.order_by(*order)


def lengths(session: Session, year: int, within: Within) -> dict[str, int]:
    """Return how long each of the desk's lists is, by what the desk is narrowed to."""
    here = within.of(ReportTally)
    found = Counter[tuple[DeskList, str]]()
    for name, drawn, lines in _tallied(session, year, here, ReportTally.drawn):
        found[name, ""] += lines
        if drawn in _TO_LOOK_AT:
            found[name, "look"] += lines
    return {
        each: sum(found[of, each if each == "look" else ""] for of in lists)
        for each, lists in _LISTS.items()
    }


def counts(
    session: Session, year: int, prefixes: Sequence[str]
) -> tuple[int, int, int]:
    """Return how many must report, how many filed, how many are accepted.

    Args:
        session: to read with.
        year: the year reported on.
        prefixes: GB/T 2260 code prefixes; "" is everywhere.
    """
    places = or_(False, *(begins(ReportTally.division, each) for each in prefixes))
    tallied = _tallied(session, year, places, ReportTally.state)
    found = {(name, state): lines for name, state, lines in tallied}
    return (
        found.get((DeskList.OWED, ""), 0),
        sum(lines for (name, _), lines in found.items() if name in _LISTS["filed"]),
        sum(found.get((DeskList.ACCEPTED, state), 0) for state in ACCEPTED),
    )


def by_prefecture(
    session: Session, year: int, within: Within
) -> dict[tuple[str, ReportState], int]:
    """Return how many versions are under review or stand, by prefecture and state.

    A version that stands while its correction is under review counts with both.
    """
    cell = (ReportTally.division, ReportTally.state)
    here = within.of(ReportTally)
    found = Counter[tuple[str, ReportState]]()
    for name, division, state, lines in _tallied(session, year, here, *cell):
        if name in _STANDING and state != ReportState.RETURNED:
            found[division[:_PREFECTURE], ReportState(state)] += lines
    return found


def waiting(session: Session, year: int, within: Within) -> dict[Drawn | None, int]:
    """Return how many reports wait, by what a draw said of them; None in no draw."""
    here = within.of(ReportTally)
    return {
        Drawn(drawn) if drawn else None: lines
        for name, drawn, lines in _tallied(session, year, here, ReportTally.drawn)
        if name is DeskList.REVIEW
    }


def _tallied(
    session: Session,
    year: int,
    places: ColumnElement[bool],
    *columns: InstrumentedAttribute[str],
) -> Sequence[tuple[Any, ...]]:
    """Return how many lines there are, by list and some columns; those that are."""
    lines = func.sum(ReportTally.lines)
    statement = (
        select(ReportTally.list, *columns, lines)
        .where(ReportTally.year == year, places)
        .group_by(ReportTally.list, *columns)
        .having(lines > 0)
    )
    rows = session.execute(statement)
    return [(*keys, int(count)) for *keys, count in rows]
