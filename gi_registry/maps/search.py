"""What the map's search offers while somebody types."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from gi_registry.core.words import Words
from gi_registry.products.rules.naming import comparable

MOST_OFFERED = 8
_MOST_PLACES = 4
_LONGITUDES, _LATITUDES = (73.0, 136.0), (3.0, 54.0)
"""Of China, degrees; no longitude is also a latitude."""
_NUMBER = r"(-?\d{1,3}(?:\.\d{1,12})?)\s*°?"
_PAIR = re.compile(
    rf"(?:东经|北纬)?\s*{_NUMBER}\s*[EN]?\s*[,，、;；\s]\s*(?:东经|北纬)?\s*{_NUMBER}\s*[EN]?",
    re.IGNORECASE,
)
_NO_MATCH = 9


class Kind(StrEnum):
    """What is offered."""

    PRODUCT = "product"
    COUNTY = "county"
    PREFECTURE = "prefecture"
    POINT = "point"


@dataclass(frozen=True, slots=True)
class Offer:
    """A thing that the map can show.

    Attributes:
        key: code of the product or division; of a point `lon,lat`, CGCS2000
            degrees.
        note: what tells it from others of its name.
        lines: what it is found by, each as `comparable` makes it.
    """

    kind: Kind
    key: str
    name: Words
    note: Words
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A place given by coordinates, CGCS2000 or WGS84, degrees.

    Attributes:
        is_swapped: whether the latitude was typed first.
    """

    lon: float
    lat: float
    is_swapped: bool = False

    @property
    def key(self) -> str:
        """The coordinates as they stand in an address; a tenth of a metre."""
        return f"{self.lon:.6f},{self.lat:.6f}"


def spot(text: str) -> Spot | None:
    """Return the place that a text names by two numbers, such as `112.35, 37.35`.

    Latitude first is understood too and said so: in China the two cannot be
    mistaken for each other. Anything outside China is none.
    """
    found = _PAIR.fullmatch(text.strip())
    if found is None:
        return None
    one, other = float(found[1]), float(found[2])
    if _within(one, _LONGITUDES) and _within(other, _LATITUDES):
        return Spot(one, other)
    if _within(other, _LONGITUDES) and _within(one, _LATITUDES):
        return Spot(other, one, is_swapped=True)
    return None


def offers(text: str, known: Iterable[Offer]) -> list[Offer]:
    """Return what a text may mean, best first.

    What begins as the text does comes before what only has it inside, products
    before places.

    Args:
        text: as typed: characters, pinyin, initials, English, coordinates.
        known: everything there is, in the order in which equals are offered.
    """
    place = spot(text)
    if place is not None:
        return [_offer(place)]
    wanted = comparable(text)
    if not wanted:
        return []
    ranked = [(_rank(wanted, offer), offer) for offer in known]
    fitting = sorted((r for r in ranked if r[0] < _NO_MATCH), key=lambda r: r[0])
    products = [offer for _, offer in fitting if offer.kind is Kind.PRODUCT]
    places = [offer for _, offer in fitting if offer.kind is not Kind.PRODUCT]
    places = places[: max(_MOST_PLACES, MOST_OFFERED - len(products))]
    left = [*products[: MOST_OFFERED - len(places)], *places]
    return [offer for _, offer in fitting if offer in left]


def _within(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]


def _rank(wanted: str, offer: Offer) -> int:
    if any(line.startswith(wanted) for line in offer.lines):
        return 0
    words = wanted.split()
    fits = any(all(word in line for word in words) for line in offer.lines)
    return 1 if fits else _NO_MATCH


def _short(degrees: float) -> str:
    return f"{degrees:.6f}".rstrip("0").rstrip(".")


def _offer(place: Spot) -> Offer:
    name = f"{_short(place.lon)}, {_short(place.lat)}"
    note = Words("查询这个位置", "Ask about this place")
    if place.is_swapped:
        note = Words(
            "输入的是纬度在前；按经度在前查询",
            "You typed latitude first; ask this instead",
        )
    return Offer(Kind.POINT, place.key, Words(name, name), note)
