"""The books of one holder: postings, the year's account, closing a year, audit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from gi_registry.core.words import china_day
from gi_registry.marks import queries
from gi_registry.marks.errors import (
    LedgerBrokenError,
    YearClosedError,
    YearNotOverError,
)
from gi_registry.marks.models import LabelRange, LabelRun, LedgerClosing
from gi_registry.marks.rules import (
    GOES_TO,
    Account,
    Amount,
    PartKind,
    Posting,
    RangeFacts,
    RangeState,
    RunFacts,
    YearAccount,
    is_whole,
    postings,
    trial_balance,
    year_account,
)
from gi_registry.marks.service.locks import lock_ledger
from gi_registry.translog import service as translog


def movements(session: Session, authorization_id: int, *, today: date) -> list[Posting]:
    """Return every movement of a holder's labels, in order of day and run."""
    ranges: dict[int, list[RangeFacts]] = {}
    for row in session.execute(queries.ranges_of_holder(authorization_id)):
        ranges.setdefault(row.run_id, []).append(
            RangeFacts(row.first, row.end, row.state, row.on_day)
        )
    for called in session.execute(queries.recalls_of_holder(authorization_id)):
        ranges[called.run_id].append(
            RangeFacts(called.first, called.end, RangeState.RECALLED, called.on_day)
        )
    for sent in session.execute(queries.parts_of_holder(authorization_id)):
        ranges.setdefault(sent.run_id, []).extend(_at_printer(sent))
    found = [
        posting
        for run in session.scalars(
            select(LabelRun).where(LabelRun.authorization_id == authorization_id)
        )
        for posting in postings(_facts(run), ranges.get(run.id, ()), today=today)
    ]
    return sorted(found, key=lambda each: (each.year, each.on, each.run))


def year_account_of(
    session: Session, authorization_id: int, year: int, *, today: date
) -> YearAccount:
    """Return a holder's account of a year.

    Raises:
        LedgerBrokenError: it does not add up.
    """
    entries = movements(session, authorization_id, today=today)
    return _sound(entries, authorization_id, year)


def close_year(
    session: Session,
    authorization_id: int,
    year: int,
    *,
    now: datetime,
    account_id: int,
) -> LedgerClosing:
    """Close a holder's books of a year and of those before, and log it.

    What is left is carried over; nothing of the year can be entered after this.

    Raises:
        YearNotOverError: the year goes on.
        YearClosedError: it is closed already.
        LedgerBrokenError: the account does not add up.
    """
    today = china_day(now)
    if year >= today.year:
        raise YearNotOverError(year)
    lock_ledger(session, authorization_id)
    demand_open(session, authorization_id, year)
    account = year_account_of(session, authorization_id, year, today=today)
    made = LedgerClosing(
        authorization_id=authorization_id,
        year=year,
        figures=account.figures(),
        closed_at=now,
        closed_by_id=account_id,
    )
    session.add(made)
    session.flush()
    translog.append(
        session,
        "ledger.closed",
        queries.authorization_number(session, authorization_id),
        {"year": year, "figures": made.figures},
        now=now,
        account_id=account_id,
    )
    return made


def closings(session: Session, authorization_id: int) -> Sequence[LedgerClosing]:
    """Return the years of a holder that are closed, newest first."""
    statement = select(LedgerClosing).where(
        LedgerClosing.authorization_id == authorization_id
    )
    return session.scalars(statement.order_by(LedgerClosing.year.desc())).all()


def demand_open(session: Session, authorization_id: int, year: int) -> None:
    """Refuse an entry into books that are closed.

    Raises:
        YearClosedError: the year, or one after it, is closed.
    """
    if queries.is_closed(session, authorization_id, year):
        raise YearClosedError(year)


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit looked at, and what it found wrong.

    Attributes:
        holders: with labels, count.
        runs: count.
        labels: issued, count.
        faults: one a line; none where the books are sound.
    """

    holders: int
    runs: int
    labels: int
    faults: list[str]


def audit(session: Session, *, today: date) -> Audit:
    """Prove the books of everybody from the entries themselves.

    Ranges lie within their run and apart; no account is below zero and together
    they are nothing; every year adds up, equals the sums by which annual reports
    are filled in, and is what it was when it was closed; and no more was drawn or
    put onto goods than some decision of the year allowed.
    """
    holders = session.scalars(
        select(LabelRun.authorization_id).distinct().order_by(LabelRun.authorization_id)
    ).all()
    faults = [*_overlaps(session), *_printing(session)]
    for holder in holders:
        faults += _faults(session, holder, today)
    runs, labels = queries.run_totals(session)
    return Audit(len(holders), runs, labels, faults)


def _sound(entries: list[Posting], holder: int, year: int) -> YearAccount:
    account = year_account(entries, year)
    if not account.is_conserved:
        msg = f"authorization {holder}, {year}: {account.figures()}"
        raise LedgerBrokenError(msg)
    return account


def _at_printer(
    sent: Row[int, int, int, date, date | None, date | None],
) -> Iterator[RangeFacts]:
    """Give what happened to labels at a printer: they went, and came back or stay."""
    yield RangeFacts(sent.first, sent.end, RangeState.AT_PRINTER, sent.sent_on)
    if sent.out_on is not None:
        yield RangeFacts(sent.first, sent.end, RangeState.DELIVERED, sent.out_on)
    if sent.kept_on is not None:
        yield RangeFacts(sent.first, sent.end, PartKind.SAMPLE, sent.kept_on)


def _facts(run: LabelRun) -> RunFacts:
    return RunFacts(
        run.id,
        run.year,
        run.size,
        run.net_content_g,
        china_day(run.issued_at),
        run.expires_on,
    )


def _overlaps(session: Session) -> Iterator[str]:
    rows = session.execute(
        select(LabelRange.run_id, LabelRange.first, LabelRange.end, LabelRun.size)
        .join(LabelRun, LabelRun.id == LabelRange.run_id)
        .where(LabelRange.undone_at.is_(None))
        .order_by(LabelRange.run_id, LabelRange.first)
    ).all()
    for row in rows:
        if row.end > row.size:
            yield f"run {row.run_id}: labels up to {row.end} of {row.size}"
    for before, after in pairwise(rows):
        if before.run_id == after.run_id and after.first < before.end:
            yield f"run {after.run_id}: label {after.first} is in two ranges"


def _printing(session: Session) -> Iterator[str]:
    """Give what is wrong with labels at printers."""
    for lot_id, first, end, parts in queries.lots_in_parts(session):
        if not is_whole(parts, first, end):
            yield f"print lot {lot_id}: its parts are not all of its labels"
    for lot_id, run_id in queries.used_at_printers(session):
        yield f"print lot {lot_id}: labels of run {run_id} were used at the printer"


def _faults(session: Session, holder: int, today: date) -> Iterator[str]:
    entries = movements(session, holder, today=today)
    held = trial_balance(entries)
    if sum(held.values(), Amount()) != Amount():
        yield f"authorization {holder}: debit is not credit"
    for name, amount in held.items():
        if name is not Account.CAPACITY and min(amount.labels, amount.grams) < 0:
            yield f"authorization {holder}: {name.value} holds {amount}"
    closed = {each.year: each.figures for each in closings(session, holder)}
    for year in range(min(each.year for each in entries), today.year + 1):
        account = year_account(entries, year)
        if not account.is_conserved:
            yield f"authorization {holder}, {year}: {account.figures()}"
        if year in closed and account.figures() != _filled(closed[year]):
            yield f"authorization {holder}, {year}: not what it was when closed"
        if year < today.year and not _agrees(session, holder, year, account):
            yield f"authorization {holder}, {year}: not what reports are filled in by"
        yield from _excess(session, holder, year)


def _filled(figures: dict[str, Any]) -> dict[str, Any]:
    """Return the figures of a closed year; accounts unknown then held nothing."""
    return {account.value: [0, 0] for account in GOES_TO} | figures


def _agrees(session: Session, holder: int, year: int, account: YearAccount) -> bool:
    sums = queries.balances(session, [holder], year)[holder]
    dead = (Account.VOID, Account.LOST, Account.RETURNED)
    return (
        sums.opening,
        sums.issued,
        sums.activated,
        sums.void,
        sums.expired,
        sums.closing,
        sums.samples,
    ) == (
        account.opening.labels,
        account.issued.labels,
        account.went[Account.GOODS].labels,
        sum(account.went[each].labels for each in dead),
        account.went[Account.EXPIRED].labels,
        account.closing.labels,
        account.went[Account.SAMPLE].labels,
    )


def _excess(session: Session, holder: int, year: int) -> Iterator[str]:
    drawn = queries.drawn_g(session, [holder], year).get(holder)
    most = queries.highest_decision(session, holder, year)
    if drawn is None or most is None:
        return
    ceiling_g, with_allowance_g = most
    if drawn.labels_g > with_allowance_g or drawn.activated_g > ceiling_g:
        yield f"authorization {holder}, {year}: {drawn} beyond {most}"
