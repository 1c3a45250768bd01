"""Judges a file that was read: what can be taken of it, what not, and why.

Nothing is guessed and nothing is silently put right; one feature that fails loses
no other. What a polygon is judged by, in this order: its coordinates, its
outline, its size, whether its coordinates are those of a web map, its place, and
the plots beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from gi_registry.geo.crs import Bounds, Crs
from gi_registry.geo.intake import declared, say
from gi_registry.geo.intake.bounds import Bounder
from gi_registry.geo.intake.declared import Gazetteer
from gi_registry.geo.intake.ground import Asked, Ground
from gi_registry.geo.intake.judged import Judged, JudgedFile
from gi_registry.geo.intake.mending import mend, polygons_of, size_findings
from gi_registry.geo.intake.neighbours import compare
from gi_registry.geo.intake.outcomes import Finding
from gi_registry.geo.intake.placing import place
from gi_registry.geo.intake.raw import RawFeature, RawFile
from gi_registry.geo.intake.shifts import suspect_offsets
from gi_registry.geo.measure import area_m2

MOST_DIFFERENCE: Final = 0.1
"""Of the measured area, by which the declared one may differ without a word."""

_FLAT = ("Polygon", "MultiPolygon", "GeometryCollection")


def judge(raw: RawFile, ground: Ground, asked: Asked) -> JudgedFile:
    """Judge a file.

    Args:
        raw: as a reader gives it.
        ground: counties, province, areas of the products in question and their
            registered plots.
        asked: what whoever handed it in says of it.

    Returns:
        Every polygon with its outcome, each with its geometry in EPSG:4490 where
        it could be placed; parts of a multipolygon stand singly.
    """
    crs = raw.crs or Crs.CGCS2000  # where nothing is drawn it does not matter
    features = _Judge(ground, asked, crs).features(raw.features)
    return JudgedFile(
        name=raw.name,
        sha256=raw.sha256,
        kind=raw.kind,
        crs=raw.crs,
        crs_from=raw.crs_from,
        findings=raw.findings,
        features=tuple(features),
    )


@dataclass(eq=False)
class _Judge:
    ground: Ground
    asked: Asked
    crs: Crs

    def features(self, raw: Sequence[RawFeature]) -> list[Judged]:
        judged = self._outlined(raw)
        sound = [it for it in judged if not it.is_refused and it.geometry is not None]
        suspect_offsets(
            sound, self.ground.counties, self.crs, sure=self.asked.sure_of_crs
        )
        placed = [it for it in sound if not it.is_refused]
        self.bounder.place_all(placed)
        if not self.asked.is_area:
            compare([it for it in placed if not it.is_refused], self.ground.standing)
        return judged

    @cached_property
    def bounder(self) -> Bounder:
        return Bounder(self.ground, self.crs)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        return Gazetteer(self.ground.counties)

    def _outlined(self, raw: Sequence[RawFeature]) -> list[Judged]:
        """Bring every feature into place and mend it; parts stand singly."""
        usable = [feature for feature in raw if _usable(feature)]
        shapes = [it.geometry for it in usable if it.geometry is not None]
        box = Bounds(*self.ground.province.geometry.bounds)
        placed = place(shapes, self.crs, near=box, swap_axes=self.asked.swap_axes)
        by_index = {
            feature.index: there for feature, there in zip(usable, placed, strict=True)
        }
        found: list[Judged] = []
        for feature in raw:
            found.extend(self._parts(feature, by_index.get(feature.index)))
        return found

    def _parts(
        self, feature: RawFeature, placed: BaseGeometry | Finding | None
    ) -> list[Judged]:
        """Return a feature's polygons, or one line that says why it has none."""
        if isinstance(placed, Finding):
            return [self._new(feature, 0, [placed])]
        if placed is None:
            return [self._new(feature, 0, _without(feature))]
        polygons = polygons_of(placed)
        if not polygons:
            return [self._new(feature, 0, [say.not_a_polygon(placed.geom_type)])]
        extra = [] if _all_polygons(placed) else [say.taken_from_collection()]
        parts: list[Judged] = []
        for polygon in polygons:
            mended = mend(polygon)
            findings = [*extra, *mended.findings]
            if not mended.parts:
                parts.append(self._new(feature, len(parts), findings))
            for sound in mended.parts:
                part = self._new(feature, len(parts), findings)
                part.geometry = sound
                part.area_m2 = area_m2(sound)
                part.findings.extend(size_findings(sound, part.area_m2))
                part.findings.extend(self._too_large(sound, part.area_m2))
                parts.append(part)
        self._declare(feature, parts)
        return parts

    def _too_large(self, sound: Polygon, measured_m2: float) -> list[Finding]:
        """Say what keeps a polygon from being registered as one plot."""
        points, asked = int(shapely.count_coordinates(sound)), self.asked
        found = []
        if asked.most_points and points > asked.most_points:
            found.append(say.too_many_points(points, asked.most_points))
        if asked.most_m2 and measured_m2 > asked.most_m2:
            found.append(say.larger_than_a_plot(measured_m2, asked.most_m2))
        return found

    def _new(
        self, feature: RawFeature, part: int, findings: Sequence[Finding]
    ) -> Judged:
        said = feature.properties
        return Judged(
            index=feature.index,
            part=part,
            properties=said,
            findings=[*feature.findings, *findings],
            county=self.asked.county or self.gazetteer.county(said),
            product=None if self.asked.is_area else self._product(said),
        )

    def _product(self, said: dict[str, str]) -> str | None:
        return self.asked.product or declared.product(said)

    def _declare(self, feature: RawFeature, parts: list[Judged]) -> None:
        """Compare what a feature declares with what its parts measure together."""
        says = declared.area_m2(feature.properties)
        measured = sum(part.area_m2 or 0 for part in parts)
        if says is None or not measured:
            return
        differs = abs(says - measured) > MOST_DIFFERENCE * measured
        for part in parts:
            part.declared_m2 = says * (part.area_m2 or 0) / measured
            if differs and part.geometry is not None:
                part.findings.append(say.differs_from_declared(says, measured))


def _usable(feature: RawFeature) -> bool:
    shape = feature.geometry
    return shape is not None and not shape.is_empty and shape.geom_type in _FLAT


def _without(feature: RawFeature) -> list[Finding]:
    """Say why a feature has no polygon, where the reader has not said so."""
    shape = feature.geometry
    if shape is None:
        return [] if feature.findings else [say.no_geometry()]
    if shape.is_empty:
        return [say.empty_geometry()]
    return [] if feature.findings else [say.not_a_polygon(shape.geom_type)]


def _all_polygons(shape: BaseGeometry) -> bool:
    kinds = shapely.get_type_id(np.array(shapely.get_parts(shape), dtype=object))
    return bool((kinds == shapely.GeometryType.POLYGON).all())
