"""What is kept in memory is right after a change by another process."""

import subprocess
import sys
import textwrap

import numpy as np
from shapely import box
from sqlalchemy.orm import Session

from gi_registry.areas import service
from gi_registry.areas.service import PlaceIndex
from gi_registry.core.db import Database
from tests import factories
from tests.factories import TODAY

WEST, EAST = (112.02, 37.05), (112.18, 37.05)
ELSEWHERE = """
    import sys
    from shapely import box
    from sqlalchemy import select
    from gi_registry.app import tables  # every model
    from gi_registry.areas.models import AreaVersion, Division
    from gi_registry.core.db import Database

    database = Database(sys.argv[1])
    with database.write() as session:
        {change}
"""
BORDER_MOVED = """
        for row in session.scalars(select(Division)):
            west = row.code == "140721"
            row.geometry = box(112, 37, 112.19, 37.1) if west else box(
                112.19, 37, 112.2, 37.1)
"""
AREA_MOVED = """
        session.scalars(select(AreaVersion)).one().geometry = box(
            112.1, 37, 112.2, 37.1)
"""


def test_what_another_process_changes_is_seen_at_once(database: Database) -> None:
    with database.write() as session:
        halves = {
            "140721": box(112, 37, 112.1, 37.1),
            "140722": box(112.1, 37, 112.2, 37.1),
        }
        for code, half in halves.items():
            factories.division(session, code=code, geometry=half, area_m2=98_000_000)
        gi = factories.gi(session)
        factories.area(session, gi, geometry=halves["140721"], uncertainty_m=100)
        code = gi.code

    before = _asked(database)
    _in_another_process(database, BORDER_MOVED)
    between = _asked(database)
    _in_another_process(database, AREA_MOVED)
    after = _asked(database)

    assert before == (["140721", "140722"], [(code,), ()])
    assert between == (["140721", "140721"], [(code,), ()])
    assert after == (["140721", "140721"], [(), (code,)])


def _asked(database: Database) -> tuple[list[str], list[tuple[str, ...]]]:
    """Return county and products of both places, in every way there is to ask."""
    with database.read() as session:
        places = PlaceIndex(session, on=TODAY).locate(np.array([WEST, EAST]))
        counties = [county for county, _ in places]
        products = [found for _, found in places]
        assert counties == [_county(session, *place) for place in (WEST, EAST)]
        assert products == [_products(session, *place) for place in (WEST, EAST)]
    return counties, products


def _county(session: Session, lon: float, lat: float) -> str:
    found = service.county_at(session, lon, lat)
    return found.code if found else ""


def _products(session: Session, lon: float, lat: float) -> tuple[str, ...]:
    found = service.products_at(session, lon, lat, on=TODAY)
    return tuple(there.code for there in found)


def _in_another_process(database: Database, change: str) -> None:
    url = database.engine.url.render_as_string(hide_password=False)
    script = textwrap.dedent(ELSEWHERE.replace("        {change}", change))
    subprocess.run([sys.executable, "-c", script, url], check=True)  # noqa: S603 -- our own words
