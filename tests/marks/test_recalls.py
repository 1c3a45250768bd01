"""Labels beside their end: recalled, expired; pieces of a roll and the books."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gi_registry.marks import service
from gi_registry.marks.errors import (
    LastDayError,
    NothingToRecallError,
    NotInUseError,
    RangeRecalledError,
    RangeTakenError,
    RecallDayError,
    SeasonOverError,
)
from gi_registry.marks.models import LabelRun, RunExpiry
from gi_registry.marks.rules import (
    Account,
    Amount,
    RangeFacts,
    RangeState,
    RunFacts,
    Stretch,
    check_last_day,
    postings,
    stretches,
    trial_balance,
    year_account,
)
from gi_registry.marks.service import RecallRequest, TermRequest
from gi_registry.translog import service as translog
from tests import factories as make
from tests.marks import asked

S = RangeState
DAY = date(2026, 10, 20)


def test_a_roll_is_cut_where_something_else_is_true() -> None:
    ends = [Stretch(10, 30, S.ACTIVATED, lot="L1"), Stretch(40, 50, S.VOID)]
    beside = [
        Stretch(60, 80, S.DELIVERED),
        Stretch(20, 30, S.RECALLED),
        Stretch(30, 60, S.AT_PRINTER),
    ]

    found = [(p.first, p.end, p.state) for p in stretches(100, ends, beside)]

    assert found == [
        (0, 10, None),
        (10, 20, S.ACTIVATED),
        (20, 30, S.RECALLED),
        (30, 40, S.AT_PRINTER),
        (40, 50, S.VOID),
        (50, 60, S.AT_PRINTER),
        (60, 80, S.DELIVERED),
        (80, 100, None),
    ]
    late = stretches(100, ends, beside, expired_on=DAY)
    assert {p.state for p in late} == {S.EXPIRED, S.ACTIVATED, S.RECALLED, S.VOID}


def test_the_books_know_printers_and_recalls_and_stay_whole() -> None:
    run = RunFacts(7, 2026, 1_000, 500, date(2026, 1, 5), date(2026, 12, 31))
    facts = [
        RangeFacts(0, 600, S.AT_PRINTER, date(2026, 2, 1)),
        RangeFacts(0, 500, S.DELIVERED, date(2026, 3, 1)),
        RangeFacts(0, 400, S.ACTIVATED, date(2026, 4, 1)),
        RangeFacts(100, 150, S.RECALLED, date(2027, 1, 4)),
        RangeFacts(550, 560, S.DELIVERED, date(2027, 2, 1)),
    ]

    during = list(postings(run, facts, today=date(2026, 6, 1)))
    after = list(postings(run, facts, today=date(2027, 3, 1)))

    # 1,000 - 400 in use = 600, of which 600 - 500 at the printer
    account = year_account(during, 2026)
    assert account.is_conserved
    assert (account.closing.labels, account.at_printer.labels) == (600, 100)
    held = trial_balance(after)
    assert {each: held[each].labels for each in held if held[each].labels} == {
        Account.CAPACITY: -1_000,
        Account.GOODS: 350,
        Account.RECALLED: 50,
        Account.EXPIRED: 600,
    }
    assert sum(held.values(), Amount()) == Amount()
    assert year_account(after, 2027).is_conserved


@pytest.fixture
def run(session: Session) -> LabelRun:
    """Give 1,000 labels, of which 0 to 199 are on one lot and 200 to 299 on another."""
    holder = make.authorization(session)
    make.capacity(session, holder)
    run = make.run(session, holder)
    lot, other = make.lot(session, holder), make.lot(session, holder)
    make.labels(session, run, 0, 100, lot)
    make.labels(session, run, 100, 200, lot)
    make.labels(session, run, 200, 300, other)
    return run


def recall(session: Session, run: LabelRun, first: int, end: int) -> None:
    request = RecallRequest(run.id, first, end, DAY, "检出问题（示例）")
    by = make.producer(session).id
    service.recall(session, request, now=make.NOW, account_id=by)


def states(session: Session, run: LabelRun) -> list[tuple[int, int, S | None]]:
    labels = service.run(session, run.id)
    found = service.stretches_of(session, labels, today=make.TODAY)
    return [(each.first, each.end, each.state) for each in found]


def test_what_is_recalled_is_in_use_and_recalled_once(
    session: Session, run: LabelRun
) -> None:
    recall(session, run, 50, 150)

    assert states(session, run)[:5] == [
        (0, 50, S.ACTIVATED),
        (50, 100, S.RECALLED),
        (100, 150, S.RECALLED),
        (150, 200, S.ACTIVATED),
        (200, 300, S.ACTIVATED),
    ]
    with pytest.raises(RangeTakenError):
        recall(session, run, 149, 160)
    with pytest.raises(NotInUseError) as refused:
        recall(session, run, 250, 400)
    assert refused.value.facts["first"] == 300
    early = RecallRequest(run.id, 0, 10, date(2026, 10, 1), "示例")
    with pytest.raises(RecallDayError):
        service.recall(session, early, now=make.NOW, account_id=1)
    [first, *_] = service.ranges_of(session, run.id)
    with pytest.raises(RangeRecalledError):
        service.undo_activation(session, first.id, now=make.NOW, account_id=1)


def test_a_lot_is_recalled_with_all_that_is_left_of_it(
    session: Session, run: LabelRun
) -> None:
    recall(session, run, 50, 60)
    lot = service.ranges_of(session, run.id)[0].lot_id
    assert lot is not None
    by = make.producer(session).id

    def whole() -> int:
        return service.recall_lot(
            session, lot, on_day=DAY, reason="示例", now=make.NOW, account_id=by
        )

    assert whole() == 190
    assert (200, 300, S.ACTIVATED) in states(session, run)
    with pytest.raises(NothingToRecallError):
        whole()
    audited = service.audit(session, today=make.TODAY)
    assert audited.faults == []


def test_a_run_is_noted_once_after_its_last_day(
    session: Session, run: LabelRun
) -> None:
    then = datetime(2028, 1, 1, 4, tzinfo=UTC)
    assert run.id not in service.expired_runs(session, today=run.expires_on)
    assert service.expired_runs(session, today=date(2028, 1, 1)) == [run.id]

    for _ in range(2):
        service.note_expired(session, run.id, now=then)

    assert service.expired_runs(session, today=date(2028, 1, 1)) == []
    noted = session.get_one(RunExpiry, run.id)
    assert noted.labels == 700
    number = service.run(session, run.id).authorization.number
    kinds = [leaf.kind for leaf in translog.history(session, number)]
    assert kinds.count("labels.expired") == 1
    assert session.scalar(select(func.count()).select_from(RunExpiry)) == 1


def test_a_province_sets_the_last_day_of_a_product_and_year(
    session: Session, run: LabelRun
) -> None:
    held = service.run(session, run.id).authorization
    request = TermRequest(
        held.gi.code, 2026, date(2026, 12, 15), "示例文〔2026〕1号", "产季结束"
    )
    officer = make.officer(session).id
    service.decide_last_day(session, request, now=make.NOW, account_id=officer)

    wanted = asked.run(held.id, size=10)
    made = service.issue_run(session, wanted, now=make.NOW, account_id=officer)
    late = datetime(2026, 12, 16, 4, tzinfo=UTC)
    with pytest.raises(SeasonOverError):
        service.issue_run(session, wanted, now=late, account_id=officer)

    assert made.expires_on == date(2026, 12, 15)
    assert run.expires_on == date(2027, 12, 31)


@pytest.mark.parametrize("last_on", [date(2026, 11, 21), date(2028, 1, 1)])
def test_a_last_day_is_ahead_and_near_its_year(last_on: date) -> None:
    with pytest.raises(LastDayError):
        check_last_day(last_on, year=2026, today=make.TODAY)
