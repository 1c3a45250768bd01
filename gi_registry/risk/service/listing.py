"""The list of a week: which products come to market, and what to look at."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import Session

from gi_registry.annual_reports import rules as reporting
from gi_registry.annual_reports import service as annual_reports
from gi_registry.core.access import Caller, Permission
from gi_registry.core.words import Words
from gi_registry.law import service as law
from gi_registry.law.rules import Setting
from gi_registry.risk import queries, rules
from gi_registry.risk.queries import FoundCode, Product, RunSum, ScanCounts
from gi_registry.risk.rules import (
    Festival,
    Ledger,
    Market,
    Scanned,
    Score,
    Term,
    Week,
)
from gi_registry.risk.service.calendar import county_names
from gi_registry.risk.service.festivals import festivals

SCAN_WEEKS = 4
"""How far back scans are looked at."""
_TO_CHINA = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Row:
    """One product of the list.

    Attributes:
        market: how it comes to market.
        score: its signals.
        counties: where it is made.
        users: permissions within the jurisdiction.
        codes: a few codes with findings.
    """

    product: Product
    market: Market
    score: Score
    counties: tuple[Words, ...]
    users: int
    codes: tuple[FoundCode, ...]


@dataclass(frozen=True, slots=True)
class WeekList:
    """The list of a week, the most pressing first, and the festivals near it.

    Attributes:
        weights: the most points of each signal.
    """

    week: Week
    rows: tuple[Row, ...]
    festivals: tuple[Festival, ...]
    weights: Mapping[Term, int]


@dataclass(frozen=True, slots=True)
class _Facts:
    """Everything read for a list, by product id."""

    users: Mapping[int, int]
    scans: Mapping[int, ScanCounts]
    codes: Mapping[int, list[FoundCode]]
    runs: Mapping[int, list[RunSum]]
    reports: Mapping[int, tuple[int, int]]
    report_year: int | None
    counties: Mapping[int, tuple[Words, ...]]
    report_weight: int = 0


def week_list(
    session: Session, caller: Caller, week: Week, *, now: datetime
) -> WeekList:
    """Return which products come to market in a week in a caller's jurisdiction.

    Args:
        session: to read with.
        caller: whose grants say where.
        week: which week; for one to come, scans are those up to now.
        now: the present instant.
    """
    days = [*festivals(week.monday.year), *festivals(week.monday.year + 1)]
    reach = queries.reached(caller)
    prefixes = caller.prefixes(Permission.SEASON)
    known = queries.products(
        session, or_(queries.made_within(prefixes), queries.used_within(reach))
    )
    coming: list[tuple[Product, Market]] = []
    for product in known:
        market = rules.market(product.season_mask, week, days)
        if market is not None:
            coming.append((product, market))
    weight = _report_weight(session, prefixes, week)
    products = [product for product, _ in coming]
    facts = replace(_facts(session, products, reach, week, now), report_weight=weight)
    rows = [_row(product, market, facts, week) for product, market in coming]
    rows.sort(key=lambda row: row.score.rank)
    near = rules.FESTIVAL_DAYS
    ahead = [each for each in days if 0 <= (each.on - week.monday).days <= near]
    return WeekList(week, tuple(rows), tuple(ahead), rules.weights(weight))


def _facts(
    session: Session,
    found: Sequence[Product],
    reach: ColumnElement[bool],
    week: Week,
    now: datetime,
) -> _Facts:
    ids = [product.id for product in found]
    before = min(now, _midnight_in_china(week) + timedelta(weeks=1))
    since = before - timedelta(weeks=SCAN_WEEKS)
    runs: dict[int, list[RunSum]] = defaultdict(list)
    for run in queries.runs(session, ids, reach, on=week.monday):
        runs[run.gi_id].append(run)
    year = _report_year(annual_reports.campaigns(session), week)
    reports = (
        annual_reports.filed_by_product(session, year, reach)
        if year is not None
        else {}
    )
    return _Facts(
        users=queries.users(session, ids, reach),
        scans=queries.scans(session, ids, reach, since=since, before=before),
        codes=queries.found_codes(session, ids, reach, since=since, before=before),
        runs=runs,
        reports=reports,
        report_year=year,
        counties=county_names(session, found),
    )


def _row(product: Product, market: Market, facts: _Facts, week: Week) -> Row:
    counts = facts.scans.get(product.id, ScanCounts(0, 0, 0))
    scanned = Scanned(SCAN_WEEKS, counts.codes, counts.suspect, counts.dead)
    ledger = _ledger(product, facts, week)
    return Row(
        product=product,
        market=market,
        score=rules.score(market, scanned, ledger, week=week),
        counties=facts.counties[product.id],
        users=ledger.users,
        codes=tuple(facts.codes.get(product.id, ())),
    )


def _ledger(product: Product, facts: _Facts, week: Week) -> Ledger:
    past = [
        run
        for run in facts.runs.get(product.id, ())
        if run.has_expired
        or rules.season_end(product.season_mask, run.year) < week.monday
    ]
    due, filed = facts.reports.get(product.id, (0, 0))
    return Ledger(
        users=facts.users.get(product.id, 0),
        labels_past=sum(run.size for run in past),
        labels_unused=sum(run.size - run.used for run in past),
        report_year=facts.report_year,
        reports_due=due,
        reports_missing=due - filed,
        report_weight=facts.report_weight,
    )


def _report_year(known: reporting.Campaigns, week: Week) -> int | None:
    """Return the newest year whose reports are overdue on Monday, if any is."""
    year = week.monday.year - 1
    if week.monday <= known.of(year).users_by:
        year -= 1
    return year if year >= reporting.FIRST_YEAR else None


def _report_weight(session: Session, prefixes: Sequence[str], week: Week) -> int:
    """Return what a province set for the week, as of its Sunday; 0 while it has not.

    Of a list that spans provinces, the most that one of them set.
    """
    settings = law.settings(session)
    sunday = week.after(1).monday - timedelta(days=1)
    spans = (
        settings.span(Setting.REPORT_WEIGHT, province, on=sunday)
        for province in settings.provinces
        if any(each[: len(province)] in ("", province) for each in prefixes)
    )
    return max((span.amount for span in spans if span), default=0)


def _midnight_in_china(week: Week) -> datetime:
    monday = week.monday
    return datetime(monday.year, monday.month, monday.day, tzinfo=UTC) - _TO_CHINA
