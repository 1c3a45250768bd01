"""Plots drawn by code, in metres from a place well inside a county."""

from functools import cache

import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from gi_registry.geo import layers
from gi_registry.geo.crs import Crs
from gi_registry.geo.intake.ground import Asked, Domain, Ground, reference_ground
from gi_registry.geo.intake.judge import judge
from gi_registry.geo.intake.judged import Judged, JudgedFile
from gi_registry.geo.intake.outcomes import Reason
from gi_registry.geo.intake.raw import RawFeature, RawFile
from gi_registry.geo.measure import metres_per_degree

QIXIAN = "140727"


@cache
def ground() -> Ground:
    return reference_ground()


def county(code: str = QIXIAN) -> Domain:
    return next(it for it in ground().counties if it.code == code)


def middle(code: str = QIXIAN) -> tuple[float, float]:
    """Return where the county's name is written: kilometres from any border."""
    return next(it.label for it in layers.counties() if it.adcode == code)


def metres(
    *points: tuple[float, float],
    at: tuple[float, float] | None = None,
    holes: tuple[list[tuple[float, float]], ...] = (),
) -> Polygon:
    """Return an outline given in metres east and north of a place."""
    x, y = at or middle()
    east, north = metres_per_degree(y)

    def placed(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
        return [(x + e / east, y + n / north) for e, n in ring]

    return Polygon(placed(list(points)), [placed(hole) for hole in holes])


def rectangle(
    east: float,
    north: float,
    width: float,
    height: float,
    at: tuple[float, float] | None = None,
) -> Polygon:
    """Return a rectangle by its south-west corner and size, in metres."""
    right, top = east + width, north + height
    corners = ((east, north), (right, north), (right, top), (east, top))
    return metres(*corners, at=at)


def file_of(
    *shapes: BaseGeometry | None, crs: Crs = Crs.WGS84, **properties: str
) -> RawFile:
    """Return a file that was read, whose features share their properties."""
    features = tuple(
        RawFeature(index, properties, shape) for index, shape in enumerate(shapes)
    )
    return RawFile("plots.geojson", "0" * 64, "GeoJSON", crs, "format", features)


def judged(
    *shapes: BaseGeometry | None,
    asked: Asked | None = None,
    crs: Crs = Crs.WGS84,
    on: Ground | None = None,
) -> JudgedFile:
    """Judge shapes as one file of plots in 祁县."""
    raw = file_of(*shapes, crs=crs, 所在县="祁县")
    return judge(raw, on or ground(), asked or Asked())


def reasons(feature: Judged) -> list[Reason]:
    return [finding.reason for finding in feature.findings]


def swapped(shape: Polygon) -> Polygon:
    return shapely.transform(shape, lambda points: points[:, ::-1])


def judged_as(properties: dict[str, str]) -> JudgedFile:
    """Judge a plot of 15 mu with these attributes."""
    feature = RawFeature(0, properties, rectangle(0, 0, 200, 50))
    raw = RawFile("a.geojson", "0" * 64, "GeoJSON", Crs.WGS84, "format", (feature,))
    return judge(raw, ground(), Asked())
