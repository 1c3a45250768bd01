"""The layers of the shipped catalogue, and the same data clipped exactly."""

from collections.abc import Callable

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from gi_registry.areas import service as areas
from gi_registry.core.db import Database
from gi_registry.tiles.rules import EXTENT, Tile
from gi_registry.tiles.service import Desk, TileLayer
from tests.factories import TODAY

HALF_WORLD_M = 20_037_508.342789244
"""Of EPSG:3857: pi times 6,378,137 m."""


@pytest.fixture(scope="session")
def layers(shelf: Database) -> Callable[[str], TileLayer]:
    """Give a layer by name."""
    desk = Desk(shelf)
    return lambda name: desk.layer(name, on=TODAY)


@pytest.fixture(scope="session")
def exact(shelf: Database) -> Callable[[str], dict[int, BaseGeometry]]:
    """Give the exact geometries of a layer by feature id, EPSG:3857, metres."""
    into = Transformer.from_crs(4326, 3857, always_xy=True)

    def metres(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(into.transform(*points.T))

    with shelf.read() as session:
        found = {
            "divisions": {
                int(place.code): place.geometry
                for place in areas.layer(session).places.values()
            },
            "production-areas": {
                area.version.gi_id: area.geometry
                for area in areas.areas_in_force(session, on=TODAY)
                if area.geometry is not None
            },
        }
    projected = {
        name: {n: shapely.transform(shape, metres) for n, shape in shapes.items()}
        for name, shapes in found.items()
    }
    return lambda name: projected[name]


def in_units(geometry: BaseGeometry, tile: Tile) -> BaseGeometry:
    """Return a geometry of EPSG:3857 in a tile's own units, y downward."""
    side_m = 2 * HALF_WORLD_M / 2**tile.z
    west, north = tile.x * side_m - HALF_WORLD_M, HALF_WORLD_M - tile.y * side_m
    return shapely.transform(
        geometry,
        lambda p: (p - (west, north)) * (EXTENT / side_m, -EXTENT / side_m),
    )
