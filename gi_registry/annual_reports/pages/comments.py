"""What offices and a user say to each other about a report."""

from flask import flash, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from gi_registry.annual_reports import rules, service
from gi_registry.annual_reports.errors import ReportNotFoundError
from gi_registry.annual_reports.pages import desk
from gi_registry.annual_reports.pages.blueprint import pages
from gi_registry.annual_reports.rules import ReportState
from gi_registry.annual_reports.schemas.chain import CommentSchema
from gi_registry.annual_reports.service import AnnualReport, NewComment
from gi_registry.core import clock
from gi_registry.core.access import (
    Permission,
    own_organisation,
    requires,
    the_caller,
)
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import say
from gi_registry.core.sessions import read, write


@pages.get("/desk/reports/<int:report_id>/comments")
@requires(Permission.REPORT_TOTALS)
def desk_comments(report_id: int) -> str:
    """Show an officer what was said about a report."""
    return _page(report_id, Form(), is_office=True)


@pages.post("/desk/reports/<int:report_id>/comments")
@requires(Permission.REPORT_TOTALS)
def desk_comment(report_id: int) -> Response | tuple[str, int]:
    """Say something to the user."""
    return _say(report_id, is_office=True)


@pages.get("/producer/reports/<int:report_id>/comments")
@requires(Permission.PRODUCE)
def own_comments(report_id: int) -> str:
    """Show a producer what was said about a report of its own."""
    return _page(report_id, Form(), is_office=False)


@pages.post("/producer/reports/<int:report_id>/comments")
@requires(Permission.PRODUCE)
def own_comment(report_id: int) -> Response | tuple[str, int]:
    """Say something to the office."""
    return _say(report_id, is_office=False)


def _say(report_id: int, *, is_office: bool) -> Response | tuple[str, int]:
    form = submitted(CommentSchema())
    if not form.ok:
        return _page(report_id, form, is_office=is_office), 422
    with write() as session:
        found = _found(session, report_id, is_office=is_office)
        service.comment(
            session,
            found,
            NewComment(form.data["words"], form.data["figure"], is_office),
            now=clock.now(),
            account_id=the_caller().account_id,
        )
    flash(say("留言已发送", "The comment is sent"), "good")
    return redirect(_address(report_id, is_office=is_office), 303)


def _page(report_id: int, form: Form, *, is_office: bool) -> str:
    with read() as session:
        found = _found(session, report_id, is_office=is_office)
        versions = service.versions(session, found.authorization_id, found.year)
        return render_template(
            "annual_reports/comments.html",
            form=form,
            report=found,
            number=service.number_of(found),
            versions={each.id: each.version for each in versions},
            comments=service.comments(session, versions),
            figures=[(each.name, each.words) for each in rules.figures_of(found.form)],
            figure_words={each.name: each.words for each in rules.FIGURES},
            is_office=is_office,
        )


def _found(session: Session, report_id: int, *, is_office: bool) -> AnnualReport:
    """Return a report that was handed in and that the caller may read."""
    if is_office:
        return desk.visible(session, report_id)
    found = service.get(session, report_id)
    is_own = found.authorization.entity.organisation_id == own_organisation()
    if not is_own or found.state is ReportState.DRAFT:
        raise ReportNotFoundError
    return found


def _address(report_id: int, *, is_office: bool) -> str:
    name = "desk_comments" if is_office else "own_comments"
    return url_for(f"annual_reports.{name}", report_id=report_id)
