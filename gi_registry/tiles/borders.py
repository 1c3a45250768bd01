"""The counties at each zoom, and what is made of them, so that borders coincide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gi_registry.tiles.cutting import Shapes, simplified, whole
from gi_registry.tiles.rules import to_world


@dataclass(frozen=True, eq=False, slots=True)
class Figure:
    """A polygon to be drawn.

    Attributes:
        geometry: exact, EPSG:4490.
        counties: codes of the counties that it is no more and no less than; none
            where it has borders of its own.
    """

    geometry: BaseGeometry
    counties: tuple[str, ...]


class Borders:
    """The counties, simplified together at each zoom.

    Args:
        counties: geometries by code, EPSG:4490.
    """

    def __init__(self, counties: Mapping[str, BaseGeometry]) -> None:
        self._codes = list(counties)
        self._world = [to_world(geometry) for geometry in counties.values()]
        self._zooms: dict[int, dict[str, BaseGeometry]] = {}
        self._guard = Lock()

    def drawn(self, figures: Sequence[Figure], zoom: int) -> Shapes:
        """Return figures in whole units of a zoom, valid; some may vanish.

        Args:
            figures: those made of counties run along the counties' own lines.
            zoom: of the grid.
        """
        counties = self._at(zoom)
        unions = {
            codes: shapely.union_all([counties[code] for code in codes])
            for codes in {figure.counties for figure in figures}
            if codes
        }
        return whole(
            np.array(
                [
                    unions[figure.counties] if figure.counties else _alone(figure, zoom)
                    for figure in figures
                ],
                dtype=object,
            )
        )

    def _at(self, zoom: int) -> dict[str, BaseGeometry]:
        with self._guard:
            if zoom not in self._zooms:
                drawn = simplified(self._world, zoom)
                self._zooms[zoom] = dict(zip(self._codes, drawn, strict=True))
            return self._zooms[zoom]


def _alone(figure: Figure, zoom: int) -> BaseGeometry:
    drawn: BaseGeometry = simplified([to_world(figure.geometry)], zoom)[0]
    return drawn
