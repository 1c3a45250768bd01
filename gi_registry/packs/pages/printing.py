"""Codes of outer packs as files for a printer; each that goes out is noted."""

from functools import partial

from flask import Response, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.core import clock
from gi_registry.core.access import (
    Permission,
    own_organisation,
    requires,
    the_caller,
)
from gi_registry.core.forms import Form
from gi_registry.core.language import say
from gi_registry.core.sessions import read, registry, write
from gi_registry.marks import service as marks
from gi_registry.marks import sheetform
from gi_registry.marks.rules import FileWay, OutFile
from gi_registry.marks.service import PrintOrder
from gi_registry.marks.sheetform import Printable
from gi_registry.marks.web import code_keys
from gi_registry.packs import service
from gi_registry.packs.pages.blueprint import pages


@pages.get("/producer/packs/<int:run>/codes.csv")
@requires(Permission.PRODUCE)
def codes(run: int) -> Response:
    """Download the codes of a run for the printer; logged, in constant memory.

    The SHA-256 is noted as soon as the last piece has gone out.
    """
    with write() as session:
        packs = service.run(session, run, organisation_id=own_organisation())
        job = service.print_job(packs, base_url=registry().settings.base_url)
        name = f"{service.STEM}-{run}-0-{job.size - 1}.csv"
        now, account_id = clock.now(), the_caller().account_id
        out = OutFile(run, 0, job.size, "csv", name, FileWay.PAGE)
        service.record_export(session, packs, out, now=now, account_id=account_id)
        file = service.record_file(session, out, now=now, account_id=account_id)
    lines = marks.csv_lines(code_keys(job.key_epoch), job, 0, job.size)
    body = service.digested(registry().database, file, lines)
    return sheetform.codes_csv(body, name)


@pages.get("/producer/packs/<int:run>/files.csv")
@requires(Permission.PRODUCE)
def files_csv(run: int) -> Response:
    """Give every file with codes of a run of packs that went out."""
    with read() as session:
        service.run(session, run, organisation_id=own_organisation())
        files = service.files_of(session, run)
    return sheetform.files_csv(files, f"pack-files-{run}.csv")


@pages.get("/producer/packs/<int:run>/print")
@requires(Permission.PRODUCE)
def print_form(run: int) -> str:
    """Ask which codes of packs are to be printed, and how."""
    found = _of_run(run)
    return _page(run, found, sheetform.fresh(found))


@pages.post("/producer/packs/<int:run>/print")
@requires(Permission.PRODUCE)
def print_packs(run: int) -> WerkzeugResponse | tuple[str, int]:
    """Make the file and hand it out, or have it made; logged with its range."""
    found = _of_run(run)
    return sheetform.answered(found, partial(_page, run, found))


def _of_run(run: int) -> Printable:
    with read() as session:
        packs = service.run(session, run, organisation_id=own_organisation())
        job = service.print_job(packs, base_url=registry().settings.base_url)
    whole = PrintOrder.whole(run, job.size, service.STEM)
    return Printable(job, whole, service.SHEETS_JOB, _record)


def _record(session: Session, order: PrintOrder, sha256: str | None) -> None:
    """Log what is handed out, or is being made where there is no digest yet."""
    now, account_id = clock.now(), the_caller().account_id
    out = OutFile(
        order.run,
        order.first,
        order.last + 1,
        order.kind,
        order.name,
        FileWay.PAGE,
        sha256,
    )
    packs = service.run(session, order.run)
    service.record_export(session, packs, out, now=now, account_id=account_id)
    if sha256 is not None:
        service.record_file(session, out, now=now, account_id=account_id)


def _page(run: int, found: Printable, form: Form) -> str:
    return render_template(
        "marks/print.html",
        **sheetform.shown(found),
        form=form,
        title=say(f"打印第 {run} 批外包装码", f"Print outer packs of run {run}"),
        crumbs=[
            (url_for("packs.runs"), say("箱码与分装", "Cases and cuts")),
            (url_for("packs.run", run=run), say(f"第 {run} 批", f"Run {run}")),
        ],
    )
