import pytest

from gi_registry.core.published import codelist
from gi_registry.products.rules import Evidence
from gi_registry.products.rules.catalogue import evidence_of, goods_of
from gi_registry.products.rules.naming import comparable, search_text


@pytest.mark.parametrize(
    "typed", ["Qīnzhōu", "QINZHOU", "qin1zhou1", " qinzhou ", "ｑｉｎｚｈｏｕ"]
)
def test_pinyin_is_compared_without_tones_case_and_width(typed: str) -> None:
    assert comparable(typed) == "qinzhou"


@pytest.mark.parametrize("typed", ["lǜ dòu", "LÜ DOU", "lv4 dou4", "lu\u0308  dou"])
def test_u_with_two_dots_is_a_v_as_on_keyboards(typed: str) -> None:
    assert comparable(typed) == "lv dou"


@pytest.mark.parametrize("typed", ["sxgi-001", "agi01055", "沁州黄小米"])
def test_codes_and_characters_stay_as_they_are(typed: str) -> None:
    assert comparable(typed) == typed


def test_a_name_is_found_by_each_of_its_forms() -> None:
    forms = search_text("沁州黄小米", ["Qinzhou Huang Xiao Mi", "millet"]).split("\n")

    assert forms[1] == "qin zhou huang xiao mi"
    assert {"qinzhouhuangxiaomi", "qzhxm", "qzhhxm", "沁州黄小米", "millet"} <= {*forms}


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("山西老陈醋", "vinegar"),
        ("代县黄酒", "yellow rice wine"),
        ("杏花村酒", "spirits"),
        ("娄烦山药蛋", "potatoes"),
        ("平遥长山药", "Chinese yam"),
    ],
)
def test_a_product_is_what_its_name_ends_with(name: str, english: str) -> None:
    words = goods_of(name, codelist("goods"))

    assert words is not None
    assert words.en == english


def test_what_is_partly_memory_is_memory() -> None:
    assert evidence_of("sourced:https://a.example") is Evidence.SOURCED
    assert evidence_of("sourced:A; sourced:https://b.example") is Evidence.SOURCED
    assert evidence_of("sourced:A; memory") is Evidence.MEMORY
    assert evidence_of("memory (crop calendar)") is Evidence.MEMORY
    assert evidence_of("") is Evidence.MEMORY
