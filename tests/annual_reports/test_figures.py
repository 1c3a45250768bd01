"""Figures as people type them, and as they are stored."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from gi_registry.annual_reports.errors import UnreadableError
from gi_registry.annual_reports.models import AnnualReport
from gi_registry.annual_reports.rules import (
    FIGURES,
    Answers,
    Unit,
    also,
    codes_in,
    exports_in,
    fingerprint,
    in_cell,
    read_out,
    stored,
    typed,
)
from gi_registry.annual_reports.schemas import DraftSchema
from gi_registry.marks.rules import CapacityBasis

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


@pytest.mark.parametrize("unit", [unit for unit in Unit if unit.is_number])
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
    assert sorted(figure.name for figure in FIGURES) == sorted(Answers.names())


def test_a_question_is_asked_of_those_whom_it_concerns() -> None:
    vats, trees = BY_NAME["vat_ml"], BY_NAME["trees"]

    assert vats.applies(CapacityBasis.VAT_VOLUME_AGEING)
    assert not trees.applies(CapacityBasis.VAT_VOLUME_AGEING)
    assert trees.applies(None)
    assert BY_NAME["sales_fen"].applies(CapacityBasis.ARTISAN)


def test_exports_are_typed_one_a_line_and_read_back() -> None:
    rows = exports_in("日本，2209.00.00，12.5\n\n 韩国, 2209, ０.5 ")

    assert rows == [
        {"to": "日本", "hs": "22090000", "fen": 12_500_000},
        {"to": "韩国", "hs": "2209", "fen": 500_000},
    ]
    assert exports_in(typed(rows, Unit.EXPORTS)) == rows


def test_exports_are_read_out_with_their_unit() -> None:
    rows = [
        {"to": "日本", "hs": "2209", "fen": 12_500_000},
        {"to": "韩国", "hs": "2209", "fen": 150},
    ]
    words = read_out(rows, BY_NAME["exports"])

    assert words.zh == "日本（HS 2209）12.5 万元；韩国（HS 2209）0.00015 万元"
    assert words.en == "日本 (HS 2209): 125,000 yuan; 韩国 (HS 2209): 1.50 yuan"


@pytest.mark.parametrize(
    "text", ["日本", "日本，x，1", "日本，2209，约3万", "日本，2209，-1", "，2209，1"]
)
def test_exports_that_cannot_be_read_are_quoted(text: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        exports_in(text)

    assert text in refused.value.words.zh


def test_codes_are_read_by_code_and_in_words() -> None:
    ways = BY_NAME["mark_ways"]

    assert codes_in("粘贴标识、PRINTED；printed", ways) == ["printed", "sticker"]
    assert read_out(["tag"], ways).zh == "吊牌"
    with pytest.raises(UnreadableError):
        codes_in("刺青", ways)


def test_what_a_cell_shows_of_codes_is_read_back_in_both_languages() -> None:
    coded = [figure for figure in FIGURES if figure.unit is Unit.CODES]

    for figure in coded:
        codes = [code for code, _ in figure.choices]
        shown = in_cell(codes, figure)

        assert codes_in(shown.zh, figure) == codes
        assert codes_in(shown.en, figure) == codes
        # 、 also stands within the words of some choices.
        assert codes_in(read_out(codes, figure).zh, figure) == codes


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


def test_fingerprints_of_the_first_form_still_hold() -> None:
    """The expected value was logged before more was asked."""
    answers = Answers(total_output_g=1_000, problems="无")

    found = fingerprint("AR-2025-MA-2026-000042", 1, answers, {"signatory": "示例"})

    assert found == ("0e1269baa1b2d726a419cf786eb7acef4965f49692031f53423d5ba16e151087")


def test_large_figures_are_also_told_in_tonnes_and_hectares() -> None:
    output, area = BY_NAME["total_output_g"], BY_NAME["base_m2"]

    assert also(1_234_500_000, output) == ("1,234.5 吨", "1,234.5 t")
    assert also(999_999, output) is None
    assert also(10_000, area) == ("1 公顷", "1 hm2")
    assert also(None, area) is None


@pytest.mark.parametrize(
    ("typed_in", "name", "value"),
    [
        ("1.5吨", "total_output_g", 1_500_000),
        ("３ 斤", "total_output_g", 1_500),
        ("2 公顷", "base_m2", 20_000),
        ("12", "base_m2", 8_000),
        ("3万元", "sales_fen", 3_000_000),
        ("500 毫升", "vat_ml", 500),
    ],
)
def test_a_field_takes_other_units_at_their_word(
    typed_in: str, name: str, value: int
) -> None:
    draft = DraftSchema().load({"revision": "1", name: typed_in})

    assert getattr(draft.answers, name) == value


@pytest.mark.parametrize("text", ["约3吨", "3 亩", "-1 吨", "20000000000 吨"])
def test_a_field_guesses_nothing(text: str) -> None:
    with pytest.raises(ValidationError):
        DraftSchema().load({"revision": "1", "total_output_g": text})
