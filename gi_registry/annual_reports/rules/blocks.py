"""The seven blocks of a province's own report to CNIPA, added up from reports.

Base data and six yearly items: 国知办函保字〔2023〕1072号. Its table was not to be
had, so that the lines within a block are this registry's own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gi_registry.annual_reports.rules.figures import (
    FIGURES,
    Block,
    Figure,
    Unit,
    is_kept,
)
from gi_registry.core.words import Words

ADDED: Final = tuple(
    figure
    for figure in FIGURES
    if figure.unit.is_number and figure.unit is not Unit.FEN_PER_KG
)
"""The figures that can be added up."""


@dataclass(frozen=True, slots=True)
class Part:
    """The reports on one product from one county, added up.

    Attributes:
        product: code of the product.
        division: code of the county.
        reports: how many reports, count.
        answered: of these, how many answered each of `ADDED`.
        sums: of each of `ADDED`, as stored.
    """

    product: str
    division: str
    reports: int
    answered: tuple[int, ...]
    sums: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of reports, added up.

    Attributes:
        figure: what it is.
        value: as stored: grams, fen, m2, a count.
        reports: how many reports answered it, count.
    """

    figure: Figure
    value: int
    reports: int


@dataclass(frozen=True, slots=True)
class Count:
    """One figure that the registry itself knows.

    Attributes:
        key: stable name.
        words: what is counted.
        value: count.
    """

    key: str
    words: Words
    value: int


@dataclass(frozen=True, slots=True)
class Cut:
    """Which accepted reports of a year are meant.

    Attributes:
        year: the year reported on.
        prefixes: GB/T 2260 code prefixes that the reader may see; "" is everywhere.
        product: code of the only product; "" for all.
        place: prefix of the only division; "" for all.
    """

    year: int
    prefixes: Sequence[str]
    product: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Blocks:
    """A year's report in seven blocks.

    Attributes:
        year: the year reported on.
        forms: versions of the form that the reports are on.
        reports: how many reports stand behind the lines, count.
        counts: what the registry knows, by block.
        lines: what reports say, by block.
        by_product: the same lines for each product, by its code.
        by_county: for each county, by its code.
    """

    year: int
    forms: tuple[int, ...]
    reports: int
    counts: Mapping[Block, tuple[Count, ...]]
    lines: Mapping[Block, tuple[Line, ...]]
    by_product: Mapping[str, tuple[Line, ...]]
    by_county: Mapping[str, tuple[Line, ...]]

    @property
    def asked(self) -> tuple[Figure, ...]:
        """The figures that one of the forms asks, in their order."""
        return tuple(
            each for each in ADDED if any(is_kept(each, form) for form in self.forms)
        )


def in_blocks(
    year: int,
    forms: Iterable[int],
    parts: Iterable[Part],
    counts: Mapping[Block, tuple[Count, ...]],
) -> Blocks:
    """Put a year's figures into the seven blocks.

    Args:
        year: the year reported on.
        forms: versions of the form that the reports are on.
        parts: reports added up by product and county.
        counts: what the registry knows, by block.
    """
    every = list(parts)
    whole = added(every)
    return Blocks(
        year=year,
        forms=tuple(sorted(forms)),
        reports=sum(part.reports for part in every),
        counts=counts,
        lines={
            block: tuple(line for line in whole if line.figure.block is block)
            for block in Block
        },
        by_product=_grouped(every, "product"),
        by_county=_grouped(every, "division"),
    )


def added(parts: Iterable[Part]) -> tuple[Line, ...]:
    """Add parts up, figure by figure; one that nobody answered is left out."""
    values, answers = [0] * len(ADDED), [0] * len(ADDED)
    for part in parts:
        for at, (value, count) in enumerate(zip(part.sums, part.answered, strict=True)):
            values[at] += value
            answers[at] += count
    found = zip(ADDED, values, answers, strict=True)
    return tuple(Line(*each) for each in found if each[2])


def _grouped(parts: list[Part], name: str) -> dict[str, tuple[Line, ...]]:
    groups: dict[str, list[Part]] = {}
    for part in parts:
        groups.setdefault(getattr(part, name), []).append(part)
    return {key: added(groups[key]) for key in sorted(groups)}
