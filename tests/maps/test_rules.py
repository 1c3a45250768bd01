from dataclasses import replace

import pytest
from shapely import MultiPolygon, Polygon, box

from gi_registry.areas.rules import FinestLevel
from gi_registry.core.words import Words
from gi_registry.maps.rules import Entry, Filter, certainty, rings
from gi_registry.products.rules import RightKind

VINEGAR = Entry(
    gi_id=1,
    code="SXGI-001",
    name=Words("山西老陈醋", "Shanxi Lao Chen Cu"),
    category="vinegar",
    category_words=Words("食醋", "Vinegar"),
    kinds=(RightKind.PRODUCT_PROTECTION,),
    places=(Words("清徐县", "Qingxu County"),),
    regions=(
        Words("太原市清徐县", "Qingxu County, Taiyuan"),
        Words("吕梁市临县", "Lin County, Lüliang"),
    ),
    season_mask=0b1000_0000_0001,
    search_text="\nshan xi lao chen cu\nsxlcc\n山西老陈醋\n",
    certainty=Words("示例", "example"),
    is_finer=False,
    is_unverified=False,
    is_drawn=True,
)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "老陈醋",
        "lao chen",
        "Shān Xī",
        "SXLCC",
        "清徐",
        "吕梁",
        "lǚliáng",
        "Taiyuan",
        "醋 清徐",
    ],
)
def test_a_product_is_found_by_its_names_and_by_its_counties(text: str) -> None:
    assert Filter(text=text).keeps(VINEGAR)


@pytest.mark.parametrize(
    "asked",
    [
        Filter(text="苹果"),
        Filter(text="醋 祁县"),
        Filter(category="fruit"),
        Filter(month=6),
        Filter(text="老陈醋", month=6),
    ],
)
def test_a_product_that_does_not_fit_is_left_out(asked: Filter) -> None:
    assert not asked.keeps(VINEGAR)


def test_the_months_of_a_season_are_bits_from_january() -> None:
    kept = [month for month in range(1, 13) if Filter(month=month).keeps(VINEGAR)]

    assert kept == [1, 12]
    assert not Filter(month=1).keeps(replace(VINEGAR, season_mask=0))


def test_how_sure_an_area_is_is_said() -> None:
    finer = certainty(FinestLevel.VILLAGE, 400, is_drawn=True)
    drawn = certainty(FinestLevel.COUNTY, 1003, is_drawn=True)
    missing = certainty(FinestLevel.COUNTY, 0, is_drawn=False)

    assert "列到村" in finer.zh
    assert "1,003 米" in drawn.zh
    assert "1,003 m" in drawn.en
    assert "不能落图" in missing.zh


def test_a_ring_is_a_corner_and_steps() -> None:
    square = Polygon([(112, 37), (112.01, 37), (112.01, 37.02), (112, 37.02)])

    assert rings(square, 1_000) == [[112000, 37000, 10, 0, 0, 20, -10, 0]]


def test_corners_that_fall_together_are_one() -> None:
    square = box(112, 37, 112.01, 37.02).segmentize(0.0004)

    (ring,) = rings(square, 100)

    assert len(ring) // 2 == 6  # the corners, and one unit from the next twice


def test_every_ring_of_every_part_is_kept_but_specks() -> None:
    hole = box(110.5, 36.5, 111, 37).exterior
    holed = Polygon(box(110, 36, 112, 38).exterior, [hole])
    speck = box(113, 37, 113.0001, 37.0001)

    found = rings(MultiPolygon([holed, box(114, 38, 115, 39), speck]), 1_000)

    assert len(found) == 3
