"""Which cells of a year's totals tell what one or two businesses reported.

A cell is a figure's place in the tables: the whole, a product, a prefecture or a
county. What can be made of published cells, one taken from another, is told as well.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from gi_registry.annual_reports.rules.cuts import Parts, few_cuts

LEAST_REPORTERS: Final = 3
"""No public figure stands on fewer businesses."""

WHOLE: Final = ("whole", "")
_REST_OF_PRODUCTS: Final = ("by_product", "")
_PREFECTURE_DIGITS: Final = 4

Cell = tuple[str, str]
"""Kind of cell and its key, such as `by_county` and 140727."""
Atom = tuple[str, str]
"""Product and county: reports of one pair stand in the same cells."""


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
        members: dict[Cell, list[Atom]] = defaultdict(list)
        for atom in self._entities:
            for cell in cells_of(*atom):
                members[cell].append(atom)
        self.members = {cell: members[cell] for cell in sorted(members)}

    def hidden(self) -> frozenset[Cell]:
        """Return the cells to withhold so that no shown one tells of a few."""
        shown = {cell for cell, atoms in self.members.items() if not self._few(atoms)}
        by_size = sorted(shown - {WHOLE}, key=self._size)
        while shown and (told := next(self._told(shown), None)):
            shown.discard(self._to_withhold(told, shown, by_size))
        return frozenset(self.members.keys() - shown)

    def told(self, withheld: Collection[Cell]) -> frozenset[Atom]:
        """Return whose reports would be told as those of a few.

        Args:
            withheld: the cells that are not shown.
        """
        shown = self.members.keys() - withheld
        return frozenset(chain.from_iterable(self._told(shown)))

    def _told(self, shown: Collection[Cell]) -> Iterator[frozenset[Atom]]:
        """Give what shown cells tell of a few, in whatever way they are combined."""
        ends = {atom: _ends(atom, shown) for atom in self._entities}
        return few_cuts(ends, self._entities, least=LEAST_REPORTERS)

    def _to_withhold(
        self, told: frozenset[Atom], shown: Collection[Cell], by_size: Sequence[Cell]
    ) -> Cell:
        """Return the smallest cell that, withheld, joins both sides of a cut.

        It is then known only together with what is withheld already, on the other
        side. Where nothing is yet, it is a cell next to the cut, the first of two.
        """
        parts = Parts()
        for atom in self._entities.keys() - told:
            parts.join(*_ends(atom, shown))
        sides = {parts.of(end) for atom in told for end in _ends(atom, shown)}
        known = {end for atom in self._entities for end in _ends(atom, shown)}
        still = [cell for cell in by_size if cell in shown]
        for cell in still:
            rest = _rest(cell, shown)
            both = {parts.of(cell), parts.of(rest)}
            if {cell, rest} <= known and len(both) > 1 and both <= sides:
                return cell
        near = {end for atom in told for end in _ends(atom, shown)}

        def is_near(cell: Cell) -> bool:
            return any(near & {*_ends(atom, shown)} for atom in self.members[cell])

        return next(filter(is_near, still), still[0])

    def _size(self, cell: Cell) -> tuple[int, Cell]:
        return sum(self._reports[atom] for atom in self.members[cell]), cell

    def _few(self, atoms: Iterable[Atom]) -> bool:
        """Whether one or two businesses stand behind reports."""
        found: set[int] = set()
        for atom in atoms:
            found |= self._entities[atom]
            if len(found) >= LEAST_REPORTERS:
                return False
        return True


def _ends(atom: Atom, shown: Collection[Cell]) -> tuple[Cell, Cell]:
    """Return under which product and which place an atom is known.

    What is withheld is known as the rest of its prefecture, or of the whole.
    """
    _, product, prefecture, county = cells_of(*atom)
    place = next((each for each in (county, prefecture) if each in shown), WHOLE)
    return (product if product in shown else _REST_OF_PRODUCTS), place


def _rest(cell: Cell, shown: Collection[Cell]) -> Cell:
    """Return with what a cell's figures are known once it is withheld."""
    kind, key = cell
    if kind == "by_product":
        return _REST_OF_PRODUCTS
    prefecture = ("by_prefecture", key[:_PREFECTURE_DIGITS])
    return prefecture if kind == "by_county" and prefecture in shown else WHOLE
