"""A producer's pages: the years, the form, the check, the receipt."""

from collections.abc import Iterable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from marshmallow import Schema
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from gi_registry.annual_reports import rules, service
from gi_registry.annual_reports.errors import DraftChangedError, ReportNotFoundError
from gi_registry.annual_reports.pages import shown
from gi_registry.annual_reports.pages.blueprint import pages
from gi_registry.annual_reports.rules import Check, ReportState, Severity
from gi_registry.annual_reports.schemas import DeclarationSchema, DraftSchema
from gi_registry.annual_reports.service import AnnualReport
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Text, Whole
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import said, say
from gi_registry.core.sessions import read, write


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
                    session, form.data["authorization"], _organisation_id()
                )
                report = service.open_report(
                    session,
                    authorization_id,
                    form.data["year"],
                    now=clock.now(),
                    account_id=the_caller().account_id,
                )
                return redirect(_url(report.id), 303)
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
        found = _own(session, report_id)
        if found.state is ReportState.DRAFT:
            return _form(session, found, Form())
        return _receipt(session, found)


@pages.post("/producer/reports/<int:report_id>")
@requires(Permission.PRODUCE)
def save(report_id: int) -> Response | tuple[str, int]:
    """Save a draft; then check the answers, or stay."""
    form = submitted(DraftSchema())
    refused: GiError | None = None
    if form.ok:
        try:
            with write() as session:
                _own(session, report_id)
                service.save(session, report_id, form.data)
        except DraftChangedError as error:
            refused = error
        else:
            if "draft" in request.form:
                flash(say("草稿已保存", "The draft is saved"), "good")
                return redirect(_url(report_id), 303)
            return redirect(_url(report_id, "check"), 303)
    with read() as session:
        return _form(session, _own(session, report_id), form, refused), 422


@pages.post("/producer/reports/<int:report_id>/refresh")
@requires(Permission.PRODUCE)
def refresh(report_id: int) -> Response:
    """Take over the ledger's present figures."""
    with write() as session:
        _own(session, report_id)
        service.refresh(session, report_id)
    words = ("已更新为最新台账数字", "The ledger's present figures are taken over")
    flash(say(*words), "good")
    return redirect(_url(report_id), 303)


@pages.get("/producer/reports/<int:report_id>/check")
@requires(Permission.PRODUCE)
def check(report_id: int) -> str | Response:
    """Show the answers and what was found in them, before they are handed in."""
    with read() as session:
        found = _own(session, report_id)
        if found.state is not ReportState.DRAFT:
            return redirect(_url(report_id), 303)
        return _check(session, found, Form())


@pages.post("/producer/reports/<int:report_id>/check")
@requires(Permission.PRODUCE)
def submit(report_id: int) -> Response | tuple[str, int]:
    """Hand a report in."""
    form = submitted(DeclarationSchema())
    if form.ok:
        try:
            with write() as session:
                _own(session, report_id)
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
            return redirect(_url(report_id), 303)
    with read() as session:
        found = _own(session, report_id)
        if found.state is not ReportState.DRAFT:
            return redirect(_url(report_id), 303)
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
                for each in service.years_of(session, _organisation_id(), on=today)
            ],
        )


def _form(
    session: Session, found: AnnualReport, form: Form, refused: GiError | None = None
) -> str:
    conflict = refused if isinstance(refused, DraftChangedError) else None
    return render_template(
        "annual_reports/form.html",
        form=form,
        revision=form.value("revision") if form.errors else found.revision,
        conflict=_conflict(found, conflict) if conflict else None,
        moved=service.ledger_moved(session, found),
        **_context(session, found),
    )


def _conflict(found: AnnualReport, error: DraftChangedError) -> dict[str, Any]:
    answers = service.answers_of(found)
    rows = [
        (
            said(rules.BY_NAME[name].words),
            said(rules.read_out(getattr(answers, name), rules.BY_NAME[name])),
            name,
        )
        for name in error.names
    ]
    return {"words": said(error.words), "rows": rows}


def _check(session: Session, found: AnnualReport, form: Form) -> str:
    checks = service.checks_of(session, [found])[found.id]
    basis = service.basis_of(session, found)
    missing = rules.missing(service.answers_of(found), basis)
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
        needs_reason=any(each.severity is Severity.AMBER for each in checks),
        **_context(session, found, checks),
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
        may_correct=history[-1].id == found.id
        and found.state in (ReportState.ACCEPTED, ReportState.RETURNED),
        **_context(session, found),
    )


def _context(
    session: Session, found: AnnualReport, checks: Iterable[Check] = ()
) -> dict[str, Any]:
    last = service.last_year(session, found)
    basis = service.basis_of(session, found)
    beside = shown.Beside(last, basis, rules.differences(tuple(checks)))
    return {
        "report": found,
        "number": service.number_of(found),
        "campaign": service.campaigns(session).of(
            found.year, found.authorization.division
        ),
        "today": clock.today(),
        "has_last": last is not None,
        "groups": list(shown.groups(found, beside)),
        "division": service.division_names(session, [found.authorization.division]),
    }


def _own(session: Session, report_id: int) -> AnnualReport:
    found = service.get(session, report_id)
    if found.authorization.entity.organisation_id != _organisation_id():
        raise ReportNotFoundError
    return found


def _organisation_id() -> int:
    organisation_id = the_caller().organisation_id
    if organisation_id is None:
        raise ReportNotFoundError
    return organisation_id


def _url(report_id: int, endpoint: str = "report") -> str:
    return url_for(f"annual_reports.{endpoint}", report_id=report_id)
