import pytest

from gi_registry.areas.rules import ClauseStatus, FinestLevel
from gi_registry.areas.wording import Clause, Former, Unit, clauses, gone

QI = Unit("140727", "祁县", "晋中市")
TAIGU = Unit("140703", "太谷区", "晋中市", (Former("太谷县", "2019年改为太谷区"),))
QINGXU = Unit("140121", "清徐县", "太原市")
JIANG = Unit("140826", "绛县", "运城市")
WANRONG = Unit("140822", "万荣县", "运城市")


def read(
    text: str, *units: Unit, finest: FinestLevel = FinestLevel.COUNTY
) -> list[Clause]:
    return clauses(text, finest, units, others=["新绛县", "晋源区"])


def test_each_county_keeps_its_own_piece_of_the_wording() -> None:
    """From AQSIQ announcement 2004 No. 104."""
    text = "太原市清徐县、晋源区；晋中市太谷县(今太谷区)、祁县现辖行政区域"

    found = read(text, QINGXU, TAIGU, QI)

    assert [clause.text for clause in found] == [
        "清徐县",
        "太谷县(今太谷区)",
        "祁县现辖行政区域",
    ]
    assert {clause.status for clause in found} == {ClauseStatus.RESOLVED}


def test_a_former_name_says_what_became_of_it() -> None:
    (clause,) = read("太谷县现辖行政区域", TAIGU)

    assert clause.status is ClauseStatus.RESOLVED
    assert "太谷县" in clause.reason
    assert "2019年改为太谷区" in clause.reason


def test_a_county_that_was_split_is_ambiguous() -> None:
    former = Former("大同市南郊区", "2018年改为平城区", is_split=True)
    pingcheng = Unit("140213", "平城区", "大同市", (former,))

    (clause,) = read("大同市南郊区", pingcheng)

    assert clause.status is ClauseStatus.AMBIGUOUS
    assert "可能偏大" in clause.reason


@pytest.mark.parametrize(
    ("finest", "level"), [(FinestLevel.TOWNSHIP, "乡镇"), (FinestLevel.VILLAGE, "村")]
)
def test_what_is_finer_than_a_county_is_ambiguous(
    finest: FinestLevel, level: str
) -> None:
    (clause,) = read("祁县古县镇、东观镇", QI, finest=finest)

    assert clause.text == "祁县古县镇、东观镇"
    assert clause.status is ClauseStatus.AMBIGUOUS
    assert f"文字列到{level}" in clause.reason


def test_xinjiang_county_is_not_jiang_county() -> None:
    found = read("运城市新绛县古交镇、绛县古绛镇", JIANG)

    assert [clause.text for clause in found] == ["绛县古绛镇"]


def test_a_prefecture_alone_resolves_its_counties_and_says_so() -> None:
    found = read("运城市现辖行政区域", JIANG, WANRONG)

    assert [clause.text for clause in found] == ["绛县", "万荣县"]
    assert all(clause.status is ClauseStatus.RESOLVED for clause in found)
    assert all("文字只写到运城市" in clause.reason for clause in found)


def test_a_name_without_its_last_character_counts_where_the_whole_is_absent() -> None:
    (clause,) = read("运城市，主产万荣、芮城", WANRONG)

    assert clause.text == "万荣、芮城"
    assert "“万荣”" in clause.reason


def test_a_township_of_that_name_is_not_the_county() -> None:
    lucheng = Unit("140406", "潞城区", "长治市")

    (clause,) = read("陵川县六泉乡、潞城镇", lucheng)

    assert clause.status is ClauseStatus.AMBIGUOUS
    assert "没有点名" in clause.reason


def test_a_county_that_nothing_names_waits_for_somebody_to_look() -> None:
    (clause,) = read("析城山一带", QI)

    assert clause.status is ClauseStatus.AMBIGUOUS
    assert "待核" in clause.reason


def test_the_whole_province_names_every_county() -> None:
    (clause,) = read("山西省现辖行政区域", QI, finest=FinestLevel.PROVINCE)

    assert clause.status is ClauseStatus.RESOLVED


def test_two_counties_of_one_name_share_the_mention() -> None:
    one, other = Unit("140302", "城区", "阳泉市"), Unit("140502", "城区", "晋城市")

    found = read("阳泉市城区", one, other)

    assert [clause.text for clause in found] == ["城区", "城区"]


def test_a_code_without_a_division_is_gone() -> None:
    clause = gone("149999")

    assert clause.status is ClauseStatus.GONE
    assert "149999" in clause.reason
