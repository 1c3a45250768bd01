import multiprocessing
from datetime import date
from multiprocessing.queues import Queue
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from gi_registry.core.db import Database
from gi_registry.marks.errors import (
    AuthorizationNotUsableError,
    RangeBoundsError,
    RangeNotFoundError,
    RangeScannedError,
    RangeTakenError,
)
from gi_registry.marks.models import LabelRange
from gi_registry.producers.rules import AuthorizationState
from gi_registry.tracing import queries, service
from gi_registry.tracing.errors import (
    LotClosedError,
    LotNotFoundError,
    MassBalanceError,
    NotYetMadeError,
    OtherAuthorizationError,
)
from gi_registry.tracing.models import Lot
from gi_registry.tracing.rules import Activation
from tests import factories as make
from tests.marks.test_runs import change

PROCESSES = 4


@pytest.fixture
def lot(session: Session) -> Lot:
    """Give 500 kg, and 2,000 labels of 500 g for it as run 1 of its holder."""
    holder = make.authorization(session)
    make.capacity(session, holder)
    return make.lot(session, holder)


def labels_for(session: Session, lot: Lot) -> int:
    holder = service.lot(session, lot.id).authorization
    return make.run(session, holder, size=2_000).id


def onto(lot: Lot, run_id: int, **given: Any) -> Activation:
    values: dict[str, Any] = {
        "lot_id": lot.id,
        "run_id": run_id,
        "first": 0,
        "end": 100,
        "on_day": date(2026, 10, 8),
    }
    return Activation(**values | given)


def activate(session: Session, wanted: Activation) -> LabelRange:
    return service.activate(session, wanted, now=make.NOW, account_id=1)


def test_labels_go_onto_goods(session: Session, lot: Lot) -> None:
    run_id = labels_for(session, lot)

    made = activate(session, onto(lot, run_id))

    assert service.activations(session, lot.id)[0][0] is made
    assert service.lot_line(session, lot.id).labelled_g == 50_000


def test_a_lot_carries_labels_for_all_its_goods_and_no_more(
    session: Session, lot: Lot
) -> None:
    run_id = labels_for(session, lot)
    activate(session, onto(lot, run_id, end=600))

    with pytest.raises(MassBalanceError) as refused:
        activate(session, onto(lot, run_id, first=600, end=1_001))
    activate(session, onto(lot, run_id, first=600, end=1_000))

    assert "200.5 kg" in refused.value.words.en
    assert "只余 200 千克" in refused.value.words.zh
    assert service.lot_line(session, lot.id).left_g == 0


def test_what_was_taken_back_frees_the_goods(session: Session, lot: Lot) -> None:
    run_id = labels_for(session, lot)
    made = activate(session, onto(lot, run_id, end=1_000))

    service.undo_activation(session, lot, made.id, now=make.NOW, account_id=1)
    again = activate(session, onto(lot, run_id, first=1_000, end=2_000))

    assert [row for row, _ in service.activations(session, lot.id)] == [again]


def test_labels_of_another_authorization_are_refused(
    session: Session, lot: Lot
) -> None:
    other = make.run(session, make.authorization(session))

    with pytest.raises(OtherAuthorizationError):
        activate(session, onto(lot, other.id))


def test_labels_are_not_older_than_their_goods(session: Session, lot: Lot) -> None:
    run_id = labels_for(session, lot)

    with pytest.raises(NotYetMadeError):
        activate(session, onto(lot, run_id, on_day=date(2026, 9, 29)))


def test_a_closed_lot_takes_no_labels(session: Session, lot: Lot) -> None:
    run_id = labels_for(session, lot)
    service.close_lot(session, lot.id, now=make.NOW, account_id=1)

    with pytest.raises(LotClosedError):
        activate(session, onto(lot, run_id))


def test_the_mark_must_be_usable_on_the_day(session: Session, lot: Lot) -> None:
    run_id = labels_for(session, lot)
    change(
        session, lot.authorization_id, AuthorizationState.SUSPENDED, date(2026, 10, 8)
    )

    activate(session, onto(lot, run_id, on_day=date(2026, 10, 7)))
    with pytest.raises(AuthorizationNotUsableError):
        activate(session, onto(lot, run_id, first=100, end=200))


def test_labels_are_used_once(session: Session, lot: Lot) -> None:
    run_id = labels_for(session, lot)
    activate(session, onto(lot, run_id))

    with pytest.raises(RangeTakenError):
        activate(session, onto(lot, run_id, first=99, end=101))


@pytest.mark.parametrize(("first", "end"), [(5, 5), (7, 3), (1_999, 2_001), (-5, 3)])
def test_no_range_is_none(session: Session, lot: Lot, first: int, end: int) -> None:
    run_id = labels_for(session, lot)

    with pytest.raises(RangeBoundsError):
        activate(session, onto(lot, run_id, first=first, end=end))


def test_goods_must_be_registered(session: Session, lot: Lot) -> None:
    run_id = labels_for(session, lot)

    with pytest.raises(LotNotFoundError):
        activate(session, onto(lot, run_id, lot_id=10**6))


def test_after_a_scan_an_activation_stands(session: Session, lot: Lot) -> None:
    made = activate(session, onto(lot, labels_for(session, lot)))
    session.execute(update(LabelRange).values(first_scan_at=make.NOW))

    with pytest.raises(RangeScannedError):
        service.undo_activation(session, lot, made.id, now=make.NOW, account_id=1)


def test_an_activation_of_another_lot_is_not_taken_back(
    session: Session, lot: Lot
) -> None:
    made = activate(session, onto(lot, labels_for(session, lot)))
    other = make.lot(session, service.lot(session, lot.id).authorization)

    with pytest.raises(RangeNotFoundError):
        service.undo_activation(session, other, made.id, now=make.NOW, account_id=1)


def _activate_into(results: "Queue[int]", url: str, wanted: list[Activation]) -> None:
    database, done = Database(url), 0
    for activation in wanted:
        try:
            with database.write() as session:
                activate(session, activation)
        except MassBalanceError:
            continue
        done += 1
    database.engine.dispose()
    results.put(done)


def test_processes_at_once_never_label_more_than_a_lot_has(
    database: Database,
) -> None:
    with database.write() as session:
        holder = make.authorization(session)
        make.capacity(session, holder)
        lot = make.lot(session, holder, quantity_g=250_000)  # 500 packs
        run_ids = [make.run(session, holder).id for _ in range(PROCESSES)]
    database.engine.dispose()
    context = multiprocessing.get_context("fork")
    results = context.Queue()
    processes = [
        context.Process(
            target=_activate_into,
            args=(
                results,
                database.url,
                [onto(lot, id_, first=at, end=at + 25) for at in range(0, 250, 25)],
            ),
        )
        for id_ in run_ids
    ]

    for process in processes:
        process.start()
    done = [results.get(timeout=120) for _ in processes]
    for process in processes:
        process.join(timeout=30)

    with database.read() as session:
        assert queries.labelled_g(session, lot.id) == 250_000
    assert sum(done) == 250_000 // (25 * 500)
