"""What became of users' labels in a year; one statement each."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from gi_registry.core.db import among
from gi_registry.marks.models import LabelRange, LabelRun, PrintLot, PrintLotPart
from gi_registry.marks.rules import PartKind, RangeState

_RANGE = LabelRange.end - LabelRange.first
_PART = PrintLotPart.end - PrintLotPart.first


def activated_output_g(
    session: Session, authorization_ids: Iterable[int], year: int
) -> dict[int, int]:
    """Return the goods under labels activated on days of a year, grams.

    By authorization; one that activated none is left out.
    """
    return _ranges(
        session,
        authorization_ids,
        year,
        (RangeState.ACTIVATED,),
        cast(_RANGE, BigInteger) * LabelRun.net_content_g,
    )


def labels_lost(
    session: Session, authorization_ids: Iterable[int], year: int
) -> dict[int, int]:
    """Return the labels reported lost or stolen on days of a year, count.

    By authorization; one that lost none is left out.
    """
    states = (RangeState.LOST, RangeState.STOLEN)
    return _ranges(session, authorization_ids, year, states, _RANGE)


def labels_printed(
    session: Session, authorization_ids: Iterable[int], year: int
) -> dict[int, int]:
    """Return the labels whose printing ended on days of a year, waste too, count.

    By authorization; one for whom no printer of the registry printed is left out.
    """
    return _added(
        session,
        PrintLot.end - PrintLot.first,
        PrintLot.run_id,
        among(session, LabelRun.authorization_id, authorization_ids),
        _within(PrintLot.printed_on, year),
    )


def labels_received(
    session: Session, authorization_ids: Iterable[int], year: int
) -> dict[int, int]:
    """Return the labels that came in from printers on days of a year, count.

    By authorization; one that acknowledged none here is left out. Labels that were
    missing and found count on the day on which they were.
    """
    return _parts(session, authorization_ids, year, PartKind.DELIVERED)


def labels_destroyed(
    session: Session, authorization_ids: Iterable[int], year: int
) -> dict[int, int]:
    """Return the waste of printers destroyed on days of a year, count.

    By authorization; one of whose labels none were is left out.
    """
    return _parts(session, authorization_ids, year, PartKind.DESTROYED)


def _ranges(
    session: Session,
    authorization_ids: Iterable[int],
    year: int,
    states: Iterable[RangeState],
    added: ColumnElement[int],
) -> dict[int, int]:
    return _added(
        session,
        added,
        LabelRange.run_id,
        among(session, LabelRun.authorization_id, authorization_ids),
        LabelRange.state.in_(states),
        LabelRange.undone_at.is_(None),
        _within(LabelRange.on_day, year),
    )


def _parts(
    session: Session, authorization_ids: Iterable[int], year: int, kind: PartKind
) -> dict[int, int]:
    return _added(
        session,
        _PART,
        PrintLotPart.run_id,
        among(session, LabelRun.authorization_id, authorization_ids),
        PrintLotPart.kind == kind,
        _within(PrintLotPart.out_on, year),
    )


def _within(day: InstrumentedAttribute[Any], year: int) -> ColumnElement[bool]:
    return day.between(date(year, 1, 1), date(year, 12, 31))


def _added(
    session: Session,
    added: ColumnElement[int],
    run_id: InstrumentedAttribute[int],
    *conditions: ColumnElement[bool],
) -> dict[int, int]:
    """Add up something of runs, by authorization."""
    statement = (
        select(LabelRun.authorization_id, func.sum(added))
        .select_from(run_id.class_)
        .join(LabelRun, LabelRun.id == run_id)
        .where(*conditions)
        .group_by(LabelRun.authorization_id)
    )
    return {of: int(count) for of, count in session.execute(statement)}
