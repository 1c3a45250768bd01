"""A draft: saved, brought up to date with the registry, filled with none."""

from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from gi_registry.annual_reports import rules
from gi_registry.annual_reports.errors import (
    DraftChangedError,
    NotAskedError,
    NotDraftError,
)
from gi_registry.annual_reports.models import AnnualReport
from gi_registry.annual_reports.rules import REASON, Answers, Draft, ReportState
from gi_registry.annual_reports.service import grounds, reading
from gi_registry.annual_reports.service.grounds import Holder
from gi_registry.producers.models import Authorization


def save(session: Session, report_id: int, draft: Draft) -> AnnualReport:
    """Save a draft.

    Where somebody else saved it since, what each of the two alone changed is kept;
    nothing that both changed is overwritten unseen. Saving what it says already
    makes no new revision, so that a page that saves itself a second time, late,
    takes nothing from under who is about to sign.

    Raises:
        ReportNotFoundError: there is no such report.
        NotDraftError: it was handed in.
        DraftChangedError: somebody else changed the same answers since.
        NotAskedError: answers are given that its form does not ask.
    """
    report = locked_draft(session, report_id)
    _must_be_asked(report, draft.answers)
    draft = named(report, draft)
    typed, present = draft.typed(), draft_of(report).typed()
    if report.revision != draft.revision:
        base = draft.base.typed() if draft.base else None
        merged = rules.merge(base, typed, present)
        if merged.both:
            raise DraftChangedError(report.revision, merged.both, merged.theirs)
        typed = merged.merged
    if rules.asks_plots(report.form) and "plots" in typed:
        chosen = typed["plots"]
        typed["plots_used"] = None if chosen is None else len(chosen)
        present["plots_used"] = report.plots_used
    if any(present[name] != value for name, value in typed.items()):
        _write(report, typed)
        report.revision += 1
        session.flush()
    return report


def named(report: AnnualReport, draft: Draft) -> Draft:
    """Return a draft in which plots chosen by number are as they are registered.

    Their count, which follows, is no answer of its own.
    """
    if not rules.asks_plots(report.form):
        return draft
    known = [*(report.plots or ()), *report.prefilled.get("plots", ())]
    base = draft.base and replace(
        draft.base,
        answers=rules.with_plots(draft.base.answers, known),
        left=frozenset({"plots_used"}),
    )
    return replace(
        draft,
        answers=rules.with_plots(draft.answers, known),
        base=base,
        left=draft.left | {"plots_used"},
    )


def without_use(session: Session, report_id: int) -> AnnualReport:
    """Answer 0 to every required number that is open, of a year without use.

    Raises:
        ReportNotFoundError: there is no such report.
        NotDraftError: it was handed in.
        LabelsUsedError: labels were activated in the year.
    """
    report = locked_draft(session, report_id)
    answers = rules.without_use(
        reading.answers_of(report), report.prefilled, report.form
    )
    _write(report, columns(answers))
    report.revision += 1
    session.flush()
    return report


def draft_of(report: AnnualReport) -> Draft:
    """Return a report as a draft that could be typed."""
    return Draft(report.revision, reading.answers_of(report), report.reasons or {})


def refresh(session: Session, report_id: int) -> AnnualReport:
    """Take over the ledger's present figures where the draft has its former ones.

    Raises:
        ReportNotFoundError: there is no such report.
        NotDraftError: it was handed in.
    """
    report = locked_draft(session, report_id)
    now_says = ledger(session, report.authorization, report.year)
    answers = reading.answers_of(report)
    taken_over = brought_up(answers, report.prefilled, now_says, report.form)
    _write(report, columns(taken_over))
    report.prefilled = now_says
    report.revision += 1
    session.flush()
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
    """Return the names of the figures that the ledger now gives otherwise, or no more.

    What its form does not ask and was not looked up when it was opened has not moved.
    """
    given = report.prefilled
    now_says = ledger(session, report.authorization, report.year)
    unasked = rules.unasked(report.form)
    return tuple(
        name
        for name in given | now_says
        if given.get(name) != now_says.get(name)
        and (name in given or name not in unasked)
    )


def locked_draft(session: Session, report_id: int) -> AnnualReport:
    """Return a draft for this transaction alone to change.

    Raises:
        ReportNotFoundError: there is no such report.
        NotDraftError: it was handed in.
    """
    report = reading.locked(session, report_id)
    if report.state is not ReportState.DRAFT:
        raise NotDraftError
    return report


def brought_up(
    answers: Answers, before: dict[str, Any], now_says: dict[str, Any], form: int
) -> Answers:
    """Return answers with the ledger's figures where nobody had changed them.

    What the version of the form does not ask stays open, and what the ledger no
    longer knows is open again.
    """
    left_out = rules.unasked(form)
    taken_over: dict[str, Any] = {
        name: value
        for name, value in (dict.fromkeys(before) | now_says).items()
        if name not in left_out and getattr(answers, name) == before.get(name)
    }
    found = replace(answers, **taken_over)
    if not rules.asks_plots(form):
        return found
    return rules.with_plots(found, now_says.get("plots"))


def columns(answers: Answers) -> dict[str, Any]:
    """Return answers by the names of their columns."""
    return {name: getattr(answers, name) for name in Answers.names()}


def _must_be_asked(report: AnnualReport, answers: Answers) -> None:
    names = [n for n in rules.unasked(report.form) if not answers.is_open(n)]
    if names:
        first = min(names)
        words = rules.BY_NAME[first].words
        raise NotAskedError(report.form, tuple(sorted(names)), words)


def _write(report: AnnualReport, typed: dict[str, Any]) -> None:
    reasons = dict(report.reasons or {})
    for name, value in typed.items():
        if name.startswith(REASON):
            reasons[name.removeprefix(REASON)] = value
        else:
            setattr(report, name, value)
    report.reasons = {name: words for name, words in reasons.items() if words} or None
