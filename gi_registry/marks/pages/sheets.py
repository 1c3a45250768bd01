"""Labels of a run as files for a printer: sheets, or pictures of the QR codes."""

from functools import partial

from flask import render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from gi_registry.core import clock
from gi_registry.core.access import (
    Permission,
    own_organisation,
    requires,
    the_caller,
)
from gi_registry.core.forms import Form
from gi_registry.core.language import say
from gi_registry.core.sessions import read, registry
from gi_registry.marks import service, sheetform
from gi_registry.marks.pages.blueprint import pages
from gi_registry.marks.pages.printlots import PRINTER
from gi_registry.marks.rules import FileWay, OutFile
from gi_registry.marks.service import PrintOrder
from gi_registry.marks.sheetform import Printable


@pages.get("/producer/labels/<int:run>/print")
@requires(Permission.PRODUCE)
def print_form(run: int) -> str:
    """Ask what is to be printed, and how."""
    found = _of_run(run)
    return _run_page(run, found, sheetform.fresh(found))


@pages.post("/producer/labels/<int:run>/print")
@requires(Permission.PRODUCE)
def print_labels(run: int) -> Response | tuple[str, int]:
    """Make the file and hand it out, or have it made; logged with its range."""
    found = _of_run(run)
    return sheetform.answered(found, partial(_run_page, run, found))


@pages.get("/printer/lots/<int:lot>/print")
@requires(Permission.PRINT)
def printer_sheets(lot: int) -> str:
    """Ask a printer what of an order is to be printed, and how."""
    found = _of_lot(lot)
    return _lot_page(lot, found, sheetform.fresh(found))


@pages.post("/printer/lots/<int:lot>/print")
@requires(Permission.PRINT)
def print_lot_sheets(lot: int) -> Response | tuple[str, int]:
    """Give a printer sheets or pictures of an order that is taken on; logged."""
    found = _of_lot(lot)
    return sheetform.answered(found, partial(_lot_page, lot, found))


def _of_run(run: int) -> Printable:
    with read() as session:
        found = service.run(session, run, organisation_id=own_organisation())
        job = service.print_job(found, base_url=registry().settings.base_url)
    whole = PrintOrder.whole(run, job.size)
    return Printable(job, whole, service.SHEETS_JOB, partial(_record, FileWay.PAGE))


def _of_lot(lot: int) -> Printable:
    """Return the labels of an order of one's own that is being printed.

    Raises:
        PrintLotNotFoundError: there is none, or it is with another printer.
        PrintLotStateError: it is not taken on, or handed over already.
    """
    with read() as session:
        found = PRINTER.find(session, lot)
        service.demand_printing(found)
        job = service.print_job(found.run, base_url=registry().settings.base_url)
        whole = PrintOrder(found.run_id, "pdf", None, found.first, found.end - 1)
    way = partial(_record, FileWay.PRINTER)
    return Printable(job, whole, service.SHEETS_JOB, way, lot)


def _record(
    way: FileWay, session: Session, order: PrintOrder, sha256: str | None
) -> None:
    """Log what is handed out, or is being made where there is no digest yet."""
    now, account_id = clock.now(), the_caller().account_id
    if sha256 is not None:
        out = OutFile(
            order.run, order.first, order.last + 1, order.kind, order.name, way, sha256
        )
        service.record_file(session, out, now=now, account_id=account_id)
    service.record_export(
        session,
        service.run(session, order.run),
        service.Export(order.first, order.count, order.kind, sha256),
        now=now,
        account_id=account_id,
    )


def _run_page(run: int, found: Printable, form: Form) -> str:
    return render_template(
        "marks/print.html",
        **sheetform.shown(found),
        form=form,
        title=say(f"打印第 {run} 批标签", f"Print labels of run {run}"),
        crumbs=[
            (url_for("marks.runs"), say("标识", "Labels")),
            (url_for("marks.run", run=run), say(f"第 {run} 批", f"Run {run}")),
        ],
    )


def _lot_page(lot: int, found: Printable, form: Form) -> str:
    return render_template(
        "marks/print.html",
        **sheetform.shown(found),
        form=form,
        title=say(f"印制批 {lot} 的排版和图片", f"Sheets of print lot {lot}"),
        crumbs=[
            (url_for("marks.printer_lots"), say("印制任务", "Print lots")),
            (url_for("marks.printer_lot", lot=lot), str(lot)),
        ],
    )
