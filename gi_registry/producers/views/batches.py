"""Announcements whose users come as a list: what would become of it, the record."""

from collections import Counter
from typing import Any

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.sessions import read, write
from gi_registry.core.sheets import SheetRow
from gi_registry.producers import service
from gi_registry.producers.rules import NewAnnouncement
from gi_registry.producers.rules.batches import COLUMNS, Line
from gi_registry.producers.schemas import batches as schemas
from gi_registry.producers.service import By
from gi_registry.producers.views.blueprint import api


@api.post("/announcements/<int:number>/preview")
@requires(Permission.CNIPA_RECORD)
@api.arguments(schemas.AnnouncementBatchSchema)
@api.response(200, schemas.JudgedBatchSchema)
def preview(asked: dict[str, Any], number: int) -> dict[str, Any]:  # noqa: ARG001 -- in the address
    """Say what would become of each line of a list; nothing is recorded."""
    with read() as session:
        lines: list[Line] = service.judge_batch(session, _rows(asked))
    return {
        "lines": [_shown(line) for line in lines],
        "counts": Counter(line.outcome.value for line in lines),
    }


@api.post("/announcements/<int:number>/users")
@requires(Permission.CNIPA_RECORD)
@api.arguments(schemas.AnnouncementBatchSchema)
@api.response(201, schemas.RecordedBatchSchema)
def record(asked: dict[str, Any], number: int) -> dict[str, Any]:
    """Record what is new on a list, all of that or nothing.

    Lines that cannot be taken, and what is on record already, are left alone.
    """
    new = NewAnnouncement(number, asked["announced_on"], asked["file_sha256"])
    by = By(the_caller().account_id, clock.now())
    with write() as session:
        lines = service.judge_batch(session, _rows(asked))
        made = service.record_batch(session, lines, new, by=by)
        numbers = [each.number for each in made]
    return {"announcement": number, "authorizations": numbers}


def _rows(asked: dict[str, Any]) -> list[SheetRow]:
    return [
        SheetRow(at, {column: user.get(column, "").strip() for column in COLUMNS})
        for at, user in enumerate(asked["users"], 1)
    ]


def _shown(line: Line) -> dict[str, Any]:
    return {
        "row": line.row,
        "holder": line.holder,
        "uscc": line.uscc,
        "product": line.product,
        "outcome": line.outcome.value,
        "words": [words._asdict() for words in line.words],
        "authorization": line.authorization,
    }
