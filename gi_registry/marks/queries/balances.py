"""The year's account of labels, each figure summed on its own."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from gi_registry.core.db import among
from gi_registry.marks.models import LabelRange, LabelRun, PrintLotPart
from gi_registry.marks.queries.amounts import LABELS, PRINTED, SIZE
from gi_registry.marks.rules import Balance, PartKind, RangeState


def balances(
    session: Session, authorization_ids: Sequence[int], year: int
) -> dict[int, Balance]:
    """Return the year's account of each authorization, in one query.

    Every figure is summed on its own, so that the account can be checked.
    """
    start, after = date(year, 1, 1), date(year + 1, 1, 1)
    used = _used_by_run(session, authorization_ids, year)
    kept = _kept_by_run(session, authorization_ids, year)
    before = func.coalesce(used.c.before, 0) + func.coalesce(kept.c.before, 0)
    activated = func.coalesce(used.c.activated, 0)
    void = func.coalesce(used.c.void, 0)
    samples = func.coalesce(kept.c.within, 0)
    rest = SIZE - before - activated - void - samples
    was_there = and_(LabelRun.year < year, LabelRun.expires_on >= start)
    runs_out = and_(LabelRun.expires_on >= start, LabelRun.expires_on < after)
    statement = (
        select(
            LabelRun.authorization_id,
            func.sum(case((was_there, SIZE - before), else_=0)).label("opening"),
            func.sum(case((LabelRun.year == year, SIZE), else_=0)).label("issued"),
            func.sum(activated).label("activated"),
            func.sum(void).label("void"),
            func.sum(case((runs_out, rest), else_=0)).label("expired"),
            func.sum(case((LabelRun.expires_on >= after, rest), else_=0)).label(
                "closing"
            ),
            func.sum(samples).label("samples"),
        )
        .outerjoin(used, used.c.run_id == LabelRun.id)
        .outerjoin(kept, kept.c.run_id == LabelRun.id)
        .where(
            among(session, LabelRun.authorization_id, authorization_ids),
            LabelRun.year <= year,
        )
        .group_by(LabelRun.authorization_id)
    )
    found = {
        row.authorization_id: Balance(*(int(figure) for figure in row[1:]))
        for row in session.execute(statement)
    }
    nothing = Balance(0, 0, 0, 0, 0, 0, 0)
    return {id_: found.get(id_, nothing) for id_ in authorization_ids}


def _used_by_run(session: Session, authorization_ids: Sequence[int], year: int) -> Any:  # noqa: ANN401 -- SQLAlchemy's Subquery has columns that no type knows
    start, after = date(year, 1, 1), date(year + 1, 1, 1)
    is_before = LabelRange.on_day < start
    activated = LabelRange.state == RangeState.ACTIVATED
    return (
        select(
            LabelRange.run_id,
            func.sum(case((is_before, LABELS), else_=0)).label("before"),
            func.sum(case((and_(~is_before, activated), LABELS), else_=0)).label(
                "activated"
            ),
            func.sum(case((and_(~is_before, ~activated), LABELS), else_=0)).label(
                "void"
            ),
        )
        .join(LabelRun, LabelRun.id == LabelRange.run_id)
        .where(
            LabelRange.undone_at.is_(None),
            LabelRange.on_day < after,
            LabelRange.on_day <= LabelRun.expires_on,  # later it has expired
            among(session, LabelRun.authorization_id, authorization_ids),
        )
        .group_by(LabelRange.run_id)
        .subquery()
    )


def _kept_by_run(session: Session, authorization_ids: Sequence[int], year: int) -> Any:  # noqa: ANN401 -- as above
    start, after = date(year, 1, 1), date(year + 1, 1, 1)
    is_before = PrintLotPart.kept_on < start
    return (
        select(
            PrintLotPart.run_id,
            func.sum(case((is_before, PRINTED), else_=0)).label("before"),
            func.sum(case((is_before, 0), else_=PRINTED)).label("within"),
        )
        .join(LabelRun, LabelRun.id == PrintLotPart.run_id)
        .where(
            PrintLotPart.kind == PartKind.SAMPLE,
            PrintLotPart.kept_on < after,
            PrintLotPart.kept_on <= LabelRun.expires_on,  # later it has expired
            among(session, LabelRun.authorization_id, authorization_ids),
        )
        .group_by(PrintLotPart.run_id)
        .subquery()
    )
