"""A year's totals, and which of them may be published.

A published figure must not tell what one or two producers made: neither alone,
nor by taking one published figure from another.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Final

LEAST_REPORTERS: Final = 3
"""No public figure stands on fewer businesses."""

_PREFECTURE_DIGITS: Final = 4


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
    """

    entity_id: int
    product: str
    division: str
    sums: Sums


@dataclass(frozen=True, slots=True)
class TotalRow:
    """One total.

    Attributes:
        key: code of the product or the division; "" for the whole.
        entities: businesses behind it; empty where it is withheld.
        reports: how many reports; None where it is withheld.
        sums: None where it is withheld.
    """

    key: str
    entities: frozenset[int]
    reports: int | None
    sums: Sums | None

    @property
    def reporters(self) -> int | None:
        """How many businesses; None where it is withheld."""
        return None if self.sums is None else len(self.entities)


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


Key = Callable[[Contribution], str]
_PARTITIONS: Final[dict[str, Key]] = {
    "by_product": lambda one: one.product,
    "by_prefecture": lambda one: one.division[:_PREFECTURE_DIGITS],
    "by_county": lambda one: one.division,
}


def roll_up(year: int, contributions: Iterable[Contribution]) -> Totals:
    """Add up a year's accepted reports."""
    parts = list(contributions)
    return Totals(
        year=year,
        whole=_row("", parts),
        **{name: _rows(parts, key) for name, key in _PARTITIONS.items()},
    )


def published(year: int, contributions: Iterable[Contribution]) -> Totals:
    """Add up a year's accepted reports, and withhold what must not be public.

    A cell is withheld if fewer than `LEAST_REPORTERS` businesses stand behind
    it, or behind what is left when published parts are taken from their whole,
    or one published cell from another that holds it.
    """
    parts = list(contributions)
    open_cells = _Cells(parts).public()
    totals = roll_up(year, parts)
    shown = {
        name: tuple(
            _shown(row, (name, row.key), open_cells) for row in getattr(totals, name)
        )
        for name in _PARTITIONS
    }
    whole = _shown(totals.whole, ("whole", ""), open_cells)
    return Totals(year=year, whole=whole, **shown)


_Name = tuple[str, str]
"""Kind of cell and its key."""


class _Cells:
    """All cells of the totals as sets of reports, to see what one tells of others."""

    def __init__(self, parts: list[Contribution]):
        self.entity = [part.entity_id for part in parts]
        members: dict[_Name, set[int]] = defaultdict(set)
        for index, part in enumerate(parts):
            members["whole", ""].add(index)
            for name, key in _PARTITIONS.items():
                members[name, key(part)].add(index)
        self.members = {name: frozenset(found) for name, found in members.items()}

    def public(self) -> set[_Name]:
        """Return the names of the cells that may be shown."""
        shown = {name for name, held in self.members.items() if not self._few(held)}
        while (told := next(self._tells(shown), None)) is not None:
            shown.discard(told)
        return shown

    def _tells(self, shown: set[_Name]) -> Iterator[_Name]:
        for whole, children in self._families():
            hidden = [child for child in children if child not in shown]
            left = frozenset[int]().union(*(self.members[child] for child in hidden))
            if whole in shown and self._few(left):
                seen = [child for child in children if child in shown]
                yield min(seen, key=self._size)
        ordered = sorted(shown, key=self._size)
        for at, small in enumerate(ordered):
            for large in ordered[at + 1 :]:
                inside, around = self.members[small], self.members[large]
                if inside < around and self._few(around - inside):
                    yield small

    def _families(self) -> Iterator[tuple[_Name, list[_Name]]]:
        names = sorted(self.members)
        for kind in _PARTITIONS:
            yield ("whole", ""), [name for name in names if name[0] == kind]
        counties = [name for name in names if name[0] == "by_county"]
        for name in names:
            if name[0] == "by_prefecture":
                inside = [each for each in counties if each[1].startswith(name[1])]
                yield name, inside

    def _few(self, held: frozenset[int]) -> bool:
        """Whether one or two businesses, but not none, stand behind reports."""
        return 0 < len({self.entity[index] for index in held}) < LEAST_REPORTERS

    def _size(self, name: _Name) -> tuple[int, _Name]:
        return len(self.members[name]), name


def _rows(parts: list[Contribution], key: Key) -> tuple[TotalRow, ...]:
    groups: dict[str, list[Contribution]] = defaultdict(list)
    for part in parts:
        groups[key(part)].append(part)
    return tuple(_row(name, groups[name]) for name in sorted(groups))


def _row(key: str, parts: list[Contribution]) -> TotalRow:
    return TotalRow(
        key=key,
        entities=frozenset(part.entity_id for part in parts),
        reports=len(parts),
        sums=Sums.of(part.sums for part in parts),
    )


def _shown(row: TotalRow, name: _Name, shown: set[_Name]) -> TotalRow:
    if name in shown or row.reports == 0:
        return row
    return TotalRow(row.key, frozenset(), None, None)
