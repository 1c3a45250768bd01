"""DXF drawings: each closed polyline of the model space is a plot."""

import io
from collections import Counter
from typing import TYPE_CHECKING, cast

import numpy as np

from gi_registry.geo.intake import shapes
from gi_registry.geo.intake.layer import Layer
from gi_registry.geo.intake.outcomes import Finding, Reason
from gi_registry.geo.intake.raw import RawFeature
from gi_registry.geo.intake.refusals import (
    RefusedFileError,
    refusal,
    unreadable,
    warning,
)
from gi_registry.geo.intake.shapes import Ring

if TYPE_CHECKING:
    from ezdxf.document import Drawing
    from ezdxf.entities.dxfentity import DXFEntity
    from ezdxf.entities.lwpolyline import LWPolyline
    from ezdxf.entities.polyline import Polyline

_CLOSE_M = 0.01
"""Ends this near each other count as one, metres."""
_CHORD_M = 0.01
"""Farthest that an arc may lie from the line it becomes, metres."""
_DEGREE_M = 111_320.0
_LARGEST_DEGREES = 360
_MOST_PIECES = 2000
"""Of one arc."""
_FRAME = 16
"""Flag of a vertex that only guides a curve."""


def read(content: bytes) -> Layer:
    """Read closed polylines, old and light, with their arcs made into lines.

    Open ones are refused one by one; all else that is drawn is counted. A drawing
    says nothing of its coordinate system.

    Raises:
        RefusedFileError: it is no DXF, or has no polyline.
    """
    others: Counter[str] = Counter()
    features: list[RawFeature] = []
    for entity in _drawing(content).modelspace():
        polyline = _polyline(entity)
        if polyline is None:
            others[entity.dxftype()] += 1
        else:
            features.append(_feature(len(features), polyline))
    if not features:
        raise RefusedFileError(_no_polyline(others))
    return Layer(features, findings=[_skipped(others)] if others else [])


def _drawing(content: bytes) -> "Drawing":
    from ezdxf import recover  # noqa: PLC0415 -- 0.4 s, seldom needed

    try:
        drawing, _ = recover.read(io.BytesIO(content), errors="ignore")
    except MemoryError:
        raise
    # the recoverer meets damage in as many ways as there are: none is ours
    except Exception as broken:
        raise unreadable(
            "不是可用的 DXF，或已损坏。请在 CAD 中另存为 DXF（2007 或更新版本）"
            "后提交。",
            "This is not usable DXF, or broken. Save it as DXF (2007 or newer) in the "
            "CAD program and send that.",
        ) from broken
    return drawing


def _polyline(entity: "DXFEntity") -> "Polyline | LWPolyline | None":
    """Return an entity that is a polyline; the meshes of old are none."""
    if entity.dxftype() == "LWPOLYLINE":
        return cast("LWPolyline", entity)
    old = cast("Polyline", entity)
    if entity.dxftype() == "POLYLINE" and (old.is_2d_polyline or old.is_3d_polyline):
        return old
    return None


def _feature(index: int, entity: "Polyline | LWPolyline") -> RawFeature:
    properties = {"layer": str(entity.dxf.get("layer", ""))}
    try:
        rows = _rows(entity)
    except (ValueError, ArithmeticError, AttributeError, TypeError):
        return RawFeature(index, properties, None, (shapes.malformed(),))
    if not len(rows):
        return RawFeature(index, properties, None, (shapes.empty(),))
    gap = float(np.abs(rows[0, :2] - rows[-1, :2]).max())
    if not entity.is_closed and gap > _CLOSE_M * _unit(rows):
        return RawFeature(index, properties, None, (_open(),))
    if not rows[:, 2].any():
        rows = rows[:, :2]
    geometry, findings = shapes.of_rings([[rows]])
    if entity.is_closed:  # closed by its flag, as it ought to be
        findings = tuple(it for it in findings if it.reason is not Reason.RING_CLOSED)
    return RawFeature(index, properties, geometry, findings)


def _rows(entity: "Polyline | LWPolyline") -> Ring:
    """Return the corners of a polyline in world coordinates, heights too."""
    corners = _corners(entity)
    if not len(corners):
        return np.empty((0, 3))
    ends = np.roll(corners, -1, axis=0)
    if not entity.is_closed:
        ends[-1] = corners[-1]
    chord = _CHORD_M * _unit(corners)
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


def _unit(rows: Ring) -> float:
    """Return a metre in the drawing's units, which may be degrees."""
    return 1.0 if np.abs(rows[:, :2]).max() > _LARGEST_DEGREES else 1 / _DEGREE_M


def _open() -> Finding:
    return refusal(
        Reason.OPEN_POLYLINE,
        "这条多段线没有闭合，围不成地块。请在 CAD 中闭合（PEDIT 命令的“闭合”）"
        "后重新提交。",
        "This polyline is open and encloses nothing. Close it in the CAD program "
        "(PEDIT, Close) and send the drawing again.",
    )


def _counted(others: Counter[str]) -> str:
    return ", ".join(f"{kind} {count}" for kind, count in sorted(others.items()))


def _skipped(others: Counter[str]) -> Finding:
    return warning(
        Reason.NON_POLYGON_SKIPPED,
        "图中的文字、点、线等 {total} 个图元未采用（{counted}）。",
        "{total} texts, points, lines and the like were skipped ({counted}).",
        total=others.total(),
        counted=_counted(others),
    )


def _no_polyline(others: Counter[str]) -> Finding:
    return refusal(
        Reason.NOT_A_POLYGON,
        "图的模型空间里没有多段线（有：{counted}）。请把地块边界画成闭合的多段线后提交。",
        "The drawing's model space has no polyline (it has: {counted}). Draw the plots "
        "as closed polylines and send it again.",
        counted=_counted(others) or "0",
    )
