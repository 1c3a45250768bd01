"""Draw which reports a person must look at, and accept the others together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from gi_registry.annual_reports import queries, rules
from gi_registry.annual_reports.errors import (
    DrawNotFoundError,
    NothingToDrawError,
    NothingToPassError,
)
from gi_registry.annual_reports.models import AnnualReport, ReportDraw, ReportDrawn
from gi_registry.annual_reports.rules import (
    ACCEPTED,
    Action,
    Drawn,
    ReportState,
    sampling,
)
from gi_registry.annual_reports.service import reading, telling
from gi_registry.annual_reports.service.passing import pass_all
from gi_registry.core.access import Caller, Permission
from gi_registry.core.words import Words
from gi_registry.producers.models import Authorization
from gi_registry.translog import service as translog
from gi_registry.translog.service import NewLeaf

AT_ONCE = 500
"""So many are accepted together at most; the next press takes the next."""
_NO_WORDS = Words("", "")


@dataclass(frozen=True, slots=True)
class Ticket:
    """One version of a draw, and what it drew."""

    line: str
    ticket: str
    outcome: Drawn


def draw(session: Session, caller: Caller, year: int, *, now: datetime) -> ReportDraw:
    """Draw from all that waits in an officer's jurisdiction and was in no draw yet.

    Raises:
        NothingToDrawError: nothing new waits.
    """
    reading.lock_year(session, year)
    waiting = _waiting(session, caller, year, ReportDrawn.report_id.is_(None))
    if not waiting:
        raise NothingToDrawError
    checks = reading.checks_of(session, waiting)
    lines = {each.id: _line(each) for each in waiting}
    green = [line for of, line in lines.items() if not rules.differences(checks[of])]
    row = ReportDraw(
        year=year,
        division=min(caller.prefixes(Permission.REPORT_REVIEW)),
        reports=len(green),
        differing=len(waiting) - len(green),
        sampled=0,
        seed="",
        log_index=0,
        drawn_at=now,
        drawn_by_id=caller.account_id,
    )
    session.add(row)
    session.flush()
    leaf = translog.append(
        session,
        "reports.drawn",
        number_of(row),
        {
            "reports": row.reports,
            "percent": sampling.SHARE_PERCENT,
            "sha256": sampling.digest(green),
        },
        now=now,
        account_id=caller.account_id,
    )
    drawn = sampling.sample(leaf.leaf_hash, green)
    row.seed, row.log_index, row.sampled = leaf.leaf_hash, leaf.index, len(drawn)
    free = frozenset(green)
    for report_id, line in lines.items():
        outcome = Drawn.FREE if line in free else Drawn.DIFFERS
        outcome = Drawn.SAMPLED if line in drawn else outcome
        session.add(ReportDrawn(report_id=report_id, draw_id=row.id, outcome=outcome))
    session.flush()
    return row


def accept_free(session: Session, caller: Caller, year: int, *, now: datetime) -> int:
    """Accept what waits, differs in nothing and was not drawn; return how many.

    Each is checked again: what differs by now is left to be looked at.

    Raises:
        NothingToPassError: there is no such report.
    """
    reading.lock_year(session, year)
    waiting = _waiting(
        session, caller, year, ReportDrawn.outcome == Drawn.FREE, most=AT_ONCE
    )
    checks = reading.checks_of(session, waiting)
    sound = [each for each in waiting if not rules.differences(checks[each.id])]
    for each in waiting:
        if rules.differences(checks[each.id]):
            session.get_one(ReportDrawn, each.id).outcome = Drawn.DIFFERS
    if not sound:
        raise NothingToPassError
    _replace_formers(session, sound, year, now=now, account_id=caller.account_id)
    target = rules.step(ReportState.SUBMITTED, Action.ACCEPT).target
    ids = [each.id for each in sound]
    pass_all(session, ids, target, now=now, account_id=caller.account_id)
    leaves = [
        NewLeaf(
            f"report.{target.value}",
            reading.number_of(each),
            {"version": each.version, "together": True},
        )
        for each in sound
    ]
    translog.append_all(session, leaves, now=now, account_id=caller.account_id)
    for each in sound:
        session.refresh(each, ["state", "decided_at"])
        telling.of_decision(session, each, _NO_WORDS, now=now)
    return len(sound)


def draws(session: Session, caller: Caller, year: int) -> Sequence[ReportDraw]:
    """Return the draws of a year in an officer's jurisdiction, newest first."""
    prefixes = caller.prefixes(Permission.REPORT_TOTALS)
    statement = (
        select(ReportDraw)
        .where(
            ReportDraw.year == year,
            or_(*(ReportDraw.division.startswith(each) for each in prefixes)),
        )
        .order_by(ReportDraw.id.desc())
    )
    return session.scalars(statement).all()


def draw_of(session: Session, caller: Caller, draw_id: int) -> ReportDraw:
    """Return a draw of an officer's jurisdiction.

    Raises:
        DrawNotFoundError: there is none, or not there.
    """
    found = session.get(ReportDraw, draw_id)
    prefixes = caller.prefixes(Permission.REPORT_TOTALS)
    if found is None or not found.division.startswith(prefixes):
        raise DrawNotFoundError
    return found


def tickets(session: Session, found: ReportDraw) -> list[Ticket]:
    """Return what each version of a draw drew, in the order of the tickets."""
    statement = (
        select(Authorization.number, AnnualReport.version, ReportDrawn.outcome)
        .select_from(ReportDrawn)
        .join(AnnualReport, AnnualReport.id == ReportDrawn.report_id)
        .join(AnnualReport.authorization)
        .where(ReportDrawn.draw_id == found.id)
    )
    rows = [
        (sampling.line(reading.number_for(found.year, number), version), outcome)
        for number, version, outcome in session.execute(statement)
    ]
    made = [Ticket(line, sampling.ticket(found.seed, line), out) for line, out in rows]
    return sorted(made, key=lambda each: each.ticket)


def outcome_of(session: Session, report: AnnualReport) -> Drawn | None:
    """Return what a draw said of a version; None where it was in none."""
    found = session.get(ReportDrawn, report.id)
    return found.outcome if found else None


def number_of(found: ReportDraw) -> str:
    """Return a draw's public number."""
    return f"RD-{found.year}-{found.id}"


def _line(report: AnnualReport) -> str:
    return sampling.line(reading.number_of(report), report.version)


def _waiting(
    session: Session,
    caller: Caller,
    year: int,
    condition: ColumnElement[bool],
    *,
    most: int | None = None,
) -> list[AnnualReport]:
    """Return what waits for the county in an officer's jurisdiction."""
    statement = (
        queries.full_report()
        .join(AnnualReport.authorization)
        .join(Authorization.right)
        .outerjoin(ReportDrawn, ReportDrawn.report_id == AnnualReport.id)
        .where(
            AnnualReport.year == year,
            AnnualReport.state == ReportState.SUBMITTED,
            queries.reached(caller, Permission.REPORT_REVIEW),
            condition,
        )
        .order_by(AnnualReport.id)
        .limit(most)
        .execution_options(populate_existing=True)
    )
    return list(session.scalars(statement))


def _replace_formers(
    session: Session,
    accepted: Sequence[AnnualReport],
    year: int,
    *,
    now: datetime,
    account_id: int,
) -> None:
    statement = select(AnnualReport.id).where(
        AnnualReport.authorization_id.in_([each.authorization_id for each in accepted]),
        AnnualReport.year == year,
        AnnualReport.state.in_(ACCEPTED),
    )
    formers = session.scalars(statement).all()
    pass_all(session, formers, ReportState.CORRECTED, now=now, account_id=account_id)
