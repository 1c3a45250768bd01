"""The rights of an announcement, out again as a list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, contains_eager

from gi_registry.producers.service import CNIPA
from gi_registry.products.models import Announcement, GiRight
from gi_registry.rights.models import RightAnnounced, RightEvent, RightProcedure
from gi_registry.rights.rules.batches import COLUMNS, Matter
from gi_registry.rights.service.batches.cells import as_cells, matter_of_event


@dataclass(frozen=True, slots=True)
class Announced:
    """What an announcement did to one right.

    Attributes:
        cells: by column, as the list had them, or would.
    """

    right: GiRight
    matter: Matter
    cells: dict[str, str]


def announced_rights(session: Session, number: int) -> list[Announced]:
    """Return what an announcement of CNIPA did to rights, in the order of its list.

    A recognition that a conversion brought is part of the conversion's line.
    """
    statement = (
        select(RightEvent, RightAnnounced)
        .join(RightEvent.procedure)
        .join(RightEvent.announcement)
        .outerjoin(RightAnnounced, RightAnnounced.event_id == RightEvent.id)
        .where(Announcement.issuer == CNIPA, Announcement.number == number)
        .options(
            contains_eager(RightEvent.procedure)
            .joinedload(RightProcedure.right)
            .joinedload(GiRight.gi)
        )
        .order_by(RightEvent.id)
    )
    rows = session.execute(statement).all()
    brought = {
        event.procedure.successor_id
        for event, _ in rows
        if event.procedure.successor_id is not None
    }
    return list(_lines(rows, brought))


def _lines(
    rows: Sequence[Row[RightEvent, RightAnnounced | None]], brought: set[int]
) -> Iterator[Announced]:
    for event, said in rows:
        procedure = event.procedure
        matter = matter_of_event(event, procedure)
        implied = (
            said is None
            and matter is Matter.RECOGNITION
            and procedure.right_id in brought
        )
        if matter is None or implied:
            continue
        cells = said.cells if said else as_cells(event, procedure, matter)
        whole = {key: cells.get(key, "") for key in COLUMNS}
        yield Announced(procedure.right, matter, whole)
