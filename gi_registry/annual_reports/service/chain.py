"""From the county to the locked year: sum up, send back, lock, let be corrected."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.annual_reports import queries, rules
from gi_registry.annual_reports.errors import ReasonNeededError
from gi_registry.annual_reports.models import (
    AnnualReport,
    ReportLock,
)
from gi_registry.annual_reports.queries import Passed, Within
from gi_registry.annual_reports.rules import Action, ReportState, Waiting, sampling
from gi_registry.annual_reports.service import reading, telling
from gi_registry.annual_reports.service.calendar import campaigns
from gi_registry.annual_reports.service.passing import pass_all
from gi_registry.annual_reports.service.review import move
from gi_registry.core.access import Caller, Permission
from gi_registry.core.words import Words, china_day
from gi_registry.overrides import service as overrides
from gi_registry.overrides.models import OverrideRequest
from gi_registry.overrides.service import Kind, NewRequest
from gi_registry.producers import service as producers
from gi_registry.translog import service as translog

ASKERS = (Permission.REPORT_REVIEW, Permission.REPORT_SUM, Permission.REPORT_LOCK)
"""Either is enough to ask that a locked report may be corrected."""
_PREFECTURE_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Level:
    """How far one prefecture's reports of a year have come.

    Attributes:
        code: of the prefecture, four digits.
        states: reports by state; of each user the newest version that is handed in.
    """

    code: str
    name: Words
    states: dict[ReportState, int]

    @property
    def waiting(self) -> Waiting:
        """How many wait at which level."""
        count = self.states.get
        return Waiting(
            county=count(ReportState.SUBMITTED, 0),
            prefecture=count(ReportState.ACCEPTED, 0),
            province=count(ReportState.SUMMED, 0) + count(ReportState.REOPENED, 0),
        )


def levels(session: Session, year: int, within: Within) -> list[Level]:
    """Return how far each prefecture has come, in two queries.

    Args:
        session: to read with.
        year: the year reported on.
        within: where the officer looks.
    """
    found: dict[str, dict[ReportState, int]] = defaultdict(dict)
    for (code, state), n in queries.by_prefecture(session, year, within).items():
        found[code][state] = n
    full = {code: code.ljust(6, "0") for code in found}
    names = reading.division_names(session, full.values())
    return [Level(code, names[full[code]], found[code]) for code in sorted(found)]


def send_back(
    session: Session, report_id: int, words: str, *, now: datetime, account_id: int
) -> AnnualReport:
    """Send a report back one level, with the reason.

    Raises:
        ReportNotFoundError: there is no such report.
        ReportStepError: it is not with the prefecture or the province.
        ReasonNeededError: no reason is given.
    """
    report = reading.locked_in_year(session, report_id)
    target = rules.step(report.state, Action.SEND_BACK).target
    if not words:
        raise ReasonNeededError
    report.state = target
    event = move(session, report, words, now=now, account_id=account_id)
    telling.of_sending_back(session, report, event, now=now)
    translog.append(
        session,
        "report.sent-back",
        reading.number_of(report),
        {"version": report.version, "to": target.value},
        now=now,
        account_id=account_id,
    )
    return report


def sum_up(
    session: Session, caller: Caller, year: int, *, now: datetime
) -> Sequence[Passed]:
    """Sum up all that the counties of a prefecture accepted; it goes to the province.

    Raises:
        NothingToSumError, StillCheckedError: see `rules.check_sum`.
    """
    reach = queries.reached(caller, Permission.REPORT_SUM)
    place = min(caller.prefixes(Permission.REPORT_SUM))
    reading.lock_year(session, year)
    days = campaigns(session).of(year, place)
    waiting = _waiting(session, caller, year, Permission.REPORT_SUM)
    rules.check_sum(waiting, days, on=china_day(now))
    target = rules.step(ReportState.ACCEPTED, Action.SUM).target
    passed = queries.in_states(session, year, (ReportState.ACCEPTED,), reach)
    ids = [each.report_id for each in passed]
    pass_all(session, ids, target, now=now, account_id=caller.account_id)
    translog.append(
        session,
        "reports.summed",
        f"{place}/{year}",
        {"reports": len(passed), "sha256": _digest(passed)},
        now=now,
        account_id=caller.account_id,
    )
    return passed


def locks(session: Session, year: int, division: str) -> Sequence[ReportLock]:
    """Return the rounds in which a province locked a year, oldest first."""
    statement = (
        select(ReportLock)
        .where(ReportLock.year == year, ReportLock.division == division[:2])
        .order_by(ReportLock.id)
    )
    return session.scalars(statement).all()


def lock_year(
    session: Session, caller: Caller, year: int, *, now: datetime
) -> ReportLock:
    """Lock all that is summed up in a province; what comes later takes another round.

    A report whose correction is under review is left out.

    Raises:
        LockEarlyError, StillSummedError, NothingToLockError: see `rules.check_lock`.
    """
    reach = queries.reached(caller, Permission.REPORT_LOCK)
    province = min(caller.prefixes(Permission.REPORT_LOCK))[:2]
    reading.lock_year(session, year)
    days = campaigns(session).of(year, province)
    waiting = _waiting(session, caller, year, Permission.REPORT_LOCK)
    rules.check_lock(waiting, days, on=china_day(now))
    states = (ReportState.SUMMED, ReportState.REOPENED)
    passed = queries.in_states(session, year, states, reach, queries.is_settled())
    ids = [each.report_id for each in passed]
    pass_all(session, ids, ReportState.LOCKED, now=now, account_id=caller.account_id)
    row = ReportLock(
        division=province,
        year=year,
        reports=len(passed),
        sha256=_digest(passed),
        locked_at=now,
        locked_by_id=caller.account_id,
    )
    session.add(row)
    session.flush()
    translog.append(
        session,
        "reports.locked",
        f"{province}/{year}",
        {"reports": row.reports, "sha256": row.sha256},
        now=now,
        account_id=caller.account_id,
    )
    return row


def ask_reopening(
    session: Session, report: AnnualReport, reason: str, *, now: datetime, by: int
) -> OverrideRequest:
    """Ask that a locked report may be corrected; a second officer decides.

    Raises:
        ReportStepError: it is not locked.
        RequestOpenError: the same was asked and waits.
    """
    rules.step(report.state, Action.REOPEN)
    new = NewRequest(
        REOPENING,
        reading.number_of(report),
        producers.place_of(report.authorization),
        {"report": report.id, "version": report.version},
        reason,
    )
    return overrides.ask(session, new, now=now, account_id=by)


def _reopen(
    session: Session, request: OverrideRequest, now: datetime, account_id: int
) -> AnnualReport:
    report = reading.locked_in_year(session, request.what["report"])
    report.state = rules.step(report.state, Action.REOPEN).target
    event = move(session, report, request.reason, now=now, account_id=account_id)
    telling.of_reopening(session, report, event, now=now)
    return report


REOPENING = overrides.offer_kind(
    Kind(
        value="report-reopening",
        words=Words("锁定后准予更正年报", "Let a locked report be corrected"),
        decide=(Permission.REPORT_LOCK,),
        address="/desk/reports/{subject}",
        told=lambda what: [(Words("版本", "Version"), str(what["version"]))],
        carry_out=_reopen,
    )
)


producers.close_deliveries(queries.locked_years)


def _waiting(
    session: Session, caller: Caller, year: int, permission: Permission
) -> Waiting:
    found = levels(session, year, Within(caller, permission))
    each = [level.waiting for level in found]
    return Waiting(
        county=sum(one.county for one in each),
        prefecture=sum(one.prefecture for one in each),
        province=sum(one.province for one in each),
    )


def _digest(passed: Sequence[Passed]) -> str:
    lines = [sampling.line(each.number, each.version) for each in passed]
    return sampling.digest(lines)
