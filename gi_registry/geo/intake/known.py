"""Which of our coordinate systems a file means, by its figures, not by its name."""

from contextlib import suppress
from functools import cache

from pyproj import CRS
from pyproj.exceptions import CRSError

from gi_registry.geo.crs import Crs
from gi_registry.geo.intake.outcomes import Finding, Reason
from gi_registry.geo.intake.refusals import RefusedFileError, refusal


def known(text: str | None) -> Crs | None:
    """Return which of ours a file's coordinate system is; none where it has none.

    A .prj of another program has other names for the same, so that only
    ellipsoid and projection are compared. An ellipsoid belongs to one datum
    here: Krassowsky's to Beijing 1954, IAG 1975 to Xian 1980. In projections
    WGS84's ellipsoid stands for that of CGCS2000: they differ by 0.1 mm.

    Args:
        text: an authority's code or well-known text; None or that of drawing
            units without a place on earth count as nothing.

    Raises:
        RefusedFileError: it is none of ours.
    """
    if not text:
        return None
    with suppress(ValueError):  # most are named by their code: no need of all figures
        return Crs(text)
    try:
        crs = CRS(text)
    except CRSError:
        raise RefusedFileError(unknown_crs(text[:80])) from None
    if crs.is_engineering or "Undefined" in crs.name:
        return None
    found = _by_figures().get(_figures(crs))
    if found is None:
        raise RefusedFileError(unknown_crs(crs.name))
    return found


def unknown_crs(name: str) -> Finding:
    """Return the refusal of a coordinate system that is not ours."""
    return refusal(
        Reason.CRS_UNKNOWN,
        "文件写明的坐标系“{name}”不在可接收之列。请在制图软件中转换为 CGCS2000"
        "（EPSG:4490，或 3 度带高斯-克吕格投影）后重新导出。",
        "The file names the coordinate system “{name}”, which is not taken. Convert "
        "it to CGCS2000 (EPSG:4490, or a 3-degree Gauss-Kruger zone) and export again.",
        name=name,
    )


def same_figures(one: Crs, other: Crs) -> bool:
    """Say whether two of ours with EPSG codes are the same system by two names."""
    return _figures(CRS(one.value)) == _figures(CRS(other.value))


@cache
def _by_figures() -> dict[tuple[object, ...], Crs]:
    # of two that are the same the last is found: CM 111 of 3 degrees, not of 6
    named = sorted(
        (crs for crs in Crs if crs.startswith("EPSG:")),
        key=lambda crs: "GK6" not in crs.name,
    )
    return {_figures(CRS(crs.value)): crs for crs in named}


def _figures(crs: CRS) -> tuple[object, ...]:
    """Return what a coordinate system is, without any of its names."""
    if crs.is_compound:  # heights are dropped anyway
        crs = crs.sub_crs_list[0]
    if crs.is_bound and crs.source_crs is not None:  # TOWGS84 says nothing new
        crs = crs.source_crs
    ellipsoid, prime, way = crs.ellipsoid, crs.prime_meridian, crs.coordinate_operation
    exact = 4 if way else 6  # digits of the flattening that tell WGS84 from CGCS2000
    parameters = (
        [(item.value, item.unit_conversion_factor) for item in way.params]
        if way
        else []
    )
    return (
        crs.is_geographic,
        ellipsoid
        and (
            round(ellipsoid.semi_major_metre, 3),
            round(ellipsoid.inverse_flattening, exact),
        ),
        prime and round(prime.longitude, 6),
        way and _METHODS.get(way.method_name, way.method_name),
        tuple(round(float(value) * unit, 9) for value, unit in parameters),
        tuple(round(axis.unit_conversion_factor, 9) for axis in crs.axis_info[:2]),
    )


_METHODS = {"Gauss Kruger": "Transverse Mercator"}
