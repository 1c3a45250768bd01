"""Coordinate systems by name, and the way from each to CGCS2000.

CGCS2000 (EPSG:4490) is what is stored. WGS84 differs from it by decimetres, less
than any line that the registry judges by, so its coordinates are taken as they
are. GCJ-02, in which Amap and Tencent draw, lies 480 to 640 m off in Shanxi and
BD-09, Baidu's, further again; both are brought back by iteration. Gauss-Kruger
coordinates are easting, northing, as files have them, whatever EPSG says.
"""

import re
from collections.abc import Callable
from enum import StrEnum
from functools import cache
from typing import NamedTuple, TypeVar, cast, overload

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj import CRS, Transformer
from shapely.geometry.base import BaseGeometry

from gi_registry.core.words import Words
from gi_registry.geo.errors import CoordinateRangeError, UnknownCrsError
from gi_registry.geo.offsets import GCJ02_BOX, Points, bd09, gcj02, undo

SRID = 4490
"""EPSG code of what is stored: CGCS2000, longitude and latitude in degrees."""

G = TypeVar("G", bound=BaseGeometry)


class Bounds(NamedTuple):
    """A box in EPSG:4490, degrees, edges included."""

    min_x: float
    min_y: float
    max_x: float
    max_y: float


class Crs(StrEnum):
    """A coordinate system in which plots and files may come.

    GK3 and GK6 are CGCS2000 in Gauss-Kruger zones of 3 and 6 degrees: ZONE_37
    with the zone's number before the easting (37 500 000 m on the central
    meridian), CM_111 without (500 000 m).
    """

    CGCS2000 = "EPSG:4490"
    WGS84 = "EPSG:4326"
    GCJ02 = "GCJ-02"
    BD09 = "BD-09"
    GK6_ZONE_13 = "EPSG:4491"
    GK6_ZONE_14 = "EPSG:4492"
    GK6_ZONE_15 = "EPSG:4493"
    GK6_ZONE_16 = "EPSG:4494"
    GK6_ZONE_17 = "EPSG:4495"
    GK6_ZONE_18 = "EPSG:4496"
    GK6_ZONE_19 = "EPSG:4497"
    GK6_ZONE_20 = "EPSG:4498"
    GK6_ZONE_21 = "EPSG:4499"
    GK6_ZONE_22 = "EPSG:4500"
    GK6_ZONE_23 = "EPSG:4501"
    GK6_CM_75 = "EPSG:4502"
    GK6_CM_81 = "EPSG:4503"
    GK6_CM_87 = "EPSG:4504"
    GK6_CM_93 = "EPSG:4505"
    GK6_CM_99 = "EPSG:4506"
    GK6_CM_105 = "EPSG:4507"
    GK6_CM_111 = "EPSG:4508"
    GK6_CM_117 = "EPSG:4509"
    GK6_CM_123 = "EPSG:4510"
    GK6_CM_129 = "EPSG:4511"
    GK6_CM_135 = "EPSG:4512"
    GK3_ZONE_25 = "EPSG:4513"
    GK3_ZONE_26 = "EPSG:4514"
    GK3_ZONE_27 = "EPSG:4515"
    GK3_ZONE_28 = "EPSG:4516"
    GK3_ZONE_29 = "EPSG:4517"
    GK3_ZONE_30 = "EPSG:4518"
    GK3_ZONE_31 = "EPSG:4519"
    GK3_ZONE_32 = "EPSG:4520"
    GK3_ZONE_33 = "EPSG:4521"
    GK3_ZONE_34 = "EPSG:4522"
    GK3_ZONE_35 = "EPSG:4523"
    GK3_ZONE_36 = "EPSG:4524"
    GK3_ZONE_37 = "EPSG:4525"
    GK3_ZONE_38 = "EPSG:4526"
    GK3_ZONE_39 = "EPSG:4527"
    GK3_ZONE_40 = "EPSG:4528"
    GK3_ZONE_41 = "EPSG:4529"
    GK3_ZONE_42 = "EPSG:4530"
    GK3_ZONE_43 = "EPSG:4531"
    GK3_ZONE_44 = "EPSG:4532"
    GK3_ZONE_45 = "EPSG:4533"
    GK3_CM_75 = "EPSG:4534"
    GK3_CM_78 = "EPSG:4535"
    GK3_CM_81 = "EPSG:4536"
    GK3_CM_84 = "EPSG:4537"
    GK3_CM_87 = "EPSG:4538"
    GK3_CM_90 = "EPSG:4539"
    GK3_CM_93 = "EPSG:4540"
    GK3_CM_96 = "EPSG:4541"
    GK3_CM_99 = "EPSG:4542"
    GK3_CM_102 = "EPSG:4543"
    GK3_CM_105 = "EPSG:4544"
    GK3_CM_108 = "EPSG:4545"
    GK3_CM_111 = "EPSG:4546"
    GK3_CM_114 = "EPSG:4547"
    GK3_CM_117 = "EPSG:4548"
    GK3_CM_120 = "EPSG:4549"
    GK3_CM_123 = "EPSG:4550"
    GK3_CM_126 = "EPSG:4551"
    GK3_CM_129 = "EPSG:4552"
    GK3_CM_132 = "EPSG:4553"
    GK3_CM_135 = "EPSG:4554"

    @property
    def is_projected(self) -> bool:
        """Whether coordinates are metres, not degrees."""
        return self.name.startswith("GK")

    @property
    def central_meridian(self) -> int:
        """Degrees east, of a projected system.

        Raises:
            ValueError: it is not projected.
        """
        if not self.is_projected:
            msg = f"{self} has no central meridian"
            raise ValueError(msg)
        number = int(self.name.rpartition("_")[2])
        if "_CM_" in self.name:
            return number
        return number * 3 if self.name.startswith("GK3") else number * 6 - 3

    @property
    def words(self) -> Words:
        """What people call it."""
        if not self.is_projected:
            return _WORDS[self]
        width, zone = self.name[2], self.name.rpartition("_")[2]
        if "ZONE" in self.name:
            return Words(
                f"CGCS2000 {width} 度带第 {zone} 带（坐标带带号，{self}）",
                f"CGCS2000, {width}-degree zone {zone}, number prefixed ({self})",
            )
        return Words(
            f"CGCS2000 {width} 度带中央经线 {zone}°（不带带号，{self}）",
            f"CGCS2000, {width}-degree zone around {zone}°E, no prefix ({self})",
        )


_WORDS = {
    Crs.CGCS2000: Words("CGCS2000 经纬度（EPSG:4490）", "CGCS2000 (EPSG:4490)"),
    Crs.WGS84: Words("WGS84 经纬度，手持 GPS（EPSG:4326）", "WGS84, GPS (EPSG:4326)"),
    Crs.GCJ02: Words("GCJ-02，高德、腾讯地图", "GCJ-02, as on Amap and Tencent"),
    Crs.BD09: Words("BD-09，百度地图", "BD-09, as on Baidu"),
}


_EARTH = Bounds(-180, -90, 180, 90)
_COVERS = {
    Crs.CGCS2000: _EARTH,
    Crs.WGS84: _EARTH,
    Crs.GCJ02: Bounds(*GCJ02_BOX),
    Crs.BD09: Bounds(*GCJ02_BOX),
}
_ZONE_REACH = 6
"""Degrees from the central meridian; files overrun their own zone by one at most."""


def parse(text: str) -> Crs:
    """Return the coordinate system that a text names.

    Args:
        text: such as EPSG:4490, 4490, urn:ogc:def:crs:EPSG::4490, CGCS2000,
            CRS84, gcj02, BD-09; case and spaces do not matter.

    Raises:
        UnknownCrsError: it names none of ours.
    """
    upper = text.strip().upper()
    bare = re.sub(r"[^A-Z0-9]", "", upper)
    if bare in {"CGCS2000", "WGS84", "GCJ02", "BD09"}:
        return Crs[bare]
    if bare.endswith("CRS84"):
        return Crs.WGS84
    # EPSG:4490, EPSG::4490, .../EPSG/0/4490, 4490
    code = re.fullmatch(r"(?:.*EPSG(?:[:/][\d.]*(?=[:/]))?[:/ ]*)?(\d+)", upper)
    try:
        return Crs(f"EPSG:{code[1]}" if code else "")
    except ValueError:
        raise UnknownCrsError(named=text) from None


@overload
def to_cgcs2000(shape: G, crs: Crs) -> G: ...
@overload
def to_cgcs2000(shape: ArrayLike, crs: Crs) -> Points: ...
def to_cgcs2000(shape: G | ArrayLike, crs: Crs) -> G | Points:
    """Bring a geometry or points into CGCS2000.

    Args:
        shape: a shapely geometry, whose heights are dropped, or rows of x and y
            (a single pair is one row).
        crs: what its coordinates are in; x is longitude or easting.

    Returns:
        The same shape in EPSG:4490, or an array of rows. WGS84 is taken as it
        is, which is right within decimetres; GCJ-02 and BD-09 come back within
        a millimetre of the published formulas; projections are exact.

    Raises:
        CoordinateRangeError: a coordinate lies outside what `crs` covers.
    """
    return _each(shape, lambda points: _inverse(points, crs))


@overload
def from_cgcs2000(shape: G, crs: Crs) -> G: ...
@overload
def from_cgcs2000(shape: ArrayLike, crs: Crs) -> Points: ...
def from_cgcs2000(shape: G | ArrayLike, crs: Crs) -> G | Points:
    """Bring a geometry or points from CGCS2000 into another system.

    The reverse of `to_cgcs2000`, with the same arguments and errors.
    """
    return _each(shape, lambda points: _forward(points, crs))


def looks_swapped(points: ArrayLike, bounds: Bounds) -> bool:
    """Say whether latitude seems to have been written before longitude.

    Args:
        points: rows of x and y, degrees.
        bounds: where the points ought to be, such as the province's box.

    Returns:
        True when more than half of the points lie outside the box and come to
        lie inside when x and y change places; never for a box that overlaps
        its own mirror image there.
    """
    rows = _rows(points)
    if not len(rows):
        return False
    inside = _within(rows, bounds)
    mirrored = _within(rows[:, ::-1], bounds)
    return bool((mirrored & ~inside).sum() * 2 > len(rows))


def _within(rows: Points, bounds: Bounds) -> NDArray[np.bool_]:
    low, high = np.array(bounds[:2]), np.array(bounds[2:])
    return cast("NDArray[np.bool_]", ((rows >= low) & (rows <= high)).all(axis=1))


def _rows(points: ArrayLike) -> Points:
    return np.asarray(points, dtype=np.float64).reshape(-1, 2)


def _each(shape: G | ArrayLike, change: Callable[[Points], Points]) -> G | Points:
    if isinstance(shape, BaseGeometry):
        return shapely.transform(shape, change)
    return change(_rows(shape))


def _inverse(points: Points, crs: Crs) -> Points:
    if crs.is_projected:
        degrees = _projection(crs, back=True)(points)
        _refuse(points, ~_in_zone(degrees, crs), crs)
        return degrees
    _refuse(points, ~_within(points, _COVERS[crs]), crs)
    if crs is Crs.GCJ02:
        return undo(gcj02, points)
    if crs is Crs.BD09:
        return undo(_to_bd09, points)
    return points


def _forward(points: Points, crs: Crs) -> Points:
    if crs.is_projected:
        _refuse(points, ~_in_zone(points, crs), crs)
        return _projection(crs, back=False)(points)
    _refuse(points, ~_within(points, _COVERS[crs]), crs)
    if crs is Crs.GCJ02:
        return gcj02(points)
    if crs is Crs.BD09:
        return _to_bd09(points)
    return points


def _to_bd09(points: Points) -> Points:
    return bd09(gcj02(points))


def _in_zone(degrees: Points, crs: Crs) -> NDArray[np.bool_]:
    """Say which points the projection can carry; a wrong zone's cannot be."""
    middle = crs.central_meridian
    return _within(degrees, Bounds(middle - _ZONE_REACH, 0, middle + _ZONE_REACH, 60))


def _refuse(points: Points, outside: NDArray[np.bool_], crs: Crs) -> None:
    if outside.any():
        x, y = points[outside][0]
        raise CoordinateRangeError(x=float(x), y=float(y), crs=crs)


@cache
def _projection(crs: Crs, *, back: bool) -> Callable[[Points], Points]:
    """Return the way from degrees to easting and northing, or back."""
    projected = CRS(crs.value)
    ends = (projected, CRS(SRID)) if back else (CRS(SRID), projected)
    transformer = Transformer.from_crs(*ends, always_xy=True)

    def project(points: Points) -> Points:
        return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))

    return project
