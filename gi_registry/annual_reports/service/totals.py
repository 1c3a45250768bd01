"""A year's totals for officers and for the public."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from gi_registry.annual_reports import queries, rules
from gi_registry.annual_reports.rules import Contribution, Sums, TotalRow, Totals
from gi_registry.annual_reports.service.calendar import campaigns
from gi_registry.annual_reports.service.kept import Kept
from gi_registry.areas import service as areas
from gi_registry.core.words import Words

_COUNTY_DIGITS = 6
_Counts = tuple[int, int, int]
"""How many must report, have filed, are accepted."""


@dataclass(frozen=True, slots=True)
class Bulletin:
    """Totals with the names of what they are of, and how complete they are.

    Attributes:
        totals: of accepted reports alone.
        must_report: users in force in the year.
        filed: of these, with a report handed in or accepted.
        accepted: of these, accepted: what the totals are made of.
        products: names by product code.
        divisions: names by division code, four or six digits.
    """

    totals: Totals
    must_report: int
    filed: int
    accepted: int
    products: dict[str, Words]
    divisions: dict[str, Words]

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


def totals(session: Session, year: int, prefixes: Sequence[str]) -> Bulletin:
    """Return all totals of a year from within divisions; for officers.

    Args:
        session: to read with.
        year: the year reported on.
        prefixes: GB/T 2260 code prefixes; "" is everywhere.
    """
    parts = queries.contributions(session, year, prefixes)
    counts = queries.counts(session, year, prefixes)
    return _bulletin(session, rules.roll_up(year, parts), counts)


def public_totals(session: Session, year: int, *, kept: Kept | None = None) -> Bulletin:
    """Return the totals of a year without what would tell of one or two producers.

    Args:
        session: to read with.
        year: the year reported on.
        kept: where they are kept, if they are.
    """

    def make() -> tuple[Totals, _Counts]:
        parts: list[Contribution] = queries.contributions(session, year, ("",))
        return rules.published(year, parts), queries.counts(session, year, ("",))

    found = kept.get(session, ("totals", year), make) if kept else make()
    return _bulletin(session, *found)


def public_course(session: Session, *, kept: Kept | None = None) -> dict[int, Sums]:
    """Return the sums of all reports of each year that may be published.

    Args:
        session: to read with.
        kept: where they are kept, if they are.
    """

    def make() -> dict[int, Sums]:
        return {
            year: sums
            for year, (businesses, sums) in queries.wholes(session).items()
            if businesses >= rules.LEAST_REPORTERS
        }

    return kept.get(session, "course", make) if kept else make()


def newest_total(session: Session, *, on: date) -> int:
    """Return the newest year with an accepted report, or the newest there is."""
    accepted = queries.newest_accepted(session)
    newest = campaigns(session).newest_year(on)
    return newest if accepted is None else min(accepted, newest)


def _bulletin(session: Session, found: Totals, counts: _Counts) -> Bulletin:
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
