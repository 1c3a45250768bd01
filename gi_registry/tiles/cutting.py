"""Brings geometries to a zoom's whole units, and cuts tiles out of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Protocol

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from gi_registry.tiles import mvt
from gi_registry.tiles.rules import EXTENT, Tile, units_across

TOLERANCE = 4
"""Units, half a CSS pixel: corners whose triangle is smaller than its square go.

A border is moved by less than a unit on average, which the tests hold."""

Shapes = NDArray[Any]
"""Geometries in a row; an object array, which shapely takes as it is."""

_UNIT = 1.0


class Sheet(Protocol):
    """One source layer of a tile, ready to be cut."""

    def cut(self, tile: Tile) -> bytes:
        """Return its part of a tile; nothing where nothing lies."""


def simplified(world: Sequence[BaseGeometry], zoom: int) -> Shapes:
    """Return polygons in whole units of a zoom, valid; some may vanish.

    Borders that two of them share are simplified once, and stay shared.

    Args:
        world: parts of the world's width, y downward.
        zoom: of the grid.
    """
    across = units_across(zoom)
    enlarged = shapely.transform(np.array(world, dtype=object), lambda p: p * across)
    return whole(shapely.coverage_simplify(enlarged, TOLERANCE))


def whole(shapes: Shapes) -> Shapes:
    """Return polygons with their corners in whole units, valid; some may vanish."""
    rounded = shapely.transform(shapes, np.rint)
    wrong = ~shapely.is_valid(rounded)
    if wrong.any():
        rounded[wrong] = shapely.set_precision(shapes[wrong], _UNIT)
    return rounded


@dataclass(frozen=True, eq=False, slots=True)
class _Drawn:
    """A sheet's polygons at one zoom.

    Attributes:
        sides: of each polygon's box: min x and y, and max x and y negated, so that
            a box reaches beyond another where one of its four is less.
    """

    shapes: Shapes
    sides: NDArray[np.float64]
    tree: shapely.STRtree


@dataclass(frozen=True, eq=False)
class PolygonSheet:
    """A source layer of polygons.

    Attributes:
        name: of the source layer.
        table: what is said of each polygon.
        draw: gives the polygons at a zoom, in whole units, in the table's order.
    """

    name: str
    table: mvt.Table
    draw: Callable[[int], Shapes]
    _zooms: dict[int, _Drawn] = field(default_factory=dict)
    _guard: Lock = field(default_factory=Lock)

    def cut(self, tile: Tile) -> bytes:
        """Return the layer's part of a tile; nothing where no polygon lies."""
        drawn, reach = self._drawn(tile.z), tile.reach
        rows = drawn.tree.query(shapely.box(*reach))
        if not len(rows):
            return b""
        rows.sort()
        shapes = drawn.shapes[rows]
        west, north, east, south = reach
        limits = np.array([[west], [north], [-east], [-south]])
        over = (drawn.sides[:, rows] < limits).any(axis=0)
        if over.all():
            shapes = _clipped(shapes, reach)
        elif over.any():
            shapes[over] = _clipped(shapes[over], reach)
        return mvt.layer(self.name, self.table, rows, mvt.polygons(shapes, tile.origin))

    def _drawn(self, zoom: int) -> _Drawn:
        with self._guard:
            if zoom not in self._zooms:
                shapes = shapely.orient_polygons(self.draw(zoom), exterior_cw=False)
                sides = shapely.bounds(shapes).T * [[1], [1], [-1], [-1]]
                self._zooms[zoom] = _Drawn(shapes, sides, shapely.STRtree(shapes))
            return self._zooms[zoom]


@dataclass(frozen=True, eq=False, slots=True)
class PointSheet:
    """A source layer of points; each is in one tile of a zoom, without buffer.

    Attributes:
        name: of the source layer.
        table: what is said of each point.
        world: x and y of each, parts of the world's width, y downward.
    """

    name: str
    table: mvt.Table
    world: NDArray[np.float64]

    def cut(self, tile: Tile) -> bytes:
        """Return the layer's part of a tile; nothing where no point lies."""
        places = np.floor(self.world * units_across(tile.z)).astype(np.int64)
        (rows,) = np.nonzero((places // EXTENT == (tile.x, tile.y)).all(axis=1))
        if not len(rows):
            return b""
        commands = mvt.points(places[rows], tile.origin)
        return mvt.layer(self.name, self.table, rows, commands)


def _clipped(shapes: Shapes, reach: tuple[int, int, int, int]) -> Shapes:
    """Return polygons clipped; the quick way, and the sure one where that fails.

    Lines and points, to which a polygon may shrink, are the encoder's to leave out.
    """
    quick = shapely.transform(shapely.clip_by_rect(shapes, *reach), np.rint)
    wrong = ~shapely.is_valid(quick)
    if wrong.any():
        box = shapely.box(*reach)
        quick[wrong] = shapely.intersection(shapes[wrong], box, grid_size=_UNIT)
    return quick
