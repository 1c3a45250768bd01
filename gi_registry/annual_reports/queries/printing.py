"""What printers of the registry did with users' labels; all in few statements."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gi_registry.core.db import among
from gi_registry.marks.models import LabelRun, PrintLot, PrintLotPart
from gi_registry.marks.rules import PartKind


def labels_printed(
    session: Session, authorization_ids: Iterable[int], year: int
) -> dict[int, int]:
    """Return the labels whose printing ended on days of a year, waste too, count.

    By authorization; one for whom no printer of the registry printed is left out.
    """
    statement = (
        select(LabelRun.authorization_id, func.sum(PrintLot.end - PrintLot.first))
        .select_from(PrintLot)
        .join(LabelRun, LabelRun.id == PrintLot.run_id)
        .where(
            among(session, LabelRun.authorization_id, authorization_ids),
            PrintLot.printed_on.between(date(year, 1, 1), date(year, 12, 31)),
        )
        .group_by(LabelRun.authorization_id)
    )
    return {of: int(count) for of, count in session.execute(statement)}


def labels_destroyed(
    session: Session, authorization_ids: Iterable[int], year: int
) -> dict[int, int]:
    """Return the waste of printers destroyed on days of a year, count.

    By authorization; one of whose labels none were is left out.
    """
    part = PrintLotPart
    statement = (
        select(LabelRun.authorization_id, func.sum(part.end - part.first))
        .select_from(part)
        .join(LabelRun, LabelRun.id == part.run_id)
        .where(
            among(session, LabelRun.authorization_id, authorization_ids),
            part.kind == PartKind.DESTROYED,
            part.out_on.between(date(year, 1, 1), date(year, 12, 31)),
        )
        .group_by(LabelRun.authorization_id)
    )
    return {of: int(count) for of, count in session.execute(statement)}
