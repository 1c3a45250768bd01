"""Tiles read by another's decoder, as polygons in the tile's own units."""

from typing import Any

import mapbox_vector_tile
import numpy as np
from numpy.typing import NDArray
from shapely import Polygon
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

AS_IT_IS = {"y_coord_down": True}


def decoded(tile: bytes) -> dict[str, list[dict[str, Any]]]:
    """Return the features of each source layer, y downward."""
    layers = mapbox_vector_tile.decode(tile, default_options=AS_IT_IS)
    for name, layer in layers.items():
        assert layer["version"] == 2, name
        assert layer["extent"] == 4096, name
    return {name: layer["features"] for name, layer in layers.items()}


def shapes(features: list[dict[str, Any]]) -> dict[int, BaseGeometry]:
    """Return geometries by the features' ids, each id once."""
    found = {feature["id"]: shape(feature["geometry"]) for feature in features}
    assert len(found) == len(features)
    return found


def runs_as_specified(feature: dict[str, Any]) -> bool:
    """Whether exteriors run clockwise on the screen, and interiors the other way."""
    geometry = feature["geometry"]
    found = geometry["coordinates"]
    polygons = [found] if geometry["type"] == "Polygon" else found
    return all(
        (surveyed(ring) > 0) == (at == 0)
        for polygon in polygons
        for at, ring in enumerate(polygon)
    )


def surveyed(ring: list[list[int]]) -> float:
    """Return the area by the surveyor's formula of the specification, 4.3.4.4."""
    points: NDArray[np.int64] = np.array(ring)
    x, y = points.T
    return float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) / 2)


def corners(polygon: Polygon) -> int:
    """Return how many corners the rings of a polygon have."""
    rings = [polygon.exterior, *polygon.interiors]
    return sum(len(ring.coords) - 1 for ring in rings)
