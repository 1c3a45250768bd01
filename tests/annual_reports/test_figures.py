"""Figures as people type them, and as they are stored."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_registry.annual_reports.models import AnnualReport
from gi_registry.annual_reports.rules import (
    FIGURES,
    Answers,
    Unit,
    fingerprint,
    read_out,
    stored,
    typed,
)

STORED = st.integers(min_value=0, max_value=10**15)
BY_NAME = {figure.name: figure for figure in FIGURES}


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("1", Unit.GRAM, 1_000),
        ("0.5", Unit.GRAM, 500),
        ("1200.125", Unit.GRAM, 1_200_125),
        ("1", Unit.FEN, 1_000_000),  # 10,000 yuan of 100 fen
        ("0.5", Unit.FEN, 500_000),
        ("0.000001", Unit.FEN, 1),
        ("3", Unit.SQUARE_METRE, 2_000),  # 1 mu is 2000/3 m2
        ("15", Unit.SQUARE_METRE, 10_000),  # 15 mu are a hectare
        ("1", Unit.SQUARE_METRE, 667),
        ("7", Unit.COUNT, 7),
    ],
)
def test_typed_numbers_become_whole_ones(text: str, unit: Unit, value: int) -> None:
    assert stored(Decimal(text), unit) == value


@pytest.mark.parametrize("unit", list(Unit))
@given(value=STORED)
def test_what_a_field_shows_is_stored_again_as_the_same(unit: Unit, value: int) -> None:
    assert stored(Decimal(typed(value, unit)), unit) == value


def test_ten_mu_stay_ten_mu() -> None:
    assert typed(stored(Decimal(10), Unit.SQUARE_METRE), Unit.SQUARE_METRE) == "10"


def test_a_field_shows_no_exponent_and_nothing_for_no_answer() -> None:
    assert typed(10**15, Unit.GRAM) == "1000000000000"
    assert typed(0, Unit.FEN) == "0"
    assert typed(None, Unit.GRAM) == ""


def test_money_is_read_out_in_wan_yuan_and_in_yuan() -> None:
    words = read_out(123_456_789, BY_NAME["sales_fen"])

    assert words.zh == "123.456789 万元"
    assert words.en == "1,234,567.89 yuan"
    assert read_out(100, BY_NAME["sales_fen"]).en == "1 yuan"


def test_masses_and_areas_are_read_out_with_separators_and_unit() -> None:
    assert read_out(1_200_500, BY_NAME["total_output_g"]).en == "1,200.5 kg"
    assert read_out(10_000, BY_NAME["base_m2"]).zh == "15 亩"
    assert read_out(None, BY_NAME["base_m2"]).zh == "未填"


def test_every_answer_has_its_column() -> None:
    assert set(Answers.names()) <= set(AnnualReport.__table__.columns.keys())
    assert {figure.name for figure in FIGURES} <= set(Answers.names())


def test_any_change_changes_the_fingerprint() -> None:
    answers = Answers(total_output_g=1_000, problems="无")
    base = fingerprint("AR-2025-MA-2026-000042", 1, answers, {})

    others = {
        fingerprint("AR-2025-MA-2026-000043", 1, answers, {}),
        fingerprint("AR-2025-MA-2026-000042", 2, answers, {}),
        fingerprint("AR-2025-MA-2026-000042", 1, answers, {"signatory": "示例"}),
        fingerprint(
            "AR-2025-MA-2026-000042", 1, replace(answers, total_output_g=1_001), {}
        ),
        fingerprint("AR-2025-MA-2026-000042", 1, replace(answers, tests=0), {}),
    }

    assert len(base) == 64
    assert len(others | {base}) == 6
