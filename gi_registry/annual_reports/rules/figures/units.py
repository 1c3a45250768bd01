"""What stored answers count, and how numbers are typed."""

from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final


class Unit(StrEnum):
    """What a stored whole number counts, or what a stored answer is."""

    GRAM = "gram"
    """Typed in kg."""
    MILLILITRE = "millilitre"
    """Typed in litres."""
    FEN = "fen"
    """Typed in 万元, 10,000 yuan."""
    FEN_PER_KG = "fen_per_kg"
    """Typed in yuan per kg."""
    SQUARE_METRE = "square_metre"
    """Typed in mu; 1 mu is 2000/3 m2."""
    COUNT = "count"
    TEXT = "text"
    """One line."""
    LONG_TEXT = "long_text"
    CODES = "codes"
    """List of codes out of the figure's choices."""
    EXPORTS = "exports"
    """List of {"to": place, "hs": digits, "fen": value}, typed one a line."""
    PLOTS = "plots"
    """List of registered plots; see `figures.plots`."""

    @property
    def is_number(self) -> bool:
        """Whether the answer is a whole number, which can be added up."""
        return self in _TYPED_PER_STORED


_TYPED_PER_STORED: Final = {
    Unit.GRAM: Decimal(1) / 1000,
    Unit.MILLILITRE: Decimal(1) / 1000,
    Unit.FEN: Decimal(1) / 1_000_000,
    Unit.FEN_PER_KG: Decimal(1) / 100,
    Unit.SQUARE_METRE: Decimal(3) / 2000,
    Unit.COUNT: Decimal(1),
}
_MU_STEPS: Final = tuple(Decimal(1).scaleb(-places) for places in range(5))
"""1 mu down to 0.0001 mu, which is 0.07 m2."""


def scaled(value: int, unit: Unit) -> Decimal:
    """Return a stored number in the unit that people type.

    Mu come with as few digits as `stored` needs to turn them back exactly.
    """
    if unit is not Unit.SQUARE_METRE:
        return exact(value, unit)
    whole = exact(value, unit)
    rounded = (whole.quantize(step, ROUND_HALF_UP) for step in _MU_STEPS)
    shortest = next(mu for mu in rounded if stored(mu, unit) == value)
    return shortest.normalize()


def exact(value: int, unit: Unit) -> Decimal:
    """Return a stored number in the unit that people type, to the last digit.

    Sums of these are the sum; those of `scaled` need not be.
    """
    return (Decimal(value) * _TYPED_PER_STORED[unit]).normalize()


def stored(number: Decimal, unit: Unit) -> int:
    """Return a typed number as it is stored, a whole one, rounded half up."""
    if unit is Unit.SQUARE_METRE:
        found = number * 2000 / 3
    else:
        found = number / _TYPED_PER_STORED[unit]
    return int(found.quantize(Decimal(1), ROUND_HALF_UP))
