"""DXF drawings: each closed polyline of the model space is a plot."""

import io
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
import shapely
from shapely import LineString

from gi_registry.geo.intake import ogr, shapes
from gi_registry.geo.intake.layer import Layer
from gi_registry.geo.intake.outcomes import Finding, Reason
from gi_registry.geo.intake.polylines import metre_in, rows_of
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
_TAIL = 100
"""Bytes at the end, in which it is said."""
_ENDS = 2
"""Of a plain line."""

Drawn = tuple[list[RawFeature], Counter[str]]
"""Polylines, and how many there are of each other kind."""


def read(path: Path) -> Layer:
    """Read closed polylines, old and light, with their arcs made into lines.

    Open ones are refused one by one; all else that is drawn is counted. A drawing
    says nothing of its coordinate system.

    Raises:
        RefusedFileError: it is no DXF, is cut off, or has no polyline.
    """
    content = path.read_bytes()
    if b"EOF" not in content[-_TAIL:]:
        raise unreadable(
            "不是可用的 DXF，或不完整（末尾没有 EOF）。请在 CAD 中另存为 DXF"
            "（2007 或更新版本）后提交。",
            "This is not usable DXF, or incomplete (EOF is missing at its end). Save "
            "it as DXF (2007 or newer) in the CAD program and send that.",
        )
    drawing = _drawing(content)
    features, others = _drawn(drawing) if drawing else _drawn_leniently(path)
    if not features:
        raise RefusedFileError(_no_polyline(others))
    return Layer(features, findings=[_skipped(others)] if others else [])


def _drawing(content: bytes) -> "Drawing | None":
    """Return a drawing, or none where it breaks the rules somewhere."""
    from ezdxf import recover  # noqa: PLC0415 -- 0.4 s, seldom needed

    try:
        drawing, _ = recover.read(io.BytesIO(content), errors="ignore")
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 -- it meets damage in as many ways as there are
        return None
    return drawing


def _drawn(drawing: "Drawing") -> Drawn:
    others: Counter[str] = Counter()
    features: list[RawFeature] = []
    for entity in drawing.modelspace():
        polyline = _polyline(entity)
        if polyline is None:
            others[entity.dxftype()] += 1
        else:
            features.append(_feature(len(features), polyline))
    return features, others


def _drawn_leniently(path: Path) -> Drawn:
    """Read with GDAL, which minds no marks that smaller programs leave out.

    It tells lines from polylines only by their corners, and does not know GBK.
    """
    others: Counter[str] = Counter()
    features: list[RawFeature] = []
    found = ogr.read_records(path)
    for row, content in zip(found.rows, found.geometries, strict=True):
        line = shapely.from_wkb(content or b"", on_invalid="ignore")
        if isinstance(line, LineString) and len(line.coords) > _ENDS:
            rows = shapely.get_coordinates(line, include_z=True)
            layer = {"layer": _in_chinese(row.get("Layer", ""))}
            features.append(_made(len(features), layer, np.nan_to_num(rows)))
        else:
            others["?" if line is None else line.geom_type.upper()] += 1
    return features, others


def _in_chinese(text: str) -> str:
    """Return a name that was GBK and taken for Latin letters as it was meant."""
    try:
        return text.encode("latin-1").decode("gb18030")
    except UnicodeError:
        return text


def _polyline(entity: "DXFEntity") -> "Polyline | LWPolyline | None":
    """Return an entity that is a polyline; the meshes of old are none."""
    if entity.dxftype() == "LWPOLYLINE":
        return cast("LWPolyline", entity)
    old = cast("Polyline", entity)
    if entity.dxftype() == "POLYLINE" and (old.is_2d_polyline or old.is_3d_polyline):
        return old
    return None


def _feature(index: int, entity: "Polyline | LWPolyline") -> RawFeature:
    properties = {"layer": _in_chinese(str(entity.dxf.get("layer", "")))}
    try:
        rows = rows_of(entity)
    except (ValueError, ArithmeticError, AttributeError, TypeError):
        return RawFeature(index, properties, None, (shapes.malformed(),))
    if entity.is_closed:  # by its flag, as it ought to be
        rows = np.vstack([rows, rows[:1]])
    return _made(index, properties, rows)


def _made(index: int, properties: dict[str, str], rows: Ring) -> RawFeature:
    """Make a feature of a polyline whose last corner is its first, or nearly so."""
    if not len(rows):
        return RawFeature(index, properties, None, (shapes.empty(),))
    gap = float(np.abs(rows[0, :2] - rows[-1, :2]).max())
    if gap > _CLOSE_M * metre_in(rows):
        return RawFeature(index, properties, None, (_open(),))
    if not rows[:, 2].any():
        rows = rows[:, :2]
    geometry, findings = shapes.of_rings([[rows]])
    return RawFeature(index, properties, geometry, findings)


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
        "图的模型空间里没有多段线（有：{counted}）。请把地块边界画成闭合的多段线，"
        "图块（INSERT）先炸开（EXPLODE），再提交。",
        "The drawing's model space has no polyline (it has: {counted}). Draw the plots "
        "as closed polylines, explode blocks (INSERT), and send it again.",
        counted=_counted(others) or "0",
    )
