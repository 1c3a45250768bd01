"""A year's totals, with names and how complete they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from gi_registry.annual_reports import queries, rules
from gi_registry.annual_reports.rules import Sums, TotalRow, Totals
from gi_registry.areas import service as areas
from gi_registry.core.cycles import seldom_sought
from gi_registry.core.words import Words

_COUNTY_DIGITS = 6
_Counts = tuple[int, int, int]
"""How many must report, have filed, are accepted."""


@dataclass(frozen=True, slots=True)
class Bulletin:
    """Totals with the names of what they are of, and how complete they are.

    Attributes:
        totals: of accepted reports alone, or of those that an edition counts.
        must_report: users in force in the year.
        filed: of these, with a report handed in or accepted.
        accepted: of these, accepted.
        products: names by product code.
        divisions: names by division code, four or six digits.
    """

    totals: Totals
    must_report: int
    filed: int
    accepted: int
    products: dict[str, Words]
    divisions: dict[str, Words]

    @classmethod
    def empty(cls, year: int) -> "Bulletin":
        """Return what is to be told before anything is."""
        return cls(Totals(year, TotalRow(""), (), (), ()), 0, 0, 0, {}, {})

    def named(self, kind: str, key: str) -> Words:
        """Return the name of a row; its code where the name is not known."""
        names = self.products if kind == "by_product" else self.divisions
        return names.get(key, Words(key, key))

    def rows(self, kind: str) -> list[tuple[Words, Sums]]:
        """Return the rows of a part that are not withheld, by name.

        Args:
            kind: such as `by_product`.
        """
        return [
            (self.named(kind, row.key), row.sums)
            for row in getattr(self.totals, kind)
            if row.sums
        ]


@seldom_sought()
def totals(session: Session, year: int, prefixes: Sequence[str]) -> Bulletin:
    """Return all totals of a year from within divisions; for officers.

    Args:
        session: to read with.
        year: the year reported on.
        prefixes: GB/T 2260 code prefixes; "" is everywhere.
    """
    parts = queries.contributions(session, year, prefixes)
    counts = queries.counts(session, year, prefixes)
    return bulletin_of(session, rules.roll_up(year, parts), counts)


def bulletin_of(session: Session, found: Totals, counts: _Counts) -> Bulletin:
    """Return totals with the names of what they are of.

    Args:
        session: to read with.
        found: the totals.
        counts: how many must report, have filed, are accepted.
    """
    must_report, filed, accepted = counts
    places = _codes(found.by_prefecture) + _codes(found.by_county)
    full = {code.ljust(_COUNTY_DIGITS, "0"): code for code in places}
    divisions = areas.names(session, full)
    products = queries.product_names(session, _codes(found.by_product))
    return Bulletin(
        totals=found,
        must_report=must_report,
        filed=filed,
        accepted=accepted,
        products={code: Words(*names) for code, names in products.items()},
        divisions={full[code]: names for code, names in divisions.items()},
    )


def _codes(rows: Sequence[TotalRow]) -> list[str]:
    return [row.key for row in rows]
