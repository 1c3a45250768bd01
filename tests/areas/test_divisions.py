from collections import Counter
from datetime import date, timedelta

import numpy as np
import pytest
import shapely
from shapely import Point
from sqlalchemy import select
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import Session

from gi_registry.areas import service
from gi_registry.areas.models import Division, DivisionAlias
from gi_registry.areas.rules import DivisionLevel
from gi_registry.core.words import Words
from gi_registry.geo import layers
from tests.factories import NOW


def test_shanxi_has_117_counties_11_prefectures_and_itself(shanxi: Session) -> None:
    levels = Counter(division.level for division in service.divisions(shanxi))

    assert levels == {
        DivisionLevel.PROVINCE: 1,
        DivisionLevel.PREFECTURE: 11,
        DivisionLevel.COUNTY: 117,
    }


def test_loading_again_writes_nothing(shanxi: Session) -> None:
    aliases = len(list(shanxi.scalars(select(DivisionAlias))))

    written = service.load_divisions(shanxi, now=NOW)

    assert written == 0
    assert len(list(shanxi.scalars(select(DivisionAlias)))) == aliases == 17


def test_a_border_that_was_corrected_begins_on_the_day_it_is_loaded(
    shanxi: Session,
) -> None:
    former = shanxi.scalars(select(Division).where(Division.code == "140727")).one()
    former.geometry = shapely.box(112.3, 37.3, 112.4, 37.4)
    shanxi.flush()

    written = service.load_divisions(shanxi, now=NOW)

    statement = select(Division).where(Division.code == "140727").order_by(Division.id)
    rows = list(shanxi.scalars(statement))
    assert written == 1
    assert [(row.valid_from, row.valid_to) for row in rows] == [
        (date(1900, 1, 1), date(2026, 11, 21)),
        (date(2026, 11, 22), None),
    ]
    (published,) = (c.area_km2 for c in layers.counties() if c.adcode == "140727")
    assert rows[1].area_m2 == pytest.approx(published * 1e6, rel=1e-4)


def test_a_border_corrected_twice_in_a_day_is_written_over(shanxi: Session) -> None:
    rows = shanxi.scalars(select(Division).where(Division.code == "140727"))
    for shift in (0.1, 0.2):
        latest = rows.all()[-1] if shift == 0.1 else _present(shanxi)
        latest.geometry = shapely.box(112.3, 37.3, 112.3 + shift, 37.4)
        shanxi.flush()
        assert service.load_divisions(shanxi, now=NOW) == 1

    assert service.load_divisions(shanxi, now=NOW + timedelta(days=9)) == 0
    assert _present(shanxi).valid_from == date(2026, 11, 22)


def test_a_county_knows_how_far_its_border_may_be_off(shanxi: Session) -> None:
    """The 90th percentiles of geodata/boundary_uncertainty.csv, rounded up."""
    found = {row.code: row.border_uncertainty_m for row in service.divisions(shanxi)}

    assert found["140105"] == 236
    assert found["140727"] == int(layers.uncertainty()["140727"])
    assert found["141000"] < found["140000"] == 1003
    linfen = [value for code, value in found.items() if code[:4] == "1410"]
    assert found["141000"] == max(linfen)


def test_names_come_in_both_languages_and_with_the_prefecture(shanxi: Session) -> None:
    codes = ["140727", "140700", "140000", "999999"]

    assert service.names(shanxi, codes) == {
        "140727": Words("祁县", "Qi County"),
        "140700": Words("晋中市", "Jinzhong"),
        "140000": Words("山西省", "Shanxi Province"),
    }
    full = service.full_names(shanxi, codes)
    assert full["140727"] == Words("晋中市祁县", "Qi County, Jinzhong")
    assert full["140700"] == Words("晋中市", "Jinzhong")
    assert set(full) == {"140727", "140700", "140000"}


def test_lists_bring_no_geometry(shanxi: Session) -> None:
    shanxi.expire_all()

    counties = service.counties(shanxi)

    assert [county.code for county in counties] == sorted(layers.uncertainty())
    with pytest.raises(InvalidRequestError):
        _ = counties[0].geometry


def test_a_point_is_found_in_the_county_that_every_county_being_asked_gives(
    shanxi: Session,
) -> None:
    random = np.random.default_rng(20261122)
    points = random.uniform([110.1, 34.4], [114.7, 40.9], (150, 2))
    counties = layers.counties()

    for lon, lat in points:
        here = Point(lon, lat)
        asked = [each.adcode for each in counties if each.geometry.intersects(here)]

        found = service.county_at(shanxi, lon, lat)

        assert (found.code if found else None) == (asked[0] if asked else None)


def test_a_point_on_a_shared_border_has_the_lower_code(shanxi: Session) -> None:
    by_code = {county.adcode: county.geometry for county in layers.counties()}
    shared = shapely.intersection(by_code["140727"], by_code["140703"])
    corner = Point(shapely.get_coordinates(shared)[0])

    found = service.county_at(shanxi, corner.x, corner.y)

    assert found is not None
    assert found.code == "140703"


def _present(session: Session) -> Division:
    statement = select(Division).where(
        Division.code == "140727", Division.valid_to.is_(None)
    )
    return session.scalars(statement).one()
