"""A plane in metres around a place, in which plots are laid beside each other."""

from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from gi_registry.geo.measure import metres_per_degree

G = TypeVar("G", bound=BaseGeometry)
Shapes = NDArray[np.object_]


@dataclass(frozen=True, eq=False, slots=True)
class Plane:
    """Degrees stretched to metres at one latitude.

    Lengths are right within 0.2 % in 10 km north and south of it and 2 % within
    100 km, which is enough for what is compared in it with a threshold.

    Attributes:
        scale: length of a degree of longitude and of latitude, metres.
    """

    scale: NDArray[np.float64]

    def of(self, shapes: Any) -> Shapes:  # noqa: ANN401 -- shapely's array-likes
        """Return geometries in EPSG:4490 as they lie in the plane, as an array."""
        return shapely.transform(np.asarray(shapes, dtype=object), self._stretched)

    def back(self, shape: G) -> G:
        """Return a geometry of the plane in EPSG:4490."""
        return shapely.transform(shape, lambda metres: metres / self.scale)

    def _stretched(self, degrees: NDArray[np.float64]) -> NDArray[np.float64]:
        return degrees * self.scale


def plane_at(latitude: float) -> Plane:
    """Return the plane of a latitude, degrees."""
    return Plane(metres_per_degree(latitude))
