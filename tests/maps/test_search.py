import pytest

from gi_registry.core.words import Words
from gi_registry.maps.search import MOST_OFFERED, Kind, Offer, offers, spot
from gi_registry.products.rules.naming import search_text


def offer(kind: Kind, key: str, zh: str, en: str) -> Offer:
    lines = tuple(search_text(zh, (en, key)).strip().split("\n"))
    return Offer(kind, key, Words(zh, en), Words("", ""), lines)


VINEGAR = offer(Kind.PRODUCT, "SXGI-001", "山西老陈醋", "Shanxi Lao Chen Cu")
PEAR = offer(Kind.PRODUCT, "SXGI-082", "祁县酥梨", "Qixian Crisp Pear")
QI = offer(Kind.COUNTY, "140727", "祁县", "Qi County")
XI = offer(Kind.COUNTY, "141031", "隰县", "Xi County")
JINZHONG = offer(Kind.PREFECTURE, "140700", "晋中市", "Jinzhong City")
KNOWN = [VINEGAR, PEAR, QI, XI, JINZHONG]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("老陈", [VINEGAR]),
        ("laochencu", [VINEGAR]),
        ("sxlcc", [VINEGAR]),
        ("Lǎo Chén", [VINEGAR]),
        ("祁", [PEAR, QI]),
        ("xian", [PEAR, QI, XI]),
        ("qi xian", [PEAR, QI]),
        ("jz", [JINZHONG]),
        ("140727", [QI]),
        ("county qi", [QI]),
        ("没有", []),
        ("  ", []),
    ],
)
def test_what_is_typed_is_offered(text: str, expected: list[Offer]) -> None:
    assert offers(text, KNOWN) == expected


def test_what_begins_so_comes_first() -> None:
    assert offers("xi", [VINEGAR, XI]) == [XI, VINEGAR]


def test_places_are_not_crowded_out_by_products() -> None:
    pears = [offer(Kind.PRODUCT, f"P-{n}", f"祁县梨{n}", "") for n in range(20)]

    found = offers("祁县", [*pears, QI])

    assert len(found) == MOST_OFFERED
    assert QI in found


@pytest.mark.parametrize(
    "text",
    [
        "112.35, 37.35",
        "112.35 37.35",
        " 112.35，37.35 ",
        "112.35°E, 37.35°N",
        "东经112.35° 北纬37.35°",
    ],
)
def test_two_numbers_are_a_place(text: str) -> None:
    found = spot(text)

    assert found is not None
    assert (found.lon, found.lat, found.is_swapped) == (112.35, 37.35, False)


def test_latitude_first_is_understood_and_said() -> None:
    found = spot("37.35, 112.35")

    assert found is not None
    assert (found.lon, found.lat, found.is_swapped) == (112.35, 37.35, True)
    (offered,) = offers("37.35, 112.35", KNOWN)
    assert (offered.kind, offered.key) == (Kind.POINT, "112.350000,37.350000")
    assert "纬度在前" in offered.note.zh


def test_a_place_is_offered_as_it_was_typed() -> None:
    (exact,) = offers("112.3345678, 37.5", KNOWN)
    (whole,) = offers("112, 37", KNOWN)

    assert (exact.name.zh, exact.key) == ("112.334568, 37.5", "112.334568,37.500000")
    assert whole.name.en == "112, 37"


@pytest.mark.parametrize(
    "text", ["", "112.35", "2.35, 48.85", "112.35, 95", "a, b", "1" * 500, "112,37,3"]
)
def test_what_is_no_place_in_china_is_none(text: str) -> None:
    assert spot(text) is None
