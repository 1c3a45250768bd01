"""A producer's pages: the years, the check, the receipt."""

from flask import flash, redirect, render_template, request
from marshmallow import Schema
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from gi_registry.annual_reports import rules, service
from gi_registry.annual_reports.errors import ReportNotFoundError
from gi_registry.annual_reports.pages import draft
from gi_registry.annual_reports.pages.blueprint import pages
from gi_registry.annual_reports.pages.own import context, organisation_id, own, url_of
from gi_registry.annual_reports.pages.typed import Typed
from gi_registry.annual_reports.rules import ReportState, Severity
from gi_registry.annual_reports.schemas import DeclarationSchema
from gi_registry.annual_reports.service import AnnualReport
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Text, Whole
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import say
from gi_registry.core.sessions import read, write

_CORRECTABLE = (
    ReportState.ACCEPTED,
    ReportState.SUMMED,
    ReportState.REOPENED,
    ReportState.RETURNED,
)


class StartSchema(Schema):
    """Which report to begin."""

    authorization = Text(required=True, longest=20)
    year = Whole(required=True, least=1900, most=2999)


@pages.get("/producer/reports")
@requires(Permission.PRODUCE)
def mine() -> str:
    """List the years that the producer must report on."""
    return _mine(Form())


@pages.post("/producer/reports")
@requires(Permission.PRODUCE)
def start() -> Response | tuple[str, int]:
    """Begin a report or a correction, or open the draft that there is."""
    form = submitted(StartSchema())
    if form.ok:
        try:
            with write() as session:
                authorization_id = service.own_authorization(
                    session, form.data["authorization"], organisation_id()
                )
                report = service.open_report(
                    session,
                    authorization_id,
                    form.data["year"],
                    now=clock.now(),
                    account_id=the_caller().account_id,
                )
                if "zero" in request.form:
                    service.without_use(session, report.id)
                    return redirect(url_of(report.id, "check"), 303)
                return redirect(url_of(report.id), 303)
        except ReportNotFoundError:
            raise
        except GiError as error:
            form.refuse(error)
    return _mine(form), 422


@pages.get("/producer/reports/<int:report_id>")
@requires(Permission.PRODUCE)
def report(report_id: int) -> str:
    """Show a draft as a form, anything else as it was handed in."""
    with read() as session:
        found = own(session, report_id)
        if found.state is ReportState.DRAFT:
            return draft.page(session, found, Typed())
        return _receipt(session, found)


@pages.get("/producer/reports/<int:report_id>/check")
@requires(Permission.PRODUCE)
def check(report_id: int) -> str | Response:
    """Show the answers and what was found in them, before they are handed in."""
    with read() as session:
        found = own(session, report_id)
        if found.state is not ReportState.DRAFT:
            return redirect(url_of(report_id), 303)
        return _check(session, found, Form())


@pages.post("/producer/reports/<int:report_id>/check")
@requires(Permission.PRODUCE)
def submit(report_id: int) -> Response | tuple[str, int]:
    """Hand a report in."""
    form = submitted(DeclarationSchema())
    if form.ok:
        try:
            with write() as session:
                own(session, report_id)
                service.submit(
                    session,
                    report_id,
                    form.data,
                    now=clock.now(),
                    account_id=the_caller().account_id,
                )
        except ReportNotFoundError:
            raise
        except GiError as error:
            form.refuse(error)
        else:
            flash(say("年报已提交", "The report is handed in"), "good")
            return redirect(url_of(report_id), 303)
    with read() as session:
        found = own(session, report_id)
        if found.state is not ReportState.DRAFT:
            return redirect(url_of(report_id), 303)
        return _check(session, found, form), 422


def _mine(form: Form) -> str:
    today = clock.today()
    with read() as session:
        known = service.campaigns(session)
        return render_template(
            "annual_reports/mine.html",
            form=form,
            today=today,
            next_campaign=known.of(known.newest_year(today) + 1),
            rows=[
                (each, each.standing(today), each.campaign)
                for each in service.years_of(session, organisation_id(), on=today)
            ],
        )


def _check(session: Session, found: AnnualReport, form: Form) -> str:
    checks = service.checks_of(session, [found])[found.id]
    basis = service.basis_of(session, found)
    missing = rules.missing(service.answers_of(found), basis, found.form)
    is_over = clock.today() > rules.proposed(found.year).ends
    moved = service.ledger_moved(session, found)
    has_red = any(each.severity is Severity.RED for each in checks)
    return render_template(
        "annual_reports/check.html",
        form=form,
        checks=checks,
        missing=missing,
        moved=moved,
        is_over=is_over,
        may_submit=is_over and not (missing or moved or has_red),
        needs_reason=bool(rules.unexplained(checks, found.reasons, "")),
        **context(session, found, checks),
    )


def _receipt(session: Session, found: AnnualReport) -> str:
    history = service.versions(session, found.authorization_id, found.year)
    return render_template(
        "annual_reports/receipt.html",
        receipt=service.receipt(session, found),
        versions=history,
        steps=service.steps_of(session, [each.id for each in history]),
        state_words=rules.REPORT_STATE_WORDS,
        step_words=rules.REPORT_STEP_WORDS,
        may_correct=history[-1].id == found.id and found.state in _CORRECTABLE,
        **context(session, found),
    )
