"""What is stated of a test report, corrected on one's own draft."""

from typing import Any, Final

from flask import flash, redirect, render_template
from marshmallow import fields, post_load
from werkzeug.wrappers import Response

from gi_registry.annual_reports import service
from gi_registry.annual_reports.errors import DraftChangedError, NotLabReportError
from gi_registry.annual_reports.pages.attachments import StatedSchema
from gi_registry.annual_reports.pages.blueprint import pages
from gi_registry.annual_reports.pages.own import laboratories_for, own, url_of
from gi_registry.annual_reports.rules import Correction, LabReport, ReportState
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Day, Text, Whole
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import say
from gi_registry.core.sessions import read, write

_SEEN: Final = "seen_"
"""Before the name of a hidden field with what was stated when the form was shown."""
_NAMES: Final = ("tested_on", "number", "lab_name", "lab_cma")


class CorrectionSchema(StatedSchema):
    """What really stands on a test report, and what was stated before."""

    revision = Whole(required=True, least=1)
    seen_tested_on = Day(load_default=None)
    seen_number = Text(load_default="")
    seen_lab_name = Text(load_default="")
    seen_lab_cma = Text(load_default="")
    all_pages = fields.Boolean(load_default=False)

    @post_load
    def to_correction(self, data: dict[str, Any], **_: object) -> Correction:
        """Give the service its own type."""
        return Correction(
            {name: data[name] for name in _NAMES},
            data["revision"],
            LabReport(**{name: data[_SEEN + name] for name in _NAMES}),
            data["all_pages"],
        )


@pages.get("/producer/reports/<int:report_id>/files/<int:file_id>/test-report")
@requires(Permission.PRODUCE)
def lab_report_stated(report_id: int, file_id: int) -> str:
    """Show what is stated of a test report, to be corrected."""
    return _page(report_id, file_id, Form())


@pages.post("/producer/reports/<int:report_id>/files/<int:file_id>/test-report")
@requires(Permission.PRODUCE)
def correct_lab_report(report_id: int, file_id: int) -> Response | tuple[str, int]:
    """Correct what is stated of a test report of one's own draft."""
    form = submitted(CorrectionSchema())
    refused: DraftChangedError | None = None
    if form.ok:
        try:
            with write() as session:
                own(session, report_id)
                service.correct(session, report_id, file_id, form.data, now=clock.now())
        except DraftChangedError as error:
            refused = error
        except GiError as error:
            form.refuse(error)
        else:
            flash(say("检验报告已更正", "The test report is corrected"), "good")
            return redirect(url_of(report_id, "files"), 303)
    return _page(report_id, file_id, form, refused), 422


def _page(
    report_id: int, file_id: int, form: Form, refused: DraftChangedError | None = None
) -> str:
    with read() as session:
        found = own(session, report_id)
        file = service.attachment(session, report_id, file_id)
        stated = file.lab_report
        if stated is None:
            raise NotLabReportError
        alike = [
            each
            for each in service.attachments_of(session, report_id)
            if stated.tested_on and each is not file and each.lab_report == stated
        ]
        shown, seen, revision = _shown(form, refused, stated, found.revision)
        return render_template(
            "annual_reports/lab_report_stated.html",
            form=form,
            report=found,
            is_draft=found.state is ReportState.DRAFT,
            today=clock.today(),
            file=file,
            stated=stated,
            others=alike,
            both=refused.names if refused else (),
            shown=shown,
            seen=seen,
            revision=revision,
            laboratories=laboratories_for(session, found),
        )


def _shown(
    form: Form, refused: DraftChangedError | None, stated: LabReport, revision: int
) -> tuple[dict[str, str], dict[str, str], str]:
    """Return what the fields show, and on what a correction is based."""
    present = {name: str(getattr(stated, name) or "") for name in _NAMES}
    if not form.values:
        return present, present, str(revision)
    typed = {name: form.value(name) for name in _NAMES}
    if refused is None:
        seen = {name: form.value(_SEEN + name) for name in _NAMES}
        return typed, seen, form.value("revision")
    return typed | {n: present[n] for n in refused.theirs}, present, str(revision)
