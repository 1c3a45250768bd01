"""Announcements whose rights come as a list: what would come of it, the record."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.sessions import read, write
from gi_registry.core.sheets import SheetRow
from gi_registry.producers.service import By
from gi_registry.rights import service
from gi_registry.rights.rules.batches import COLUMNS, TAKEN, Line
from gi_registry.rights.schemas import batches as schemas
from gi_registry.rights.service import Listing
from gi_registry.rights.views.blueprint import api


@api.post("/announcements/<int:number>/rights/preview")
@requires(Permission.CNIPA_RECORD)
@api.arguments(schemas.AnnouncementRightsSchema)
@api.response(200, schemas.JudgedRightsSchema)
def preview(asked: dict[str, Any], number: int) -> dict[str, Any]:
    """Say what would become of each line of a list of rights; nothing is recorded."""
    with read() as session:
        listing = _listing(asked, number)
        return _judged(service.judge_rights(session, listing, today=clock.today()))


@api.post("/announcements/<int:number>/rights")
@requires(Permission.CNIPA_RECORD)
@api.arguments(schemas.RecordedAnnouncementSchema)
@api.response(201, schemas.RecordedRightsSchema)
def record(asked: dict[str, Any], number: int) -> dict[str, Any]:
    """Record what is new on a list of rights, all of that or nothing.

    Lines that cannot be taken, and what is on record already, are left alone.
    `touched` is what the preview said; it is refused where others would be suspended.
    """
    by = By(the_caller().account_id, clock.now())
    with write() as session:
        done = service.record_rights(
            session,
            _listing(asked, number),
            asked["file_sha256"],
            asked["touched"],
            by=by,
        )
        judged = _judged(done.lines)
    return judged | {"announcement": number, "recorded": done.rights}


@api.get("/announcements/<int:number>/rights")
@requires(Permission.DESK)
@api.response(200, schemas.ListedRightsSchema)
def announced(number: int) -> dict[str, Any]:
    """Give the rights of an announcement, in the order of its list."""
    with read() as session:
        found = service.announced_rights(session, number)
        rights = [
            {**each.cells, "right": each.right.id, "matter": each.matter.value}
            for each in found
        ]
    return {"announcement": number, "rights": rights}


def _listing(asked: dict[str, Any], number: int) -> Listing:
    rows = [
        SheetRow(at, {column: right.get(column, "").strip() for column in COLUMNS})
        for at, right in enumerate(asked["rights"], 1)
    ]
    may = the_caller().may
    return Listing(
        number,
        asked["announced_on"],
        rows,
        lambda place: may(Permission.CNIPA_RECORD, place),
    )


def _judged(lines: Sequence[Line]) -> dict[str, Any]:
    return {
        "lines": [
            {
                "row": line.row,
                "product": line.product,
                "product_code": line.code,
                "outcome": line.outcome.value,
                "words": [words._asdict() for words in line.words],
                "right": line.right_id,
                "users": line.users,
            }
            for line in lines
        ],
        "counts": Counter(line.outcome.value for line in lines),
        "touched": sum(line.users for line in lines if line.outcome in TAKEN),
    }
