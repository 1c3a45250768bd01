"""Wordings of the catalogue read by hand, and what the parser makes of them."""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import pytest

from gi_registry.areas import wording
from gi_registry.areas.causes import Cause
from gi_registry.areas.rules import ClauseKind, ClauseStatus, FinestLevel
from gi_registry.areas.wording import Clause, Former, Gazetteer, Reading, Unit
from gi_registry.geo import layers

Expected = tuple[str, str, str, str]
"""Kind, cause, text, codes."""


@cache
def gazetteer() -> Gazetteer:
    prefectures = {each.adcode: each.name for each in layers.prefectures()}
    former: dict[str, list[Former]] = {}
    for alias in layers.aliases():
        for code in alias.new_codes:
            split = len(alias.new_codes) > 1
            known = Former(alias.old_name, f"{alias.year}年", split)
            former.setdefault(code, []).append(known)
    units = {
        each.adcode: Unit(
            each.adcode,
            each.name,
            prefectures[each.parent],
            tuple(former.get(each.adcode, ())),
        )
        for each in layers.counties()
    }
    return Gazetteer(units, "山西省", layers.townships(), layers.villages())


@cache
def outlines() -> dict[str, object]:
    return {each.adcode: each.geometry for each in layers.counties()}


def read(text: str, *listed: str) -> Reading:
    return wording.read(
        text,
        gazetteer(),
        listed=listed,
        outline=outlines().__getitem__,  # type: ignore[arg-type]
    )


def told(clauses: Sequence[Clause]) -> list[Expected]:
    return [
        (c.kind.value, c.cause.value, c.text, " ".join(c.codes))
        for c in clauses
        if c.kind is not ClauseKind.BOX
    ]


BY_HAND: dict[str, tuple[str, str, list[Expected]]] = {
    "whole county": (
        "平遥县现辖行政区域",
        "140728",
        [("county", "drawn", "平遥县现辖行政区域", "140728")],
    ),
    "bare county": ("高平市", "140581", [("county", "drawn", "高平市", "140581")]),
    "former name": (
        "大同县(今云州区)",
        "140215",
        [("county", "former_name", "大同县(今云州区)", "140215")],
    ),
    "three counties": (
        "壶关县、平顺县、黎城县",
        "140427 140425 140426",
        [
            ("county", "drawn", "壶关县", "140427"),
            ("county", "drawn", "平顺县", "140425"),
            ("county", "drawn", "黎城县", "140426"),
        ],
    ),
    "counted townships, lists, total": (
        (
            "沁县13乡镇；武乡县涌泉乡、故城镇、丰州镇；襄垣县虒亭镇、王村镇；"
            "屯留县(今屯留区)吾元镇，共19乡镇，112°28′-112°54′E 36°26′-36°59′N"
        ),
        "140430 140429 140423 140405",
        [
            ("counted", "counted", "沁县13乡镇", ""),
            (
                "townships",
                "no_polygon",
                "武乡县涌泉乡、故城镇、丰州镇",
                "140429207 140429104 140429100",
            ),
            ("townships", "no_polygon", "襄垣县虒亭镇、王村镇", "140423104 140423106"),
            ("townships", "no_polygon", "屯留县(今屯留区)吾元镇", "140405104"),
            ("counted", "count_agrees", "共19乡镇", ""),
        ],
    ),
    "one township is gone": (
        "左权县麻田镇、拐儿镇、芹泉镇、桐峪镇、粟城乡5乡镇 (左政发〔2007〕95号)",
        "140722",
        [
            (
                "townships",
                "no_polygon",
                "左权县麻田镇、拐儿镇、芹泉镇、桐峪镇",
                "140722102 140722104 140722103 140722101",
            ),
            ("townships", "no_such_town", "粟城乡", ""),
            ("counted", "count_agrees", "5乡镇", ""),
        ],
    ),
    "townships and a number of villages": (
        "万荣县贾村乡、高村乡、王显乡3乡28村",
        "140822",
        [
            ("townships", "no_polygon", "万荣县贾村乡", "140822206"),
            ("townships", "other_kind", "高村乡", ""),
            ("townships", "no_polygon", "王显乡", "140822207"),
            ("counted", "count_agrees", "3乡", ""),
            ("counted", "counted", "28村", ""),
        ],
    ),
    "villages of one township": (
        "汾阳市杏花村镇上堡村、下堡村、西堡村 (汾政字〔2011〕66号)",
        "141182",
        [
            (
                "villages",
                "no_polygon",
                "汾阳市杏花村镇上堡村、下堡村、西堡村",
                "141182101205 141182101206 141182101201",
            )
        ],
    ),
    "villages without the word, then of another township": (
        "汾阳市杏花村镇上堡、下堡、东堡、小相、西堡村，贾家庄镇大相村",
        "141182",
        [
            (
                "villages",
                "no_polygon",
                "汾阳市杏花村镇上堡、下堡、东堡、小相、西堡村",
                "141182101205 141182101206 141182101200 141182101204 141182101201",
            ),
            ("villages", "no_polygon", "贾家庄镇大相村", "141182100208"),
        ],
    ),
    "平顺 62村": (
        (
            "平顺县虹梯关乡、东寺头乡、杏城镇、龙溪镇、西沟乡5乡镇62村，"
            "113°23′-113°41′E 35°57′-36°16′N"
        ),
        "140425",
        [
            (
                "townships",
                "no_polygon",
                "平顺县虹梯关乡、东寺头乡",
                "140425202 140425201",
            ),
            ("townships", "no_such_town", "杏城镇", ""),
            ("townships", "no_polygon", "龙溪镇、西沟乡", "140425101 140425200"),
            ("counted", "count_agrees", "5乡镇", ""),
            ("counted", "counted", "62村", ""),
        ],
    ),
    "a whole that is then described": (
        "柳林县现辖行政区域，8镇7乡257村，110°39′45″-111°05′33″E 37°08′-37°37′28″N",
        "141125",
        [
            ("county", "drawn", "柳林县现辖行政区域", "141125"),
            ("counted", "description", "8镇7乡", ""),
            ("counted", "description", "257村", ""),
        ],
    ),
    "as many townships as there are": (
        "绛县10乡镇，111°21′49″-111°54′19″E 35°20′19″-35°39′28″N",
        "140826",
        [("counted", "count_is_whole", "绛县10乡镇", "140826")],
    ),
    "one of all": (
        "绛县古绛镇等10乡镇",
        "140826",
        [
            ("townships", "description", "绛县古绛镇", "140826100"),
            ("counted", "count_is_whole", "等10乡镇", "140826"),
        ],
    ),
    "运城市(县级单位待核)": (
        "运城市(县级单位待核)",
        "140802 140821",
        [("prefecture", "to_be_checked", "运城市(县级单位待核)", "140802 140821")],
    ),
    "a prefecture and its main counties": (
        "运城市，主产临猗、万荣、芮城(县级单位待核)",
        "140821 140822 140830",
        [
            ("prefecture", "to_be_checked", "运城市", "140821 140822 140830"),
            ("county", "drawn", "临猗", "140821"),
            ("county", "drawn", "万荣", "140822"),
            ("county", "to_be_checked", "芮城(县级单位待核)", "140830"),
        ],
    ),
    "a total of whole counties": (
        "沁县、潞城市(今潞城区)、屯留县(今屯留区) 68乡镇",
        "140430 140406 140405",
        [
            ("county", "drawn", "沁县", "140430"),
            ("county", "former_name", "潞城市(今潞城区)", "140406"),
            ("county", "former_name", "屯留县(今屯留区)", "140405"),
            ("counted", "counted", "68乡镇", ""),
        ],
    ),
    "孝义市4乡镇11自然村3000亩": (
        "孝义市4乡镇11自然村3000亩",
        "141181",
        [
            ("counted", "counted", "孝义市4乡镇", ""),
            ("counted", "counted", "11自然村", ""),
            ("counted", "counted", "3000亩", ""),
        ],
    ),
    "townships without the word": (
        "平遥县岳壁、宁固、中都等乡镇",
        "140728",
        [
            (
                "townships",
                "no_polygon",
                "平遥县岳壁、宁固、中都",
                "140728202 140728104 140728201",
            ),
            ("counted", "open_list", "等乡镇", ""),
        ],
    ),
    "榆社 部分村": (
        "榆社县河峪乡、云竹镇、兰峪乡、讲堂乡及郝北镇、箕城镇部分村，142村",
        "140721",
        [
            ("townships", "no_polygon", "榆社县河峪乡", "140721200"),
            ("townships", "no_such_town", "云竹镇、兰峪乡、讲堂乡", ""),
            ("part", "part", "郝北镇、箕城镇部分村", "140721102 140721100"),
            ("counted", "counted", "142村", ""),
        ],
    ),
    "a bare place is a village": (
        "忻府区孙家湾",
        "140902",
        [("villages", "no_polygon", "忻府区孙家湾", "140902108210")],
    ),
    "原平 等村": (
        "原平市西镇乡南阳村、阳房村、磨头村、下社村、张村等村",
        "140981",
        [
            (
                "villages",
                "no_polygon",
                "原平市西镇乡南阳村、阳房村",
                "140981206220 140981206219",
            ),
            ("villages", "elsewhere", "磨头村", ""),
            ("villages", "no_polygon", "下社村", "140981206218"),
            ("villages", "elsewhere", "张村", ""),
            ("counted", "open_list", "等村", ""),
        ],
    ),
    "析城山一带": (
        "阳城县析城山一带",
        "140522",
        [("place", "no_place", "阳城县析城山一带", "")],
    ),
    "around a township": (
        "临县曲峪镇一带",
        "141124",
        [("place", "no_place", "临县曲峪镇一带", "141124112")],
    ),
    "陵川": (
        (
            "陵川县古郊乡、六泉乡、马圪当乡、夺火乡、潞城镇274村，"
            "113°15′-113°36′E 35°30′-35°52.5′N"
        ),
        "140524",
        [
            (
                "townships",
                "no_polygon",
                "陵川县古郊乡、六泉乡、马圪当乡、夺火乡、潞城镇",
                "140524207 140524209 140524206 140524204 140524106",
            ),
            ("counted", "counted", "274村", ""),
        ],
    ),
    "latitude first": (
        (
            "平陆县洪池乡、常乐镇、张村镇、杜马乡、部官乡、张店镇、圣人涧镇121村，"
            "34°45′57″-34°59′31″N 110°55′24″-111°15′52″E"
        ),
        "140829",
        [
            ("townships", "other_kind", "平陆县洪池乡", ""),
            (
                "townships",
                "no_polygon",
                "常乐镇、张村镇、杜马乡",
                "140829101 140829103 140829201",
            ),
            ("townships", "other_kind", "部官乡", ""),
            ("townships", "no_polygon", "张店镇、圣人涧镇", "140829102 140829100"),
            ("counted", "counted", "121村", ""),
        ],
    ),
    "towns and streets": (
        "汾阳市14乡镇街道286村",
        "141182",
        [
            ("counted", "count_is_whole", "汾阳市14乡镇街道", "141182"),
            ("counted", "counted", "286村", ""),
        ],
    ),
    # not in the catalogue
    "part of a township in brackets": (
        "祁县古县镇、东观镇(部分)",
        "140727",
        [
            ("townships", "no_polygon", "祁县古县镇", "140727102"),
            ("part", "part", "东观镇(部分)", "140727101"),
        ],
    ),
    "compass bounds": (
        "祁县境内，东至太谷区界，西至平遥县界，南至武乡县，北至清徐县",
        "140727",
        [
            ("county", "drawn", "祁县境内", "140727"),
            (
                "bounds",
                "no_line",
                "东至太谷区界，西至平遥县界，南至武乡县，北至清徐县",
                "",
            ),
        ],
    ),
    "a county that nobody entered": (
        "祁县、平遥县",
        "140727",
        [
            ("county", "drawn", "祁县", "140727"),
            ("county", "not_listed", "平遥县", "140728"),
        ],
    ),
    "a county that nothing names": (
        "祁县",
        "140727 140728",
        [
            ("county", "drawn", "祁县", "140727"),
            ("county", "not_named", "平遥县", "140728"),
        ],
    ),
    "a code that is gone": (
        "祁县",
        "140727 149999",
        [
            ("county", "drawn", "祁县", "140727"),
            ("county", "no_successor", "149999", "149999"),
        ],
    ),
    "an abolished township": (
        "盂县下社乡",
        "140322",
        [("townships", "abolished", "盂县下社乡", "")],
    ),
    "part of a prefecture": (
        "运城市部分乡镇",
        "140821 140822",
        [("part", "part", "运城市部分乡镇", "140821 140822")],
    ),
    "what is not understood stays": (
        "祁县ABC",
        "140727",
        [
            ("county", "drawn", "祁县", "140727"),
            ("place", "unread", "ABC", ""),
        ],
    ),
}


@pytest.mark.parametrize("case", BY_HAND)
def test_a_wording_read_by_hand(case: str) -> None:
    text, listed, expected = BY_HAND[case]

    found = read(text, *listed.split())

    assert told(found.clauses) == expected


def test_at_least_25_wordings_of_the_catalogue_are_read_by_hand() -> None:
    assert len(BY_HAND) >= 25


@pytest.mark.parametrize("case", BY_HAND)
def test_a_clause_is_a_verbatim_piece_at_its_place(case: str) -> None:
    text, listed, _ = BY_HAND[case]

    for clause in read(text, *listed.split()).clauses:
        if clause.start is not None:
            assert text[clause.start : clause.end] == clause.text


def test_pieces_do_not_overlap() -> None:
    for text, listed, _ in BY_HAND.values():
        placed = [c for c in read(text, *listed.split()).clauses if c.start is not None]
        for one, other in pairwise(placed):
            assert (one.end or 0) <= (other.start or 0), (one.text, other.text)


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("陵川县，113°15′-113°36′E 35°30′-35°52.5′N", (113.25, 35.5, 113.6, 35.875)),
        (
            "平陆县，34°45′57″-34°59′31″N 110°55′24″-111°15′52″E",
            (110.923333, 34.765833, 111.264444, 34.991944),
        ),
        (
            "祁县，东经112°12′至112°40′，北纬37°05′～37°28′",
            (112.2, 37.083333, 112.666667, 37.466667),
        ),
        ("祁县，112.2°-112.5°E，37.1°-37.4°N", (112.2, 37.1, 112.5, 37.4)),
    ],
)
def test_a_box_is_read_in_either_order_and_to_the_second(
    text: str, bounds: tuple[float, ...]
) -> None:
    boxes = [c for c in read(text).clauses if c.kind is ClauseKind.BOX]

    assert len(boxes) == 1
    assert boxes[0].evidence["bounds"] == pytest.approx(bounds, abs=1e-6)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        # 芮城花椒: printed on one page, 140 km north of 芮城
        ("芮城县，112°58′-113°37′E 37°17′-38°45′N", Cause.BOX_MISSES),
        ("五寨县12乡镇250村，111°28′-113°00′E 38°44′-39°17′N", Cause.BOX_WIDE),
        ("阳曲县，112°12′-113°09′E 37°56′-38°09′N", Cause.BOX_CUTS),
        ("绛县10乡镇，111°21′49″-111°54′19″E 35°20′19″-35°39′28″N", Cause.BOX_HOLDS),
        ("平顺县西沟乡，113°23′-113°41′E 35°57′-36°16′N", Cause.BOX_WITHIN),
    ],
)
def test_a_printed_box_is_compared_with_the_counties(text: str, cause: Cause) -> None:
    (box,) = [c for c in read(text).clauses if c.kind is ClauseKind.BOX]

    assert box.cause is cause
    misfits = (Cause.BOX_MISSES, Cause.BOX_WIDE, Cause.BOX_CUTS)
    assert ("所印的框不合" in box.reason.zh) == (cause in misfits)


@pytest.mark.parametrize(
    ("text", "finest"),
    [
        ("山西省现辖行政区域", FinestLevel.PROVINCE),
        ("运城市", FinestLevel.PREFECTURE),
        ("祁县", FinestLevel.COUNTY),
        ("绛县古绛镇等10乡镇", FinestLevel.COUNTY),
        ("祁县古县镇", FinestLevel.TOWNSHIP),
        ("祁县2乡镇", FinestLevel.TOWNSHIP),
        ("阳城县析城山一带", FinestLevel.TOWNSHIP),
        ("祁县古县镇30村", FinestLevel.VILLAGE),
        ("榆社县箕城镇部分村", FinestLevel.VILLAGE),
    ],
)
def test_a_wording_says_how_fine_it_is(text: str, finest: FinestLevel) -> None:
    assert read(text).finest is finest


def test_without_entered_codes_the_wording_alone_names_the_counties() -> None:
    found = read("运城市新绛县古交镇、绛县古绛镇")

    assert found.counties == ("140825", "140826")


def test_a_renamed_kind_of_township_names_what_is_there_now() -> None:
    (clause,) = read("太谷县(今太谷区)水秀乡", "140703").clauses

    assert clause.status is ClauseStatus.GONE
    assert "水秀镇（140703103）" in clause.reason.zh
    assert clause.evidence["names"][0]["candidates"] == [["140703103", "水秀镇"]]
    assert "shanxi_townships.csv" in clause.evidence["source"]
    assert clause.evidence["county"]["printed"] == "太谷县"


def test_a_split_county_takes_all_its_successors() -> None:
    alias = Former("南郊旧区", "2018年改", is_split=True)
    units = {
        "140213": Unit("140213", "平城区", "大同市", (alias,)),
        "140214": Unit("140214", "云冈区", "大同市", (alias,)),
    }

    found = wording.read(
        "南郊旧区", Gazetteer(units), outline=lambda _: pytest.fail("no box")
    )

    (clause,) = found.clauses
    assert (clause.cause, clause.codes) == (Cause.SPLIT, ("140213", "140214"))
    assert clause.county == "140200"


def test_every_cause_has_its_words_in_both_languages() -> None:
    for cause in Cause:
        assert cause.words.zh
        assert cause.words.en.isascii() or "“" in cause.words.en
