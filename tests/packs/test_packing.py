"""Cases and cut pieces: what goes in, what stays conserved, what is refused."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gi_registry.core.codes import Decoded
from gi_registry.marks.models import LabelRange, LabelRecall
from gi_registry.marks.rules import RangeState
from gi_registry.packs import service
from gi_registry.packs.errors import (
    LabelsDeadError,
    LabelsPackedError,
    PackBoundsError,
    PackEmptyError,
    PackFullError,
    PackingNotFoundError,
    PackNotOpenedError,
    PackReasonError,
    PackStateError,
)
from gi_registry.packs.models import PackContent
from gi_registry.packs.rules import (
    PACK_RUNS,
    NewPacks,
    PackActivation,
    PackChange,
    Packing,
    PackKind,
    PackState,
    Piece,
    fullest,
    joined,
    without,
)
from gi_registry.producers.models import Authorization
from gi_registry.tracing.errors import OtherAuthorizationError
from tests import factories as make

DAY = date(2026, 10, 8)
BY: dict[str, Any] = {"now": make.NOW, "account_id": 1}


@pytest.fixture
def held(session: Session) -> Authorization:
    """Give an authorization that may mark 1,000 t."""
    holder = make.authorization(session)
    make.capacity(session, holder)
    return holder


def cases(session: Session, held: Authorization, **given: Any) -> int:
    values: dict[str, Any] = {"size": 100, "holds": 12}
    values |= {"kind": PackKind.CASE, "name": "12 瓶/箱"}
    return issued(session, NewPacks(held.id, **values | given))


def wholes(session: Session, held: Authorization, content_g: int) -> int:
    new = NewPacks(held.id, PackKind.WHOLE, "整块", 10, content_g=content_g)
    return issued(session, new)


def issued(session: Session, new: NewPacks) -> int:
    now = make.NOW.replace(year=2026, month=10, day=1)
    return service.issue_packs(session, new, now=now, account_id=1).id


def fill(session: Session, packs: int, labels: int, *numbers: int) -> PackContent:
    first, end, label_first, each = numbers
    wanted = Packing(packs, first, end, labels, label_first, each, DAY)
    return service.fill(session, wanted, **BY)


def change(
    session: Session, packs: int, first: int, state: PackState, **given: Any
) -> service.Changed:
    wanted = PackChange(packs, first, first + 1, state, DAY, **given)
    return service.change(session, wanted, **BY)


def outer(session: Session, labels: int, index: int) -> list[tuple[int, int, Any]]:
    return [
        (each.run_id, each.index, each.state)
        for each in service.of_label(session, labels, index)
    ]


def test_a_thousand_labels_in_cases_are_one_row_and_both_find_each_other(
    session: Session, held: Authorization
) -> None:
    labels = make.run(session, held).id
    packs = cases(session, held)

    fill(session, packs, labels, 0, 80, 24, 12)

    assert session.scalar(select(func.count()).select_from(PackContent)) == 1
    found = service.of_pack(session, Decoded(1, PACK_RUNS + packs, 79))
    assert found is not None
    (inside,) = found.inside
    # The case of number 79 has the labels after 24 and 79 dozens.
    assert (inside.pieces, inside.count) == ([Piece(972, 984)], 12)
    assert inside.mass_g == 6_000
    assert outer(session, labels, 972) == [(packs, 79, None)]
    assert outer(session, labels, 971) == [(packs, 78, None)]
    assert outer(session, labels, 23) == outer(session, labels, 984) == []
    assert service.of_pack(session, Decoded(1, PACK_RUNS + packs, 100)) is None
    assert service.of_pack(session, Decoded(2, PACK_RUNS + packs, 0)) is None


def test_a_label_is_in_one_case_at_a_time(
    session: Session, held: Authorization
) -> None:
    labels = make.run(session, held).id
    packs, others = cases(session, held), cases(session, held)
    fill(session, packs, labels, 0, 10, 0, 12)

    with pytest.raises(LabelsPackedError):
        fill(session, others, labels, 0, 1, 119, 12)
    with pytest.raises(LabelsPackedError):
        fill(session, packs, labels, 20, 21, 12, 12)
    change(session, packs, 9, PackState.OPENED)
    with pytest.raises(LabelsPackedError):  # half of these are in case 8
        fill(session, others, labels, 0, 1, 102, 12)
    fill(session, others, labels, 0, 1, 108, 12)

    assert outer(session, labels, 108) == [(others, 0, None)]
    assert outer(session, labels, 107) == [(packs, 8, None)]


def test_a_case_has_so_many_places_whatever_the_runs(
    session: Session, held: Authorization
) -> None:
    first, second = make.run(session, held).id, make.run(session, held).id
    packs = cases(session, held)
    fill(session, packs, first, 0, 5, 0, 8)

    with pytest.raises(PackFullError) as refused:
        fill(session, packs, second, 4, 6, 0, 5)
    fill(session, packs, second, 4, 6, 0, 4)

    assert "13 labels" in refused.value.words.en
    found = service.of_pack(session, Decoded(1, PACK_RUNS + packs, 4))
    assert found is not None
    assert [each.pieces for each in found.inside] == [[Piece(32, 40)], [Piece(0, 4)]]


def test_parts_of_a_cut_piece_weigh_no_more_than_it_did(
    session: Session, held: Authorization
) -> None:
    small = make.run(session, held, net_content_g=250).id
    large = make.run(session, held, net_content_g=400).id
    packs = wholes(session, held, content_g=5_000)
    fill(session, packs, small, 0, 1, 0, 18)

    with pytest.raises(PackFullError) as refused:  # 4.5 kg and 0.8 kg
        fill(session, packs, large, 0, 1, 0, 2)
    fill(session, packs, large, 0, 1, 0, 1)  # 100 g are rind and crumbs

    assert "5,300 g" in refused.value.words.en
    with pytest.raises(LabelsPackedError):  # a part is of one piece
        fill(session, packs, small, 1, 2, 17, 1)
    with pytest.raises(PackNotOpenedError):
        change(session, packs, 0, PackState.OPENED)
    crate = cases(session, held, holds=18)
    fill(session, crate, small, 0, 1, 0, 18)  # but it may go into a case
    assert outer(session, small, 3) == [(packs, 0, None), (crate, 0, None)]


def test_labels_in_cases_go_onto_goods_in_one_step_or_not_at_all(
    session: Session, held: Authorization
) -> None:
    labels = make.run(session, held).id
    packs, lot = cases(session, held), make.lot(session, held)
    fill(session, packs, labels, 0, 3, 0, 12)
    fill(session, packs, labels, 4, 6, 36, 12)

    def activate(first: int, end: int) -> list[LabelRange]:
        wanted = PackActivation(packs, first, end, lot.id, DAY)
        return service.activate_packs(session, wanted, **BY)

    with pytest.raises(PackEmptyError):
        activate(2, 5)
    made = [*activate(1, 3), *activate(4, 6)]

    assert [(row.first, row.end, row.lot_id) for row in made] == [
        (12, 36, lot.id),
        (36, 60, lot.id),
    ]
    found = service.of_pack(session, Decoded(1, PACK_RUNS + packs, 1))
    assert found is not None
    assert (found.inside[0].in_use, found.inside[0].lots) == (12, [lot.number])
    page = service.fillings(session, packs, number=1)
    assert [each.activated for each in page.items] == [24, 24]


def test_a_stolen_case_takes_its_labels_with_it(
    session: Session, held: Authorization
) -> None:
    labels = make.run(session, held)
    packs = cases(session, held)
    fill(session, packs, labels.id, 0, 2, 0, 12)
    make.labels(session, labels, 0, 5, make.lot(session, held))

    with pytest.raises(PackReasonError):
        change(session, packs, 0, PackState.STOLEN, with_content=True)
    done = change(
        session, packs, 0, PackState.STOLEN, reason="仓库被盗", with_content=True
    )

    assert (done.unused, done.recalled) == (7, 5)
    lost = session.scalars(
        select(LabelRange).where(LabelRange.state == RangeState.STOLEN)
    ).one()
    back = session.scalars(select(LabelRecall)).one()
    assert [(lost.first, lost.end), (back.first, back.end)] == [(5, 12), (0, 5)]
    assert outer(session, labels.id, 3) == [(packs, 0, PackState.STOLEN)]
    with pytest.raises(PackStateError):
        change(session, packs, 0, PackState.OPENED)
    with pytest.raises(LabelsDeadError):
        fill(session, cases(session, held), labels.id, 0, 1, 5, 7)
    change(session, packs, 1, PackState.LOST, reason="途中遗失")
    assert session.scalar(select(func.count()).select_from(LabelRange)) == 2


def test_a_slip_is_taken_back_until_something_happened_to_a_pack(
    session: Session, held: Authorization
) -> None:
    labels = make.run(session, held).id
    packs = service.run(session, cases(session, held))
    made = fill(session, packs.id, labels, 0, 2, 0, 12)

    service.undo_filling(session, packs, made.id, **BY)
    with pytest.raises(PackingNotFoundError):
        service.undo_filling(session, packs, made.id, **BY)
    again = fill(session, packs.id, labels, 0, 2, 0, 12)
    change(session, packs.id, 1, PackState.OPENED)

    with pytest.raises(PackStateError):
        service.undo_filling(session, packs, again.id, **BY)
    with pytest.raises(PackStateError):
        fill(session, packs.id, labels, 1, 2, 24, 12)


def test_packs_and_labels_are_of_one_authorization_and_within_their_runs(
    session: Session, held: Authorization
) -> None:
    packs = cases(session, held)
    foreign = make.run(session, make.authorization(session)).id

    with pytest.raises(OtherAuthorizationError):
        fill(session, packs, foreign, 0, 1, 0, 12)
    with pytest.raises(PackBoundsError):
        fill(session, packs, make.run(session, held).id, 99, 101, 0, 12)


def test_ranges_are_reckoned_with() -> None:
    loads = [(Piece(0, 10), 3), (Piece(5, 6), 4), (Piece(6, 20), 2)]
    assert fullest(loads) == 7
    assert fullest([]) == 0
    assert without(Piece(0, 10), [Piece(8, 12), Piece(2, 4)]) == [
        Piece(0, 2),
        Piece(4, 8),
    ]
    assert without(Piece(3, 4), [Piece(0, 9)]) == []
    assert joined([Piece(5, 7), Piece(0, 3), Piece(3, 5)]) == [Piece(0, 7)]
