"""The map's list of products, and the shapes that it draws."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from gi_registry.areas import pictures
from gi_registry.areas import service as areas
from gi_registry.areas.rules import DivisionLevel
from gi_registry.areas.service import DrawnArea, Layer, Place
from gi_registry.core.memory import Remembered
from gi_registry.core.prepared import Direct
from gi_registry.core.words import Language, Words
from gi_registry.maps.rules import (
    COARSE_UNITS,
    FINE_UNITS,
    NOT_ENTERED,
    Entry,
    certainty,
    rings,
)
from gi_registry.maps.search import Kind, Offer
from gi_registry.products import service as products
from gi_registry.products.models import Gi
from gi_registry.products.rules import Evidence
from gi_registry.products.rules.naming import search_text
from gi_registry.products.rules.search import Query

_ALL = 100_000
_PROVINCE_WORDS = Words(
    "山西省地理标志产地分布示意图", "Sketch of the production areas in Shanxi"
)
_OF_PREFECTURE = Words("地级市", "Prefecture")
_KINDS = {
    DivisionLevel.COUNTY: Kind.COUNTY,
    DivisionLevel.PREFECTURE: Kind.PREFECTURE,
}
_pictures = Remembered[str](8)
_known = Remembered["Known"](4)


@dataclass(slots=True)
class _Shapes:
    """Shapes by what they are made of, so that none is sent twice."""

    units: int
    rings: list[list[list[int]]] = field(default_factory=list)
    known: dict[object, int] = field(default_factory=dict)

    def number(self, key: object, geometry: BaseGeometry) -> int:
        """Return the number of a shape, added if it is new."""
        if key not in self.known:
            self.known[key] = len(self.rings)
            self.rings.append(rings(geometry, self.units))
        return self.known[key]


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that can be looked for on the map.

    Attributes:
        entries: every product, in the order of the register.
        offers: products, then counties and prefectures.
    """

    entries: tuple[Entry, ...]
    offers: tuple[Offer, ...]


def known(session: Session, *, on: date) -> Known:
    """Return what the map knows; read again only if the register has changed.

    Args:
        session: to read with.
        on: the day whose areas count.
    """
    states = areas.layer_states(Direct.of(session))
    key = (session.get_bind().engine.url, states, on)

    def make() -> Known:
        entries = _entries(session, on)
        found = [*map(_product_offer, entries), *_place_offers(session)]
        return Known(tuple(entries), tuple(found))

    return _known.get(key, make)


def _entries(session: Session, on: date) -> list[Entry]:
    found = products.search(session, Query(), size=_ALL)
    drawn = {a.version.gi_id: a for a in areas.areas_in_force(session, on=on)}
    codes = {code for area in drawn.values() for code in area.counties}
    names = areas.names(session, codes), areas.full_names(session, codes)
    return [_entry(gi, drawn.get(gi.id), *names) for gi in found.items]


def stamp(session: Session, *, on: date) -> str:
    """Return a short text that changes whenever the map's data do.

    Raises:
        DivisionsMissingError: no divisions are loaded.
    """
    parts = (areas.areas_stamp(session, on=on), areas.layer(session).stamp)
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


def map_data(session: Session, *, on: date, finer: bool = False) -> dict[str, Any]:
    """Return the shapes of the map in whole units, each sent once.

    Args:
        session: to read with.
        on: the day whose areas count.
        finer: as exact as they are, for looking closely; the numbers of the
            shapes are the same.

    Raises:
        DivisionsMissingError: no divisions are loaded.
    """
    ground = areas.layer(session)
    counties = ground.of(DivisionLevel.COUNTY)
    drawn = {
        county.code: county.geometry if finer else ground.overview[county.code]
        for county in counties
    }
    shapes = _Shapes(FINE_UNITS if finer else COARSE_UNITS)
    found = areas.areas_in_force(session, on=on, coarse=not finer)
    return {
        "units_per_degree": shapes.units,
        "crs": "EPSG:4490",
        "attribution": areas.ATTRIBUTION,
        "counties": [
            _named(county, shapes, (county.code,), drawn[county.code])
            for county in counties
        ],
        "prefectures": [
            _named(
                place, shapes, place.code, shapely.union_all(_under(place.code, drawn))
            )
            for place in ground.of(DivisionLevel.PREFECTURE)
        ],
        "province": shapes.number("province", shapely.union_all([*drawn.values()])),
        "areas": [
            [area.version.gi.code, shapes.number(_key(area, ground), area.geometry)]
            for area in found
            if area.geometry is not None
        ],
        "shapes": shapes.rings,
    }


def province_picture(session: Session, *, on: date, language: Language) -> str:
    """Return a picture of the province with all areas, for inline use.

    Raises:
        DivisionsMissingError: no divisions are loaded.
    """
    key = (session.get_bind().engine.url, stamp(session, on=on), language)

    def draw() -> str:
        found = areas.areas_in_force(session, on=on)
        drawn = [area.geometry for area in found if area.geometry is not None]
        ground = areas.layer(session).ground
        words = _PROVINCE_WORDS.said_in(language)
        return pictures.province_svg(shapely.union_all(drawn), ground, words=words)

    return _pictures.get(key, draw)


def _product_offer(entry: Entry) -> Offer:
    parts = (entry.category_words, *entry.places[:2])
    note = Words(
        " · ".join(part.zh for part in parts), " · ".join(part.en for part in parts)
    )
    lines = tuple(entry.search_text.strip().split("\n"))
    return Offer(Kind.PRODUCT, entry.code, entry.name, note, lines)


def _place_offers(session: Session) -> list[Offer]:
    places = [each for each in areas.divisions(session) if each.level in _KINDS]
    named = {each.code: Words(each.name, each.name_en) for each in places}
    return [
        Offer(
            _KINDS[each.level],
            each.code,
            named[each.code],
            named.get(each.parent_code or "", _OF_PREFECTURE),
            tuple(
                search_text(each.name, (each.name_en, each.code)).strip().split("\n")
            ),
        )
        for each in places
    ]


def _entry(
    gi: Gi,
    area: DrawnArea | None,
    names: dict[str, Words],
    full_names: dict[str, Words],
) -> Entry:
    version = area.version if area else None
    is_drawn = area is not None and area.geometry is not None
    return Entry(
        gi_id=gi.id,
        code=gi.code,
        name=Words(gi.name_zh, gi.name_en),
        category=gi.category,
        category_words=products.category_words(gi.category),
        kinds=tuple(dict.fromkeys(right.kind for right in gi.rights)),
        places=tuple(names[code] for code in _codes(area) if code in names),
        regions=tuple(full_names[c] for c in _codes(area) if c in full_names),
        season_mask=gi.season_mask,
        search_text=gi.search_text,
        certainty=certainty(
            version.finest_level, version.uncertainty_m, is_drawn=is_drawn
        )
        if version
        else NOT_ENTERED,
        is_finer=version is not None and version.finest_level.finer_than_polygon,
        is_unverified=version is not None and version.evidence is Evidence.MEMORY,
        is_drawn=is_drawn,
    )


def _codes(area: DrawnArea | None) -> tuple[str, ...]:
    return area.counties if area else ()


def _named(
    place: Place, shapes: _Shapes, key: object, geometry: BaseGeometry
) -> list[object]:
    lon, lat = (round(degrees * shapes.units) for degrees in place.label)
    number = shapes.number(key, geometry)
    return [place.code, place.name.zh, place.name.en, lon, lat, number]


def _under(prefecture: str, drawn: dict[str, BaseGeometry]) -> list[BaseGeometry]:
    return [
        geometry
        for code, geometry in drawn.items()
        if areas.prefecture_of(code) == prefecture
    ]


def _key(area: DrawnArea, ground: Layer) -> object:
    """Return what a shape is made of: its counties, or itself alone."""
    if area.is_made_of_counties(ground):
        return tuple(sorted(set(area.counties)))
    return ("area", area.version.id)
