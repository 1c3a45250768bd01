"""Which cells of a year's totals tell what one or two businesses reported.

A cell is a figure's place in the tables: the whole, a product, a prefecture or a
county. What one published cell leaves of another is told as well.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import Final

LEAST_REPORTERS: Final = 3
"""No public figure stands on fewer businesses."""

WHOLE: Final = ("whole", "")
_PREFECTURE_DIGITS: Final = 4

Cell = tuple[str, str]
"""Kind of cell and its key, such as `by_county` and 140727."""
Atom = tuple[str, str]
"""Product and county: reports of one pair stand in the same cells."""
_Told = tuple[Cell, Collection[Atom]]
"""A cell to withhold, and which reports it helps to tell."""


def cells_of(product: str, division: str) -> tuple[Cell, ...]:
    """Return the cells in which a product's report from a county is counted."""
    return (
        WHOLE,
        ("by_product", product),
        ("by_prefecture", division[:_PREFECTURE_DIGITS]),
        ("by_county", division),
    )


class Cells:
    """The cells of some reports, to see what one tells of others.

    What it costs beyond one pass grows with the cells, not with the reports.

    Args:
        parts: product, county and business of each report; None instead of the
            business where it must not count as one.
    """

    def __init__(self, parts: Iterable[tuple[str, str, int | None]]):
        self._entities: dict[Atom, set[int]] = defaultdict(set)
        self._reports: Counter[Atom] = Counter()
        for product, division, entity in parts:
            atom = product, division
            self._reports[atom] += 1
            held = self._entities[atom]
            if entity is not None:
                held.add(entity)
        members: dict[Cell, set[Atom]] = defaultdict(set)
        for atom in self._entities:
            for cell in cells_of(*atom):
                members[cell].add(atom)
        self.members = {cell: frozenset(members[cell]) for cell in sorted(members)}
        self._families = list(self._whole_and_children()) if members else []
        self._size = {
            cell: (sum(self._reports[atom] for atom in atoms), cell)
            for cell, atoms in self.members.items()
        }

    def hidden(self) -> frozenset[Cell]:
        """Return the cells to withhold so that no shown one tells of a few."""
        shown = {cell for cell, atoms in self.members.items() if not self._few(atoms)}
        while True:
            told = next(self._by_families(shown), None)
            if told is not None:
                shown.discard(told[0])
            elif pairs := {cell for cell, _ in self._by_pairs(shown)}:
                shown -= pairs
            else:
                return frozenset(self.members.keys() - shown)

    def told(self, withheld: Collection[Cell]) -> frozenset[Atom]:
        """Return whose reports would be told as those of a few.

        Args:
            withheld: the cells that are not shown.
        """
        shown = self.members.keys() - withheld
        alone = [self.members[cell] for cell in shown if self._few(self.members[cell])]
        tells = chain(self._by_families(shown), self._by_pairs(shown))
        return frozenset(chain.from_iterable(alone or (atoms for _, atoms in tells)))

    def _by_families(self, shown: Collection[Cell]) -> Iterator[_Told]:
        """Give what is told as the rest of a whole."""
        known = self._known(shown)
        for whole, children in self._families:
            left = self._union(child for child in children if child not in known)
            if whole in known and self._few(left):
                seen = (child for child in children if child in known)
                yield self._given_by(min(seen, key=self._size.__getitem__), shown), left

    def _by_pairs(self, shown: Collection[Cell]) -> Iterator[_Told]:
        """Give what is told as the difference of two cells."""
        ordered = sorted(self._known(shown), key=self._size.__getitem__)
        for at, small in enumerate(ordered):
            one = self.members[small]
            for large in ordered[at + 1 :]:
                other = self.members[large]
                if self._few(_apart(one, other)):
                    yield self._given_by(small, shown), one ^ other

    def _known(self, shown: Collection[Cell]) -> set[Cell]:
        """Return the shown cells, and those of three and more that follow from them."""
        known, before = set(shown), -1
        while len(known) != before:
            before = len(known)
            for whole, children in self._families:
                every = (whole, *children)
                missing = [cell for cell in every if cell not in known]
                if len(missing) == 1 and not self._few(self.members[missing[0]]):
                    known.update(missing)
        return known

    def _given_by(self, cell: Cell, shown: Collection[Cell]) -> Cell:
        """Return the smallest shown cell without which a known one is not known."""
        if cell in shown:
            return cell
        atoms = self.members[cell]
        inside = [each for each in shown if self.members[each] < atoms]
        return min(inside or shown, key=self._size.__getitem__)

    def _whole_and_children(self) -> Iterator[tuple[Cell, list[Cell]]]:
        by_kind: dict[str, list[Cell]] = defaultdict(list)
        for cell in self.members:
            by_kind[cell[0]].append(cell)
        for kind in ("by_product", "by_prefecture", "by_county"):
            yield WHOLE, by_kind[kind]
        for cell in by_kind["by_prefecture"]:
            counties = by_kind["by_county"]
            yield cell, [each for each in counties if each[1].startswith(cell[1])]

    def _union(self, cells: Iterable[Cell]) -> frozenset[Atom]:
        return frozenset[Atom]().union(*(self.members[cell] for cell in cells))

    def _few(self, atoms: Iterable[Atom]) -> bool:
        """Whether one or two businesses, but not none, stand behind reports."""
        found: set[int] = set()
        is_any = False
        for atom in atoms:
            is_any = True
            found |= self._entities[atom]
            if len(found) >= LEAST_REPORTERS:
                return False
        return is_any


def _apart(one: frozenset[Atom], other: frozenset[Atom]) -> Iterator[Atom]:
    """Give what is in one of two cells alone: their difference is made of it."""
    yield from (atom for atom in one if atom not in other)
    yield from (atom for atom in other if atom not in one)
