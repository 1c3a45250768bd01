"""Polylines of drawings, their arcs made into lines."""

from typing import TYPE_CHECKING, cast

import numpy as np

from gi_registry.geo.intake.shapes import Ring

if TYPE_CHECKING:
    from ezdxf.entities.lwpolyline import LWPolyline
    from ezdxf.entities.polyline import Polyline

_CHORD_M = 0.01
"""Farthest that an arc may lie from the line it becomes, metres."""
_DEGREE_M = 111_320.0
_LARGEST_DEGREES = 360
_MOST_PIECES = 2000
"""Of one arc."""
_FRAME = 16
"""Flag of a vertex that only guides a curve."""


def rows_of(entity: "Polyline | LWPolyline") -> Ring:
    """Return the corners of a polyline in world coordinates, heights too."""
    corners = _corners(entity)
    if not len(corners):
        return np.empty((0, 3))
    ends = np.roll(corners, -1, axis=0)
    if not entity.is_closed:
        ends[-1] = corners[-1]
    chord = _CHORD_M * metre_in(corners)
    pieces = [_bowed(*pair, chord) for pair in zip(corners, ends, strict=True)]
    rows = np.vstack(pieces)
    system = entity.ocs()
    return (
        np.array([tuple(system.to_wcs(row)) for row in rows])
        if system.transform
        else rows
    )


def _corners(entity: "Polyline | LWPolyline") -> Ring:
    """Return x, y, height and bulge of each corner, in the entity's own system."""
    if entity.dxftype() == "LWPOLYLINE":
        light = cast("LWPolyline", entity)
        height = float(light.dxf.get("elevation", 0.0))
        rows = [(x, y, height, bulge) for x, y, bulge in light.get_points("xyb")]
    else:
        rows = [
            (*vertex.dxf.location.xyz, float(vertex.dxf.get("bulge", 0.0)))
            for vertex in cast("Polyline", entity).vertices
            if not vertex.dxf.get("flags", 0) & _FRAME
        ]
    return np.array(rows, dtype=np.float64)


def _bowed(start: Ring, end: Ring, chord: float) -> Ring:
    """Return a corner and, where an arc follows it, the points of the arc.

    A bulge is the tangent of a quarter of the arc's angle, positive to the left.
    """
    bulge, step = start[3], end[:2] - start[:2]
    length = float(np.hypot(*step))
    if not bulge or not length:
        return start[None, :3]
    angle = 4 * np.arctan(bulge)
    radius = length / 2 / abs(np.sin(angle / 2))
    turn = 2 * np.arccos(max(1 - chord / radius, 0.0))
    pieces = min(int(np.ceil(abs(angle) / max(turn, 1e-9))), _MOST_PIECES)
    middle = start[:2] + step / 2
    side = np.array([-step[1], step[0]]) * (1 - bulge**2) / (4 * bulge)
    away = start[:2] - middle - side
    turns = np.linspace(0, angle, pieces, endpoint=False)
    cosines, sines = np.cos(turns), np.sin(turns)
    x = away[0] * cosines - away[1] * sines
    y = away[0] * sines + away[1] * cosines
    arc = np.column_stack([x, y]) + middle + side
    return np.column_stack([arc, np.full(pieces, start[2])])


def metre_in(rows: Ring) -> float:
    """Return a metre in the drawing's units, which may be degrees."""
    return 1.0 if np.abs(rows[:, :2]).max() > _LARGEST_DEGREES else 1 / _DEGREE_M
