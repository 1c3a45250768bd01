"""The divisions in force as one layer in memory, for pictures and for the map."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.areas.errors import DivisionsMissingError
from gi_registry.areas.models import Division
from gi_registry.areas.pictures import Ground
from gi_registry.areas.rules import DivisionLevel
from gi_registry.areas.service.layer_states import layer_states
from gi_registry.areas.service.shapes import kept, shape
from gi_registry.core.memory import Remembered
from gi_registry.core.prepared import Direct
from gi_registry.core.words import Words
from gi_registry.geo import layers
from gi_registry.geo.index import AreaIndex

_LEAST_DEG = 0.005
"""Half a kilometre; the coarseness of a province's overview."""

_STEPS_ACROSS = 1_200
"""What an overview can tell apart from one end of it to the other."""

_MOST = 4


@dataclass(frozen=True, eq=False, slots=True)
class Place:
    """A division in force.

    Attributes:
        label: where its name is written, inside it: longitude, latitude.
        area_m2: geodesic, of `geometry`.
        geometry: EPSG:4490; nobody changes it.
    """

    code: str
    level: DivisionLevel
    name: Words
    label: tuple[float, float]
    area_m2: int
    geometry: BaseGeometry


@dataclass(frozen=True, eq=False)
class Layer:
    """Divisions by code, and what is drawn of them again and again.

    Attributes:
        stamp: names this state of the divisions.
    """

    stamp: str
    places: dict[str, Place]

    def of(self, level: DivisionLevel) -> list[Place]:
        """Return the divisions of a level, by code."""
        return [place for place in self.places.values() if place.level is level]

    @cached_property
    def ground(self) -> Ground:
        """The province's outline and the borders of its counties."""
        counties = [place.geometry for place in self.of(DivisionLevel.COUNTY)]
        whole = self.of(DivisionLevel.PROVINCE)
        province = whole[0].geometry if whole else shapely.union_all(counties)
        borders = shapely.union_all([county.boundary for county in counties])
        return Ground(province, shapely.line_merge(borders))

    @cached_property
    def sketch(self) -> Ground:
        """The same by the coarser counties, for small pictures of all of it."""
        counties = [*self.overview.values()]
        borders = shapely.union_all([county.boundary for county in counties])
        return Ground(shapely.union_all(counties), shapely.line_merge(borders))

    @cached_property
    def county_index(self) -> AreaIndex:
        """The counties by code, to be asked where a place lies."""
        counties = self.of(DivisionLevel.COUNTY)
        return AreaIndex({county.code: county.geometry for county in counties})

    @cached_property
    def overview_deg(self) -> float:
        """How coarse an overview made here is, degrees; for drawing only."""
        shapes = [county.geometry for county in self.of(DivisionLevel.COUNTY)]
        west, south, east, north = shapely.total_bounds(shapes)
        return max(_LEAST_DEG, float(max(east - west, north - south)) / _STEPS_ACROSS)

    @cached_property
    def overview(self) -> dict[str, BaseGeometry]:
        """Coarser counties by code, whose borders still meet without a gap.

        The reference layer brings them; where the borders in force are others,
        they are made here.
        """
        counties = self.of(DivisionLevel.COUNTY)
        published = {county.adcode: county.geometry for county in layers.counties()}
        if all(_is_drawn(county, published) for county in counties):
            return {county.code: layers.overview()[county.code] for county in counties}
        shapes = [county.geometry for county in counties]
        coarser = shapely.coverage_simplify(shapes, self.overview_deg)
        codes = (county.code for county in counties)
        return dict(zip(codes, coarser, strict=True))


_layers = Remembered[Layer](_MOST)


def layer(session: Session) -> Layer:
    """Return the divisions in force, read again only if they were changed.

    Raises:
        DivisionsMissingError: no divisions are loaded.
    """
    session.flush()
    token = layer_states(Direct.of(session)).divisions
    key = (session.get_bind().engine.url, token)
    return _layers.get(key, lambda: Layer(token, _places(session)))


def _places(session: Session) -> dict[str, Place]:
    statement = (
        select(
            Division.code,
            Division.level,
            Division.name,
            Division.name_en,
            Division.label_lon,
            Division.label_lat,
            Division.area_m2,
            kept(Division),
        )
        .where(Division.valid_to.is_(None))
        .order_by(Division.code)
    )
    places: dict[str, Place] = {}
    for code, level, zh, en, lon, lat, area, geometry in session.execute(statement):
        drawn = shape(geometry)
        if drawn is not None:
            name = Words(zh, en)
            places[code] = Place(code, level, name, (lon, lat), area, drawn)
    if not places:
        raise DivisionsMissingError
    return places


def _is_drawn(county: Place, published: Mapping[str, BaseGeometry]) -> bool:
    """Whether a county is drawn as the reference layer has it."""
    drawn = published.get(county.code)
    return drawn is not None and bool(shapely.equals_identical(drawn, county.geometry))
