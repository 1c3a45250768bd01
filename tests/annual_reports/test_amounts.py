"""Numbers as people write them are taken at their word, or refused in words."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gi_registry.annual_reports.rules.cells import Odd, reader
from gi_registry.annual_reports.rules.figures import BY_NAME

KG, WAN, MU, COUNT = "total_output_g", "sales_fen", "base_m2", "labels_issued"
READERS = [
    reader(BY_NAME[name])
    for name in (KG, MU, COUNT, "problems", "mark_ways", "exports")
]


@pytest.mark.parametrize(
    ("name", "written", "stored"),
    [
        (KG, 1234.5, 1_234_500),
        (KG, "1,234.5 吨", 1_234_500_000),
        (KG, "约3万斤", 15_000_000),
        (KG, "１２３", 123_000),
        (KG, "3吨200公斤", 3_200_000),
        (KG, "5 千克", 5_000),
        (KG, "1.2万", 12_000_000),
        (WAN, "1.2万元", 1_200_000),
        (WAN, "1.2万", 1_200_000),
        (WAN, "1.2", 1_200_000),
        (WAN, "¥5,000元整", 500_000),
        (WAN, "3亿", 30_000_000_000),
        (WAN, "5元3角", 530),
        (MU, "3 亩 2 分", 2_133),
        (MU, "2公顷", 20_000),
        (MU, "1500 ㎡", 1_500),
        (MU, 15, 10_000),
        (COUNT, "12,3456", 123_456),
        (COUNT, "2万枚", 20_000),
        (COUNT, "1000余枚", 1_000),
        ("total_ml", "2立方米", 2_000_000),
        ("marked_price", "12元/斤", 2_400),
    ],
)
def test_what_is_written_is_stored_in_the_unit_of_the_question(
    name: str, written: object, stored: int
) -> None:
    read = reader(BY_NAME[name])(written)

    assert (read.value if isinstance(read, Odd) else read) == stored


@pytest.mark.parametrize(
    ("name", "written", "word"),
    [
        (KG, "-5", "负数"),
        (KG, -5.0, "负数"),
        (KG, "－5吨", "负数"),
        (KG, "=1+1", "公式"),
        (KG, "@sum", "公式"),
        (KG, "12%", "百分比"),
        (KG, "100-200", "范围"),
        (KG, "100~200吨", "范围"),
        (KG, "3亩", "单位“亩”"),
        (WAN, "3美元", "单位“美元”"),
        (KG, "三吨", "看不懂"),
        (KG, "1,23", "逗号"),
        (KG, "1.234,5", "看不懂"),
        (KG, 1e15, "过大"),
        (KG, "99999999亿吨", "过大"),
        (KG, float("nan"), "看不懂"),
        (KG, True, "不是数字"),
        (KG, "#DIV/0!", "出错值"),
        (COUNT, 12.5, "整数"),
        (COUNT, "0.5万枚1", "看不懂"),
    ],
)
def test_what_is_no_amount_is_refused_with_what_to_write(
    name: str, written: object, word: str
) -> None:
    read = reader(BY_NAME[name])(written)

    assert isinstance(read, Odd)
    assert (read.value, read.is_refused) == (None, True)
    assert word in read.words.zh


@pytest.mark.parametrize("written", ["", None, "/", "—", " 无 ", "－－"])
def test_what_stands_for_nothing_is_no_answer(written: object) -> None:
    read = reader(BY_NAME[KG])(written)

    assert (read.value if isinstance(read, Odd) else read) is None
    assert not (isinstance(read, Odd) and read.is_refused)


def test_the_head_of_a_column_may_name_another_unit() -> None:
    read = reader(BY_NAME[KG], "吨")

    assert read(1.5) == 1_500_000
    assert read("2斤").value == 1_000


@given(st.decimals(min_value=0, max_value=10**8, places=4))
def test_a_number_and_its_text_are_stored_alike_rounded_half_up(kg: Decimal) -> None:
    grams = int((kg * 1000).quantize(Decimal(1), ROUND_HALF_UP))
    read = reader(BY_NAME[KG])

    assert read(float(kg)) == read(f"{kg}") == read(f"{kg:,}") == grams


@settings(max_examples=60)
@given(st.text(max_size=30) | st.floats() | st.dates() | st.booleans())
def test_no_cell_breaks_a_reader(cell: object) -> None:
    for read in READERS:
        answer = read(cell)
        assert answer is None or isinstance(answer, int | str | list | Odd)
