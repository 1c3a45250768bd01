"""The layers that have tiles, as they are in the database now."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

import numpy as np
import shapely
from shapely import Point
from sqlalchemy.orm import Session

from gi_registry.areas import service as areas
from gi_registry.areas.rules import ClauseStatus, DivisionLevel
from gi_registry.areas.service import DrawnArea, Layer, Place
from gi_registry.tiles import mvt
from gi_registry.tiles.borders import Borders, Figure
from gi_registry.tiles.contents import DIVISION_LABELS, DIVISIONS, PRODUCTION_AREAS
from gi_registry.tiles.cutting import PointSheet, PolygonSheet, Sheet
from gi_registry.tiles.rules import Tile, to_world

_EDITION: Final = 1
"""Of how tiles are made; another one where the same rows give other tiles."""

_DIGITS = {
    DivisionLevel.PROVINCE: 2,
    DivisionLevel.PREFECTURE: 4,
    DivisionLevel.COUNTY: 6,
}
"""Of a division's code, with which the codes of its counties begin."""

_WORST_FIRST = (ClauseStatus.GONE, ClauseStatus.AMBIGUOUS, ClauseStatus.RESOLVED)
_SAME: Final = 1e-6
"""Of an area, by which the counties of a division may differ from it in sum."""

_STAMP_LENGTH: Final = 16

_Row = dict[str, mvt.Value | None]


@dataclass(frozen=True, eq=False, slots=True)
class TileLayer:
    """A layer in one state; its tiles never change.

    Attributes:
        name: one of LAYERS.
        stamp: digest of all that its tiles are made from.
        bounds: of the divisions: west, south, east, north; EPSG:4490, degrees.
        sheets: its source layers.
    """

    name: str
    stamp: str
    bounds: tuple[float, float, float, float]
    sheets: tuple[Sheet, ...]

    def made(self, tile: Tile) -> bytes:
        """Return a tile, made now; empty where nothing lies."""
        return b"".join([sheet.cut(tile) for sheet in self.sheets])


def divisions(session: Session) -> TileLayer:
    """Return the layer of divisions as it is now.

    Raises:
        DivisionsMissingError: no divisions are loaded.
    """
    ground = areas.layer(session)
    places, counties = list(ground.places.values()), ground.of(DivisionLevel.COUNTY)
    rows = [place_row(place) for place in places]
    figures = [Figure(p.geometry, _counties_of(p, counties)) for p in places]
    labels = [place.label for place in places]
    table = mvt.Table([int(place.code) for place in places], rows)
    sheets = (
        PolygonSheet(DIVISIONS, table, partial(_borders(ground).drawn, figures)),
        PointSheet(DIVISION_LABELS, table, _world(labels)),
    )
    return TileLayer(
        DIVISIONS, _stamp(ground, rows, figures, labels), _bounds(ground), sheets
    )


def production_areas(session: Session, *, on: date) -> TileLayer:
    """Return the layer of production areas as it is now.

    Args:
        session: to read with.
        on: the day whose areas count.

    Raises:
        DivisionsMissingError: no divisions are loaded.
    """
    ground = areas.layer(session)
    drawn = [
        (area, _figure(area, ground))
        for area in areas.areas_in_force(session, on=on)
        if area.geometry is not None
    ]
    rows = [area_row(area) for area, _ in drawn]
    figures = [figure for _, figure in drawn]
    table = mvt.Table([area.version.gi_id for area, _ in drawn], rows)
    sheet = PolygonSheet(
        PRODUCTION_AREAS, table, partial(_borders(ground).drawn, figures)
    )
    stamp = _stamp(ground, rows, figures, [area.version.gi_id for area, _ in drawn])
    return TileLayer(PRODUCTION_AREAS, stamp, _bounds(ground), (sheet,))


def _borders(ground: Layer) -> Borders:
    counties = ground.of(DivisionLevel.COUNTY)
    return Borders({county.code: county.geometry for county in counties})


def _bounds(ground: Layer) -> tuple[float, float, float, float]:
    shapes = [place.geometry for place in ground.places.values()]
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    return west, south, east, north


def _world(places: Sequence[tuple[float, float]]) -> mvt.Places:
    return shapely.get_coordinates([to_world(Point(place)) for place in places])


def _stamp(
    ground: Layer, rows: Sequence[_Row], figures: Sequence[Figure], more: object
) -> str:
    """Return a digest of all that a layer's tiles are made from."""
    counties = ground.of(DivisionLevel.COUNTY)
    shapes = [
        *(county.geometry for county in counties),
        *(figure.geometry for figure in figures),
    ]
    said = (_EDITION, rows, [figure.counties for figure in figures], more)
    digest = hashlib.sha256(repr(said).encode())
    for wkb in shapely.to_wkb(np.array(shapes, dtype=object)):
        digest.update(wkb)
    return digest.hexdigest()[:_STAMP_LENGTH]


def _figure(area: DrawnArea, ground: Layer) -> Figure:
    codes = area.counties if area.is_made_of_counties(ground) else ()
    return Figure(area.geometry or Point(), tuple(sorted(set(codes))))


def _counties_of(place: Place, counties: Sequence[Place]) -> tuple[str, ...]:
    """Return the counties that a division is no more and no less than."""
    begin = place.code[: _DIGITS[place.level]]
    under = [county for county in counties if county.code.startswith(begin)]
    gap = abs(sum(county.area_m2 for county in under) - place.area_m2)
    if gap > _SAME * place.area_m2 + len(under):
        return ()
    return tuple(county.code for county in under)


def place_row(place: Place) -> _Row:
    """Return what a tile says of a division."""
    return {
        "code": place.code,
        "name": place.name.zh,
        "name_en": place.name.en,
        "level": place.level.value,
    }


def area_row(area: DrawnArea) -> _Row:
    """Return what a tile says of a production area."""
    version, gi = area.version, area.version.gi
    statuses = {clause.status for clause in version.clauses}
    worst = next((s.value for s in _WORST_FIRST if s in statuses), None)
    return {
        "code": gi.code,
        "name": gi.name_zh,
        "name_en": gi.name_en,
        "category": gi.category,
        "season_mask": gi.season_mask,
        "finer_than_polygon": version.finest_level.finer_than_polygon,
        "clauses": worst,
        "evidence": version.evidence.value,
        "uncertainty_m": version.uncertainty_m,
        "version": version.number,
    }
