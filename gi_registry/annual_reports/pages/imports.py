"""A table of many reports: taken away filled in, brought, looked at, recorded.

Officers record what users declared on paper; producers hand in their own.
"""

import io
from dataclasses import dataclass
from typing import Final

from flask import Response, flash, redirect, render_template, request, send_file
from marshmallow import Schema
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.annual_reports import service
from gi_registry.annual_reports.errors import ImportNotFoundError
from gi_registry.annual_reports.pages.blueprint import pages
from gi_registry.annual_reports.rules.imports import LineOutcome
from gi_registry.annual_reports.service import NewImport, ReportImport
from gi_registry.core import clock, workbook
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.blobs import FileEmptyError
from gi_registry.core.books import MAX_BYTES
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Ticked, Whole
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import current_language, say
from gi_registry.core.sessions import read, registry, write
from gi_registry.core.uploads import scanned

TONES: Final = {
    LineOutcome.NEW.value: "good",
    LineOutcome.CHANGED.value: "warn",
    LineOutcome.SAME.value: "neutral",
    LineOutcome.REFUSED.value: "stop",
}


class BringSchema(Schema):
    """A table of a year."""

    year = Whole(required=True, least=1900, most=2999)


class ConfirmSchema(Schema):
    """That what is recorded was declared."""

    is_true = Ticked(required=True)


@dataclass(frozen=True, slots=True)
class Side:
    """Whose pages these are.

    Attributes:
        base: their address.
        is_own: whether of the caller's own reports.
    """

    base: str
    is_own: bool


DESK: Final = Side("/desk/reports/import", is_own=False)
OWN: Final = Side("/producer/reports/import", is_own=True)


@pages.get("/desk/reports/import")
@requires(Permission.REPORT_RECORD)
def imports() -> str:
    """Ask an officer for a table, and list those brought before."""
    return _start(DESK, Form())


@pages.get("/producer/reports/import")
@requires(Permission.PRODUCE)
def own_imports() -> str:
    """Ask a producer for a table of its own reports."""
    return _start(OWN, Form())


@pages.post("/desk/reports/import")
@requires(Permission.REPORT_RECORD)
def bring() -> WerkzeugResponse | tuple[str, int]:
    """Look at a table; nothing is recorded yet."""
    return _bring(DESK)


@pages.post("/producer/reports/import")
@requires(Permission.PRODUCE)
def bring_own() -> WerkzeugResponse | tuple[str, int]:
    """Look at a table of one's own; nothing is recorded yet."""
    return _bring(OWN)


@pages.get("/desk/reports/import/<int:import_id>")
@requires(Permission.REPORT_RECORD)
def brought(import_id: int) -> str:
    """Show what would become of each row, or what became of it."""
    return _shown(DESK, import_id, Form())


@pages.get("/producer/reports/import/<int:import_id>")
@requires(Permission.PRODUCE)
def brought_own(import_id: int) -> str:
    """Show what would become of each row of one's own."""
    return _shown(OWN, import_id, Form())


@pages.post("/desk/reports/import/<int:import_id>")
@requires(Permission.REPORT_RECORD)
def confirm(import_id: int) -> WerkzeugResponse | tuple[str, int]:
    """Record what was looked at, all of it or nothing."""
    return _confirm(DESK, import_id)


@pages.post("/producer/reports/import/<int:import_id>")
@requires(Permission.PRODUCE)
def confirm_own(import_id: int) -> WerkzeugResponse | tuple[str, int]:
    """Hand in what was looked at, all of it or nothing."""
    return _confirm(OWN, import_id)


@pages.get("/desk/reports/import/<int:import_id>/copy.xlsx")
@requires(Permission.REPORT_RECORD)
def import_copy(import_id: int) -> Response:
    """Give a table back with what is wrong beside each row."""
    return _copy(DESK, import_id)


@pages.get("/producer/reports/import/<int:import_id>/copy.xlsx")
@requires(Permission.PRODUCE)
def import_copy_own(import_id: int) -> Response:
    """Give a table of one's own back with what is wrong beside each row."""
    return _copy(OWN, import_id)


@pages.get("/desk/reports/table.xlsx")
@requires(Permission.REPORT_RECORD)
def table_file() -> Response:
    """Give the table of the caller's jurisdiction, filled in."""
    return _table(DESK)


@pages.get("/producer/reports/table.xlsx")
@requires(Permission.PRODUCE)
def table_file_own() -> Response:
    """Give the table of the caller's own reports, filled in."""
    return _table(OWN)


def _start(side: Side, form: Form) -> str:
    with read() as session:
        years = service.campaigns(session).years(clock.today())
        return render_template(
            "annual_reports/imports.html",
            side=side,
            form=form,
            years=years,
            year_options=[(year, str(year)) for year in years],
            rows=service.imports_of(
                session, the_caller().account_id, is_own=side.is_own
            ),
        )


def _bring(side: Side) -> WerkzeugResponse | tuple[str, int]:
    form = submitted(BringSchema())
    if form.ok:
        try:
            file = request.files.get("file")
            if file is None or not file.filename:
                raise FileEmptyError("file")
            data = scanned(file.stream, field="file").read(MAX_BYTES + 1)
            new = NewImport(form.data["year"], file.filename, data, side.is_own)
            with write() as session:
                made = service.bring(
                    session,
                    registry().settings.data_dir,
                    new,
                    the_caller(),
                    now=clock.now(),
                )
                return redirect(f"{side.base}/{made.id}", 303)
        except GiError as error:
            form.refuse(error)
    return _start(side, form), 422


def _shown(side: Side, import_id: int, form: Form) -> str:
    with read() as session:
        found = _found(session, side, import_id)
        return render_template(
            "annual_reports/import.html",
            side=side,
            form=form,
            found=found,
            counts=[(outcome, found.counts[outcome.value]) for outcome in LineOutcome]
            if found.counts
            else [],
            outcomes={outcome.value: outcome.words for outcome in LineOutcome},
            tones=TONES,
        )


def _confirm(side: Side, import_id: int) -> WerkzeugResponse | tuple[str, int]:
    form = submitted(ConfirmSchema())
    if form.ok:
        try:
            with write() as session:
                found = _found(session, side, import_id)
                data_dir = registry().settings.data_dir
                service.confirm(session, data_dir, found, the_caller(), now=clock.now())
                is_done = found.recorded_at is not None
        except ImportNotFoundError:
            raise
        except GiError as error:
            form.refuse(error)
        else:
            done = say("已录入", "Recorded")
            later = say("已排入后台录入", "It is being recorded in the background")
            flash(done if is_done else later, "good")
            return redirect(f"{side.base}/{import_id}", 303)
    return _shown(side, import_id, form), 422


def _copy(side: Side, import_id: int) -> Response:
    with read() as session:
        found = _found(session, side, import_id)
        book = service.book_of(registry().settings.data_dir, found)
        lines = service.judged(session, found, book, the_caller(), now=clock.now())
    return _file(
        service.copy_of(book, lines, current_language()), f"reports-{import_id}.xlsx"
    )


def _table(side: Side) -> Response:
    with read() as session:
        asked = request.args.get("year")
        year = service.known_year(session, asked, on=clock.today())
        where = service.scope_of(the_caller(), is_own=side.is_own).where
        content = service.table_of(session, year, where, current_language())
    return _file(content, f"reports-{year}.xlsx")


def _found(session: Session, side: Side, import_id: int) -> ReportImport:
    return service.find_import(
        session, import_id, the_caller().account_id, is_own=side.is_own
    )


def _file(content: bytes, name: str) -> Response:
    answer = send_file(
        io.BytesIO(content),
        mimetype=workbook.MEDIA_TYPE,
        as_attachment=True,
        download_name=name,
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
