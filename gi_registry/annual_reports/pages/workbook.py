"""A draft as a workbook: taken away, filled in, looked at, taken over."""

import io
import json
from collections.abc import Mapping
from typing import Any, Final

from flask import (
    Response,
    flash,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from marshmallow import Schema
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.annual_reports import rules, service
from gi_registry.annual_reports.errors import (
    BookStaleError,
    BookUnknownError,
    DraftChangedError,
    NotDraftError,
    ReportNotFoundError,
)
from gi_registry.annual_reports.pages.blueprint import pages
from gi_registry.annual_reports.rules import Answers, Draft, ReportState
from gi_registry.annual_reports.rules.workbooks import answered, filled
from gi_registry.annual_reports.service import AnnualReport, Filled, Remark
from gi_registry.core import workbook
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.blobs import FileEmptyError
from gi_registry.core.books import MAX_BYTES
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Text, Whole
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import current_language, said, say
from gi_registry.core.sessions import read, write
from gi_registry.core.uploads import scanned

_CARRIED: Final = 500_000
"""Characters of a workbook's answers as a form carries them on."""
_SHOWN: Final = 200
"""Characters of a cell that the page shows."""


class TakeOverSchema(Schema):
    """A workbook's answers, and the revision of the draft they were looked at on."""

    revision = Whole(required=True, least=1, most=2_000_000_000)
    cells = Text(required=True, longest=_CARRIED)


class CopySchema(Schema):
    """A workbook's cells with what is said of them."""

    cells = Text(required=True, longest=_CARRIED)


@pages.get("/producer/reports/<int:report_id>/workbook")
@requires(Permission.PRODUCE)
def book(report_id: int) -> str:
    """Say how a draft is filled in with a spreadsheet program."""
    with read() as session:
        return _page(_draft(session, report_id), Form(), None)


@pages.get("/producer/reports/<int:report_id>/workbook.xlsx")
@requires(Permission.PRODUCE)
def book_file(report_id: int) -> Response:
    """Give the workbook of a draft."""
    with read() as session:
        report = _draft(session, report_id)
        return _file(session, report, {})


@pages.post("/producer/reports/<int:report_id>/workbook")
@requires(Permission.PRODUCE)
def read_book(report_id: int) -> str | tuple[str, int]:
    """Show what a workbook would change; nothing is saved yet."""
    form = Form()
    with read() as session:
        report = _draft(session, report_id)
        try:
            came = service.read_filled(report, _uploaded())
        except GiError as error:
            form.refuse(error)
            return _page(report, form, None), 422
        page = _page(report, form, came)
        return (page, 422) if came.refused else page


@pages.post("/producer/reports/<int:report_id>/workbook/fill")
@requires(Permission.PRODUCE)
def take_over(report_id: int) -> WerkzeugResponse | tuple[str, int]:
    """Fill the draft with what was looked at, all of it or nothing."""
    form = submitted(TakeOverSchema())
    if form.ok:
        try:
            with write() as session:
                before = service.answers_of(_own(session, report_id))
                answers = _carried(form.data["cells"], before)
                service.save(session, report_id, Draft(form.data["revision"], answers))
        except DraftChangedError:
            form.refuse(BookStaleError())
        except BookUnknownError as error:
            form.refuse(error)
        else:
            flash(say("已填入草稿", "The draft is filled in"), "good")
            return redirect(url_for("annual_reports.report", report_id=report_id), 303)
    with read() as session:
        return _page(_draft(session, report_id), form, None), 422


@pages.post("/producer/reports/<int:report_id>/workbook/copy")
@requires(Permission.PRODUCE)
def book_copy(report_id: int) -> Response | tuple[str, int]:
    """Give the workbook back with what is wrong beside each answer."""
    form = submitted(CopySchema())
    with read() as session:
        report = _draft(session, report_id)
        try:
            remarks = {
                name: Remark(str(each[0]), str(each[1]))
                for name, each in _members(form.value("cells")).items()
            }
        except (BookUnknownError, IndexError, TypeError):
            form.refuse(BookUnknownError())
            return _page(report, form, None), 422
        return _file(session, report, remarks)


def _page(report: AnnualReport, form: Form, came: Filled | None) -> str:
    return render_template(
        "annual_reports/workbook.html",
        form=form,
        report=report,
        number=service.number_of(report),
        came=came,
        rows=[_row(report, came, each) for each in came.cells] if came else [],
        typed=_typed(came) if came and not came.refused else "",
        remarked=_remarked(came) if came and came.refused else "",
    )


def _row(report: AnnualReport, came: Filled, cell: Any) -> dict[str, Any]:  # noqa: ANN401 -- a FilledCell
    return {
        "words": cell.figure.words,
        "now": rules.read_out(getattr(report, cell.figure.name), cell.figure),
        "text": cell.text[:_SHOWN],
        "read": rules.read_out(cell.value, cell.figure),
        "said": cell.words,
        "is_refused": cell.is_refused,
        "is_changed": cell.figure.name in came.changed,
    }


def _typed(came: Filled) -> str:
    cells = {
        each.figure.name: rules.typed(each.value, each.figure.unit)
        for each in came.cells
    }
    return json.dumps(cells, ensure_ascii=False)


def _remarked(came: Filled) -> str:
    cells = {
        each.figure.name: (each.text, said(each.words) if each.words else "")
        for each in came.cells
    }
    return json.dumps(cells, ensure_ascii=False)


def _carried(text: str, before: Answers) -> Answers:
    cells = [filled(name, cell) for name, cell in _members(text).items()]
    if any(each.is_refused for each in cells):
        raise BookUnknownError
    return answered(before, cells)


def _members(text: str) -> Mapping[str, Any]:
    """Return what a form carried, by the names of questions.

    Raises:
        BookUnknownError: it is not what the form was given.
    """
    try:
        cells = json.loads(text)
    except ValueError as error:
        raise BookUnknownError from error
    if not isinstance(cells, dict) or not cells.keys() <= rules.BY_NAME.keys():
        raise BookUnknownError
    return cells


def _uploaded() -> bytes:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise FileEmptyError("file")
    return scanned(file.stream, field="file").read(MAX_BYTES + 1)


def _own(session: Session, report_id: int) -> AnnualReport:
    found = service.get(session, report_id)
    if found.authorization.entity.organisation_id != the_caller().organisation_id:
        raise ReportNotFoundError
    return found


def _draft(session: Session, report_id: int) -> AnnualReport:
    found = _own(session, report_id)
    if found.state is not ReportState.DRAFT:
        raise NotDraftError
    return found


def _file(
    session: Session, report: AnnualReport, remarks: Mapping[str, Remark]
) -> Response:
    content = service.workbook_of(session, report, current_language(), remarks)
    answer = send_file(
        io.BytesIO(content),
        mimetype=workbook.MEDIA_TYPE,
        as_attachment=True,
        download_name=f"{service.number_of(report)}.xlsx",
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
