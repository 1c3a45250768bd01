"""Shapes as lines that they share, so that a border between two is sent once.

As in TopoJSON: corners are whole units, a line runs from one junction to the next,
and a ring is a list of lines. What is made of several shapes needs no line of its
own: its border are the lines that an odd number of them have.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

Corner = tuple[int, int]
Line = tuple[Corner, ...]
Ring = list[int]
"""Numbers of lines, head to tail; one that runs backwards is -1 - its number."""

_LEAST = 3


class Arcs:
    """Lines, each kept once whichever way it runs.

    Args:
        units: how many a degree has.
    """

    def __init__(self, units: int) -> None:
        self.units = units
        self._lines: list[Line] = []
        self._numbers: dict[Line, int] = {}

    def add(self, geometries: Sequence[BaseGeometry]) -> list[list[Ring]]:
        """Return each geometry's rings; those that become too small are left out.

        Args:
            geometries: polygons or multipolygons that meet in common corners where
                they meet, EPSG:4490, degrees.
        """
        shapes = [[*_rings(each, self.units)] for each in geometries]
        junctions = _junctions(ring for shape in shapes for ring in shape)
        return [[self._ring(ring, junctions) for ring in shape] for shape in shapes]

    def union(self, shapes: Iterable[list[Ring]]) -> list[Ring]:
        """Return the rings around shapes that were added together."""
        used = Counter(
            _number(line) for shape in shapes for ring in shape for line in ring
        )
        around = [number for number, times in used.items() if times % 2]
        return _rounds({n: (self._lines[n][0], self._lines[n][-1]) for n in around})

    def said(self) -> list[list[int]]:
        """Return all lines by number, made for compression.

        Each is a flat list of the steps from corner to corner; its first corner is a
        step from the last of the line before, and of the first line from 0, 0.
        """
        found, before = [], np.zeros((1, 2), dtype=np.int64)
        for line in self._lines:
            corners = np.array(line)
            steps = np.diff(np.concatenate([before, corners]), axis=0)
            found.append(steps.ravel().tolist())
            before = corners[-1:]
        return found

    def _ring(self, ring: Line, junctions: set[Corner]) -> Ring:
        cuts = [at for at, corner in enumerate(ring) if corner in junctions]
        start = cuts[0] if cuts else ring.index(min(ring))
        around = ring[start:] + ring[: start + 1]
        ends = [*(at - start for at in cuts[1:]), len(ring)]
        starts = [0, *ends[:-1]]
        return [
            self._kept(around[first : last + 1])
            for first, last in zip(starts, ends, strict=True)
        ]

    def _kept(self, line: Line) -> int:
        """Return the number of a line, kept if it is new."""
        back = line[::-1]
        if line in self._numbers:
            return self._numbers[line]
        if back in self._numbers:
            return ~self._numbers[back]
        self._numbers[line] = len(self._lines)
        self._lines.append(line)
        return self._numbers[line]


def _number(line: int) -> int:
    """Return the number of a line, whichever way it runs."""
    return max(line, ~line)


def _rings(geometry: BaseGeometry, units: int) -> Iterator[Line]:
    """Give the rings of a geometry in whole units, without the closing corner."""
    for ring in shapely.get_rings(shapely.get_parts(geometry)):
        corners = np.rint(shapely.get_coordinates(ring)[:-1] * units).astype(np.int64)
        moved = np.any(corners != np.roll(corners, 1, axis=0), axis=1)
        if moved.sum() >= _LEAST:
            yield tuple(map(tuple, corners[moved].tolist()))


def _junctions(rings: Iterable[Line]) -> set[Corner]:
    """Return the corners where what is beside them is not the same in every ring."""
    beside: dict[Corner, frozenset[Corner]] = {}
    found = set()
    for ring in rings:
        for before, corner, after in zip(
            ring[-1:] + ring[:-1], ring, ring[1:] + ring[:1], strict=True
        ):
            both = frozenset((before, after))
            if beside.setdefault(corner, both) != both:
                found.add(corner)
    return found


def _rounds(ends: dict[int, tuple[Corner, Corner]]) -> list[Ring]:
    """Join lines to rings; as many of them end in a corner as can be paired.

    Args:
        ends: the first and the last corner of each line.
    """
    leaving: dict[Corner, list[int]] = defaultdict(list)
    for line, (first, last) in ends.items():
        leaving[first].append(line)
        leaving[last].append(~line)
    left = dict.fromkeys(ends)
    found = []
    while left:
        line, _ = left.popitem()
        start, here = ends[line]
        ring = [line]
        while here != start:
            line = next(each for each in leaving[here] if _number(each) in left)
            del left[_number(line)]
            ring.append(line)
            here = ends[_number(line)][1 if line >= 0 else 0]
        found.append(ring)
    return found
