import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_registry.products.rules import AnnouncementKind
from gi_registry.products.rules.numbers import announcement_number, standard_number
from gi_registry.products.rules.seasons import mask_of, months_of


@pytest.mark.parametrize(
    ("text", "issuer", "year", "number"),
    [
        ("国家质检总局公告2004年第104号", "AQSIQ", 2004, 104),
        ("国家质量监督检验检疫总局公告 2003 年第 75 号", "AQSIQ", 2003, 75),
        ("国家知识产权局公告第640号", "CNIPA", 0, 640),
        ("国家知识产权局第475号公告", "CNIPA", 0, 475),
        ("农业部公告第1813号", "MOA", 0, 1813),
        ("中华人民共和国农业部公告第２６５１号", "MOA", 0, 2651),
        ("农业农村部公告第298号", "MARA", 0, 298),
    ],
)
def test_an_announcement_number_names_issuer_year_and_number(
    text: str, issuer: str, year: int, number: int
) -> None:
    read = announcement_number(text)

    assert read is not None
    assert (read.issuer, read.year, read.number) == (issuer, year, number)


def test_what_an_announcement_does_is_no_part_of_its_title() -> None:
    read = announcement_number("国家质检总局公告2011年第102号（受理）")

    assert read is not None
    assert read.title == "国家质检总局公告2011年第102号"
    assert read.kind is AnnouncementKind.ACCEPTED


@pytest.mark.parametrize(
    "text",
    [
        "国家质检总局公告第104号",  # a yearly series without its year
        "国家质检总局公告2004年",
        "某局公告2004年第104号",
        "商标注册号25806794",
        "",
    ],
)
def test_no_number_is_made_of_what_is_none(text: str) -> None:
    assert announcement_number(text) is None


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("GB/T 19777-2013", "GB/T 19777-2013"),
        ("GB/T19777—2013", "GB/T 19777-2013"),
        ("gb／t 19777 － 2013", "GB/T 19777-2013"),
        ("GB 19503–2004", "GB 19503-2004"),
        ("DB14/T 1234.2-2019", "DB14/T 1234.2-2019"),
        ("NY/T 1161-2006", "NY/T 1161-2006"),
        ("GH/T 1160-2017", "GH/T 1160-2017"),
        ("T/SXAGI 001-2020", "T/SXAGI 001-2020"),
    ],
)
def test_a_standard_has_one_form(printed: str, kept: str) -> None:
    assert standard_number(printed) == kept
    assert standard_number(kept) == kept


@pytest.mark.parametrize("text", ["GB/T 19777", "19777-2013", "GB/T 19777-13", ""])
def test_a_standard_without_series_or_year_is_none(text: str) -> None:
    assert standard_number(text) is None


def test_january_is_the_lowest_bit_and_december_the_highest() -> None:
    assert mask_of([1]) == 1
    assert mask_of([12]) == 2**11
    assert mask_of(range(1, 13)) == 4095


@given(st.sets(st.integers(1, 12)))
def test_months_come_back_out_of_their_mask_in_order(months: set[int]) -> None:
    assert months_of(mask_of(months)) == tuple(sorted(months))


@pytest.mark.parametrize("month", [0, 13, -1])
def test_there_is_no_thirteenth_month(month: int) -> None:
    with pytest.raises(ValueError, match="no month"):
        mask_of([month])
