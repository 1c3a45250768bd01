"""Sums as pages and papers show them: rounded, and as bars."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gi_registry.annual_reports.rules.figures import Figure, Unit, scaled
from gi_registry.annual_reports.rules.totals import Sums
from gi_registry.core.words import Words

_PLACES: Final = {Unit.FEN: 2, Unit.SQUARE_METRE: 2}
"""Digits after the point of 万元 and mu; the others are whole."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart.

    Attributes:
        name: what it stands for.
        share: its length, 0 to 1, of the longest.
        shown: the figure with its unit.
    """

    name: Words
    share: float
    shown: Words


def rounded(sums: Sums, figure: Figure) -> str:
    """Return a sum without its unit: hundredths of 万元 and mu, others whole."""
    value = scaled(getattr(sums, figure.name), figure.unit)
    return f"{value:,.{_PLACES.get(figure.unit, 0)}f}"


def measured(sums: Sums, figure: Figure) -> Words:
    """Return the same with its unit."""
    number, unit = rounded(sums, figure), figure.unit_words
    return Words(f"{number} {unit.zh}", f"{number} {unit.en}")


def bars(rows: Sequence[tuple[Words, Sums]], figure: Figure) -> list[Bar]:
    """Return the bars of one figure, in the order of the rows."""
    values = [getattr(sums, figure.name) for _, sums in rows]
    most = max(values, default=0)
    return [
        Bar(name, value / most if most else 0, measured(sums, figure))
        for (name, sums), value in zip(rows, values, strict=True)
    ]


def largest(
    rows: Sequence[tuple[Words, Sums]], figure: Figure, *, most: int
) -> list[Bar]:
    """Return the bars of the rows with the largest figures, the largest first.

    Args:
        rows: names and sums.
        figure: what the bars are of.
        most: bars.
    """
    ranked = sorted(rows, key=lambda row: -int(getattr(row[1], figure.name)))
    return bars(ranked[:most], figure)
