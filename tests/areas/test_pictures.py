import re
from xml.etree.ElementTree import Element, fromstring

import pytest
from shapely import MultiPolygon, Point, box
from sqlalchemy.orm import Session

from gi_registry.areas import service
from gi_registry.areas.errors import DivisionsMissingError
from gi_registry.areas.pictures import (
    MOST_BYTES,
    Ground,
    area_picture_svg,
    silhouette_svg,
)
from gi_registry.areas.rules import FinestLevel, NewArea
from gi_registry.core.words import Language
from gi_registry.geo import layers
from gi_registry.products.models import Gi
from gi_registry.products.rules import Evidence
from tests import factories
from tests.factories import NOW, TODAY

SVG = "{http://www.w3.org/2000/svg}"
SQUARE = box(110, 36, 112, 38)


def parsed(svg: str) -> Element:
    """Read an inline picture as XML."""
    return fromstring(svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1))  # noqa: S314 -- our own


def classes(svg: str) -> list[str]:
    return re.findall(r'class="(\w+)"', svg)


def corners(d: str) -> list[tuple[int, int]]:
    """Walk the path of one ring: absolute start, relative steps."""
    numbers = [int(text) for text in re.findall(r"-?\d+", d)]
    points = [(numbers[0], numbers[1])]
    for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
        points.append((points[-1][0] + dx, points[-1][1] + dy))
    return points


def product(session: Session, *codes: str, text: str = "示例") -> Gi:
    gi = factories.gi(session, name_zh="山西老陈醋", name_en="Shanxi <Lao> Chen Cu")
    new = NewArea(text, codes, FinestLevel.COUNTY, "a test", Evidence.SOURCED)
    service.import_area(session, gi, new, on=TODAY, now=NOW)
    return gi


def test_a_square_is_as_high_as_the_cosine_makes_it_narrow() -> None:
    """Two degrees at 37 north: cos(37°) = 0.7986."""
    (path,) = parsed(silhouette_svg(None, SQUARE)).findall(f"{SVG}path")

    points = corners(path.attrib["d"])
    wide = max(x for x, _ in points) - min(x for x, _ in points)
    high = max(y for _, y in points) - min(y for _, y in points)
    assert wide == 112
    assert high == pytest.approx(112 / 0.7986, abs=1)


def test_north_is_up_and_east_is_right() -> None:
    north_east = box(111.5, 37.5, 112, 38)

    land, area = parsed(silhouette_svg(north_east, SQUARE)).findall(f"{SVG}path")

    whole, part = corners(land.attrib["d"]), corners(area.attrib["d"])
    assert max(x for x, _ in part) == max(x for x, _ in whole)
    assert min(y for _, y in part) == min(y for _, y in whole)


def test_an_area_too_small_to_be_seen_gets_a_spot() -> None:
    small = Point(111, 37).buffer(0.01)

    assert classes(silhouette_svg(small, SQUARE))[-1] == "spot"
    assert "spot" not in classes(silhouette_svg(SQUARE.buffer(-0.5), SQUARE))


def test_every_part_of_an_area_is_drawn() -> None:
    parts = MultiPolygon([box(110, 36, 110.5, 36.5), box(111.5, 37.5, 112, 38)])

    _, area = parsed(silhouette_svg(parts, SQUARE)).findall(f"{SVG}path")

    assert area.attrib["d"].count("M") == area.attrib["d"].count("z") == 2


def test_a_picture_holds_no_more_than_it_may_however_rough_the_coast() -> None:
    rough = Point(111, 37).buffer(1, quad_segs=8_000)
    ground = Ground(rough, rough.boundary)

    assert len(area_picture_svg(rough, ground, words="示例").encode()) <= MOST_BYTES


def test_words_are_escaped() -> None:
    svg = area_picture_svg(None, Ground(SQUARE, SQUARE.boundary), words='"<b>&')

    assert parsed(svg).attrib["aria-label"] == '"<b>&'


def test_every_county_can_be_shown_in_six_thousand_bytes(shanxi: Session) -> None:
    codes = [county.adcode for county in layers.counties()]
    gi = product(shanxi, *codes)

    for code in codes:
        svg = service.map_svg(shanxi, gi.id, highlight_code=code)
        assert len(svg.encode()) <= MOST_BYTES
        assert "county" in classes(svg)
        parsed(svg)


def test_a_picture_names_the_county_in_the_language_asked_for(shanxi: Session) -> None:
    gi = product(shanxi, "140727", "140703")

    zh = parsed(service.map_svg(shanxi, gi.id, highlight_code="140727"))
    en = parsed(
        service.map_svg(shanxi, gi.id, highlight_code="140727103", language=Language.EN)
    )

    assert zh.attrib["aria-label"] == "山西老陈醋产地示意图：祁县"
    assert (
        en.attrib["aria-label"]
        == "Sketch of the area of Shanxi <Lao> Chen Cu: Qi County"
    )
    assert [text.text for text in zh.iter(f"{SVG}text")] == ["祁县"]


def test_without_a_county_the_area_itself_is_shown(shanxi: Session) -> None:
    gi = product(shanxi, "140727")

    for code in (None, "999999"):
        svg = service.map_svg(shanxi, gi.id, highlight_code=code)
        assert "area" in classes(svg)
        assert "county" not in classes(svg)
        assert "<text" not in svg


def test_without_an_area_the_province_is_shown(shanxi: Session) -> None:
    gi = factories.gi(shanxi)

    svg = service.map_svg(shanxi, gi.id)

    assert "area" not in classes(svg)
    assert "land" in classes(svg)


def test_a_picture_carries_no_style(shanxi: Session) -> None:
    """The policy forbids inline styles."""
    gi = product(shanxi, "140727")

    for svg in (
        service.map_svg(shanxi, gi.id, highlight_code="140727"),
        *service.silhouettes(shanxi, [gi.id]).values(),
    ):
        assert not re.search(r"style=|<style|<script|\son\w+=", svg)


def test_silhouettes_come_for_many_products_at_once(shanxi: Session) -> None:
    drawn, bare = product(shanxi, "140727", "140703"), factories.gi(shanxi)

    found = service.silhouettes(shanxi, [drawn.id, bare.id])

    assert classes(found[drawn.id])[:3] == ["silhouette", "land", "area"]
    assert classes(found[bare.id]) == ["silhouette", "land"]
    assert all(len(svg) < 1_500 for svg in found.values())


def test_a_new_reading_is_a_new_picture(shanxi: Session) -> None:
    gi = product(shanxi, "140727")
    before = service.silhouettes(shanxi, [gi.id])[gi.id]
    moved = NewArea("绛县", ("140826",), FinestLevel.COUNTY, "x", Evidence.SOURCED)

    service.import_area(shanxi, gi, moved, on=TODAY, now=NOW)

    assert service.silhouettes(shanxi, [gi.id])[gi.id] != before


def test_without_divisions_nothing_is_drawn(session: Session) -> None:
    gi = factories.gi(session)

    with pytest.raises(DivisionsMissingError):
        service.map_svg(session, gi.id)
    with pytest.raises(DivisionsMissingError):
        service.silhouettes(session, [gi.id])


def test_without_the_province_its_counties_are_the_ground(session: Session) -> None:
    factories.division(session, geometry=SQUARE)
    gi = factories.gi(session)

    assert "land" in classes(service.map_svg(session, gi.id))
