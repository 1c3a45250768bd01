"""In which areas points and polygons lie, for one and for millions, in memory.

A grid knows the answer for most places; where a border passes, GEOS is asked
with the exact polygon, so that every answer is the one that trying each polygon
gives. A border belongs to the areas on both its sides.
"""

from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely.geometry.base import BaseGeometry

from gi_registry.geo.grid import Grid, Known, ranges

_AT_ONCE = 1 << 15
"""Points; what is worked on then stays near the processor."""

_Answer = tuple[str | None, list[tuple[str, BaseGeometry]]]
Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


class Meetings(NamedTuple):
    """Polygons and the areas that they meet, if only in a point; one row a pair.

    Attributes:
        polygon: position among those asked about, ascending.
        area: ids; of one polygon in the order of the index.
        within: whether all of the polygon lies in the area.
    """

    polygon: Whole
    area: NDArray[np.object_]
    within: NDArray[np.bool_]


class AreaIndex:
    """Areas by id, ready to say which of them hold a place; safe among threads.

    Args:
        areas: polygons or multipolygons in EPSG:4490, degrees, by id. They may
            overlap; where one is asked for, the first in the mapping's order
            wins, as it does on a border that two of them share. Counties are
            given by code, so that the lower code has the border.
    """

    def __init__(self, areas: Mapping[str, BaseGeometry]) -> None:
        given = np.array([*areas.values()], dtype=np.object_)
        # Copies, since preparing changes a geometry that others may be asking;
        # and asked once, since GEOS makes ready at the first question.
        self._areas: NDArray[np.object_] = shapely.from_wkb(shapely.to_wkb(given))
        shapely.prepare(self._areas)
        west, south, east, north = shapely.bounds(self._areas).T
        shapely.intersects_xy(self._areas, (west + east) / 2, (south + north) / 2)
        self._boxes = shapely.STRtree(self._areas)
        self._one_at_a_time = Lock()
        self._order = {name: position for position, name in enumerate(areas)}
        self._ids = np.array([*areas, None], dtype=np.object_)
        self._grid = Grid(self._areas)
        self._cells = self._grid.states.data
        known = self._grid.known
        self._sure = _Lists([each.sure for each in known])
        self._doubt = _Lists([each.doubt for each in known])
        self._rivals = _Lists([_rivals(each) for each in known])
        self._first = np.array([each.sure[0] if each.sure else -1 for each in known])
        self._all = np.empty(len(known), dtype=np.object_)
        self._all[:] = [tuple(self._ids[[*each.sure]]) for each in known]
        self._answers: list[_Answer] = [
            (self._ids[first], [(self._ids[n], self._areas[n]) for n in _rivals(each)])
            for first, each in zip(self._first.tolist(), known, strict=True)
        ]

    def locate(self, lon: float, lat: float) -> str | None:
        """Return the id of the first area that holds a point, if any.

        Args:
            lon: EPSG:4490, degrees.
            lat: the same.
        """
        grid = self._grid
        x = (lon - grid.west) * grid.per_degree
        y = (lat - grid.south) * grid.per_degree
        if not (0 <= x < grid.width and 0 <= y < grid.height):
            return None
        state: int = self._cells[int(y) * grid.width + int(x)]
        answer, doubt = self._answers[state]
        for name, area in doubt:
            if shapely.intersects_xy(area, lon, lat):
                return name
        return answer

    def locate_all(self, lon: float, lat: float) -> tuple[str, ...]:
        """Return the ids of all areas that hold a point, in the index's order."""
        found: tuple[str, ...] = self.locate_all_many([lon], [lat])[0]
        return found

    def locate_many(self, lons: ArrayLike, lats: ArrayLike) -> NDArray[np.object_]:
        """Return for each point the id of the first area that holds it, or None.

        Args:
            lons: EPSG:4490, degrees; one dimension.
            lats: the same, as many.
        """
        xs, ys, states = self._states(lons, lats)
        found = self._first.take(states)
        left, nth = np.flatnonzero(self._rivals.counts.take(states)), 0
        while len(left):
            area = self._rivals.nth(states[left], nth)
            held = self._holds(area, xs[left], ys[left])
            found[left[held]] = area[held]
            nth += 1
            left = left[~held & (self._rivals.counts[states[left]] > nth)]
        return self._ids.take(found)

    def locate_all_many(self, lons: ArrayLike, lats: ArrayLike) -> NDArray[np.object_]:
        """Return for each point a tuple of the ids of all areas that hold it.

        Args:
            lons: EPSG:4490, degrees; one dimension.
            lats: the same, as many.
        """
        xs, ys, states = self._states(lons, lats)
        found = self._all.take(states)
        left = np.flatnonzero(self._doubt.counts.take(states))
        at, area = self._doubt.pairs(states[left])
        held = self._holds(area, xs[left[at]], ys[left[at]])
        for point, more in zip(
            left[at[held]].tolist(), area[held].tolist(), strict=True
        ):
            names = (*found[point], self._ids[more])
            found[point] = tuple(sorted(names, key=self._order.__getitem__))
        return found

    def locate_polygons(self, polygons: Sequence[BaseGeometry]) -> Meetings:
        """Say which areas polygons meet, and which areas hold all of them.

        Args:
            polygons: plots or others, sound, in EPSG:4490; what is empty meets
                nothing.
        """
        shapes = np.array(polygons, dtype=np.object_)
        states, is_known = self._states_of(shapes)
        known, hard = np.flatnonzero(is_known), np.flatnonzero(~is_known)
        at, area = self._sure.pairs(states[known])
        which, close, within = self._ask(shapes[hard])
        pairs = np.concatenate([known[at], hard[which]])
        areas = np.concatenate([area, close])
        whole = np.concatenate([np.ones(len(at), dtype=np.bool_), within])
        order = np.lexsort((areas, pairs))
        return Meetings(pairs[order], self._ids[areas[order]], whole[order])

    def _ask(
        self, shapes: NDArray[np.object_]
    ) -> tuple[Whole, Whole, NDArray[np.bool_]]:
        """Return polygon, area and whether it is within, by asking the areas."""
        with self._one_at_a_time:  # the first such question makes ready
            which, area = self._boxes.query(shapes)
            met = shapely.intersects(self._areas[area], shapes[which])
            which, area = which[met], area[met]
            return which, area, shapely.covers(self._areas[area], shapes[which])

    def _states_of(
        self, shapes: NDArray[np.object_]
    ) -> tuple[NDArray[Any], NDArray[np.bool_]]:
        """Return what is known of polygons, and whether that is the answer.

        It is where the polygon lies in one cell or in a few neighbours that know
        the same and doubt nothing.
        """
        west, south, east, north = shapely.bounds(shapes).T
        grid = self._grid
        left, right = grid.columns(west), grid.columns(east)
        low, high = grid.rows(south), grid.rows(north)
        corners = [
            grid.states[row * grid.width + column]
            for row in (low, high)
            for column in (left, right)
        ]
        alike = (right - left <= 1) & (high - low <= 1)
        for corner in corners[1:]:
            alike &= corner == corners[0]
        return corners[0], alike & (self._doubt.counts[corners[0]] == 0)

    def _states(
        self, lons: ArrayLike, lats: ArrayLike
    ) -> tuple[Floats, Floats, NDArray[Any]]:
        xs = np.asarray(lons, dtype=np.float64)
        ys = np.asarray(lats, dtype=np.float64)
        grid = self._grid
        states = np.empty(len(xs), dtype=grid.states.dtype)
        for start in range(0, len(xs), _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            cells = grid.rows(ys[part]) * grid.width + grid.columns(xs[part])
            states[part] = grid.states[cells]
        return xs, ys, states

    def _holds(self, area: Whole, xs: Floats, ys: Floats) -> NDArray[np.bool_]:
        held: NDArray[np.bool_] = shapely.intersects_xy(self._areas[area], xs, ys)
        return held


def _rivals(known: Known) -> tuple[int, ...]:
    """Return the areas in doubt that come before the first that is sure."""
    sure, doubt = known
    return tuple(area for area in doubt if not sure or area < sure[0])


class _Lists:
    """Short lists of positions, side by side in one array.

    Args:
        lists: as they come.
    """

    def __init__(self, lists: Sequence[Sequence[int]]) -> None:
        self.counts = np.array([len(each) for each in lists])
        self._starts = np.cumsum(self.counts) - self.counts
        self._all = np.array([n for each in lists for n in each], dtype=np.int64)

    def nth(self, which: Whole, nth: int) -> Whole:
        """Return the nth item, from 0, of each of some lists that are so long."""
        found: Whole = self._all[self._starts[which] + nth]
        return found

    def pairs(self, which: Whole) -> tuple[Whole, Whole]:
        """Return every item of some lists, each with the list's place in `which`."""
        start = self._starts[which]
        at, item = ranges(start, start + self.counts[which] - 1)
        return at, self._all[item]
