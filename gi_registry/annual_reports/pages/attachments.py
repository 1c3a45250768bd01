"""Files of a report: a producer adds and removes them, officers read them too."""

from typing import Any, Final

from flask import Response, flash, redirect, render_template, request
from marshmallow import Schema, post_load
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.annual_reports import rules, service
from gi_registry.annual_reports.pages.blueprint import pages
from gi_registry.annual_reports.pages.desk import visible
from gi_registry.annual_reports.pages.own import laboratories_for, own, url_of
from gi_registry.annual_reports.rules import AttachmentKind, LabReport, ReportState
from gi_registry.annual_reports.service import NewAttachment
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Choice, Day, Text
from gi_registry.core.forms import Form, FormSchema, submitted
from gi_registry.core.language import say
from gi_registry.core.sessions import read, write
from gi_registry.producers import web

_OTHERS: Final = {
    kind: words
    for kind, words in rules.ATTACHMENT_WORDS.items()
    if kind is not AttachmentKind.LAB_REPORT
}
"""What a file may be that is not a test report, which has a page of its own."""


class AttachmentSchema(Schema):
    """What the file shows; the file comes beside."""

    kind = Choice(_OTHERS, required=True)


class StatedSchema(FormSchema):
    """What stands on a test report."""

    tested_on = Day(required=True)
    number = Text(required=True, longest=60)
    lab_name = Text(required=True, longest=120)
    lab_cma = Text(load_default="", longest=60)


class LabReportSchema(StatedSchema):
    """What stands on a test report; its pages come beside."""

    @post_load
    def to_lab_report(self, data: dict[str, Any], **_: object) -> LabReport:
        """Give the service its own type."""
        return LabReport(**data)


@pages.get("/producer/reports/<int:report_id>/files")
@requires(Permission.PRODUCE)
def files(report_id: int) -> str:
    """List the files of one's own report."""
    return _page(report_id, Form())


@pages.post("/producer/reports/<int:report_id>/files")
@requires(Permission.PRODUCE)
def add_file(report_id: int) -> WerkzeugResponse | tuple[str, int]:
    """Add a file to one's own draft."""
    with read() as session:
        own(session, report_id)
    form = submitted(AttachmentSchema())
    if form.ok:
        try:
            _attach(report_id, AttachmentKind(form.data["kind"]))
        except GiError as error:
            form.refuse(error)
        else:
            flash(say("附件已加入", "The file is added"), "good")
            return redirect(url_of(report_id, "files"), 303)
    return _page(report_id, form), 422


@pages.get("/producer/reports/<int:report_id>/files/test-report")
@requires(Permission.PRODUCE)
def lab_report(report_id: int) -> str:
    """Ask for a test report and for what stands on it."""
    return _lab_report_page(report_id, Form())


@pages.post("/producer/reports/<int:report_id>/files/test-report")
@requires(Permission.PRODUCE)
def add_lab_report(report_id: int) -> WerkzeugResponse | tuple[str, int]:
    """Add a test report to one's own draft, with all its pages."""
    with read() as session:
        own(session, report_id)
    form = submitted(LabReportSchema())
    if form.ok:
        try:
            _attach(report_id, AttachmentKind.LAB_REPORT, form.data)
        except GiError as error:
            form.refuse(error)
        else:
            flash(say("检验报告已加入", "The test report is added"), "good")
            return redirect(url_of(report_id, "files"), 303)
    return _lab_report_page(report_id, form), 422


@pages.post("/producer/reports/<int:report_id>/files/<int:file_id>/remove")
@requires(Permission.PRODUCE)
def remove_file(report_id: int, file_id: int) -> WerkzeugResponse:
    """Remove a file from one's own draft."""
    with write() as session:
        own(session, report_id)
        service.detach(session, report_id, file_id)
    flash(say("附件已移除", "The file is removed"), "good")
    return redirect(url_of(report_id, "files"), 303)


@pages.get("/producer/reports/<int:report_id>/files/<int:file_id>")
@requires(Permission.PRODUCE)
def file(report_id: int, file_id: int) -> Response:
    """Download a file of one's own report."""
    with read() as session:
        own(session, report_id)
        return _download(service.attachment(session, report_id, file_id))


@pages.get("/desk/reports/<int:report_id>/files/<int:file_id>")
@requires(Permission.REPORT_TOTALS)
def desk_file(report_id: int, file_id: int) -> Response:
    """Download a file of a report that was handed in."""
    with read() as session:
        visible(session, report_id)
        return _download(service.attachment(session, report_id, file_id))


def _download(found: service.ReportAttachment) -> Response:
    return web.as_download(found.name, found.stored.media_type, found.sha256)


def _attach(
    report_id: int, kind: AttachmentKind, lab_report: LabReport | None = None
) -> None:
    """Add the files that came, all or none."""
    web.demanded("file")
    came = [each for each in request.files.getlist("file") if each.filename]
    blobs = [(web.put_upload(each, "file"), _name_of(each)) for each in came]
    with write() as session:
        for blob, name in blobs:
            stored = web.keep_upload(session, blob, name)
            service.attach(
                session,
                report_id,
                NewAttachment(kind, stored, name, lab_report),
                now=clock.now(),
                account_id=the_caller().account_id,
            )


def _name_of(file: FileStorage) -> str:
    return (file.filename or "").replace("\\", "/").rpartition("/")[2]


def _lab_report_page(report_id: int, form: Form) -> str:
    with read() as session:
        found = own(session, report_id)
        return render_template(
            "annual_reports/lab_report.html",
            form=form,
            report=found,
            is_draft=found.state is ReportState.DRAFT,
            today=clock.today(),
            answers=service.answers_of(found),
            laboratories=laboratories_for(session, found),
        )


def _page(report_id: int, form: Form) -> str:
    with read() as session:
        found = own(session, report_id)
        return render_template(
            "annual_reports/files.html",
            form=form,
            report=found,
            number=service.number_of(found),
            is_draft=found.state is ReportState.DRAFT,
            attachments=service.attachments_of(session, report_id),
            words=rules.ATTACHMENT_WORDS,
            options=list(_OTHERS.items()),
            most=rules.MOST_ATTACHMENTS,
        )
