"""Files of a producer's own draft: its systems add, correct and remove them."""

from typing import Any

from gi_registry.annual_reports import service
from gi_registry.annual_reports.rules import Correction
from gi_registry.annual_reports.schemas.drafts import OwnReportSchema
from gi_registry.annual_reports.schemas.files import (
    LabReportChangeSchema,
    NewReportFileSchema,
)
from gi_registry.annual_reports.service import NewAttachment
from gi_registry.annual_reports.views.blueprint import FILE_BODY, api
from gi_registry.annual_reports.views.drafts import own, shown
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.sessions import read, write
from gi_registry.producers import web


@api.post("/annual-reports/<int:report_id>/files")
@requires(Permission.PRODUCE)
@api.doc(requestBody=FILE_BODY)
@api.arguments(NewReportFileSchema, location="query")
@api.response(201, OwnReportSchema)
def add_file(asked: dict[str, Any], report_id: int) -> dict[str, Any]:
    """Add a file to one's own draft: PDF, JPEG or PNG as the body, up to 20 MB.

    A test report needs its date, number and laboratory. Sent again, it is there once.
    """
    with read() as session:
        own(session, report_id)
    blob = web.put_body()
    with write() as session:
        own(session, report_id)
        stored = web.keep_upload(session, blob, asked["name"])
        service.attach(
            session,
            report_id,
            NewAttachment(asked["kind"], stored, asked["name"], asked["lab_report"]),
            now=clock.now(),
            account_id=the_caller().account_id,
        )
        return shown(session, own(session, report_id))


@api.patch("/annual-reports/<int:report_id>/files/<int:file_id>")
@requires(Permission.PRODUCE)
@api.arguments(LabReportChangeSchema)
@api.response(200, OwnReportSchema)
def correct_file(
    correction: Correction, report_id: int, file_id: int
) -> dict[str, Any]:
    """Correct what is stated of a test report of one's own draft.

    Where the draft was changed since its `revision`, what now differs is refused by
    name (`report-draft-changed`), and nothing is changed.
    """
    with write() as session:
        own(session, report_id)
        service.correct(session, report_id, file_id, correction, now=clock.now())
        return shown(session, own(session, report_id))


@api.delete("/annual-reports/<int:report_id>/files/<int:file_id>")
@requires(Permission.PRODUCE)
@api.response(200, OwnReportSchema)
def remove_file(report_id: int, file_id: int) -> dict[str, Any]:
    """Remove a file from one's own draft; what was handed in before keeps it."""
    with write() as session:
        own(session, report_id)
        service.detach(session, report_id, file_id)
        return shown(session, own(session, report_id))
