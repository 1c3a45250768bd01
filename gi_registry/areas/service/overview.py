"""All areas in force at once, exact or coarse, for maps and open data."""

import hashlib
from dataclasses import dataclass
from datetime import date

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer, joinedload

from gi_registry.areas.models import AreaVersion
from gi_registry.areas.service.layer import Layer, layer
from gi_registry.areas.service.readings import WHOLE, in_force
from gi_registry.areas.service.shapes import kept, shape

_SAME = 1e-6
"""Of an area, by which the counties it is made of may differ in sum."""


@dataclass(frozen=True, eq=False, slots=True)
class DrawnArea:
    """An area in force with a geometry to draw.

    Attributes:
        version: its clauses, counties and product loaded, its geometry not.
        geometry: exact or coarse, EPSG:4490; none where it is not drawn.
    """

    version: AreaVersion
    geometry: BaseGeometry | None

    @property
    def counties(self) -> tuple[str, ...]:
        """Codes of the counties in which it lies."""
        return tuple(county.code for county in self.version.counties)

    def is_made_of_counties(self, ground: Layer) -> bool:
        """Whether it is no more and no less than its counties.

        Args:
            ground: the divisions in force.
        """
        codes = set(self.counties)
        if self.geometry is None or not codes or not codes <= ground.overview.keys():
            return False
        whole = sum(ground.places[code].area_m2 for code in codes)
        return abs(whole - self.version.area_m2) <= _SAME * whole + len(codes)


def areas_stamp(session: Session, *, on: date) -> str:
    """Return a short text that changes whenever an area in force does."""
    rows = session.execute(
        select(
            AreaVersion.id,
            AreaVersion.gi_id,
            AreaVersion.number,
            AreaVersion.made_at,
            AreaVersion.area_m2,
        )
        .where(*in_force(on))
        .order_by(AreaVersion.id)
    )
    digest = hashlib.sha256(repr([tuple(row) for row in rows]).encode())
    return digest.hexdigest()[:16]


def areas_in_force(
    session: Session, *, on: date, coarse: bool = False
) -> list[DrawnArea]:
    """Return the areas in force on a day, one a product, by product code.

    Args:
        session: to read with.
        on: the day.
        coarse: simplified to about a kilometre, so that areas that share a
            border of counties still share it; for drawing only.

    Raises:
        DivisionsMissingError: coarse areas are asked for without divisions.
    """
    latest = (
        select(func.max(AreaVersion.id))
        .where(*in_force(on))
        .group_by(AreaVersion.gi_id)
    )
    statement = (
        select(AreaVersion, kept(AreaVersion))
        .options(
            defer(AreaVersion.geometry, raiseload=True),
            joinedload(AreaVersion.gi),
            *WHOLE,
        )
        .where(AreaVersion.id.in_(latest))
    )
    found = [
        DrawnArea(version, shape(geometry))
        for version, geometry in session.execute(statement)
    ]
    if coarse:
        ground = layer(session)
        found = [DrawnArea(a.version, _coarse(a, ground)) for a in found]
    return sorted(found, key=lambda area: area.version.gi.code)


def _coarse(area: DrawnArea, ground: Layer) -> BaseGeometry | None:
    if area.geometry is None:
        return None
    if area.is_made_of_counties(ground):
        parts = [ground.overview[code] for code in area.counties]
        return shapely.union_all(parts) if len(parts) > 1 else parts[0]
    return shapely.simplify(area.geometry, ground.overview_deg)
