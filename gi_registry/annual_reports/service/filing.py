"""A producer's side: begin and hand in."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from gi_registry.annual_reports import queries, rules
from gi_registry.annual_reports.errors import (
    DraftMovedError,
    ImpossibleError,
    IncompleteError,
    LedgerMovedError,
    NotDueError,
    NotOpenError,
    ReasonMissingError,
    UnderReviewError,
    YearLockedError,
    YearNotOverError,
)
from gi_registry.annual_reports.models import AnnualReport, AnnualReportEvent
from gi_registry.annual_reports.rules import (
    Answers,
    Campaign,
    Declaration,
    ReportState,
    Severity,
)
from gi_registry.annual_reports.service import attachments, drafting, reading, telling
from gi_registry.annual_reports.service.calendar import campaigns
from gi_registry.core.db import lock
from gi_registry.core.words import china_day
from gi_registry.producers.models import Authorization
from gi_registry.translog import service as translog

_QUEUE = 0x7265706F << 32
"""Advisory locks under which versions are numbered, one for each authorization."""


def open_report(
    session: Session,
    authorization_id: int,
    year: int,
    *,
    now: datetime,
    account_id: int,
) -> AnnualReport:
    """Begin a report, or its next version; an open draft is returned as it is.

    The first version is filled in from the ledger, on the form that the year's
    campaign names; a later one keeps its form and repeats what it said.

    Raises:
        NotDueError: the permission was in force on no day of the year.
        NotOpenError: the year's reports cannot be begun yet, or are not kept here.
        UnderReviewError: a version is waiting for a decision.
        YearLockedError: a version is locked with its year.
    """
    lock(session, _QUEUE | authorization_id)
    authorization = _due_authorization(session, authorization_id, year)
    days = campaigns(session).of(year, authorization.division)
    _must_be_open(days, now)
    before = reading.versions(session, authorization_id, year)
    newest = before[-1] if before else None
    if newest and newest.state is ReportState.DRAFT:
        return newest
    if newest and newest.state is ReportState.SUBMITTED:
        raise UnderReviewError
    _must_not_be_locked(before)
    form = newest.form if newest else days.form
    prefilled = drafting.ledger(session, authorization, year)
    answers = (
        reading.answers_of(newest)
        if newest
        else _begun(session, authorization_id, year, form)
    )
    known = newest.prefilled if newest else {}
    answers = drafting.brought_up(answers, known, prefilled, form)
    report = AnnualReport(
        authorization_id=authorization_id,
        year=year,
        version=newest.version + 1 if newest else 1,
        state=ReportState.DRAFT,
        form=form,
        revision=1,
        prefilled=prefilled,
        change_reason=newest.change_reason if newest else "",
        reasons=newest.reasons if newest else None,
        signatory="",
        opened_at=now,
        **drafting.columns(answers),
    )
    report.authorization = authorization
    session.add(report)
    session.flush()
    if newest:
        attachments.carry_over(session, newest, report)
    _step(session, report, now=now, account_id=account_id)
    return report


def submit(
    session: Session,
    report_id: int,
    declaration: Declaration,
    *,
    now: datetime,
    account_id: int,
) -> AnnualReport:
    """Hand a draft in, declared true by a signatory; log its SHA-256.

    Raises:
        ReportNotFoundError: there is no such report.
        NotDraftError: it was handed in before.
        DraftMovedError: it is not the revision that was declared.
        YearNotOverError: the year has not ended.
        YearLockedError: a former version is locked with its year.
        LedgerMovedError: the ledger has changed since it was filled in from it.
        IncompleteError: answers are missing.
        ImpossibleError: figures contradict each other.
        ReasonMissingError: differences are not explained.
    """
    reading.lock_year_of(session, report_id)
    report = drafting.locked_draft(session, report_id)
    if report.revision != declaration.revision:
        raise DraftMovedError(report.revision)
    history = reading.versions(session, report.authorization_id, report.year)
    _must_not_be_locked(history)
    _must_be_ready(session, report, declaration, now)
    report.change_reason = declaration.change_reason
    report.signatory = declaration.signatory
    report.state = ReportState.SUBMITTED
    report.submitted_at = now
    session.flush()
    _step(session, report, now=now, account_id=account_id)
    telling.of_submission(session, report, now=now)
    translog.append(
        session,
        "report.submitted",
        reading.number_of(report),
        {
            "version": report.version,
            "sha256": reading.sha256_of(session, report),
        },
        now=now,
        account_id=account_id,
    )
    return report


def _must_not_be_locked(versions: Sequence[AnnualReport]) -> None:
    for each in versions:
        if each.state is ReportState.LOCKED:
            raise YearLockedError(each.year)


def _must_be_open(days: Campaign, now: datetime) -> None:
    if days.year < rules.FIRST_YEAR or china_day(now) < days.opens_on:
        first = rules.proposed(rules.FIRST_YEAR).begins
        raise NotOpenError(days.year, max(days.opens_on, first))


def _must_be_ready(
    session: Session, report: AnnualReport, declaration: Declaration, now: datetime
) -> None:
    if china_day(now) <= rules.proposed(report.year).ends:
        raise YearNotOverError(report.year)
    if moved := drafting.ledger_moved(session, report):
        raise LedgerMovedError(moved)
    basis = reading.basis_of(session, report)
    if open_figures := rules.missing(reading.answers_of(report), basis, report.form):
        names = tuple(figure.name for figure in open_figures)
        raise IncompleteError(names, tuple(figure.words for figure in open_figures))
    checks = reading.checks_of(session, [report])[report.id]
    red = [each.code for each in checks if each.severity is Severity.RED]
    if red:
        raise ImpossibleError(tuple(red))
    if bare := rules.unexplained(checks, report.reasons, declaration.change_reason):
        raise ReasonMissingError(len(bare))


def _due_authorization(
    session: Session, authorization_id: int, year: int
) -> Authorization:
    statement = (
        select(Authorization)
        .where(Authorization.id == authorization_id, queries.in_force(year))
        .options(
            joinedload(Authorization.entity),
            joinedload(Authorization.right),
            joinedload(Authorization.gi),
        )
    )
    found = session.scalar(statement)
    if found is None:
        raise NotDueError(year)
    return found


def _begun(session: Session, authorization_id: int, year: int, form: int) -> Answers:
    """Return the answers that a first version carries over from last year's."""
    carried = [each.name for each in rules.figures_of(form) if each.is_carried]
    filed = queries.filed_answers(session, [authorization_id], year - 1, carried)
    return Answers(**filed.get(authorization_id, {}))


def _step(
    session: Session, report: AnnualReport, *, now: datetime, account_id: int
) -> None:
    session.add(
        AnnualReportEvent(
            report_id=report.id,
            to_state=report.state,
            account_id=account_id,
            at=now,
            words="",
        )
    )
    session.flush()
