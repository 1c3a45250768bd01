"""The map's list of products, and the shapes that it draws."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import log10
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
from gi_registry.maps.arcs import Arcs, Ring
from gi_registry.maps.rules import (
    FINE_UNITS,
    NOT_ENTERED,
    Entry,
    certainty,
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
_UNITS_PER_TOLERANCE = 5
_pictures = Remembered[str](8)
_known = Remembered["Known"](4)


class _Shapes:
    """Shapes by the counties that they are made of, so that none is sent twice.

    Args:
        counties: their geometries by code.
        units: how many a degree has.
    """

    def __init__(self, counties: dict[str, BaseGeometry], units: int) -> None:
        self.arcs = Arcs(units)
        self.rings = self.arcs.add([*counties.values()])
        self._numbers: dict[tuple[str, ...], int] = {
            (code,): at for at, code in enumerate(counties)
        }

    def union(self, codes: Iterable[str]) -> int:
        """Return the number of the shape that counties make together."""
        key = tuple(sorted(set(codes)))
        if key not in self._numbers:
            parts = [self.rings[self._numbers[code,]] for code in key]
            self._numbers[key] = self.add(self.arcs.union(parts))
        return self._numbers[key]

    def add(self, rings: list[Ring]) -> int:
        """Return the number of a further shape."""
        self.rings.append(rings)
        return len(self.rings) - 1


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
    shapes = _Shapes(drawn, FINE_UNITS if finer else _coarse_units(ground))
    found = areas.areas_in_force(session, on=on, coarse=not finer)
    return {
        "units_per_degree": shapes.arcs.units,
        "crs": "EPSG:4490",
        "attribution": areas.ATTRIBUTION,
        "counties": [_named(county, shapes, (county.code,)) for county in counties],
        "prefectures": [
            _named(place, shapes, _under(place.code, drawn))
            for place in ground.of(DivisionLevel.PREFECTURE)
        ],
        "province": shapes.union(drawn),
        "areas": [
            [area.version.gi.code, _number(area, area.geometry, ground, shapes)]
            for area in found
            if area.geometry is not None
        ],
        "shapes": shapes.rings,
        "arcs": shapes.arcs.said(),
    }


def province_picture(session: Session, *, on: date, language: Language) -> str:
    """Return a picture of the province with all areas, for inline use.

    Raises:
        DivisionsMissingError: no divisions are loaded.
    """
    key = (session.get_bind().engine.url, stamp(session, on=on), language)

    def draw() -> str:
        found = areas.areas_in_force(session, on=on, coarse=True)
        drawn = [area.geometry for area in found if area.geometry is not None]
        ground = areas.layer(session).sketch
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


def _named(place: Place, shapes: _Shapes, counties: Iterable[str]) -> list[object]:
    lon, lat = (round(degrees * shapes.arcs.units) for degrees in place.label)
    number = shapes.union(counties)
    return [place.code, place.name.zh, place.name.en, lon, lat, number]


def _under(prefecture: str, counties: Iterable[str]) -> list[str]:
    return [code for code in counties if areas.prefecture_of(code) == prefecture]


def _number(
    area: DrawnArea, geometry: BaseGeometry, ground: Layer, shapes: _Shapes
) -> int:
    if area.is_made_of_counties(ground):
        return shapes.union(area.counties)
    return shapes.add(shapes.arcs.add([geometry])[0])


def _coarse_units(ground: Layer) -> int:
    """Return how many units a degree needs, so that rounding is not seen."""
    return int(10 ** round(log10(_UNITS_PER_TOLERANCE / ground.overview_deg)))
