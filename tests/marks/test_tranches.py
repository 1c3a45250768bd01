from typing import Any

import pytest
from sqlalchemy.orm import Session

from gi_registry.marks import service
from gi_registry.marks.errors import TrancheClosedError, TranchesError
from gi_registry.marks.rules import (
    OpenTranche,
    begun_g,
    check_tranches,
    open_tranche,
    read_tranches,
    written,
)
from tests import factories as make
from tests.marks import asked

SHARES = (60, 30, 10)


@pytest.mark.parametrize(
    ("activated_g", "expected"),
    [
        (0, OpenTranche(1, 3, 600, 420)),
        (419, OpenTranche(1, 3, 600, 420)),
        (420, OpenTranche(2, 3, 900, 810)),  # 600 + 70 % of 300
        (809, OpenTranche(2, 3, 900, 810)),
        (810, OpenTranche(3, 3, 1_000, None)),
    ],
)
def test_the_next_tranche_opens_when_seventy_percent_of_the_last_is_on_goods(
    activated_g: int, expected: OpenTranche
) -> None:
    assert open_tranche(1_000, SHARES, activated_g) == expected


def test_no_gram_is_lost_or_opened_early_by_rounding() -> None:
    assert open_tranche(7, SHARES, 0) == OpenTranche(1, 3, 4, 3)  # 70 % of 4 is 2.8
    assert open_tranche(7, SHARES, 3).limit_g == 6
    assert open_tranche(7, SHARES, 6).limit_g == 7
    assert open_tranche(7, (100,), 0) == OpenTranche(1, 1, 7, None)


@pytest.mark.parametrize(
    ("drawn_g", "expected"),
    [(0, 0), (1, 600), (600, 600), (601, 900), (1_000, 1_000), (1_001, 1_000)],
)
def test_what_is_begun_reaches_to_the_end_of_its_tranche(
    drawn_g: int, expected: int
) -> None:
    assert begun_g(1_000, SHARES, drawn_g) == expected


@pytest.mark.parametrize("text", ["60/30", "60/40/0", "", "100/", "-1/101", "1/" * 99])
def test_shares_that_make_no_whole_are_refused(text: str) -> None:
    with pytest.raises(TranchesError):
        read_tranches(text)


def test_shares_are_read_as_they_are_written() -> None:
    assert read_tranches(" 60／30/10 ") == SHARES
    assert read_tranches(written(SHARES)) == SHARES
    with pytest.raises(TranchesError):
        check_tranches([])


def test_labels_beyond_the_open_tranche_wait_until_the_last_are_on_goods(
    session: Session,
) -> None:
    holder, officer = make.authorization(session), make.officer(session)
    lot = make.lot(session, holder, quantity_g=10**9)
    # 20 t of goods, no spoilage: 40,000 packs of 500 g, 24,000 at first
    terms = asked.terms(
        quantity="20000",
        yield_kg="1",
        season_factor="1",
        conversion="1",
        own_use_percent="0",
        waste_percent="0",
    )
    by: dict[str, Any] = {"now": make.NOW, "account_id": officer.id}
    make.claimed(session, holder, 13_333_334)
    service.decide_capacity(session, asked.decision(holder.id, terms=terms), **by)
    run = service.issue_run(session, asked.run(holder.id, size=24_000), **by)

    with pytest.raises(TrancheClosedError) as refused:
        service.issue_run(session, asked.run(holder.id, size=1), **by)
    service.mark_range(
        session, asked.used(run.id, 0, 16_799, lot.id, on_day=make.TODAY), **by
    )
    with pytest.raises(TrancheClosedError):
        service.issue_run(session, asked.run(holder.id, size=1), **by)
    last = service.mark_range(
        session, asked.used(run.id, 16_799, 16_800, lot.id, on_day=make.TODAY), **by
    )
    service.issue_run(session, asked.run(holder.id, size=12_000), **by)
    service.undo_activation(session, last.id, **by)

    assert "8,400 kg" in refused.value.words.en  # 70 % of 12 t
    assert "第 1 期" in refused.value.words.zh
    capacity = service.capacity(session, holder.id, 2026)
    assert (capacity.tranche.number, capacity.open_g) == (1, 0)
    assert capacity.left_g == 2_000_000
