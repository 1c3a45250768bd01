"""Settling what coordinate system a file is in: said, or inferred, never guessed."""

from collections.abc import Iterable

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gi_registry.geo.crs import Crs
from gi_registry.geo.intake.known import same_figures
from gi_registry.geo.intake.outcomes import Finding, Reason
from gi_registry.geo.intake.refusals import RefusedFileError, refusal, warning
from gi_registry.geo.offsets import Points

Settled = tuple[Crs | None, str, list[Finding]]
"""The system, who says so, and what must be said about it; none of nothing drawn."""

_DEGREES = {Crs.WGS84, Crs.CGCS2000}
_NORTH = (300_000, 6_000_000)
"""Northings of China, metres."""
_EAST = (100_000, 900_000)
"""Eastings within a zone, metres, its number taken off."""
_ZONES = (*range(13, 24), *range(25, 46))
_MOST = 0.9
"""Share of the points whose zone must be the same for it to be the file's."""


def settle(
    shapes: Iterable[BaseGeometry | None],
    *,
    declared: Crs | None,
    in_file: Crs | None,
    crs_from: str,
) -> Settled:
    """Settle the system of a file's coordinates.

    Args:
        shapes: its geometries, as drawn.
        declared: by whoever hands the file over.
        in_file: what the file says, or its format prescribes.
        crs_from: `file`, `member` or `format`; empty where it says nothing.

    Raises:
        RefusedFileError: nobody says, or figures and sayings disagree.
    """
    points = shapely.get_coordinates([shape for shape in shapes if shape is not None])
    points = points[np.isfinite(points).all(axis=1)]
    crs, said_by = _said(declared, in_file, crs_from)
    if crs is Crs.WGS84 and said_by == "format" and _in_metres(points):
        crs = None
    if crs is None:
        return _inferred(points) if len(points) else (None, "", [])
    agreed, findings = _agreed(crs, points)
    if agreed is not crs:
        said_by = "prefix"
    if agreed.is_approximate:
        findings.append(_approximate(agreed))
    return agreed, said_by, findings


def _said(
    declared: Crs | None, in_file: Crs | None, crs_from: str
) -> tuple[Crs | None, str]:
    if declared is None:
        return in_file, crs_from
    if in_file is None or crs_from == "format":
        return declared, "declared"
    if _same(in_file, declared):
        # a file's own zone is the better one of two that differ by the prefix
        own = in_file.is_projected and not same_figures(in_file, declared)
        return (in_file, crs_from) if own else (declared, "declared")
    raise _conflict(
        "文件内写明坐标系为 {in_zh}，而提交时选了 {zh}",
        "The file says that it is in {in_en}, but {en} was named with it",
        declared,
        in_file,
    )


def _same(in_file: Crs, declared: Crs) -> bool:
    """Say whether a file may be in what is declared, by what it says itself."""
    if in_file in _DEGREES:  # no file can say GCJ-02 or BD-09 of itself
        return declared in {*_DEGREES, Crs.GCJ02, Crs.BD09}
    if not declared.is_projected or not in_file.is_projected:
        return declared is in_file
    if declared.is_gauss_kruger and same_figures(declared.other_prefix, in_file):
        return True  # the same zone; which of the two is seen by the figures
    return same_figures(in_file, declared)


def _agreed(crs: Crs, points: Points) -> tuple[Crs, list[Finding]]:
    """Compare what is said with what the figures show."""
    if not len(points):
        return crs, []
    if crs.is_projected != _in_metres(points):
        raise _conflict(
            "说明的坐标系是 {zh}，但坐标数值是" + ("度" if crs.is_projected else "米"),
            "The coordinate system is said to be {en}, but the figures are "
            + ("degrees" if crs.is_projected else "metres"),
            crs,
        )
    if not crs.is_gauss_kruger:
        return crs, []
    zone = _zone(points)
    number = int(crs.name.rpartition("_")[2])
    if "_ZONE_" in crs.name:
        if zone == number or (zone is None and not _without_number(points)):
            return crs, []
    elif zone is None:
        return crs, []
    elif crs.other_prefix.name.endswith(f"_{zone}"):
        return crs.other_prefix, [_prefixed(crs.other_prefix)]
    raise _conflict(
        "说明的坐标系是 {zh}，但坐标"
        + (f"的带号是 {zone}" if zone else f"没有带号（那是 {crs.other_prefix}）"),
        "The coordinate system is said to be {en}, but the coordinates "
        + (f"are of zone {zone}" if zone else f"have no number ({crs.other_prefix})"),
        crs,
    )


def _inferred(points: Points) -> Settled:
    if _in_metres(points):
        zone = _zone(points)
        if zone is not None:
            width = 3 if zone >= 25 else 6  # noqa: PLR2004 -- the ranges of _ZONES
            crs = Crs[f"GK{width}_ZONE_{zone}"]
            return crs, "prefix", [_prefixed(crs)]
        raise RefusedFileError(_MISSING_METRES)
    raise RefusedFileError(_MISSING)


def _in_metres(points: Points) -> bool:
    """Say whether most figures are too large to be degrees."""
    return bool(len(points)) and float(np.median(np.abs(points).max(axis=1))) > 360  # noqa: PLR2004


def _zone(points: Points) -> int | None:
    """Return the zone's number before the eastings; whichever way axes are."""
    for east, north in ((points[:, 0], points[:, 1]), (points[:, 1], points[:, 0])):
        number, rest = np.divmod(east, 1_000_000)
        fits = (
            np.isin(number, _ZONES)
            & (rest >= _EAST[0])
            & (rest <= _EAST[1])
            & (north >= _NORTH[0])
            & (north <= _NORTH[1])
        )
        if not fits.any():
            continue
        numbers, counts = np.unique(number[fits], return_counts=True)
        if counts.max() >= _MOST * len(points):
            return int(numbers[counts.argmax()])
    return None


def _without_number(points: Points) -> bool:
    smaller = np.median(points.min(axis=1))
    return bool(_EAST[0] <= smaller <= _EAST[1])


def _conflict(
    zh: str, en: str, declared: Crs, in_file: Crs | None = None
) -> RefusedFileError:
    file = (in_file or declared).words
    return RefusedFileError(
        refusal(
            Reason.CRS_CONFLICT,
            zh + "。请向提供文件的人问清坐标系，改正其中一处后重新提交。",
            en + ". Ask whoever made the file which is right, correct the other, and "
            "send it again.",
            zh=declared.words.zh,
            en=declared.words.en,
            in_zh=file.zh,
            in_en=file.en,
        )
    )


def _prefixed(crs: Crs) -> Finding:
    return warning(
        Reason.CRS_INFERRED_FROM_ZONE_PREFIX,
        "坐标带有带号，按 {zh} 读取。请核对位置；如果是 1980 西安坐标系或 "
        "1954 北京坐标系的成果，请写明后重新提交。",
        "The coordinates carry a zone number and are read as {en}. Check where they "
        "lie; if they are in Xian 1980 or Beijing 1954, name that and send it again.",
        zh=crs.words.zh,
        en=crs.words.en,
    )


def _approximate(crs: Crs) -> Finding:
    return warning(
        Reason.DATUM_APPROXIMATE,
        "{zh} 与 CGCS2000 之间没有公开的精确转换参数，位置可能偏差约 100 米。"
        "请尽量向测绘部门取得 CGCS2000 成果。",
        "No exact way from {en} to CGCS2000 is published; positions may be about 100 m "
        "off. Get the survey in CGCS2000 if you can.",
        zh=crs.words.zh,
        en=crs.words.en,
    )


_MISSING = refusal(
    Reason.CRS_MISSING,
    "文件没有写明坐标系。请问清来源（手持 GPS、测绘成果、高德或百度地图上描绘），"
    "选定坐标系后重新提交；不能猜。",
    "The file does not say which coordinate system it is in. Ask where it comes from "
    "(GPS receiver, survey, drawn on Amap or Baidu), name the system and send it "
    "again; it is not guessed.",
)
_MISSING_METRES = refusal(
    Reason.CRS_MISSING,
    "文件没有写明坐标系，坐标是不带带号的米数，看不出中央经线。山西用 3 度带中央经线 "
    "111°（EPSG:4546）或 114°（EPSG:4547）。请向测绘单位问清，选定坐标系后重新提交；"
    "不能猜。",
    "The file does not say which coordinate system it is in; its figures are metres "
    "without one zone number, which does not show the central meridian. In Shanxi it "
    "is 111°E (EPSG:4546) or 114°E (EPSG:4547). Ask the surveyor, name the system "
    "and send it again; it is not guessed.",
)
