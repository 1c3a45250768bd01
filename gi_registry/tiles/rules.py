"""The grid of tiles: WebMercatorQuad, and where longitude and latitude lie in it.

Source:
    OGC 17-083r4, Two Dimensional Tile Matrix Set, annex D.1 (WebMercatorQuad);
    EPSG:3857 on a sphere of 6,378,137 m. CGCS2000 is taken as WGS84, from which
    it differs by decimetres.
"""

from typing import Final, NamedTuple, TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from gi_registry.tiles.errors import TileNotFoundError

EXTENT: Final = 4096
"""Units along a side of a tile."""

BUFFER: Final = 64
"""Units that a tile goes on beyond its sides, so that lines meet: 8 CSS pixels."""

DEEPEST: Final = 14
"""The last zoom; a unit there is 0.6 m, far less than any border is known to."""

_HALF_TURN: Final = 180.0
G = TypeVar("G", bound=BaseGeometry)


class Tile(NamedTuple):
    """A tile's place in the grid: columns from the west, rows from the north."""

    z: int
    x: int
    y: int

    @property
    def origin(self) -> tuple[int, int]:
        """Its north-western corner, in units of its zoom."""
        return self.x * EXTENT, self.y * EXTENT

    @property
    def reach(self) -> tuple[int, int, int, int]:
        """What it holds, buffer included, in units of its zoom: min and max x, y."""
        x, y = self.origin
        far = EXTENT + BUFFER
        return x - BUFFER, y - BUFFER, x + far, y + far


def tile(z: int, x: int, y: int) -> Tile:
    """Return a tile of the grid.

    Raises:
        TileNotFoundError: there is none at that place.
    """
    if not (0 <= z <= DEEPEST and 0 <= x < 1 << z and 0 <= y < 1 << z):
        raise TileNotFoundError(z, x, y, deepest=DEEPEST)
    return Tile(z, x, y)


def units_across(zoom: int) -> int:
    """Return how many units the world measures at a zoom."""
    return EXTENT << zoom


def to_world(geometry: G) -> G:
    """Return a geometry as parts of the world's width, y downward, 0 to 1.

    Args:
        geometry: EPSG:4490, degrees, between 85 degrees south and north.
    """
    return shapely.transform(geometry, _to_world)


def _to_world(points: NDArray[np.float64]) -> NDArray[np.float64]:
    x = points[:, 0] / (2 * _HALF_TURN) + 0.5
    y = 0.5 - np.arcsinh(np.tan(np.radians(points[:, 1]))) / (2 * np.pi)
    return np.column_stack([x, y])
