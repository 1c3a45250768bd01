from collections.abc import Callable

import numpy as np
import pytest
import shapely
import shapely.affinity
from shapely import LineString, Polygon, box
from shapely.geometry.base import BaseGeometry

from gi_registry.tiles.rules import BUFFER, DEEPEST, EXTENT, Tile, tile
from gi_registry.tiles.service import TileLayer
from tests.tiles.conftest import in_units
from tests.tiles.decoding import decoded, runs_as_specified, shapes

pytestmark = pytest.mark.parametrize("shelf", ["sqlite"], indirect=True)
"""Both engines hold the same geometry; one is enough."""

NAMES = ("production-areas", "divisions")
WINDOW = box(0, 0, EXTENT, EXTENT)
WIDER = WINDOW.buffer(BUFFER + 2, join_style="mitre")
PLACES = [(112.55, 37.87), (110.9, 35.02)]
"""Taiyuan and Yuncheng; longitude, latitude."""

COUNTY_SIZE_ZOOM = 6
"""From here on hardly a corner is simplified away."""

Layers = Callable[[str], TileLayer]
Exact = Callable[[str], dict[int, BaseGeometry]]


def at(zoom: int, lon: float, lat: float) -> Tile:
    """Return the tile at a place, by the formula of OpenStreetMap's wiki."""
    across = 2**zoom
    y = (1 - np.arcsinh(np.tan(np.radians(lat))) / np.pi) / 2
    return tile(zoom, int((lon + 180) / 360 * across), int(y * across))


def drawn(layer: TileLayer, here: Tile, name: str = "") -> dict[int, BaseGeometry]:
    """Return the polygons of a tile by feature id."""
    return shapes(decoded(layer.made(here)).get(name or layer.name, []))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("zoom", range(DEEPEST + 1))
def test_a_tile_is_what_an_exact_clip_gives(
    layers: Layers, exact: Exact, name: str, zoom: int
) -> None:
    off_by = 0.5 if zoom >= COUNTY_SIZE_ZOOM else 1.0
    for place in PLACES:
        here = at(zoom, *place)
        features = decoded(layers(name).made(here)).get(name, [])
        found = shapes(features)
        assert all(shape.is_valid for shape in found.values())
        assert all(map(runs_as_specified, features))

        true = {n: in_units(shape, here) for n, shape in exact(name).items()}
        shown = shapely.intersection(np.array(list(true.values())), WINDOW)
        for number, piece in zip(true, shown, strict=True):
            ours = found.get(number, Polygon()).intersection(WINDOW)
            apart = ours.symmetric_difference(piece).area
            assert apart <= off_by * piece.length + 1, number
        assert all(true[number].distance(WIDER) <= 2 for number in found)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("zoom", [7, 9, 11, 14])
def test_neighbouring_tiles_meet(layers: Layers, name: str, zoom: int) -> None:
    layer, here = layers(name), at(zoom, *PLACES[1])
    west, east = drawn(layer, here), drawn(layer, here._replace(x=here.x + 1))
    right = LineString([(EXTENT, 0), (EXTENT, EXTENT)])
    left = LineString([(0, 0), (0, EXTENT)])

    assert west
    for number in west.keys() | east.keys():
        last = west.get(number, Polygon()).intersection(right)
        first = east.get(number, Polygon()).intersection(left)
        moved = shapely.affinity.translate(first, EXTENT)
        assert last.symmetric_difference(moved).length <= 2


@pytest.mark.parametrize("zoom", range(3, DEEPEST + 1))
def test_counties_leave_no_gap_and_areas_run_along_them(
    layers: Layers, zoom: int
) -> None:
    for place in PLACES:
        here = at(zoom, *place)
        divisions = drawn(layers("divisions"), here)
        counties = {n: s.intersection(WINDOW) for n, s in divisions.items() if n % 100}
        whole = shapely.union_all(list(counties.values()))
        province = divisions[140000].intersection(WINDOW)

        assert whole.symmetric_difference(province).area <= 4
        assert sum(s.area for s in counties.values()) - whole.area <= 4
        for area in drawn(layers("production-areas"), here).values():
            parts = [s for s in counties.values() if s.intersection(area).area > 8]
            mosaic = shapely.union_all(parts)
            shown = area.intersection(WINDOW)
            assert mosaic.symmetric_difference(shown).area <= 8 * len(counties)


@pytest.mark.parametrize("zoom", [0, 5, 8])
def test_every_name_is_in_one_tile_of_a_zoom(layers: Layers, zoom: int) -> None:
    layer = layers("divisions")
    (low, high) = at(zoom, 110.0, 41.0), at(zoom, 115.0, 34.0)

    labels = [
        feature
        for x in range(low.x, high.x + 1)
        for y in range(low.y, high.y + 1)
        for feature in decoded(layer.made(tile(zoom, x, y))).get("division-labels", [])
    ]

    assert len(labels) == 129
    assert len({feature["properties"]["code"] for feature in labels}) == 129


def test_what_is_said_of_an_area_is_what_is_registered(layers: Layers) -> None:
    features = decoded(layers("production-areas").made(tile(0, 0, 0)))
    (vinegar,) = [
        feature["properties"]
        for feature in features["production-areas"]
        if feature["properties"]["code"] == "SXGI-001"
    ]

    assert vinegar["name"] == "山西老陈醋"
    assert vinegar["name_en"] == "Shanxi Lao Chen Cu"
    assert vinegar["category"] == "vinegar"
    assert vinegar["uncertainty_m"] == 643
    assert vinegar["finer_than_polygon"] is False
    assert vinegar["clauses"] == "resolved"
    assert vinegar["evidence"] == "sourced"


def test_far_away_lies_nothing(layers: Layers) -> None:
    assert [layers(name).made(tile(9, 1, 1)) for name in NAMES] == [b"", b""]
