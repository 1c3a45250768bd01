from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from gi_registry.accounts.models import Organisation
from gi_registry.producers.models import Authorization
from gi_registry.products.models import Gi
from gi_registry.tracing import service
from gi_registry.tracing.errors import (
    EventError,
    LotDayError,
    LotNotFoundError,
    LotNumberError,
    LotNumberTakenError,
    LotQuantityError,
    PlotNotOwnError,
)
from gi_registry.tracing.models import Lot
from gi_registry.tracing.rules import (
    EvidenceLevel,
    LotEventKind,
    NewEvent,
    NewLot,
    lot_number,
)
from gi_registry.translog import service as translog
from tests import factories as make
from tests.counting import counted


def goods(holder: Authorization, **given: Any) -> NewLot:
    """Register 500 kg made on 30 September 2026."""
    values: dict[str, Any] = {
        "authorization_id": holder.id,
        "number": "L20260930-01",
        "produced_on": date(2026, 9, 30),
        "quantity_g": 500_000,
    }
    return NewLot(**values | given)


def opened(session: Session, new: NewLot) -> Lot:
    person = make.producer(session)
    return service.open_lot(session, new, now=make.NOW, account_id=person.id)


def test_a_lot_takes_county_and_standard_from_the_authorization(
    session: Session,
) -> None:
    holder = make.authorization(session)

    lot = opened(session, goods(holder))

    assert lot.division == holder.division
    assert lot.standard_number == holder.standard_number
    [leaf] = translog.history(session, holder.number)
    assert (leaf.kind, leaf.body["lot"]) == ("lot.opened", "L20260930-01")


def test_a_lot_from_a_plot_comes_from_the_plots_county(session: Session) -> None:
    entity = make.entity(session)
    right = make.right(session)
    holder = make.authorization(session, entity, right)
    organisation = session.get_one(Organisation, entity.organisation_id)
    gi = session.get_one(Gi, right.gi_id)
    plot = make.plot(session, organisation, gi, division_code="140702")

    lot = opened(session, goods(holder, plot_id=plot.id))

    assert lot.division == "140702"


def test_a_plot_of_somebody_else_or_of_another_product_is_refused(
    session: Session,
) -> None:
    entity = make.entity(session)
    holder = make.authorization(session, entity)
    own = session.get_one(Organisation, entity.organisation_id)
    gi = session.get_one(Gi, holder.gi_id)
    strange = make.plot(session, make.organisation(session), gi)
    other = make.plot(session, own, make.gi(session))

    for plot_id in (strange.id, other.id, 10**6):
        with pytest.raises(PlotNotOwnError):
            opened(session, goods(holder, plot_id=plot_id))


def test_a_number_is_used_once_by_an_authorization(session: Session) -> None:
    holder = make.authorization(session)
    opened(session, goods(holder))

    with pytest.raises(LotNumberTakenError):
        opened(session, goods(holder, number=" L20260930-01 "))
    other = opened(session, goods(make.authorization(session)))

    assert other.number == "L20260930-01"


@pytest.mark.parametrize("text", ["", "-1", "一号", "A" * 21, "a/b", "a b", "a%"])
def test_a_number_that_codes_cannot_carry_is_refused(text: str) -> None:
    with pytest.raises(LotNumberError):
        lot_number(text)


def test_a_number_typed_in_full_width_is_the_same_number() -> None:
    assert lot_number("Ｌ２０２６－１ ") == "L2026-1"


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"quantity_g": 0}, LotQuantityError),
        ({"quantity_g": 10**13 + 1}, LotQuantityError),
        ({"produced_on": make.TODAY + timedelta(days=1)}, LotDayError),
        ({"produced_on": date(1976, 12, 31)}, LotDayError),
    ],
)
def test_goods_that_cannot_be_are_refused(
    session: Session, given: dict[str, Any], error: type[Exception]
) -> None:
    holder = make.authorization(session)

    with pytest.raises(error):
        opened(session, goods(holder, **given))


def test_a_lot_of_another_producer_is_not_found(session: Session) -> None:
    lot = make.lot(session, make.authorization(session))
    stranger = make.organisation(session)

    for lot_id in (lot.id, 10**6):
        with pytest.raises(LotNotFoundError):
            service.lot(session, lot_id, organisation_id=stranger.id)


def test_a_lot_is_found_by_the_number_on_its_packs(session: Session) -> None:
    holder = make.authorization(session)
    lot = make.lot(session, holder)

    found = service.lot_by_number(session, holder.id, f" {lot.number}")
    with pytest.raises(LotNotFoundError):
        service.lot_by_number(session, holder.id, "other")

    assert found.id == lot.id


def test_the_list_has_each_lot_with_its_labels_in_a_fixed_number_of_queries(
    session: Session,
) -> None:
    entity = make.entity(session)
    holder = make.authorization(session, entity)
    run = make.run(session, holder)
    lots = [make.lot(session, holder) for _ in range(4)]
    make.labels(session, run, 0, 100, lots[0])
    make.labels(session, run, 100, 150, lots[0])
    make.lot(session, make.authorization(session))
    session.expunge_all()

    with counted(session) as statements:
        page = service.lots_of(session, entity.organisation_id)
        names = {line.lot.authorization.gi.name_zh for line in page.items}

    assert [line.lot.id for line in page.items] == [lot.id for lot in lots[::-1]]
    line = page.items[-1]
    assert (line.labels, line.labelled_g, line.left_g) == (150, 75_000, 425_000)
    assert len(names) == 1
    assert len(statements) == 2


def test_what_a_producer_tells_is_self_declared(session: Session) -> None:
    lot = make.lot(session, make.authorization(session))
    told = NewEvent(lot.id, LotEventKind.HARVESTED, date(2026, 9, 28), " 示例 ")

    event = service.add_event(session, told, now=make.NOW, account_id=1)

    assert event.evidence is EvidenceLevel.SELF_DECLARED
    assert event.words == "示例"


@pytest.mark.parametrize(
    ("kind", "day", "words", "error"),
    [
        (LotEventKind.LABELLED, make.TODAY, "", EventError),
        (LotEventKind.PACKED, make.TODAY, "字" * 501, EventError),
        (LotEventKind.PACKED, make.TODAY + timedelta(days=1), "", LotDayError),
    ],
)
def test_what_cannot_be_told_is_refused(
    session: Session,
    kind: LotEventKind,
    day: date,
    words: str,
    error: type[Exception],
) -> None:
    lot = make.lot(session, make.authorization(session))

    with pytest.raises(error):
        service.add_event(
            session, NewEvent(lot.id, kind, day, words), now=make.NOW, account_id=1
        )


def test_the_history_is_in_order_and_says_who_stands_behind_each_line(
    session: Session,
) -> None:
    holder = make.authorization(session)
    lot, run = make.lot(session, holder), make.run(session, holder)
    make.labels(session, run, 0, 40, lot)  # 8 October
    for kind, day, evidence in (
        (LotEventKind.SHIPPED, date(2026, 10, 9), EvidenceLevel.SELF_DECLARED),
        (LotEventKind.TESTED, date(2026, 10, 1), EvidenceLevel.LABORATORY),
    ):
        new = NewEvent(lot.id, kind, day)
        service.add_event(session, new, now=make.NOW, account_id=1, evidence=evidence)

    labels = [row for row, _ in service.activations(session, lot.id)]
    history = service.timeline(service.lot(session, lot.id), labels)

    assert [(m.on.day, m.evidence) for m in history] == [
        (1, "tested"),
        (8, "system"),
        (9, "declared"),
    ]
    assert history[1].words.en == "40 labels put to use"


def test_closing_a_lot_again_changes_nothing(session: Session) -> None:
    lot = make.lot(session, make.authorization(session))

    service.close_lot(session, lot.id, now=make.NOW, account_id=1)
    later = make.NOW + timedelta(days=1)
    service.close_lot(session, lot.id, now=later, account_id=1)

    assert lot.closed_at == make.NOW
