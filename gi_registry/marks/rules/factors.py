"""What is decided for a product and year, before any one producer's capacity."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from gi_registry.core.words import Words
from gi_registry.marks.rules.capacity import Term, Terms, ceiling_g, described
from gi_registry.marks.rules.states import CapacityBasis

FACTOR_KEYS: Final = ("yield_kg", "season_factor", "conversion", "waste_percent")
"""The terms that are of the product and its year, not of a producer."""
_ONE: Final = Term(Decimal(1), "-")
_NONE: Final = Term(Decimal(0), "-")


@dataclass(frozen=True, slots=True)
class Factors:
    """What holds for all producers of a product in a year.

    Attributes:
        yield_kg: kilograms of raw material for each unit of the basis.
        season_factor: of the year, 0 to 2; 1 is an ordinary year.
        conversion: kilograms of goods from a kilogram of raw material.
        waste_percent: labels that may be spoilt, 0 to 3.
    """

    yield_kg: Term
    season_factor: Term
    conversion: Term
    waste_percent: Term


@dataclass(frozen=True, slots=True)
class Departure:
    """A term of a capacity that is not the one decided for the product.

    Attributes:
        key: of the term.
        words: its name.
        decided: for the product, basis and year.
        asked: in the capacity.
    """

    key: str
    words: Words
    decided: Decimal
    asked: Decimal

    @property
    def is_upward(self) -> bool:
        """Whether more could be marked by it."""
        return self.asked > self.decided


def described_factors(basis: CapacityBasis, factors: Factors) -> list[dict[str, Any]]:
    """Return factors as they are stored and shown.

    Raises:
        TermError: a factor is out of its bounds or has no source.
    """
    terms = Terms(
        quantity=_ONE,
        yield_kg=factors.yield_kg,
        season_factor=factors.season_factor,
        conversion=factors.conversion,
        own_use_percent=_NONE,
        waste_percent=factors.waste_percent,
    )
    ceiling_g(terms)
    return [row for row in described(basis, terms) if row["key"] in FACTOR_KEYS]


def departures(
    terms: Sequence[dict[str, Any]], factors: Sequence[dict[str, Any]]
) -> list[Departure]:
    """Return where the terms of a capacity are not the product's factors.

    Args:
        terms: as `described` gave them.
        factors: as `described_factors` gave them; none where nothing is decided.
    """
    asked = {row["key"]: Decimal(row["value"]) for row in terms}
    found = [
        Departure(
            row["key"],
            Words(row["zh"], row["en"]),
            Decimal(row["value"]),
            asked[row["key"]],
        )
        for row in factors
    ]
    return [each for each in found if each.asked != each.decided]
