from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update
from sqlalchemy.orm import Session

from gi_registry.core.db import Database
from gi_registry.marks import service
from gi_registry.marks.errors import (
    AuthorizationNotUsableError,
    CeilingReachedError,
    RangeBoundsError,
    RangeDayError,
    RangeNotFoundError,
    RangeReasonError,
    RangeScannedError,
    RangeTakenError,
    RunExpiredError,
    RunNotFoundError,
)
from gi_registry.marks.models import LabelRange, LabelRun
from gi_registry.marks.rules import RangeRequest, RangeState
from gi_registry.producers.rules import AuthorizationState
from gi_registry.tracing.models import Lot
from gi_registry.translog import service as translog
from tests import factories as make
from tests.marks import asked
from tests.marks.test_runs import change

SMALL = 60


@pytest.fixture
def run(session: Session) -> LabelRun:
    """Give 1,000 labels of 500 g, within a capacity of 1,000 t."""
    holder = make.authorization(session)
    make.capacity(session, holder)
    return make.run(session, holder)


@pytest.fixture
def lot(session: Session, run: LabelRun) -> Lot:
    """Give goods that the labels may go onto."""
    holder = service.run(session, run.id).authorization
    return make.lot(session, holder)


def mark(session: Session, request: RangeRequest) -> LabelRange:
    return service.mark_range(
        session, request, now=make.NOW, account_id=make.producer(session).id
    )


def test_what_happened_is_stored_and_logged(session: Session, run: LabelRun) -> None:
    made = mark(session, asked.spoilt(run.id, 10, 20))

    number = service.run(session, run.id).authorization.number
    [leaf] = translog.history(session, number)
    assert leaf.kind == "labels.void"
    assert (leaf.body["first"], leaf.body["end"]) == (10, 20)
    assert service.ranges_of(session, run.id) == [made]


@pytest.mark.parametrize(
    ("first", "end"), [(-1, 5), (5, 5), (6, 5), (0, 1_001), (1_000, 1_001)]
)
def test_a_range_outside_the_run_is_refused(
    session: Session, run: LabelRun, first: int, end: int
) -> None:
    with pytest.raises(RangeBoundsError) as refused:
        mark(session, asked.spoilt(run.id, first, end))

    assert "0 至 999" in refused.value.words.zh


def test_labels_without_a_run_are_not_found(session: Session) -> None:
    with pytest.raises(RunNotFoundError):
        mark(session, asked.spoilt(7, 0, 1))


@pytest.mark.parametrize("reason", [" ", "因" * 501])
def test_dead_labels_need_a_reason(
    session: Session, run: LabelRun, reason: str
) -> None:
    with pytest.raises(RangeReasonError):
        mark(session, asked.spoilt(run.id, 0, 1, reason=reason))


@pytest.mark.parametrize(
    "day", [date(2026, 1, 9), make.TODAY + timedelta(days=1), date(1999, 1, 1)]
)
def test_nothing_happens_before_issue_or_in_the_future(
    session: Session, run: LabelRun, day: date
) -> None:
    with pytest.raises(RangeDayError):
        mark(session, asked.spoilt(run.id, 0, 1, on_day=day))


def test_expired_labels_can_be_returned_but_not_put_to_use(
    session: Session, run: LabelRun, lot: Lot
) -> None:
    run.expires_on = date(2026, 9, 30)
    session.flush()

    with pytest.raises(RunExpiredError):
        mark(session, asked.used(run.id, 0, 1, lot.id))
    mark(session, asked.used(run.id, 0, 1, lot.id, on_day=date(2026, 9, 30)))
    mark(session, asked.spoilt(run.id, 1, 1_000, state=RangeState.RETURNED))

    assert service.run_line(session, run.id).left == 0


def test_the_state_on_the_day_of_activation_counts(
    session: Session, run: LabelRun, lot: Lot
) -> None:
    change(
        session, run.authorization_id, AuthorizationState.SUSPENDED, date(2026, 10, 1)
    )

    mark(session, asked.used(run.id, 0, 1, lot.id, on_day=date(2026, 9, 30)))
    with pytest.raises(AuthorizationNotUsableError):
        mark(session, asked.used(run.id, 1, 2, lot.id))


@pytest.mark.parametrize(
    ("first", "end"), [(100, 200), (150, 160), (50, 101), (199, 300), (0, 1_000)]
)
def test_ranges_never_overlap(
    session: Session, run: LabelRun, first: int, end: int
) -> None:
    mark(session, asked.spoilt(run.id, 100, 200))

    with pytest.raises(RangeTakenError) as refused:
        mark(session, asked.spoilt(run.id, first, end, state=RangeState.LOST))

    assert "100 至 199" in refused.value.words.zh
    assert "Void" in refused.value.words.en


@pytest.mark.parametrize(("first", "end"), [(0, 100), (200, 1_000)])
def test_ranges_may_touch(
    session: Session, run: LabelRun, first: int, end: int
) -> None:
    mark(session, asked.spoilt(run.id, 100, 200))

    made = mark(session, asked.spoilt(run.id, first, end))

    assert made.end - made.first == end - first


def test_labels_of_one_run_do_not_bar_those_of_another(
    session: Session, run: LabelRun
) -> None:
    other = make.run(session, service.run(session, run.id).authorization)
    mark(session, asked.spoilt(run.id, 0, 1_000))

    made = mark(session, asked.spoilt(other.id, 0, 1_000))

    assert made.run_id == other.id


def test_the_allowance_for_spoilage_never_becomes_goods(
    session: Session, run: LabelRun, lot: Lot
) -> None:
    holder = service.run(session, run.id).authorization
    make.capacity(session, holder, ceiling_g=450_000)  # 900 packs of 500 g

    mark(session, asked.used(run.id, 0, 900, lot.id))
    with pytest.raises(CeilingReachedError) as refused:
        mark(session, asked.used(run.id, 900, 901, lot.id))

    assert "0 kg of what may be marked" in refused.value.words.en


def test_an_activation_can_be_taken_back_and_done_again(
    session: Session, run: LabelRun, lot: Lot
) -> None:
    made = mark(session, asked.used(run.id, 0, 10, lot.id))

    service.undo_activation(session, made.id, now=make.NOW, account_id=1)
    again = mark(session, asked.spoilt(run.id, 5, 15))

    assert service.ranges_of(session, run.id) == [again]


def test_after_the_first_scan_an_activation_stands(
    session: Session, run: LabelRun, lot: Lot
) -> None:
    made = mark(session, asked.used(run.id, 0, 10, lot.id))
    session.execute(update(LabelRange).values(first_scan_at=make.NOW))

    with pytest.raises(RangeScannedError):
        service.undo_activation(session, made.id, now=make.NOW, account_id=1)

    assert service.run_line(session, run.id).activated == 10


def test_only_an_activation_is_taken_back_and_only_once(
    session: Session, run: LabelRun, lot: Lot
) -> None:
    void = mark(session, asked.spoilt(run.id, 20, 30))
    made = mark(session, asked.used(run.id, 0, 10, lot.id))
    service.undo_activation(session, made.id, now=make.NOW, account_id=1)

    for range_id in (void.id, made.id, 10**6):
        with pytest.raises(RangeNotFoundError):
            service.undo_activation(session, range_id, now=make.NOW, account_id=1)


_steps = st.lists(
    st.tuples(
        st.sampled_from([*RangeState, "undo"]),
        st.integers(-2, SMALL),
        st.integers(0, 15),
    ),
    max_size=25,
)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=_steps)
def test_whatever_happens_each_label_is_accounted_for_once(
    database: Database, steps: list[tuple[RangeState | str, int, int]]
) -> None:
    """Against a list with one cell a label."""
    with database.write() as session:
        holder = make.authorization(session)
        make.capacity(session, holder)
        run = make.run(session, holder, size=SMALL)
        lot = make.lot(session, holder)
        cells: list[int | None] = [None] * SMALL
        for state, first, length in steps:
            if isinstance(state, RangeState):
                _mark_both(session, cells, run, lot, (state, first, first + length))
            else:
                _undo_both(session, cells, run, first)
        ranges = [
            (row.id, row.first, row.end) for row in service.ranges_of(session, run.id)
        ]
        balance = service.balance(session, holder.id, 2026)
        session.rollback()

    stored: list[int | None] = [None] * SMALL
    for range_id, first, end in ranges:
        assert stored[first:end] == [None] * (end - first)
        stored[first:end] = [range_id] * (end - first)
    assert stored == cells
    assert balance.closing == cells.count(None)
    assert balance.activated + balance.void == SMALL - cells.count(None)


def _mark_both(
    session: Session,
    cells: list[int | None],
    run: LabelRun,
    lot: Lot,
    wanted: tuple[RangeState, int, int],
) -> None:
    state, first, end = wanted
    is_activated = state is RangeState.ACTIVATED
    request = (
        asked.used(run.id, first, end, lot.id)
        if is_activated
        else asked.spoilt(run.id, first, end, state=state)
    )
    try:
        made = mark(session, request)
    except RangeBoundsError:
        assert not 0 <= first < end <= SMALL
    except RangeTakenError:
        assert any(cell is not None for cell in cells[first:end])
    else:
        assert all(cell is None for cell in cells[first:end])
        cells[first:end] = [made.id] * (end - first)


def _undo_both(
    session: Session, cells: list[int | None], run: LabelRun, at: int
) -> None:
    activated = [
        row
        for row in service.ranges_of(session, run.id)
        if row.state is RangeState.ACTIVATED
    ]
    if activated:
        row = activated[at % len(activated)]
        service.undo_activation(
            session, row.id, now=make.NOW, account_id=row.recorded_by_id
        )
        cells[row.first : row.end] = [None] * (row.end - row.first)
