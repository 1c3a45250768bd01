"""Packs on pallets: one place at a time, no more than fits, never in themselves."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gi_registry.core.codes import Decoded
from gi_registry.core.errors import GiError
from gi_registry.packs import service
from gi_registry.packs.errors import (
    PackContentKindError,
    PackCycleError,
    PackDepthError,
    PackEmptyError,
    PackFullError,
    PackingNotFoundError,
    PackOtherError,
    PacksPackedError,
    PackStateError,
)
from gi_registry.packs.models import PackEvent, PackInner
from gi_registry.packs.rules import (
    PACK_RUNS,
    Nesting,
    NewPacks,
    PackActivation,
    PackChange,
    PackKind,
    PackState,
    Piece,
    check_levels,
    outer_of,
    packs_in,
)
from gi_registry.producers.models import Authorization
from tests import factories as make
from tests.packs.test_packing import BY, DAY, cases, fill, issued

CHAIN = {(4, 3), (3, 2)}


@pytest.mark.parametrize(
    ("held", "new", "refusal"),
    [
        (set(), (1, 1), PackCycleError),
        (CHAIN, (2, 4), PackCycleError),
        (CHAIN, (3, 4), PackCycleError),
        (CHAIN | {(2, 1)}, (5, 4), PackDepthError),
        (CHAIN | {(6, 5)}, (2, 6), PackDepthError),  # 4 3 2 6 5
        (CHAIN | {(9, 2), (9, 8)}, (8, 4), PackDepthError),  # 9 8 4 3 2
    ],
)
def test_packs_are_never_in_themselves_nor_too_deep(
    held: set[tuple[int, int]], new: tuple[int, int], refusal: type[GiError]
) -> None:
    with pytest.raises(refusal):
        check_levels(held, new)


@pytest.mark.parametrize(
    ("held", "new"),
    [
        (set(), (2, 1)),
        (CHAIN, (2, 1)),  # four levels
        (CHAIN, (4, 2)),
        (CHAIN | {(2, 1), (9, 8)}, (8, 7)),
    ],
)
def test_four_packs_may_be_one_in_the_other(
    held: set[tuple[int, int]], new: tuple[int, int]
) -> None:
    check_levels(held, new)


def test_which_packs_stand_where_is_a_division() -> None:
    nested = Nesting(2, 10, 13, 1, 100, 40, DAY)

    assert nested.inner == Piece(100, 220)
    assert packs_in(nested, Piece(11, 12)) == Piece(140, 180)
    assert outer_of(nested, Piece(139, 141)) == Piece(10, 12)


@pytest.fixture
def held(session: Session) -> Authorization:
    """Give an authorization that may mark 1,000 t."""
    holder = make.authorization(session)
    make.capacity(session, holder)
    return holder


def pallets(session: Session, held: Authorization, holds: int = 4) -> int:
    new = NewPacks(held.id, PackKind.PALLET, "托盘", 10, holds=holds)
    return issued(session, new)


def nest(session: Session, outer: int, inner: int, *numbers: int) -> PackInner:
    first, end, inner_first, each = numbers
    wanted = Nesting(outer, first, end, inner, inner_first, each, DAY)
    return service.nest(session, wanted, **BY)


def around(session: Session, labels: int, index: int) -> list[tuple[int, int]]:
    found = service.of_label(session, labels, index)
    return [(each.run_id, each.index) for each in found]


def test_a_pack_stands_in_one_other_until_that_is_opened(
    session: Session, held: Authorization
) -> None:
    inner, outer = cases(session, held), pallets(session, held)
    nest(session, outer, inner, 0, 2, 0, 4)

    for numbers in ((2, 3, 7, 1), (2, 3, 5, 4), (0, 1, 0, 1)):
        with pytest.raises(PacksPackedError):
            nest(session, outer, inner, *numbers)
    with pytest.raises(PackFullError):
        nest(session, outer, inner, 2, 3, 20, 5)
    nest(session, outer, inner, 2, 3, 20, 3)
    with pytest.raises(PackFullError):  # three and two more
        nest(session, outer, inner, 2, 3, 30, 2)
    opened = PackChange(outer, 1, 2, PackState.OPENED, DAY)
    service.change(session, opened, **BY)
    nest(session, outer, inner, 3, 4, 4, 4)
    with pytest.raises(PacksPackedError):
        nest(session, outer, inner, 4, 5, 3, 1)


def test_a_slip_is_taken_back_until_something_happened(
    session: Session, held: Authorization
) -> None:
    inner, outer = cases(session, held), pallets(session, held)
    made = nest(session, outer, inner, 0, 2, 0, 4)
    run = service.run(session, outer)

    service.undo_nesting(session, run, made.id, **BY)
    again = nest(session, outer, inner, 0, 2, 0, 4)
    with pytest.raises(PackingNotFoundError):
        service.undo_nesting(session, run, made.id, **BY)
    lost = PackChange(outer, 0, 1, PackState.LOST, DAY, "示例")
    service.change(session, lost, **BY)
    with pytest.raises(PackStateError):
        service.undo_nesting(session, run, again.id, **BY)


def test_only_pallets_hold_packs_and_only_of_one_authorization(
    session: Session, held: Authorization
) -> None:
    inner, outer = cases(session, held), pallets(session, held)
    labels = make.run(session, held)
    stranger = cases(session, make.authorization(session))

    with pytest.raises(PackContentKindError):
        nest(session, inner, outer, 0, 1, 0, 1)
    with pytest.raises(PackContentKindError):
        fill(session, outer, labels.id, 0, 1, 0, 4)
    with pytest.raises(PackOtherError):
        nest(session, outer, stranger, 0, 1, 0, 1)


def test_labels_are_found_through_all_levels_and_go_to_use_together(
    session: Session, held: Authorization
) -> None:
    labels = make.run(session, held)
    inner, outer, container = (
        cases(session, held),
        pallets(session, held),
        pallets(session, held),
    )
    fill(session, inner, labels.id, 0, 8, 0, 12)
    nest(session, outer, inner, 0, 2, 0, 4)
    nest(session, container, outer, 0, 1, 0, 3)
    lot = make.lot(session, held)
    wanted = PackActivation(container, 0, 1, lot.id, DAY)

    assert around(session, labels.id, 50) == [(inner, 4), (outer, 1), (container, 0)]
    with pytest.raises(PackEmptyError) as refused:  # the third pallet has no cases
        service.activate_packs(session, wanted, **BY)
    assert "2" in refused.value.words.en
    assert str(outer) in refused.value.words.en
    nest(session, outer, inner, 2, 3, 8, 1)
    with pytest.raises(PackEmptyError):  # and then a case without labels
        service.activate_packs(session, wanted, **BY)
    fill(session, inner, labels.id, 8, 9, 96, 12)
    made = service.activate_packs(session, wanted, **BY)

    assert [(each.first, each.end) for each in made] == [(0, 108)]
    found = service.of_pack(session, Decoded(1, PACK_RUNS + container, 0))
    assert found is not None
    (inside,) = found.inside
    assert (inside.count, inside.in_use) == (108, 108)
    assert [(each.run.id, each.count) for each in found.packs] == [(outer, 3)]


def test_a_stolen_pallet_takes_along_what_is_still_on_it(
    session: Session, held: Authorization
) -> None:
    labels = make.run(session, held)
    inner, outer = cases(session, held), pallets(session, held)
    fill(session, inner, labels.id, 0, 8, 0, 12)
    nest(session, outer, inner, 0, 2, 0, 4)
    opened = PackChange(inner, 3, 4, PackState.OPENED, DAY)
    service.change(session, opened, **BY)

    stolen = PackChange(outer, 0, 1, PackState.STOLEN, DAY, "示例", with_content=True)
    done = service.change(session, stolen, **BY)

    assert (done.packs, done.unused, done.recalled) == (3, 36, 0)
    states = dict(
        session.execute(
            select(PackEvent.state, func.sum(PackEvent.end - PackEvent.first)).group_by(
                PackEvent.state
            )
        ).all()
    )
    assert states == {PackState.OPENED: 1, PackState.STOLEN: 4}
    found = service.of_pack(session, Decoded(1, PACK_RUNS + outer, 1))
    assert found is not None
    assert found.event is None
    assert found.packs[0].pieces == [Piece(4, 8)]
    fill(session, inner, labels.id, 9, 10, 36, 12)  # of the opened case
