"""The books of labels: postings, the year's account, closing, audit."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from gi_registry.core import clock
from gi_registry.core.db import Database
from gi_registry.marks import service
from gi_registry.marks.errors import YearClosedError, YearNotOverError
from gi_registry.marks.models import LabelRun
from gi_registry.marks.rules import (
    ENDS,
    Account,
    Amount,
    PartKind,
    RangeFacts,
    RangeState,
    RunFacts,
    YearAccount,
    postings,
    trial_balance,
    year_account,
)
from gi_registry.producers.models import Authorization
from gi_registry.translog import service as translog
from tests import factories as make
from tests.conftest import signed_in
from tests.marks import asked

RUN = RunFacts(
    run=1,
    year=2025,
    size=1_000,
    net_content_g=500,
    issued_on=date(2025, 8, 1),
    expires_on=date(2026, 12, 31),
)
RANGES = (
    RangeFacts(0, 300, RangeState.ACTIVATED, date(2025, 9, 1)),
    RangeFacts(300, 310, RangeState.VOID, date(2025, 9, 2)),
    RangeFacts(310, 700, RangeState.ACTIVATED, date(2026, 2, 1)),
    RangeFacts(700, 705, RangeState.STOLEN, date(2026, 2, 2)),
    RangeFacts(705, 725, RangeState.RETURNED, date(2027, 1, 5)),  # expired before
)


def _lines(account: YearAccount) -> dict[str, int]:
    return {name: labels for name, (labels, _) in account.figures().items()}


def test_two_years_of_a_run_by_hand() -> None:
    entries = list(postings(RUN, RANGES, today=date(2027, 2, 1)))
    nothing = {"void": 0, "lost": 0, "returned": 0, "sample": 0, "expired": 0}

    first, second = year_account(entries, 2025), year_account(entries, 2026)

    assert _lines(first) == nothing | {
        "opening": 0,
        "issued": 1_000,
        "goods": 300,
        "void": 10,
        "closing": 690,
    }
    assert _lines(second) == nothing | {
        "opening": 690,
        "issued": 0,
        "goods": 390,
        "lost": 5,
        "expired": 295,
        "closing": 0,
    }
    assert first.closing == second.opening == Amount(690, 345_000)
    held = trial_balance(entries)
    assert {each: held[each] for each in held if held[each] != Amount()} == {
        Account.CAPACITY: Amount(-1_000, -500_000),
        Account.GOODS: Amount(690, 345_000),
        Account.VOID: Amount(10, 5_000),
        Account.LOST: Amount(5, 2_500),
        Account.RETURNED: Amount(20, 10_000),
        Account.EXPIRED: Amount(275, 137_500),
    }


def test_samples_leave_when_a_printer_keeps_them_and_do_not_expire() -> None:
    facts = (
        RangeFacts(0, 100, RangeState.AT_PRINTER, date(2025, 9, 1)),
        RangeFacts(0, 2, PartKind.SAMPLE, date(2025, 9, 10)),
        RangeFacts(2, 100, RangeState.DELIVERED, date(2025, 9, 12)),
        RangeFacts(100, 110, RangeState.AT_PRINTER, date(2026, 12, 1)),
        RangeFacts(100, 101, PartKind.SAMPLE, date(2027, 1, 5)),  # expired before
    )
    entries = list(postings(RUN, facts, today=date(2027, 2, 1)))

    first, second = year_account(entries, 2025), year_account(entries, 2026)

    assert first.at_printer == Amount()
    assert (first.went[Account.SAMPLE].labels, first.closing.labels) == (2, 998)
    assert (second.opening.labels, second.went[Account.EXPIRED].labels) == (998, 998)
    held = trial_balance(entries)
    assert {each: held[each].labels for each in held if held[each] != Amount()} == {
        Account.CAPACITY: -1_000,
        Account.SAMPLE: 3,
        Account.EXPIRED: 997,
    }


def test_nothing_expires_on_the_last_day_itself() -> None:
    entries = list(postings(RUN, (), today=RUN.expires_on))

    assert year_account(entries, 2026).closing.labels == 1_000


_STATES = st.sampled_from([*ENDS, PartKind.SAMPLE])
_DAYS = st.dates(date(2025, 8, 1), date(2028, 12, 31))


@given(st.lists(st.tuples(st.integers(1, 60), _STATES, _DAYS), max_size=15))
def test_every_year_is_conserved_and_opens_as_the_last_one_closed(
    steps: list[tuple[int, Any, date]],
) -> None:
    ranges, at = [], 0
    for size, state, day in steps:
        if state is PartKind.SAMPLE:
            ranges.append(RangeFacts(at, at + size, RangeState.AT_PRINTER, day))
        ranges.append(RangeFacts(at, at + size, state, day))
        at += size
    entries = list(postings(RUN, ranges, today=date(2029, 1, 1)))

    accounts = [year_account(entries, year) for year in range(2024, 2030)]

    assert all(account.is_conserved for account in accounts)
    closings = [account.closing for account in accounts]
    assert [account.opening for account in accounts[1:]] == closings[:-1]
    assert closings[-1] == Amount()
    assert sum(trial_balance(entries).values(), Amount()) == Amount()


def test_an_account_that_does_not_add_up_says_so() -> None:
    went = {Account.GOODS: Amount(3, 30)}

    assert not YearAccount(Amount(), Amount(10, 100), went, Amount(8, 80)).is_conserved
    assert not YearAccount(Amount(), Amount(2, 20), went, Amount(-1, -10)).is_conserved


def _books(session: Session) -> tuple[Authorization, LabelRun]:
    holder = make.authorization(session)
    make.capacity(session, holder, year=2025)
    issued_at = datetime(2025, 8, 1, tzinfo=UTC)
    run = make.run(session, holder, year=2025, issued_at=issued_at)
    make.labels(session, run, 0, 300, make.lot(session, holder))
    return holder, run


def test_nothing_of_a_closed_year_is_entered_issued_or_taken_back(
    session: Session,
) -> None:
    holder, run = _books(session)
    lot = make.lot(session, holder)
    by: dict[str, Any] = {"now": make.NOW, "account_id": make.officer(session).id}
    old = service.mark_range(
        session, asked.used(run.id, 300, 310, lot.id, on_day=date(2025, 9, 1)), **by
    )

    closed = service.close_year(session, holder.id, 2025, **by)

    assert closed.figures["closing"] == [990, 495_000]
    for refused in (
        lambda: service.mark_range(
            session, asked.spoilt(run.id, 400, 401, on_day=date(2025, 12, 31)), **by
        ),
        lambda: service.undo_activation(session, old.id, **by),
        lambda: service.issue_run(session, asked.run(holder.id, year=2025), **by),
        lambda: service.close_year(session, holder.id, 2025, **by),
    ):
        with pytest.raises(YearClosedError):
            refused()
    service.mark_range(session, asked.spoilt(run.id, 400, 401), **by)  # in 2026
    assert "ledger.closed" in [
        leaf.kind for leaf in translog.history(session, holder.number)
    ]
    figures = closed.figures  # as it was closed before samples had an account
    closed.figures = {name: figures[name] for name in figures if name != "sample"}
    session.flush()
    assert service.audit(session, today=make.TODAY).faults == []


def test_a_year_that_goes_on_is_not_closed(session: Session) -> None:
    with pytest.raises(YearNotOverError):
        service.close_year(session, 1, 2026, now=make.NOW, account_id=1)


def test_an_audit_finds_what_does_not_add_up(session: Session) -> None:
    holder, run = _books(session)
    sound = service.audit(session, today=make.TODAY)
    make.labels(session, run, 290, 1_001)  # twice, and beyond the run
    session.flush()

    broken = service.audit(session, today=make.TODAY)

    assert (sound.holders, sound.runs, sound.labels, sound.faults) == (1, 1, 1_000, [])
    said = "\n".join(broken.faults)
    assert f"run {run.id}: labels up to 1001 of 1000" in said
    assert f"run {run.id}: label 290 is in two ranges" in said
    assert f"authorization {holder.id}: holder holds" in said


def test_holder_and_county_see_the_account_and_the_county_closes_it(
    app: Flask, database: Database
) -> None:
    last = clock.today().year - 1
    with database.write() as session:
        make.division(session)
        organisation = make.organisation(session)
        holder = make.authorization(session, make.entity(session, organisation))
        issued_at = datetime(last, 8, 1, tzinfo=UTC)
        run = make.run(session, holder, year=last, issued_at=issued_at)
        row = make.labels(session, run, 0, 10)
        row.on_day = date(last, 9, 1)
        number = holder.number
        producer = make.producer(session, organisation).login
        stranger = make.producer(session).login
        county = make.officer(session).login
    own = f"/producer/labels/account/{number}"
    desk = f"/desk/labels/{number}"
    officer = signed_in(app, county)

    page = signed_in(app, producer).get(f"{own}?year={last}").text
    lines = signed_in(app, producer).get(f"{own}.csv").text.splitlines()
    hidden = signed_in(app, stranger).get(own).status_code
    unticked = officer.post(f"{desk}/close", data={"year": last})
    closed = officer.post(f"{desk}/close", data={"year": last, "is_checked": "1"})
    again = officer.get(f"{desk}?year={last}").text

    assert "990" in page
    assert "结账</button>" not in page
    assert lines[1].split(",")[3:5] == ["capacity", "holder"]
    assert lines[2].split(",")[-2:] == ["10", "5000"]
    assert hidden == 404
    assert (unticked.status_code, closed.status_code) == (422, 303)
    assert "已结账" in again
