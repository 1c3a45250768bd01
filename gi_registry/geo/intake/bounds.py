"""Whether plots lie in what they ought to lie in, as far as the lines allow to say."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np
import shapely
from shapely import Point, Polygon
from shapely.geometry.base import BaseGeometry

from gi_registry.core.words import Words
from gi_registry.geo.crs import Crs, from_cgcs2000, to_cgcs2000
from gi_registry.geo.errors import CoordinateRangeError
from gi_registry.geo.intake import say
from gi_registry.geo.intake.ground import Domain, Ground
from gi_registry.geo.intake.judged import Judged
from gi_registry.geo.intake.outcomes import Finding
from gi_registry.geo.intake.plane import plane_at
from gi_registry.geo.locate import PolygonTest, test_polygon
from gi_registry.geo.measure import area_m2

LINE_MEDIAN_M = 140.0
"""Half of every drawn border is within this of the true one (geodata/README.md)."""
_REAL_SHARE = 0.05
"""Of a plot's area; less beyond the province's border is a matter of tracing."""
_MOSTLY = 0.5
_RUNS_ALONG = 0.001
"""Share outside of an outline that only runs along the border."""
_ZONE_STEP = 3


@dataclass(eq=False)
class Bounder:
    """Places plots among counties, areas and the province.

    Attributes:
        ground: what they are judged against.
        crs: what they came in, for a hint at another zone.
    """

    ground: Ground
    crs: Crs

    def place_all(self, features: Sequence[Judged]) -> None:
        """Add to each feature what is to be said of its place."""
        groups: dict[int, tuple[Domain, list[Judged]]] = {}
        for feature in features:
            domain = self.domain_of(feature)
            groups.setdefault(id(domain), (domain, []))[1].append(feature)
        for domain, group in groups.values():
            self._place_group(domain, group)
        self._name_counties([it for it in features if it.county is None])

    def _name_counties(self, features: Sequence[Judged]) -> None:
        """Give features that name no county the one that their middle lies in."""
        if not features:
            return
        shapes = np.array([it.geometry for it in features], dtype=object)
        tree = shapely.STRtree([county.geometry for county in self.ground.counties])
        middles = shapely.point_on_surface(shapes)
        for at, there in tree.query(middles, predicate="intersects").T.tolist():
            features[at].county = self.ground.counties[there].code

    def domain_of(self, feature: Judged) -> Domain:
        """Return what a feature ought to lie in.

        The area of its product if that is drawn, else the county that it names,
        else the province.
        """
        area = self.ground.areas.get(feature.product or "")
        return area or self.counties.get(feature.county or "", self.ground.province)

    @cached_property
    def counties(self) -> dict[str, Domain]:
        """The counties by code."""
        return {county.code: county for county in self.ground.counties}

    def _place_group(self, domain: Domain, group: list[Judged]) -> None:
        """Test many plots at once; only those at the border are looked at singly."""
        shapes = np.array([feature.geometry for feature in group], dtype=object)
        shapely.prepare(domain.geometry)
        inside = shapely.covers(domain.geometry, shapes)
        south, north = domain.geometry.bounds[1], domain.geometry.bounds[3]
        plane = plane_at((south + north) / 2)
        (border,) = plane.of([domain.geometry.boundary])
        shapely.prepare(border)
        # The plane is a little off away from its latitude.
        reach = domain.uncertainty_m * 1.05
        near = shapely.dwithin(border, plane.of(shapes), reach)
        for feature, is_inside, is_near in zip(group, inside, near, strict=True):
            if is_inside and not is_near:
                feature.share_inside = 1.0
            else:
                feature.findings.extend(self._at_border(feature, domain))

    def _at_border(self, feature: Judged, domain: Domain) -> list[Finding]:
        plot = cast("Polygon", feature.geometry)
        test = test_polygon(
            plot,
            domain.geometry,
            uncertainty_m=domain.uncertainty_m,
            finer_than_polygon=False,
        )
        feature.share_inside = 1 - test.share_outside
        if test.share_outside < _RUNS_ALONG:
            return self._near(feature, domain, test, inside=True)
        if not domain.geometry.intersects(plot):
            return self._beyond(feature, domain, test)
        return self._across(feature, domain, test)

    def _near(
        self, feature: Judged, domain: Domain, test: PolygonTest, *, inside: bool
    ) -> list[Finding]:
        if test.distance_m > domain.uncertainty_m:
            return []
        feature.distance_m = test.distance_m
        found = say.near_border(
            domain.name, test.distance_m, domain.uncertainty_m, inside=inside
        )
        return [found]

    def _beyond(
        self, feature: Judged, domain: Domain, test: PolygonTest
    ) -> list[Finding]:
        """Judge a plot that lies wholly outside."""
        plot = cast("Polygon", feature.geometry)
        feature.distance_m = test.distance_m
        feature.neighbour = self._county_of(plot)
        if test.reach_m <= domain.uncertainty_m and feature.neighbour is not None:
            return self._near(feature, domain, test, inside=False)
        hint = self._other_zone(plot, domain)
        return [say.outside(domain.name, test.distance_m, hint)]

    def _across(
        self, feature: Judged, domain: Domain, test: PolygonTest
    ) -> list[Finding]:
        """Judge a plot that the border crosses."""
        plot = cast("Polygon", feature.geometry)
        feature.distance_m = 0.0
        province = self.ground.province
        rest = shapely.difference(plot, province.geometry)
        if not rest.is_empty and area_m2(rest) >= _REAL_SHARE * area_m2(plot):
            over = test_polygon(
                plot,
                province.geometry,
                uncertainty_m=LINE_MEDIAN_M,
                finer_than_polygon=False,
            )
            feature.share_inside = 1 - over.share_outside
            sure = over.reach_m > LINE_MEDIAN_M
            return [say.partly_outside_province(feature.share_inside, refuses=sure)]
        outside = shapely.difference(plot, domain.geometry)
        feature.neighbour = self._county_of(outside, but=domain)
        surely = test.reach_m > domain.uncertainty_m and test.share_outside > _MOSTLY
        return [
            say.partly_outside(
                domain.name,
                1 - test.share_outside,
                feature.neighbour,
                refuses=surely,
            )
        ]

    def _county_of(
        self, shape: BaseGeometry, *, but: Domain | None = None
    ) -> str | None:
        """Return the name of the county that holds most of a shape, if any does."""
        shared = [
            (shapely.intersection(county.geometry, shape).area, county.name.zh)
            for county in self.ground.counties
            if county is not but and county.geometry.intersects(shape)
        ]
        return max(shared)[1] if shared else None

    def _other_zone(self, plot: Polygon, domain: Domain) -> Words | None:
        """Say which central meridian would bring a plot into its domain, if one would.

        Coordinates without a zone's number look alike in every zone.
        """
        if not self.crs.is_gauss_kruger:
            return None
        for step in (_ZONE_STEP, -_ZONE_STEP, 2 * _ZONE_STEP, -2 * _ZONE_STEP):
            other = _zone_at(self.crs, self.crs.central_meridian + step)
            if other and _lands(plot, self.crs, other, domain):
                return say.other_zone(other.central_meridian, other, domain.name)
        return None


def _zone_at(crs: Crs, meridian: int) -> Crs | None:
    """Return the zone of the same kind around another central meridian."""
    kind = crs.name.rpartition("_")[0]
    alike = (it for it in Crs if it.name.rpartition("_")[0] == kind)
    return next((it for it in alike if it.central_meridian == meridian), None)


def _lands(plot: Polygon, crs: Crs, other: Crs, domain: Domain) -> bool:
    """Say whether a plot's coordinates, read in another zone, lie in its domain."""
    try:
        ((x, y),) = from_cgcs2000(shapely.get_coordinates(plot)[:1], crs).tolist()
        if "_ZONE_" in crs.name:
            x += 1e6 * (_number(other) - _number(crs))
        ((lon, lat),) = to_cgcs2000([(x, y)], other).tolist()
    except CoordinateRangeError:
        return False
    return bool(domain.geometry.intersects(Point(lon, lat)))


def _number(zone: Crs) -> int:
    return int(zone.name.rpartition("_")[2])
