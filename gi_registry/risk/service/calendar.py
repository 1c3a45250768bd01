"""The calendar of seasons, for everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from gi_registry.areas import service as areas
from gi_registry.core.words import Words
from gi_registry.products.rules.seasons import months_of
from gi_registry.risk import queries
from gi_registry.risk.queries import Product
from gi_registry.risk.rules import Feast, Festival
from gi_registry.risk.service.festivals import festivals


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """One product with its months and the counties it is made in."""

    product: Product
    months: tuple[int, ...]
    counties: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The seasons of all products, and the festivals of a year and the next."""

    year: int
    rows: tuple[CalendarRow, ...]
    festivals: tuple[Festival, ...]

    def ahead(self, on: date) -> list[Festival]:
        """Return the festivals from a day on, each once, the next one first."""
        found: dict[Feast, Festival] = {}
        for festival in self.festivals:
            if festival.on >= on:
                found.setdefault(festival.feast, festival)
        return list(found.values())


def calendar(
    session: Session, year: int, *, category: str = "", county: str = ""
) -> Calendar:
    """Return the seasons of products, in the order of their names.

    Args:
        session: to read with.
        year: whose festivals stand beside, and those of the next one.
        category: of goods; "" is all.
        county: division prefix that the area lies in; "" is all.
    """
    narrowed: list[ColumnElement[bool]] = []
    if category:
        narrowed.append(queries.of_category(category))
    if county:
        narrowed.append(queries.made_within([county]))
    found = queries.products(session, *narrowed)
    names = county_names(session, found)
    rows = tuple(
        CalendarRow(each, months_of(each.season_mask), names[each.id]) for each in found
    )
    return Calendar(year, rows, (*festivals(year), *festivals(year + 1)))


def county_names(
    session: Session, found: Sequence[Product]
) -> dict[int, tuple[Words, ...]]:
    """Return the names of the counties of products, by product id."""
    codes = queries.counties(session, [each.id for each in found])
    names = areas.names(session, {code for held in codes.values() for code in held})
    return {
        gi_id: tuple(names.get(code, Words(code, code)) for code in held)
        for gi_id, held in codes.items()
    }
