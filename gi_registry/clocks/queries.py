"""Reads behind the clocks: the last use on record of many, in one statement."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    Subquery,
    case,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import contains_eager

from gi_registry.annual_reports.models import AnnualReport
from gi_registry.annual_reports.rules import ACCEPTED
from gi_registry.cases.models import CaseEvent, MarkCase
from gi_registry.cases.rules import CaseState, Trigger
from gi_registry.clocks.expressions import Latest, TwoYearsOn, YearEnd
from gi_registry.clocks.models import NonUseDecision, UseRecord
from gi_registry.clocks.rules import (
    MONTHS,
    NOTICES,
    RIGHT_LATE,
    RIGHT_NOTICES,
    months_before,
)
from gi_registry.core.access import Caller, Permission
from gi_registry.core.reach import reach
from gi_registry.marks.models import LabelRange, LabelRun
from gi_registry.marks.rules import RangeState
from gi_registry.producers.models import Authorization, Entity
from gi_registry.producers.queries import was_called
from gi_registry.producers.rules import AuthorizationState
from gi_registry.products.models import Gi
from gi_registry.products.queries import authority_of

RUNNING = (
    AuthorizationState.ANNOUNCED,
    AuthorizationState.IN_USE,
    AuthorizationState.RECTIFY,
    AuthorizationState.SUSPENDED,
)
"""States in which the two years run; the Order does not except a suspension."""

VIEWS = ("over", "told", "all")
"""Which clocks a list shows: to be decided, over a year, or every one."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of clocks is narrowed to; what is empty restricts nothing.

    Attributes:
        view: one of `VIEWS`.
        text: part of a name, a credit code, a number or a product.
        division: GB/T 2260 prefix.
    """

    view: str = "told"
    text: str = ""
    division: str = ""


def activations() -> Subquery:
    """Select the last day on which labels were put to use, by authorization."""
    return (
        select(LabelRun.authorization_id, func.max(LabelRange.on_day).label("day"))
        .join(LabelRun, LabelRun.id == LabelRange.run_id)
        .where(LabelRange.state == RangeState.ACTIVATED, LabelRange.undone_at.is_(None))
        .group_by(LabelRun.authorization_id)
        .subquery("activated")
    )


def reported() -> Subquery:
    """Select the last year of which an accepted report shows use."""
    return (
        select(AnnualReport.authorization_id, func.max(AnnualReport.year).label("year"))
        .where(
            AnnualReport.state.in_(ACCEPTED),
            AnnualReport.marked_output_g > 0,
        )
        .group_by(AnnualReport.authorization_id)
        .subquery("reported")
    )


def _recorded() -> Subquery:
    return (
        select(UseRecord.authorization_id, func.max(UseRecord.used_on).label("day"))
        .group_by(UseRecord.authorization_id)
        .subquery("recorded")
    )


def _decided() -> Subquery:
    """Select the last day on which a person decided, here or in a case."""
    own = select(NonUseDecision.authorization_id, NonUseDecision.decided_on)
    both = union_all(own, _by_case()).subquery()
    return (
        select(both.c.authorization_id, func.max(both.c.decided_on).label("day"))
        .group_by(both.c.authorization_id)
        .subquery("decided")
    )


def decided_by_case(authorization_id: int) -> Select[date]:
    """Select the days on which cases on an authorization's non-use were decided."""
    found = _by_case().where(MarkCase.authorization_id == authorization_id)
    return found.with_only_columns(CaseEvent.on_day)


def _by_case() -> Select[int, date]:
    return (
        select(MarkCase.authorization_id, CaseEvent.on_day.label("decided_on"))
        .join(CaseEvent, CaseEvent.case_id == MarkCase.id)
        .where(
            MarkCase.trigger == Trigger.NOT_USED,
            CaseEvent.state.in_((CaseState.CURE, CaseState.CLOSED)),
        )
    )


def clocks(*where: ColumnElement[bool], on: date) -> Select[Any]:
    """Select running authorizations with their last use, longest unused first.

    Columns: authorization (entity, right and product loaded), day of the last
    activation, year of the last report, day of the last record, day of the last
    decision.

    Args:
        where: conditions on authorizations, `GiRight`, `Entity`, `Gi`.
        on: the present day; a year's report counts to the end of that year, but
            not beyond this day.
    """
    activated, report, record, decided = (
        activations(),
        reported(),
        _recorded(),
        _decided(),
    )
    last = last_use(activated, report, record, on)
    return (
        select(
            Authorization,
            activated.c.day.label("activated_on"),
            report.c.year.label("reported_year"),
            record.c.day.label("recorded_on"),
            decided.c.day.label("decided_on"),
            last.label("last_use"),
        )
        .join(Authorization.entity)
        .join(Authorization.right)
        .join(Authorization.gi)
        .options(
            contains_eager(Authorization.entity),
            contains_eager(Authorization.right),
            contains_eager(Authorization.gi),
        )
        .outerjoin(activated, activated.c.authorization_id == Authorization.id)
        .outerjoin(report, report.c.authorization_id == Authorization.id)
        .outerjoin(record, record.c.authorization_id == Authorization.id)
        .outerjoin(decided, decided.c.authorization_id == Authorization.id)
        .where(Authorization.state.in_(RUNNING), *where)
        .order_by(last, Authorization.id)
    )


def over(*where: ColumnElement[bool], on: date) -> Select[int]:
    """Count the running authorizations that two years without use are over for.

    Args:
        where: conditions on authorizations.
        on: the present day.
    """
    until = months_before(on, MONTHS)
    possible = func.coalesce(Authorization.vector_opened_on, Authorization.valid_from)
    return (
        select(func.count())
        .select_from(Authorization)
        .where(
            Authorization.state.in_(RUNNING),
            possible <= until,
            Authorization.id.not_in(_used_since(until, on)),
            Authorization.id.not_in(_settled(on)),
            *where,
        )
    )


def _used_since(until: date, on: date) -> Select[int]:
    """Select the ids of authorizations with a use after one day and up to another."""
    activated = (
        select(LabelRun.authorization_id)
        .join(LabelRange, LabelRange.run_id == LabelRun.id)
        .where(
            LabelRange.state == RangeState.ACTIVATED,
            LabelRange.undone_at.is_(None),
            LabelRange.on_day > until,
            LabelRange.on_day <= on,
        )
    )
    reports = select(AnnualReport.authorization_id).where(
        AnnualReport.state.in_(ACCEPTED),
        AnnualReport.marked_output_g > 0,
        YearEnd(AnnualReport.year) > until,
    )
    records = select(UseRecord.authorization_id).where(
        UseRecord.used_on > until, UseRecord.used_on <= on
    )
    return select(union_all(activated, reports, records).subquery().c[0])


def _settled(on: date) -> Select[int]:
    """Select the ids of authorizations that were decided on after two years ended."""
    activated, report, record, decided = (
        activations(),
        reported(),
        _recorded(),
        _decided(),
    )
    last = last_use(activated, report, record, on)
    return (
        select(Authorization.id)
        .join(decided, decided.c.authorization_id == Authorization.id)
        .outerjoin(activated, activated.c.authorization_id == Authorization.id)
        .outerjoin(report, report.c.authorization_id == Authorization.id)
        .outerjoin(record, record.c.authorization_id == Authorization.id)
        .where(decided.c.day > TwoYearsOn(last))
    )


def last_use(
    activated: Subquery, report: Subquery, record: Subquery, on: date
) -> ColumnElement[date]:
    """Return the day from which the two years run, as `rules.non_use` counts it."""
    possible = func.coalesce(Authorization.vector_opened_on, Authorization.valid_from)
    year_end = YearEnd(report.c.year)
    until = literal(on, Date())
    return Latest(
        possible,
        *(
            func.coalesce(case((day > until, possible), else_=day), possible)
            for day in (activated.c.day, record.c.day)
        ),
        func.coalesce(case((year_end > until, until), else_=year_end), possible),
    )


def narrowed(statement: Select[Any], wanted: Wanted, *, on: date) -> Select[Any]:
    """Return what a list shows of `clocks`."""
    columns = statement.selected_columns
    last, decided = columns["last_use"], columns["decided_on"]
    conditions: list[ColumnElement[bool]] = []
    if wanted.view == "over":
        conditions += [
            last <= months_before(on, MONTHS),
            or_(decided.is_(None), decided <= TwoYearsOn(last)),
        ]
    elif wanted.view == "told":
        conditions.append(last <= months_before(on, NOTICES[0]))
    if wanted.division:
        conditions.append(
            Authorization.division.startswith(wanted.division, autoescape=True)
        )
    if wanted.text:
        found = (Entity.name, Entity.uscc, Authorization.number, Gi.name_zh)
        conditions.append(
            or_(
                was_called(wanted.text),
                *(each.icontains(wanted.text, autoescape=True) for each in found),
            )
        )
    return statement.where(*conditions)


def seen(caller: Caller, permission: Permission) -> ColumnElement[bool]:
    """Return the condition that an authorization lies in a caller's jurisdiction."""
    return reach(
        caller,
        permission,
        division=Authorization.division,
        authority=authority_of(Authorization.right_id),
    )


def ending(*, on: date) -> Select[Any]:
    """Select running authorizations whose licence or mark ends soon, or has ended."""
    return (
        select(Authorization)
        .join(Authorization.entity)
        .join(Authorization.right)
        .join(Authorization.gi)
        .options(
            contains_eager(Authorization.entity),
            contains_eager(Authorization.right),
            contains_eager(Authorization.gi),
        )
        .where(
            Authorization.state.in_(RUNNING),
            Authorization.valid_to >= on - timedelta(days=RIGHT_LATE),
            Authorization.valid_to <= on + timedelta(days=RIGHT_NOTICES[0]),
        )
        .order_by(Authorization.valid_to, Authorization.id)
    )
