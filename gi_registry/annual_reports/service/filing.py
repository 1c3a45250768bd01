"""A producer's side: begin, save, bring up to date, hand in."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from gi_registry.annual_reports import queries, rules
from gi_registry.annual_reports.errors import (
    DraftChangedError,
    ImpossibleError,
    IncompleteError,
    LedgerMovedError,
    NotDraftError,
    NotDueError,
    NotOpenError,
    ReasonMissingError,
    UnderReviewError,
    YearNotOverError,
)
from gi_registry.annual_reports.models import AnnualReport, AnnualReportEvent
from gi_registry.annual_reports.rules import (
    FIGURES,
    Answers,
    Campaign,
    Declaration,
    Draft,
    ReportState,
    Severity,
)
from gi_registry.annual_reports.service import grounds, reading, telling
from gi_registry.annual_reports.service.calendar import campaigns
from gi_registry.annual_reports.service.grounds import Holder
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

    The first version is filled in from the ledger; a later one repeats what the
    one before it said.

    Raises:
        NotDueError: the permission was in force on no day of the year.
        NotOpenError: the year's reports cannot be begun yet, or are not kept here.
        UnderReviewError: a version is waiting for a decision.
    """
    lock(session, _QUEUE | authorization_id)
    authorization = _due_authorization(session, authorization_id, year)
    _must_be_open(campaigns(session).of(year, authorization.division), now)
    before = reading.versions(session, authorization_id, year)
    newest = before[-1] if before else None
    if newest and newest.state is ReportState.DRAFT:
        return newest
    if newest and newest.state is ReportState.SUBMITTED:
        raise UnderReviewError
    prefilled = ledger(session, authorization, year)
    answers = (
        reading.answers_of(newest)
        if newest
        else _begun(session, authorization_id, year)
    )
    known = newest.prefilled if newest else {}
    answers = _brought_up(answers, known, prefilled)
    report = AnnualReport(
        authorization_id=authorization_id,
        year=year,
        version=newest.version + 1 if newest else 1,
        state=ReportState.DRAFT,
        revision=1,
        prefilled=prefilled,
        change_reason=newest.change_reason if newest else "",
        signatory="",
        opened_at=now,
        **_columns(answers),
    )
    report.authorization = authorization
    session.add(report)
    session.flush()
    _step(session, report, now=now, account_id=account_id)
    return report


def save(session: Session, report_id: int, draft: Draft) -> AnnualReport:
    """Save a draft; nothing that somebody else saved is overwritten unseen.

    Raises:
        ReportNotFoundError: there is no such report.
        NotDraftError: it was handed in.
        DraftChangedError: it was saved by somebody else since.
    """
    report = _locked_draft(session, report_id)
    if report.revision != draft.revision:
        unlike = reading.answers_of(report).unlike(draft.answers)
        raise DraftChangedError(report.revision, tuple(unlike))
    for name, value in _columns(draft.answers).items():
        setattr(report, name, value)
    report.revision += 1
    session.flush()
    return report


def refresh(session: Session, report_id: int) -> AnnualReport:
    """Take over the ledger's present figures where the draft has its former ones.

    Raises:
        ReportNotFoundError: there is no such report.
        NotDraftError: it was handed in.
    """
    report = _locked_draft(session, report_id)
    now_says = ledger(session, report.authorization, report.year)
    answers = reading.answers_of(report)
    brought_up = _brought_up(answers, report.prefilled, now_says)
    for name, value in _columns(brought_up).items():
        setattr(report, name, value)
    report.prefilled = now_says
    report.revision += 1
    session.flush()
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
        DraftChangedError: it is not the revision that was declared.
        YearNotOverError: the year has not ended.
        LedgerMovedError: the ledger has changed since it was filled in from it.
        IncompleteError: answers are missing.
        ImpossibleError: figures contradict each other.
        ReasonMissingError: differences are not explained.
    """
    report = _locked_draft(session, report_id)
    if report.revision != declaration.revision:
        raise DraftChangedError(report.revision, ())
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
        {"version": report.version, "sha256": reading.sha256_of(report)},
        now=now,
        account_id=account_id,
    )
    return report


def ledger(session: Session, authorization: Authorization, year: int) -> dict[str, Any]:
    """Return what the registry knows of a year; see `grounds.ledgers`."""
    holder = Holder(
        authorization.id,
        authorization.entity.organisation_id,
        authorization.gi_id,
        authorization.standard_number,
    )
    return grounds.ledgers(session, [holder], year)[authorization.id]


def ledger_moved(session: Session, report: AnnualReport) -> tuple[str, ...]:
    """Return the names of the figures that the ledger now gives otherwise."""
    now_says = ledger(session, report.authorization, report.year)
    return tuple(
        name for name, value in now_says.items() if report.prefilled.get(name) != value
    )


def _must_be_open(days: Campaign, now: datetime) -> None:
    if days.year < rules.FIRST_YEAR or china_day(now) < days.opens_on:
        first = rules.proposed(rules.FIRST_YEAR).begins
        raise NotOpenError(days.year, max(days.opens_on, first))


def _must_be_ready(
    session: Session, report: AnnualReport, declaration: Declaration, now: datetime
) -> None:
    if china_day(now) <= rules.proposed(report.year).ends:
        raise YearNotOverError(report.year)
    if moved := ledger_moved(session, report):
        raise LedgerMovedError(moved)
    basis = reading.basis_of(session, report)
    if open_figures := rules.missing(reading.answers_of(report), basis):
        names = tuple(figure.name for figure in open_figures)
        raise IncompleteError(names, tuple(figure.words for figure in open_figures))
    checks = reading.checks_of(session, [report])[report.id]
    red = [each.code for each in checks if each.severity is Severity.RED]
    if red:
        raise ImpossibleError(tuple(red))
    amber = [each for each in checks if each.severity is Severity.AMBER]
    if amber and not declaration.change_reason:
        raise ReasonMissingError(len(amber))


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


def _locked_draft(session: Session, report_id: int) -> AnnualReport:
    report = reading.locked(session, report_id)
    if report.state is not ReportState.DRAFT:
        raise NotDraftError
    return report


def _begun(session: Session, authorization_id: int, year: int) -> Answers:
    """Return the answers that a first version carries over from last year's."""
    filed = queries.filed_answers(session, [authorization_id], year - 1)
    before = filed.get(authorization_id, Answers())
    carried = {each.name for each in FIGURES if each.is_carried}
    return replace(Answers(), **{name: getattr(before, name) for name in carried})


def _brought_up(
    answers: Answers, before: dict[str, Any], now_says: dict[str, Any]
) -> Answers:
    """Return answers with the ledger's figures where nobody had changed them."""
    taken_over = {
        name: value
        for name, value in now_says.items()
        if getattr(answers, name) == before.get(name)
    }
    return replace(answers, **taken_over)


def _columns(answers: Answers) -> dict[str, Any]:
    return {name: getattr(answers, name) for name in Answers.names()}


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
