import subprocess
import sys
from datetime import date, timedelta

import mapbox_vector_tile
import pytest
from shapely import box
from sqlalchemy import update
from sqlalchemy.orm import Session

from gi_registry.areas.errors import DivisionsMissingError
from gi_registry.areas.models import AreaVersion
from gi_registry.core.db import Database
from gi_registry.products.models import Gi
from gi_registry.tiles.errors import TileLayerNotFoundError
from gi_registry.tiles.rules import tile
from gi_registry.tiles.service import Desk
from tests import factories
from tests.factories import TODAY

HERE = tile(9, 415, 198)
"""Holds the square of the factories."""

RENAMED_ELSEWHERE = """
import sys
from sqlalchemy import update
from gi_registry.app import tables
from gi_registry.core.db import Database
from gi_registry.products.models import Gi
with Database(sys.argv[1]).write() as session:
    session.execute(update(Gi).values(name_zh="别处改的名"))
"""


def names(desk: Desk, on: date = TODAY) -> list[str]:
    """Return the names in the tile of the square."""
    layer = desk.layer("production-areas", on=on)
    made = mapbox_vector_tile.decode(layer.made(HERE))
    features = made.get("production-areas", {"features": []})["features"]
    return [feature["properties"]["name"] for feature in features]


def area(session: Session, **given: object) -> None:
    """Add a county, a product and its area."""
    factories.division(session)
    factories.area(session, factories.gi(session, name_zh="祁县酥梨"), **given)


def test_a_tile_is_made_once(database: Database) -> None:
    with database.write() as session:
        area(session)
    desk = Desk(database)
    layer = desk.layer("production-areas", on=TODAY)

    assert desk.layer("production-areas", on=TODAY) is layer
    assert desk.at_hand(layer.name, layer.stamp, "9/415/198") is None
    made = desk.tile(layer, HERE)
    assert desk.at_hand(layer.name, layer.stamp, "9/415/198") is made
    assert desk.tile(layer, HERE) is made


def test_tiles_are_kept_up_to_a_size(database: Database) -> None:
    with database.write() as session:
        area(session)
    desk = Desk(database, most_bytes=3_000)
    layer = desk.layer("production-areas", on=TODAY)

    first = desk.tile(layer, HERE)
    desk.tile(layer, tile(9, 0, 0))
    desk.tile(layer, HERE)
    for x in range(4):
        desk.tile(layer, tile(8, x, 0))

    assert first.squeezed
    assert desk.at_hand(layer.name, layer.stamp, "9/0/0") is None
    assert desk.at_hand(layer.name, layer.stamp, "9/415/198") is first
    for x in range(4, 12):
        desk.tile(layer, tile(8, x, 0))
    assert desk.at_hand(layer.name, layer.stamp, "9/415/198") is None
    assert desk.at_hand(layer.name, layer.stamp, "8/11/0") is not None


def test_a_change_is_seen_and_another_layer_stays(database: Database) -> None:
    with database.write() as session:
        area(session)
    desk = Desk(database)
    before = {n: desk.layer(n, on=TODAY) for n in ("divisions", "production-areas")}
    assert names(desk) == ["祁县酥梨"]

    with database.write() as session:
        session.execute(update(Gi).values(name_zh="改名"))

    assert names(desk) == ["改名"]
    after = desk.layer("production-areas", on=TODAY)
    assert after.stamp != before["production-areas"].stamp
    assert desk.layer("divisions", on=TODAY) is before["divisions"]


def test_a_change_made_in_another_process_is_seen(database: Database) -> None:
    with database.write() as session:
        area(session)
    desk = Desk(database)
    assert names(desk) == ["祁县酥梨"]

    url = database.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", RENAMED_ELSEWHERE, url]
    subprocess.run(command, check=True)  # noqa: S603 -- our own words

    assert names(desk) == ["别处改的名"]


def test_an_area_that_ends_is_gone_on_the_day_after(database: Database) -> None:
    with database.write() as session:
        area(session, valid_to=TODAY)
    desk = Desk(database)

    assert names(desk) == ["祁县酥梨"]
    assert names(desk, TODAY + timedelta(days=1)) == []


def test_what_comes_out_the_same_keeps_its_tiles(database: Database) -> None:
    with database.write() as session:
        area(session)
    desk = Desk(database)
    layer = desk.layer("production-areas", on=TODAY)

    with database.write() as session:
        session.execute(update(AreaVersion).values(text="同一个县，另一种写法"))

    assert desk.layer("production-areas", on=TODAY) is layer


def test_an_area_of_its_own_borders_is_drawn_as_it_is(database: Database) -> None:
    own = box(112.31, 37.31, 112.33, 37.33)
    with database.write() as session:
        area(session, geometry=own, area_m2=4_000_000)
    layer = Desk(database).layer("production-areas", on=TODAY)

    made = mapbox_vector_tile.decode(layer.made(HERE))["production-areas"]

    (ring,) = made["features"][0]["geometry"]["coordinates"]
    assert len(set(map(tuple, ring))) == 4


def test_without_divisions_or_under_another_name_there_are_no_tiles(
    database: Database,
) -> None:
    desk = Desk(database)

    with pytest.raises(DivisionsMissingError):
        desk.layer("divisions", on=TODAY)
    with pytest.raises(TileLayerNotFoundError):
        desk.layer("plots", on=TODAY)
