"""Areas laid on a grid: what is known of every cell before any point is asked.

A cell is sure of an area if the area covers it whole, and in doubt if the area's
border passes through it or touches it; where it is neither, the area is elsewhere.
Cells count as larger than they are by a millionth, which is far more than
floating point can put a point into the wrong one, so that what a cell is sure of
holds for every point that is counted into it.
"""

from math import ceil, sqrt
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

STEP_DEG = 0.005
"""Side of a cell, degrees, about half a kilometre, unless there would be too many."""

MOST_CELLS = 4_000_000
"""Of one grid: 8 or 16 MB."""

_SLACK = 1e-6
"""Of a cell, by which it counts as larger on each side."""

Cells = tuple[NDArray[np.int64], NDArray[np.int64]]


class Known(NamedTuple):
    """What a cell knows, as positions of areas, ascending."""

    sure: tuple[int, ...] = ()
    doubt: tuple[int, ...] = ()


class Grid:
    """What each cell knows of some areas.

    Args:
        areas: polygons or multipolygons, prepared, degrees; they may overlap.
            Empty ones are in no cell.

    Attributes:
        west: of the first column, degrees.
        south: of the first row, degrees.
        per_degree: cells along a degree.
        width: columns; the first and the last are beyond every area.
        height: rows, likewise.
        states: for each cell, row by row from the south, the position of what
            it knows in `known`.
        known: what a cell can know; the first is nothing.
    """

    def __init__(self, areas: NDArray[np.object_]) -> None:
        box = shapely.total_bounds(areas) if len(areas) else np.full(4, np.nan)
        west, south, east, north = np.nan_to_num(box).tolist()
        wide, high = east - west, north - south
        step = max(STEP_DEG, sqrt(wide * high / MOST_CELLS))
        self.west, self.south = west - 1.5 * step, south - 1.5 * step
        self.per_degree = 1 / step
        self.width, self.height = ceil(wide / step) + 3, ceil(high / step) + 3
        self.known = [Known()]
        self._numbers = {Known(): 0}
        cells = np.zeros((self.height, self.width), dtype=np.uint32)
        for position, area in enumerate(areas):
            if not area.is_empty:
                self._lay(cells, position, area)
        fits = np.uint16 if len(self.known) <= np.iinfo(np.uint16).max else np.uint32
        self.states: NDArray[np.uint16 | np.uint32] = cells.ravel().astype(fits)

    def columns(self, lons: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the column of each longitude, an outer one for what is beyond."""
        return _counted((lons - self.west) * self.per_degree, self.width)

    def rows(self, lats: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the row of each latitude, an outer one for what is beyond."""
        return _counted((lats - self.south) * self.per_degree, self.height)

    def _lay(
        self, cells: NDArray[np.uint32], position: int, area: BaseGeometry
    ) -> None:
        rows, columns = self._border(area)
        top, left = rows.min(), columns.min()
        window = cells[top : rows.max() + 1, left : columns.max() + 1]
        border = np.zeros(window.shape, dtype=np.bool_)
        border[rows - top, columns - left] = True
        inside = self._inside(area, border, top, left)
        for which, is_doubt in ((inside, False), (border, True)):
            before = window[which]
            present = np.flatnonzero(np.bincount(before)).tolist()
            after = np.zeros(max(present, default=0) + 1, dtype=np.uint32)
            after[present] = [
                self._with(n, position, is_doubt=is_doubt) for n in present
            ]
            window[which] = after[before]

    def _with(self, number: int, position: int, *, is_doubt: bool) -> int:
        """Return the number of what is known when an area is added to it."""
        sure, doubt = self.known[number]
        more = (
            Known(sure, (*doubt, position))
            if is_doubt
            else Known((*sure, position), doubt)
        )
        if more not in self._numbers:
            self._numbers[more] = len(self.known)
            self.known.append(more)
        return self._numbers[more]

    def _border(self, area: BaseGeometry) -> Cells:
        """Return row and column of every cell that an area's border meets."""
        (x0, y0), (x1, y1) = self._segments(area)
        first = np.floor(np.minimum(x0, x1) - _SLACK).astype(np.int64)
        last = np.floor(np.maximum(x0, x1) + _SLACK).astype(np.int64)
        segment, column = ranges(first, last)
        x0, y0, x1, y1 = x0[segment], y0[segment], x1[segment], y1[segment]
        upright = np.abs(x1 - x0) < _SLACK
        run = np.where(upright, 1.0, x1 - x0)
        enters = np.where(upright, 0.0, (column - _SLACK - x0) / run)
        leaves = np.where(upright, 1.0, (column + 1 + _SLACK - x0) / run)
        one = y0 + (y1 - y0) * enters.clip(0, 1)
        other = y0 + (y1 - y0) * leaves.clip(0, 1)
        first = np.floor(np.minimum(one, other) - _SLACK).astype(np.int64)
        last = np.floor(np.maximum(one, other) + _SLACK).astype(np.int64)
        place, row = ranges(first, last)
        return row, column[place]

    def _segments(
        self, area: BaseGeometry
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the ends of a border's segments, x and y, counted in cells."""
        rings = shapely.get_rings(shapely.get_parts(area))
        corners, ring = shapely.get_coordinates(rings, return_index=True)
        corners = (corners - (self.west, self.south)) * self.per_degree
        same = ring[1:] == ring[:-1]
        return corners[:-1][same].T, corners[1:][same].T

    def _inside(
        self, area: BaseGeometry, border: NDArray[np.bool_], top: int, left: int
    ) -> NDArray[np.bool_]:
        """Say which cells of a window lie inside an area.

        Between two cells of the border a row is all inside or all outside, so
        that one point of each such run is asked.
        """
        begins = ~border
        begins[:, 1:] &= border[:, :-1]
        rows, columns = np.nonzero(begins)
        lons = (columns + (left + 0.5)) / self.per_degree + self.west
        lats = (rows + (top + 0.5)) / self.per_degree + self.south
        held = shapely.intersects_xy(area, lons, lats)
        run = begins.ravel().cumsum() - 1
        inside: NDArray[np.bool_] = np.append(held, False)[run].reshape(
            border.shape
        )  # -1: no run yet
        return np.logical_and(inside, ~border)


def _counted(cells: NDArray[np.float64], count: int) -> NDArray[np.int64]:
    """Return whole cells, 0 for no number, the outermost for what is beyond."""
    return np.fmax(np.fmin(cells, count - 1), 0).astype(np.int64)


def ranges(first: NDArray[np.int64], last: NDArray[np.int64]) -> Cells:
    """Return each position as often as its range is long, and the range's numbers."""
    counts = last - first + 1
    position = np.repeat(np.arange(len(counts)), counts)
    ahead = np.cumsum(counts) - counts
    return position, np.arange(len(position)) - ahead[position] + first[position]
