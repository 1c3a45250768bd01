"""The API of print lots: for producers, and for the hand-over by printers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gi_registry.core import clock
from gi_registry.core.access import (
    Permission,
    own_organisation,
    requires,
    the_caller,
)
from gi_registry.core.sessions import read, registry, write
from gi_registry.marks import rules, service
from gi_registry.marks.rules import HandOver
from gi_registry.marks.schemas.labels import (
    NewPrintLotSchema,
    PrintHandOverSchema,
    PrintLotSchema,
    PrintLotsSchema,
    PrintReceiptSchema,
    RunsQuerySchema,
)
from gi_registry.marks.service import Act, NewPrintLot
from gi_registry.marks.views.blueprint import api
from gi_registry.marks.web import code_keys

if TYPE_CHECKING:
    from gi_registry.marks.models import PrintLot


@api.get("/print-lots")
@requires(Permission.PRODUCE)
@api.arguments(RunsQuerySchema, location="query")
@api.response(200, PrintLotsSchema)
def print_lots(query: dict[str, int]) -> dict[str, Any]:
    """List what one's own organisation sent to printers, newest first."""
    with read() as session:
        page = service.lots_of_producer(
            session, own_organisation(), number=query["page"], size=query["size"]
        )
        return {
            "items": [_shown(lot) for lot in page.items],
            "page": page.number,
            "pages": page.pages,
            "total": page.total,
        }


@api.post("/print-lots")
@requires(Permission.PRODUCE)
@api.arguments(NewPrintLotSchema)
@api.response(201, PrintLotSchema)
def send_print_lot(asked: dict[str, Any]) -> dict[str, Any]:
    """Send labels of a run to a printer of the register.

    Refused as a problem document: labels that are used, or were sent before; a
    printer whose papers are not in order.
    """
    own = own_organisation()
    first, end = asked["first"], asked["end"]
    with read() as session:
        labels = service.run(session, asked["run"], organisation_id=own)
        rules.check_lot(first, end, run_size=labels.size)
        printer = service.printer_by_code(session, asked["printer"]).id
        job = service.print_job(labels, base_url=registry().settings.base_url)
    file = service.print_file(code_keys(job.key_epoch), job, first, end)
    new = NewPrintLot(asked["run"], printer, first, end, asked["note"])
    with write() as session:
        made = service.send_lot(session, new, file, _act())
        return _shown(service.print_lot(session, made.id))


@api.post("/print-lots/<int:lot>/receipt")
@requires(Permission.PRODUCE)
@api.arguments(PrintReceiptSchema)
@api.response(200, PrintLotSchema)
def receive_print_lot(asked: dict[str, Any], lot: int) -> dict[str, Any]:
    """Acknowledge what came back; what differs stays open on the desk."""
    with write() as session:
        found = service.print_lot(session, lot, organisation_id=own_organisation())
        missing = _spans(asked["missing"])
        service.receive(session, found, asked["received"], missing, _act())
        return _shown(found)


@api.post("/print-lots/<int:lot>/hand-over")
@requires(Permission.PRINT)
@api.arguments(PrintHandOverSchema)
@api.response(200, PrintLotSchema)
def hand_over_print_lot(asked: dict[str, Any], lot: int) -> dict[str, Any]:
    """Say, as the printer, what is handed over and what is kept back."""
    with write() as session:
        own = service.printer_of(session, own_organisation())
        found = service.print_lot(session, lot, printer_id=own.id)
        said = HandOver(
            asked["printed_on"],
            asked["good"],
            *(_spans(asked[name]) for name in ("spoiled", "sample", "missing")),
        )
        service.hand_over(session, found, said, _act())
        return _shown(found)


def _act() -> Act:
    return Act(clock.now(), the_caller().account_id)


def _spans(given: Sequence[dict[str, int]]) -> list[tuple[int, int]]:
    return [(each["first"], each["end"]) for each in given]


def _shown(lot: "PrintLot") -> dict[str, Any]:
    return {
        "id": lot.id,
        "run": lot.run_id,
        "printer": lot.printer.uscc,
        "first": lot.first,
        "end": lot.end,
        "note": lot.note,
        "state": lot.state,
        "sent_on": lot.sent_on,
        "file_name": lot.file_name,
        "file_sha256": lot.file_sha256,
        "parts": lot.parts,
    }
