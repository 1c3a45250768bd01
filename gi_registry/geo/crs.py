"""Coordinate systems by name, and the way from each to CGCS2000.

CGCS2000 (EPSG:4490) is what is stored. WGS84 differs from it by decimetres, less
than any line that the registry judges by, so its coordinates are taken as they
are. GCJ-02, in which Amap and Tencent draw, lies 480 to 640 m off in Shanxi and
BD-09, Baidu's, further again; both are brought back by iteration. Gauss-Kruger
coordinates are easting, northing, as files have them, whatever EPSG says.

Xian 1980 and Beijing 1954 are older data, whose exact relation to CGCS2000 is
not published: what comes from them is approximate (`Crs.is_approximate`).
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
from pyproj.enums import TransformDirection
from shapely.geometry.base import BaseGeometry

from gi_registry.core.words import Words
from gi_registry.geo.errors import CoordinateRangeError, UnknownCrsError
from gi_registry.geo.offsets import GCJ02_BOX, Points, bd09, gcj02, undo

SRID = 4490
"""EPSG code of what is stored: CGCS2000, longitude and latitude in degrees."""

G = TypeVar("G", bound=BaseGeometry)


def _older_systems() -> dict[str, str]:
    """Return names and codes of the systems of Xian 1980 and Beijing 1954.

    Each has 11 zones of 6 degrees and 21 of 3, with the zone's number before the
    easting and without, numbered without a gap by EPSG.
    """
    systems = {"XIAN80": "EPSG:4610", "BEIJING54": "EPSG:4214"}
    first = {
        "XIAN80": {"GK6_ZONE": 2327, "GK6_CM": 2338, "GK3_ZONE": 2349, "GK3_CM": 2370},
        "BEIJING54": {
            "GK6_ZONE": 21413,
            "GK6_CM": 21453,
            "GK3_ZONE": 2401,
            "GK3_CM": 2422,
        },
    }
    zones = {
        "GK6_ZONE": range(13, 24),
        "GK6_CM": range(75, 136, 6),
        "GK3_ZONE": range(25, 46),
        "GK3_CM": range(75, 136, 3),
    }
    for datum, codes in first.items():
        for family, code in codes.items():
            for step, zone in enumerate(zones[family]):
                systems[f"{datum}_{family}_{zone}"] = f"EPSG:{code + step}"
    return systems


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
    meridian), CM_111 without (500 000 m). The same zones of Xian 1980 and Beijing
    1954 are members too, named XIAN80_GK3_ZONE_37 and so on.
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
    UTM_49N = "EPSG:32649"
    UTM_50N = "EPSG:32650"
    WEB_MERCATOR = "EPSG:3857"
    vars().update(_older_systems())

    @property
    def is_gauss_kruger(self) -> bool:
        """Whether it is a Gauss-Kruger zone, of whichever datum."""
        return "GK" in self.name

    @property
    def is_projected(self) -> bool:
        """Whether coordinates are metres, not degrees."""
        return self.is_gauss_kruger or self in _OTHER_METRES

    @property
    def is_approximate(self) -> bool:
        """Whether its datum is tied to CGCS2000 only within some 100 m."""
        return self.name.startswith(("XIAN80", "BEIJING54"))

    @property
    def other_prefix(self) -> "Crs":
        """The same zone with the zone's number before the easting, or without.

        Raises:
            ValueError: it is no Gauss-Kruger zone.
        """
        middle = self.central_meridian
        if not self.is_gauss_kruger:
            msg = f"{self} has no zone number"
            raise ValueError(msg)
        family = self.name.rpartition("_")[0]
        if family.endswith("CM"):
            number = middle // 3 if "GK3" in family else (middle + 3) // 6
            return Crs[f"{family[:-2]}ZONE_{number}"]
        return Crs[f"{family[:-4]}CM_{middle}"]

    @property
    def central_meridian(self) -> int:
        """Degrees east, of a projected system.

        Raises:
            ValueError: it has none.
        """
        if self in _UTM:
            return _UTM[self]
        if not self.is_gauss_kruger:
            msg = f"{self} has no central meridian"
            raise ValueError(msg)
        number = int(self.name.rpartition("_")[2])
        if "_CM_" in self.name:
            return number
        return number * 3 if "GK3" in self.name else number * 6 - 3

    @property
    def words(self) -> Words:
        """What people call it."""
        if not self.is_gauss_kruger:
            return _WORDS[self]
        datum = _DATUMS.get(self.name.partition("_")[0], _CGCS2000)
        kind, zone = self.name.split("_")[-2:]
        width = 3 if "GK3" in self.name else 6
        return (_PREFIXED if kind == "ZONE" else _PLAIN).filled(
            zh=datum.zh, en=datum.en, width=width, zone=zone, code=self.value
        )


_UTM = {Crs.UTM_49N: 111, Crs.UTM_50N: 117}
_OTHER_METRES = {*_UTM, Crs.WEB_MERCATOR}

_CGCS2000 = Words("CGCS2000", "CGCS2000")
_DATUMS = {
    "XIAN80": Words("1980 西安坐标系", "Xian 1980"),
    "BEIJING54": Words("1954 北京坐标系", "Beijing 1954"),
}
_PREFIXED = Words(
    "{zh} {width} 度带第 {zone} 带（坐标带带号，{code}）",
    "{en}, {width}-degree zone {zone}, number prefixed ({code})",
)
_PLAIN = Words(
    "{zh} {width} 度带中央经线 {zone}°（不带带号，{code}）",
    "{en}, {width}-degree zone around {zone}°E, no prefix ({code})",
)
_WORDS = {
    Crs.CGCS2000: Words("CGCS2000 经纬度（EPSG:4490）", "CGCS2000 (EPSG:4490)"),
    Crs.WGS84: Words("WGS84 经纬度，手持 GPS（EPSG:4326）", "WGS84, GPS (EPSG:4326)"),
    Crs.GCJ02: Words("GCJ-02，高德、腾讯地图", "GCJ-02, as on Amap and Tencent"),
    Crs.BD09: Words("BD-09，百度地图", "BD-09, as on Baidu"),
    Crs.UTM_49N: Words(
        "WGS84 UTM 第 49 带（EPSG:32649）", "WGS84, UTM zone 49N (EPSG:32649)"
    ),
    Crs.UTM_50N: Words(
        "WGS84 UTM 第 50 带（EPSG:32650）", "WGS84, UTM zone 50N (EPSG:32650)"
    ),
    Crs.WEB_MERCATOR: Words("Web 墨卡托（EPSG:3857）", "web Mercator (EPSG:3857)"),
    Crs("EPSG:4610"): Words(
        "1980 西安坐标系经纬度（EPSG:4610）", "Xian 1980 (EPSG:4610)"
    ),
    Crs("EPSG:4214"): Words(
        "1954 北京坐标系经纬度（EPSG:4214）", "Beijing 1954 (EPSG:4214)"
    ),
}


_EARTH = Bounds(-180, -90, 180, 90)
_COVERS = {Crs.GCJ02: Bounds(*GCJ02_BOX), Crs.BD09: Bounds(*GCJ02_BOX)}
"""Of systems in degrees that do not cover the earth."""
_ZONE_REACH = 6
"""Degrees from the central meridian; files overrun their own zone by one at most."""


def parse(text: str, *, older: bool = False) -> Crs:
    """Return the coordinate system that a text names.

    Args:
        text: such as EPSG:4490, 4490, urn:ogc:def:crs:EPSG::4490, CGCS2000,
            CRS84, gcj02, BD-09; case and spaces do not matter.
        older: whether Xian 1980 and Beijing 1954 are taken too; whoever takes
            them must warn (`Crs.is_approximate`).

    Raises:
        UnknownCrsError: it names none of ours.
    """
    crs = _parsed(text)
    if crs.is_approximate and not older:
        raise UnknownCrsError(named=text)
    return crs


def _parsed(text: str) -> Crs:
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
        Xian 1980 has no published way here (EPSG and PROJ have none): its
        degrees are taken as they are, which leaves plots up to some 130 m off.
        Beijing 1954 goes the way of the Ordos basin, west of the Yellow River
        (EPSG:15918: 1 m there; unknown in Shanxi, at worst as above).

    Raises:
        CoordinateRangeError: a coordinate lies outside what `crs` covers.

    Source:
        EPSG Geodetic Parameter Dataset as in PROJ 9.5. The size of the shifts:
        the surveying administration's questions and answers on CGCS2000 (2008)
        give -9 to 43 m north and 76 to 119 m east for Xian 1980, -62 to -29 m
        and -56 to 84 m for Beijing 1954, read second hand.
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
    if crs.is_projected or crs.is_approximate:
        degrees = _projection(crs, back=True)(points)
        _refuse(points, ~_covered(degrees, crs), crs)
        return degrees
    _refuse(points, ~_covered(points, crs), crs)
    if crs is Crs.GCJ02:
        return undo(gcj02, points)
    if crs is Crs.BD09:
        return undo(_to_bd09, points)
    return points


def _forward(points: Points, crs: Crs) -> Points:
    _refuse(points, ~_covered(points, crs), crs)
    if crs.is_projected or crs.is_approximate:
        return _projection(crs, back=False)(points)
    if crs is Crs.GCJ02:
        return gcj02(points)
    if crs is Crs.BD09:
        return _to_bd09(points)
    return points


def _to_bd09(points: Points) -> Points:
    return bd09(gcj02(points))


def _covered(degrees: Points, crs: Crs) -> NDArray[np.bool_]:
    """Say which points a system can carry; a wrong zone's cannot be."""
    if not crs.is_projected or crs is Crs.WEB_MERCATOR:
        return _within(degrees, _COVERS.get(crs, _EARTH))
    middle = crs.central_meridian
    return _within(degrees, Bounds(middle - _ZONE_REACH, 0, middle + _ZONE_REACH, 60))


def _refuse(points: Points, outside: NDArray[np.bool_], crs: Crs) -> None:
    if outside.any():
        x, y = points[outside][0]
        raise CoordinateRangeError(x=float(x), y=float(y), crs=crs)


_ORDOS = (
    "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad "
    "+step +proj=push +v_3 +step +proj=cart +ellps=krass "
    "+step +proj=helmert +x=12.646 +y=-155.176 +z=-80.863 "
    "+step +inv +proj=cart +ellps=WGS84 +step +proj=pop +v_3 "
    "+step +proj=unitconvert +xy_in=rad +xy_out=deg"
)
"""EPSG:15918, Beijing 1954 to WGS84 (1), longitude first."""


@cache
def _projection(crs: Crs, *, back: bool) -> Callable[[Points], Points]:
    """Return the way from degrees of CGCS2000 to the system's own, or back."""
    own = CRS(crs.value)
    steps = [Transformer.from_crs(own, own.geodetic_crs, always_xy=True)]
    if crs.name.startswith("BEIJING54"):
        steps.append(Transformer.from_pipeline(_ORDOS))
    way = TransformDirection.FORWARD if back else TransformDirection.INVERSE

    def project(points: Points) -> Points:
        for step in steps if back else reversed(steps):
            moved = step.transform(points[:, 0], points[:, 1], direction=way)
            points = np.column_stack(moved)
        return points

    return project
