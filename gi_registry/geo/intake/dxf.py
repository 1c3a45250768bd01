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
    """Return the corners of a polyline in world coordinates."""
    from ezdxf import path  # noqa: PLC0415 -- as above

    light = entity.dxftype() == "LWPOLYLINE"
    points = (
        cast("LWPolyline", entity).get_points()
        if light
        else cast("Polyline", entity).points()
    )
    corners = np.array([tuple(point)[:2] for point in points], dtype=np.float64)
    if not len(corners):
        return np.empty((0, 3))
    drawn = path.make_path(entity).flattening(_CHORD_M * _unit(corners))
    return np.array([point.xyz for point in drawn], dtype=np.float64)


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
