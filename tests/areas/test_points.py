from datetime import timedelta

import numpy as np
import pytest
import shapely
from pyproj import Geod
from shapely import Point, box
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from gi_registry.areas import service
from gi_registry.areas.rules import FinestLevel, NewArea
from gi_registry.core.db import Database
from gi_registry.geo import layers
from gi_registry.geo.locate import PointAnswer
from gi_registry.products.models import Gi
from gi_registry.products.rules import Evidence
from tests import factories
from tests.factories import NOW, TODAY

GRS80 = Geod(ellps="GRS80")
INSIDE, OUTSIDE = PointAnswer.INSIDE, PointAnswer.OUTSIDE
NEAR, UNKNOWN = PointAnswer.NEAR_BORDER, PointAnswer.UNKNOWN


def placed(
    session: Session, *codes: str, finest: FinestLevel = FinestLevel.COUNTY
) -> Gi:
    """Add a product whose area is made of counties."""
    gi = factories.gi(session)
    names = "、".join(c.name for c in layers.counties() if c.adcode in codes)
    new = NewArea(names, codes, finest, "a test", Evidence.SOURCED)
    service.import_area(session, gi, new, on=TODAY, now=NOW)
    return gi


def border_of(code: str) -> BaseGeometry:
    (county,) = (each for each in layers.counties() if each.adcode == code)
    return county.geometry.boundary


def to_border_m(lon: float, lat: float, code: str) -> float:
    """Return the distance to a county's border by trying it every few metres."""
    line = shapely.segmentize(border_of(code), 0.0001)
    along = shapely.get_coordinates(line)
    _, _, metres = GRS80.inv(
        np.full(len(along), lon), np.full(len(along), lat), along[:, 0], along[:, 1]
    )
    return float(metres.min())


@pytest.mark.parametrize(
    ("lon", "lat", "expected"),
    [(112.34, 37.35, INSIDE), (112.55, 37.87, OUTSIDE)],
    ids=["the seat of Qi County", "Taiyuan"],
)
def test_a_point_has_an_answer_with_its_distance(
    shanxi: Session, lon: float, lat: float, expected: PointAnswer
) -> None:
    gi = placed(shanxi, "140727")

    test = service.test_point(shanxi, gi.id, lon, lat, on=TODAY)

    assert test.answer is expected
    assert test.distance_m == pytest.approx(to_border_m(lon, lat, "140727"), abs=15)
    assert test.uncertainty_m == layers.uncertainty()["140727"]
    assert test.area_version_id is not None


def test_outside_says_how_an_area_is_changed(shanxi: Session) -> None:
    gi = placed(shanxi, "140727")

    test = service.test_point(shanxi, gi.id, 112.55, 37.87, on=TODAY)

    assert "申请变更" in test.words.zh
    assert "files for a change" in test.words.en


def test_near_the_border_nothing_is_decided(shanxi: Session) -> None:
    gi = placed(shanxi, "140727")
    border = border_of("140727").interpolate(0.4, normalized=True)

    for metres in (-300, 300):
        lon, lat, _ = GRS80.fwd(border.x, border.y, 0, metres)
        test = service.test_point(shanxi, gi.id, lon, lat, on=TODAY)
        assert test.answer is NEAR


def test_a_county_is_not_the_township_that_is_meant(shanxi: Session) -> None:
    gi = placed(shanxi, "140727", finest=FinestLevel.TOWNSHIP)

    inside = service.test_point(shanxi, gi.id, 112.34, 37.35, on=TODAY)
    outside = service.test_point(shanxi, gi.id, 112.55, 37.87, on=TODAY)

    assert inside.answer is UNKNOWN
    assert "乡镇" in inside.words.zh
    assert inside.distance_m is not None
    assert outside.answer is OUTSIDE


def test_without_a_reading_the_answer_says_so(shanxi: Session) -> None:
    gi = factories.gi(shanxi)

    test = service.test_point(shanxi, gi.id, 112.34, 37.35, on=TODAY)

    assert (test.answer, test.distance_m, test.area_version_id) == (UNKNOWN, None, None)
    assert "没有录入" in test.words.zh


def test_without_a_geometry_the_answer_says_so(shanxi: Session) -> None:
    gi = placed(shanxi, "149999")

    test = service.test_point(shanxi, gi.id, 112.34, 37.35, on=TODAY)

    assert (test.answer, test.distance_m) == (UNKNOWN, None)
    assert test.area_version_id is not None
    assert "不能落图" in test.words.zh


def test_the_reading_of_the_day_is_asked(shanxi: Session) -> None:
    gi = placed(shanxi, "140727")
    later = TODAY + timedelta(days=10)
    moved = NewArea("绛县", ("140826",), FinestLevel.COUNTY, "a test", Evidence.SOURCED)
    service.import_area(shanxi, gi, moved, on=later, now=NOW)

    days = (TODAY - timedelta(days=1), TODAY, later)
    answers = [
        service.test_point(shanxi, gi.id, 112.34, 37.35, on=day).answer for day in days
    ]

    assert answers == [UNKNOWN, INSIDE, OUTSIDE]


def test_a_change_by_another_process_is_seen_at_once(database: Database) -> None:
    with database.write() as session:
        gi = factories.gi(session)
        area = factories.area(session, gi, uncertainty_m=10)
        gi_id, area_id = gi.id, area.id
    elsewhere = Database(database.url)

    with database.read() as session:
        before = service.test_point(session, gi_id, 112.32, 37.32, on=TODAY)
    with elsewhere.write() as session:
        row = session.get_one(type(area), area_id)
        row.geometry = box(113.0, 38.0, 113.1, 38.1)
    elsewhere.engine.dispose()
    with database.read() as session:
        after = service.test_point(session, gi_id, 112.32, 37.32, on=TODAY)

    assert (before.answer, after.answer) == (INSIDE, OUTSIDE)


def test_the_products_of_a_place_are_those_that_asking_each_gives(
    shanxi: Session,
) -> None:
    random = np.random.default_rng(7)
    codes = [each.adcode for each in layers.counties()]
    products = [
        placed(shanxi, *random.choice(codes, size=3, replace=False)) for _ in range(12)
    ]
    products.append(placed(shanxi, "140727", finest=FinestLevel.VILLAGE))
    placed(shanxi, "149999")

    for lon, lat in random.uniform([110.3, 34.6], [114.5, 40.7], (60, 2)):
        each = {
            gi.code: service.test_point(shanxi, gi.id, lon, lat, on=TODAY)
            for gi in products
        }
        expected = {c: test for c, test in each.items() if test.answer is not OUTSIDE}

        found = service.products_at(shanxi, lon, lat, on=TODAY)

        assert {there.code: there.test for there in found} == expected


def test_the_surest_product_comes_first(shanxi: Session) -> None:
    unsure = placed(shanxi, "140727", finest=FinestLevel.TOWNSHIP)
    sure = placed(shanxi, "140727")

    found = service.products_at(shanxi, 112.34, 37.35, on=TODAY)

    assert [there.code for there in found] == [sure.code, unsure.code]


def test_a_plot_is_inside_only_as_a_whole(shanxi: Session) -> None:
    gi = placed(shanxi, "140727")
    holder = factories.organisation(shanxi)
    border = border_of("140727").interpolate(0.4, normalized=True)
    outlines = {
        INSIDE: box(112.340, 37.350, 112.343, 37.352),
        NEAR: border.buffer(0.001),
        OUTSIDE: box(112.550, 37.870, 112.553, 37.872),
    }

    for expected, outline in outlines.items():
        plot = factories.plot(shanxi, holder, gi, geometry=outline)
        assert service.test_plot(shanxi, plot, on=TODAY).answer is expected

    workshop = factories.plot(shanxi, holder, gi, geometry=Point(112.34, 37.35))
    assert service.test_plot(shanxi, workshop, on=TODAY).answer is INSIDE
    elsewhere = factories.plot(shanxi, holder, factories.gi(shanxi))
    assert service.test_plot(shanxi, elsewhere, on=TODAY).answer is UNKNOWN
