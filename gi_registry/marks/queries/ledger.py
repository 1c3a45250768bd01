"""Reads of the ledger: what is decided, drawn, activated and left."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    case,
    exists,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from gi_registry.marks.models import (
    CapacityDecision,
    LabelRange,
    LabelRun,
    PrintLotPart,
)
from gi_registry.marks.queries.amounts import LABELS, PRINTED, RANGE_G, RUN_G
from gi_registry.marks.rules import RETURNS_CAPACITY, PartKind, RangeState
from gi_registry.producers import rules as producers
from gi_registry.producers.models import Authorization, AuthorizationStatus
from gi_registry.producers.rules import AuthorizationState


def state_on(
    session: Session, authorization_id: int, day: date
) -> AuthorizationState | None:
    """Return the state of an authorization on a day; None before it began."""
    valid_to = session.scalar(
        select(Authorization.valid_to).where(Authorization.id == authorization_id)
    )
    statuses = session.scalars(
        select(AuthorizationStatus)
        .where(AuthorizationStatus.authorization_id == authorization_id)
        .order_by(AuthorizationStatus.from_on, AuthorizationStatus.id)
    ).all()
    return producers.state_on(statuses, day, valid_to=valid_to)


def ended_authorizations(
    session: Session,
) -> Sequence[Row[str, AuthorizationState, date]]:
    """Return number, state and its first day where the mark may not be used."""
    return session.execute(
        select(
            Authorization.number, AuthorizationStatus.state, AuthorizationStatus.from_on
        )
        .join(Authorization.statuses)
        .where(
            AuthorizationStatus.to_on.is_(None),
            AuthorizationStatus.state.not_in(producers.MAY_USE),
        )
        .order_by(Authorization.number)
    ).all()


def authorization_number(session: Session, authorization_id: int) -> str:
    """Return the public number of an authorization."""
    return session.execute(
        select(Authorization.number).where(Authorization.id == authorization_id)
    ).scalar_one()


def product_of(session: Session, authorization_id: int) -> int:
    """Return the product of an authorization, its id."""
    return session.execute(
        select(Authorization.gi_id).where(Authorization.id == authorization_id)
    ).scalar_one()


def newest_decisions(
    session: Session, authorization_ids: Collection[int], year: int
) -> dict[int, CapacityDecision]:
    """Return the decision that holds for a year, by authorization."""
    newest = (
        select(func.max(CapacityDecision.id))
        .where(
            CapacityDecision.authorization_id.in_(authorization_ids),
            CapacityDecision.year == year,
        )
        .group_by(CapacityDecision.authorization_id)
    )
    rows = session.scalars(
        select(CapacityDecision).where(CapacityDecision.id.in_(newest))
    )
    return {row.authorization_id: row for row in rows}


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the labels of a production year stand for, grams.

    Attributes:
        labels_g: of all that were issued, less void and returned ones.
        activated_g: of those on goods.
    """

    labels_g: int
    activated_g: int


def drawn_g(
    session: Session, authorization_ids: Collection[int], year: int
) -> dict[int, Drawn]:
    """Return what the labels of a year stand for, by authorization.

    Authorizations without labels of that year are left out.
    """
    of_year = (
        LabelRun.authorization_id.in_(authorization_ids),
        LabelRun.year == year,
    )
    is_back = LabelRange.state.in_(RETURNS_CAPACITY)
    used = (
        select(
            LabelRun.authorization_id,
            case((is_back, -RANGE_G), else_=0).label("drawn"),
            case((is_back, 0), else_=RANGE_G).label("activated"),
        )
        .select_from(LabelRange)
        .join(LabelRun, LabelRun.id == LabelRange.run_id)
        .where(
            *of_year,
            LabelRange.undone_at.is_(None),
            LabelRange.state.in_({RangeState.ACTIVATED, *RETURNS_CAPACITY}),
        )
    )
    issued = select(
        LabelRun.authorization_id, RUN_G.label("drawn"), literal(0).label("activated")
    ).where(*of_year)
    both = union_all(issued, used).subquery()
    rows = session.execute(
        select(
            both.c.authorization_id, func.sum(both.c.drawn), func.sum(both.c.activated)
        ).group_by(both.c.authorization_id)
    )
    return {row[0]: Drawn(int(row[1]), int(row[2])) for row in rows}


def newest_runs(
    session: Session, authorization_ids: Sequence[int]
) -> dict[int, LabelRun]:
    """Return the newest run of each authorization that has one."""
    newest = (
        select(func.max(LabelRun.id))
        .where(LabelRun.authorization_id.in_(authorization_ids))
        .group_by(LabelRun.authorization_id)
    )
    found = session.scalars(select(LabelRun).where(LabelRun.id.in_(newest)))
    return {each.authorization_id: each for each in found}


def first_unused(session: Session, run_ids: Sequence[int]) -> dict[int, int]:
    """Return the first number of each run that nothing has happened to.

    It is the size of a run of which every label is used.
    """
    live = LabelRange.undone_at.is_(None)
    after = aliased(LabelRange)
    goes_on = exists().where(
        after.run_id == LabelRange.run_id,
        after.first == LabelRange.end,
        after.undone_at.is_(None),
    )
    ends = session.execute(
        select(LabelRange.run_id, func.min(LabelRange.end))
        .where(LabelRange.run_id.in_(run_ids), live, ~goes_on)
        .group_by(LabelRange.run_id)
    )
    begun = session.scalars(
        select(LabelRange.run_id).where(
            LabelRange.run_id.in_(run_ids), live, LabelRange.first == 0
        )
    )
    stops = {row[0]: int(row[1]) for row in ends}
    return dict.fromkeys(run_ids, 0) | {run: stops[run] for run in begun}


def range_over(
    session: Session, run_id: int, first: int, end: int
) -> LabelRange | None:
    """Return the first range that holds a label of [first, end), if any does."""
    return session.scalar(
        select(LabelRange)
        .where(
            LabelRange.run_id == run_id,
            LabelRange.undone_at.is_(None),
            LabelRange.first < end,
            LabelRange.end > first,
        )
        .order_by(LabelRange.first)
        .limit(1)
    )


def accounted(session: Session, run_id: int) -> int:
    """Return how many labels of a run something has happened to, count."""
    total = session.scalar(
        select(func.sum(LABELS)).where(
            LabelRange.run_id == run_id, LabelRange.undone_at.is_(None)
        )
    )
    return int(total or 0)


def kept_by(session: Session, run_id: int, day: date) -> int:
    """Return how many labels of a run were samples by the end of a day, count."""
    total = session.scalar(
        select(func.sum(PRINTED)).where(
            PrintLotPart.run_id == run_id,
            PrintLotPart.kind == PartKind.SAMPLE,
            PrintLotPart.kept_on <= day,
        )
    )
    return int(total or 0)


def run_lines(where: ColumnElement[bool]) -> Select[LabelRun, int, int, int]:
    """Select runs, each with its activated, dead and kept labels; newest first.

    Kept are samples that a printer has filed: they are in no other sum.

    Args:
        where: a condition on `LabelRun`.
    """
    activated = LabelRange.state == RangeState.ACTIVATED
    per_run = (
        select(
            LabelRange.run_id,
            func.sum(case((activated, LABELS), else_=0)).label("activated"),
            func.sum(case((activated, 0), else_=LABELS)).label("dead"),
        )
        .join(LabelRun, LabelRun.id == LabelRange.run_id)
        .where(LabelRange.undone_at.is_(None), where)
        .group_by(LabelRange.run_id)
        .subquery()
    )
    samples = (
        select(
            PrintLotPart.run_id,
            func.sum(PRINTED).label("kept"),
        )
        .join(LabelRun, LabelRun.id == PrintLotPart.run_id)
        .where(PrintLotPart.kind == PartKind.SAMPLE, where)
        .group_by(PrintLotPart.run_id)
        .subquery()
    )
    return (
        select(
            LabelRun,
            func.coalesce(per_run.c.activated, 0).label("activated"),
            func.coalesce(per_run.c.dead, 0).label("dead"),
            func.coalesce(samples.c.kept, 0).label("kept"),
        )
        .outerjoin(per_run, per_run.c.run_id == LabelRun.id)
        .outerjoin(samples, samples.c.run_id == LabelRun.id)
        .where(where)
        .order_by(LabelRun.id.desc())
    )
