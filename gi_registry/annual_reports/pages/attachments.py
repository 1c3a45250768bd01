"""Files of a report: a producer adds and removes them, officers read them too."""

from flask import Response, flash, redirect, render_template
from marshmallow import Schema
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.annual_reports import rules, service
from gi_registry.annual_reports.pages.blueprint import pages
from gi_registry.annual_reports.pages.desk import visible
from gi_registry.annual_reports.pages.own import own, url_of
from gi_registry.annual_reports.rules import AttachmentKind, ReportState
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Choice
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import say
from gi_registry.core.sessions import read, write
from gi_registry.producers import web


class AttachmentSchema(Schema):
    """What the file shows; the file comes beside."""

    kind = Choice(AttachmentKind, required=True)


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
            file = web.demanded("file")
            name = (file.filename or "").replace("\\", "/").rpartition("/")[2]
            blob = web.put_upload(file, "file")
            with write() as session:
                service.attach(
                    session,
                    report_id,
                    AttachmentKind(form.data["kind"]),
                    (web.keep_upload(session, blob, name), name),
                    now=clock.now(),
                    account_id=the_caller().account_id,
                )
        except GiError as error:
            form.refuse(error)
        else:
            flash(say("附件已加入", "The file is added"), "good")
            return redirect(url_of(report_id, "files"), 303)
    return _page(report_id, form), 422


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
            options=list(rules.ATTACHMENT_WORDS.items()),
            most=rules.MOST_ATTACHMENTS,
        )
