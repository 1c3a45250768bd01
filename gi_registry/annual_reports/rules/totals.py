"""A year's totals, whole or with cells withheld."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from typing import Final

from gi_registry.annual_reports.rules.withholding import WHOLE, Cell, cells_of

KINDS: Final = ("by_product", "by_prefecture", "by_county")
"""Kinds of cells below the whole."""


@dataclass(frozen=True, slots=True)
class Sums:
    """What is added up; grams, fen, m2 and counts."""

    total_output_g: int = 0
    standard_output_g: int = 0
    marked_output_g: int = 0
    sales_fen: int = 0
    marked_sales_fen: int = 0
    export_fen: int = 0
    base_m2: int = 0
    labels_activated: int = 0

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the names of the figures, in order."""
        return tuple(field.name for field in fields(cls))

    @classmethod
    def of(cls, parts: Iterable["Sums"]) -> "Sums":
        """Add up."""
        columns = dict.fromkeys(cls.names(), 0)
        for part in parts:
            for name in columns:
                columns[name] += getattr(part, name)
        return cls(**columns)


@dataclass(frozen=True, slots=True)
class Contribution:
    """One accepted report, as far as totals need it.

    Attributes:
        entity_id: the business; one business is one reporter, however many
            reports it files.
        product: code of the product.
        division: code of the county.
        left_out: names of figures that are not counted as the report says them.
    """

    entity_id: int
    product: str
    division: str
    sums: Sums
    left_out: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TotalRow:
    """One total; all but its key is None where it is withheld.

    Attributes:
        key: code of the product or the division; "" for the whole.
        reporters: how many businesses.
        reports: how many reports.
        sums: what they add up to.
        incomplete: names of figures that some report says otherwise.
    """

    key: str
    reporters: int | None = None
    reports: int | None = None
    sums: Sums | None = None
    incomplete: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals of one year.

    Attributes:
        whole: of everything asked for.
        by_product: in the order of product codes.
        by_prefecture: keys of four digits.
        by_county: keys of six digits.
    """

    year: int
    whole: TotalRow
    by_product: tuple[TotalRow, ...]
    by_prefecture: tuple[TotalRow, ...]
    by_county: tuple[TotalRow, ...]


def roll_up(year: int, contributions: Iterable[Contribution]) -> Totals:
    """Add up a year's accepted reports."""
    groups: dict[Cell, list[Contribution]] = defaultdict(list)
    for part in contributions:
        for cell in cells_of(part.product, part.division):
            groups[cell].append(part)
    rows: dict[str, list[TotalRow]] = {kind: [] for kind in KINDS}
    for kind, key in sorted(groups.keys() - {WHOLE}):
        rows[kind].append(_row(key, groups[kind, key]))
    return Totals(
        year=year,
        whole=_row("", groups[WHOLE]),
        by_product=tuple(rows["by_product"]),
        by_prefecture=tuple(rows["by_prefecture"]),
        by_county=tuple(rows["by_county"]),
    )


def without(totals: Totals, withheld: Collection[Cell]) -> Totals:
    """Return totals of which some cells say nothing."""

    def shown(kind: str, rows: tuple[TotalRow, ...]) -> tuple[TotalRow, ...]:
        return tuple(
            TotalRow(row.key) if (kind, row.key) in withheld else row for row in rows
        )

    return replace(
        totals,
        whole=TotalRow("") if WHOLE in withheld else totals.whole,
        by_product=shown("by_product", totals.by_product),
        by_prefecture=shown("by_prefecture", totals.by_prefecture),
        by_county=shown("by_county", totals.by_county),
    )


def _row(key: str, parts: list[Contribution]) -> TotalRow:
    return TotalRow(
        key=key,
        reporters=len({part.entity_id for part in parts}),
        reports=len(parts),
        sums=Sums.of(part.sums for part in parts),
        incomplete=frozenset().union(*(part.left_out for part in parts)),
    )
