from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from gi_registry.marks import service
from gi_registry.marks.errors import (
    CapacityMissingError,
    CapacityReasonError,
    CapacityYearError,
    TermError,
)
from gi_registry.marks.rules import (
    CapacityBasis,
    RangeState,
    Term,
    Terms,
    allowance_g,
    ceiling_g,
    described,
    mass,
)
from gi_registry.translog import service as translog
from tests import factories as make
from tests.marks import asked

_amount = st.decimals("0", "1000", places=3)
_share = st.decimals("0", "100", places=2)


def test_the_ceiling_is_the_product_of_its_terms() -> None:
    assert ceiling_g(asked.terms()) == asked.WORKED_G


@given(_amount, _amount, st.decimals("0", "2", places=4), _amount, _share)
def test_the_ceiling_is_exact_and_rounded_down(
    quantity: Decimal, yield_: Decimal, season: Decimal, ratio: Decimal, own: Decimal
) -> None:
    values = (quantity, yield_, season, ratio, own, Decimal(0))

    grams = ceiling_g(Terms(*(Term(value, "示例") for value in values)))

    exact = Fraction(quantity) * Fraction(yield_) * Fraction(season) * Fraction(ratio)
    exact *= 1000 * (1 - Fraction(own) / 100)
    assert grams <= exact < grams + 1


def test_three_percent_of_labels_may_be_spoilt() -> None:
    assert allowance_g(asked.WORKED_G, Decimal(3)) == 648_000


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("quantity", "-1"),
        ("season_factor", "2.01"),
        ("own_use_percent", "101"),
        ("waste_percent", "3.01"),
        ("yield_kg", "99999999999999"),
    ],
)
def test_a_term_out_of_bounds_is_refused(name: str, value: str) -> None:
    with pytest.raises(TermError):
        ceiling_g(asked.terms(**{name: value}))


def test_a_term_without_a_source_is_refused_and_named() -> None:
    terms = asked.terms()
    silent = Terms(
        terms.quantity,
        Term(Decimal(400), " "),
        terms.season_factor,
        terms.conversion,
        terms.own_use_percent,
        terms.waste_percent,
    )

    with pytest.raises(TermError) as refused:
        ceiling_g(silent)

    assert refused.value.field == "yield_kg_source"


def test_terms_are_described_in_the_order_of_the_formula_with_units() -> None:
    rows = described(CapacityBasis.TREE_COUNT, asked.terms())

    assert [row["key"] for row in rows] == list(asked.WORKED)
    assert [row["value"] for row in rows] == list(asked.WORKED.values())
    assert (rows[0]["unit_zh"], rows[1]["unit_en"]) == ("株", "kg per tree")
    assert {row["source"] for row in rows} == {"示例文件"}


def test_masses_are_said_in_kilograms() -> None:
    assert mass(1_234_500).en == "1,234.5 kg"
    assert mass(0).zh == "0 千克"
    assert mass(1_000_000).zh == "1,000 千克"


def test_the_newest_decision_of_a_year_holds(session: Session) -> None:
    holder, officer = make.authorization(session), make.officer(session)
    lower = asked.decision(holder.id, terms=asked.terms(quantity="50"))
    make.claimed(session, holder, asked.WORKED_M2)

    for request in (asked.decision(holder.id), lower):
        service.decide_capacity(session, request, now=make.NOW, account_id=officer.id)
    capacity = service.capacity(session, holder.id, 2026)

    assert capacity.ceiling_g == asked.WORKED_G // 2
    assert capacity.left_g == asked.WORKED_G // 2 * 103 // 100
    assert len(service.decisions(session, holder.id)) == 2
    kinds = [leaf.kind for leaf in translog.history(session, holder.number)]
    assert kinds == ["capacity.decided"] * 2


def test_a_year_without_a_decision_has_no_capacity(session: Session) -> None:
    holder = make.authorization(session)
    make.capacity(session, holder, year=2025)

    with pytest.raises(CapacityMissingError):
        service.capacity(session, holder.id, 2026)


@pytest.mark.parametrize("year", [2024, 2028])
def test_a_far_year_is_refused(session: Session, year: int) -> None:
    request = asked.decision(make.authorization(session).id, year=year)

    with pytest.raises(CapacityYearError):
        service.decide_capacity(session, request, now=make.NOW, account_id=1)


def test_a_decision_needs_a_reason(session: Session) -> None:
    request = asked.decision(make.authorization(session).id, reason="  ")

    with pytest.raises(CapacityReasonError):
        service.decide_capacity(session, request, now=make.NOW, account_id=1)


def test_void_and_returned_labels_give_capacity_back_but_lost_ones_do_not(
    session: Session,
) -> None:
    holder = make.authorization(session)
    make.capacity(session, holder, ceiling_g=1_000_000)
    run = make.run(session, holder)  # 1,000 labels of 500 g
    states = (RangeState.VOID, RangeState.RETURNED, RangeState.LOST, RangeState.STOLEN)

    for at, state in enumerate(states):
        request = asked.spoilt(run.id, at * 10, at * 10 + 10, state=state)
        service.mark_range(session, request, now=make.NOW, account_id=1)
    capacity = service.capacity(session, holder.id, 2026)

    assert capacity.drawn_g == (1_000 - 20) * 500
    assert capacity.labels_left(500) == 2_000 - 980


def test_a_ceiling_lowered_below_what_is_drawn_leaves_nothing(
    session: Session,
) -> None:
    holder = make.authorization(session)
    make.run(session, holder)
    make.capacity(session, holder, ceiling_g=400_000)

    capacity = service.capacity(session, holder.id, 2026)

    assert (capacity.left_g, capacity.over_g) == (0, 100_000)
