from datetime import timedelta

import numpy as np
import pytest
import shapely
from shapely import Point, box
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.areas import service
from gi_registry.areas.models import Division
from gi_registry.areas.rules import DivisionLevel, FinestLevel, NewArea
from gi_registry.areas.service import PlaceIndex
from gi_registry.geo import layers
from gi_registry.products.models import Gi
from gi_registry.products.rules import Evidence
from tests import factories
from tests.factories import NOW, TODAY

QI, TAIGU, JIANG = "140727", "140703", "140826"


def product(session: Session, *codes: str) -> Gi:
    gi = factories.gi(session)
    new = NewArea("示例", codes, FinestLevel.COUNTY, "a test", Evidence.SOURCED)
    service.import_area(session, gi, new, on=TODAY, now=NOW)
    return gi


def test_coarse_counties_still_meet_without_a_gap(shanxi: Session) -> None:
    coarse = list(service.layer(shanxi).overview.values())

    exact = service.layer(shanxi).of(DivisionLevel.COUNTY)
    assert shapely.coverage_is_valid(coarse)
    before = sum(shapely.count_coordinates(county.geometry) for county in exact)
    assert sum(map(shapely.count_coordinates, coarse)) < before / 2
    for county, shape in zip(exact, coarse, strict=True):
        assert shape.is_valid
        assert shape.area == pytest.approx(county.geometry.area, rel=0.021)


def test_borders_that_were_corrected_are_made_coarse_here(shanxi: Session) -> None:
    row = shanxi.scalars(select(Division).where(Division.code == QI)).one()
    row.geometry, row.area_m2 = shapely.reverse(row.geometry), row.area_m2 + 1
    shanxi.flush()

    coarse = service.layer(shanxi).overview

    assert shapely.coverage_is_valid(list(coarse.values()))
    exact = sum(shapely.count_coordinates(each.geometry) for each in layers.counties())
    assert sum(map(shapely.count_coordinates, coarse.values())) < exact
    published = layers.overview()
    assert not any(shapely.equals(coarse[code], published[code]) for code in coarse)


def test_areas_that_share_a_border_still_share_it_when_coarse(shanxi: Session) -> None:
    product(shanxi, QI)
    product(shanxi, TAIGU)

    one, other = service.areas_in_force(shanxi, on=TODAY, coarse=True)

    assert one.geometry is not None
    assert other.geometry is not None
    shared = shapely.intersection(one.geometry, other.geometry)
    assert shared.length > 0.1
    assert shared.area == 0


def test_an_area_that_is_not_made_of_counties_is_simplified_by_itself(
    shanxi: Session,
) -> None:
    gi = factories.gi(shanxi)
    circle = Point(112.34, 37.35).buffer(0.1, quad_segs=200)
    factories.area(shanxi, gi, geometry=circle, area_m2=10**9)

    (area,) = service.areas_in_force(shanxi, on=TODAY, coarse=True)

    assert area.geometry is not None
    assert shapely.count_coordinates(area.geometry) < 40
    assert shapely.hausdorff_distance(area.geometry, circle) < 0.01


def test_each_product_has_the_reading_of_the_day(shanxi: Session) -> None:
    gi = product(shanxi, QI)
    undrawn = product(shanxi, "149999")
    later = TODAY + timedelta(days=10)
    moved = NewArea("绛县", (JIANG,), FinestLevel.COUNTY, "x", Evidence.SOURCED)
    service.import_area(shanxi, gi, moved, on=later, now=NOW)

    now = service.areas_in_force(shanxi, on=TODAY)
    then = service.areas_in_force(shanxi, on=later)

    assert [area.version.gi.code for area in now] == sorted([gi.code, undrawn.code])
    assert [area.counties for area in now if area.geometry] == [(QI,)]
    assert [area.counties for area in then if area.geometry] == [(JIANG,)]
    assert service.areas_stamp(shanxi, on=TODAY) != service.areas_stamp(
        shanxi, on=later
    )


def test_many_points_get_what_asking_every_polygon_gives(shanxi: Session) -> None:
    random = np.random.default_rng(5)
    codes = [county.adcode for county in layers.counties()]
    for size in (1, 1, 2, 5, 20):
        product(shanxi, *random.choice(codes, size=size, replace=False))
    odd = factories.gi(shanxi)
    factories.area(shanxi, odd, geometry=box(111, 36, 113, 38), area_m2=1)
    points = random.uniform([110.1, 34.4], [114.7, 40.9], (500, 2))
    areas = service.areas_in_force(shanxi, on=TODAY)

    found = PlaceIndex(shanxi, on=TODAY).locate(points)

    for (lon, lat), (county, products) in zip(points, found, strict=True):
        there = service.county_at(shanxi, lon, lat) if lon < 111 else None
        assert there is None or there.code == county
        asked = [
            area.version.gi.code
            for area in areas
            if area.geometry is not None and area.geometry.intersects(Point(lon, lat))
        ]
        assert products == tuple(sorted(asked))
