"""Published figures move in steps, so that no editions together tell of one or two."""

from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gi_registry.annual_reports.rules import Cell, Reported, Sums, taken, to_withhold
from gi_registry.annual_reports.rules.withholding import cells_of

COUNTIES = ("140121", "140122", "140702", "140727")


@dataclass
class Year:
    """Users by authorization (business, product, county), and what was published."""

    users: dict[int, tuple[int, str, str]]
    published: dict[int, tuple[Sums | None, ...]] = field(default_factory=dict)
    withheld: frozenset[Cell] | None = None
    told: list[dict[Cell, frozenset[tuple[int, int]]]] = field(default_factory=list)
    """Each edition's cells as sums of outputs, (authorization, grams) but for zero."""

    def day(self, accepted: dict[int, Sums], *, is_locked: bool = False) -> int:
        """Publish what may be published; how many reports change."""
        reports = {
            key: Reported(*user, self.published.get(key, ()), accepted.get(key))
            for key, user in self.users.items()
            if key in accepted or key in self.published
        }
        due = [(product, place, who) for who, product, place in self.users.values()]
        hidden = to_withhold(reports, due, self.withheld, is_locked=is_locked)
        chosen = taken(reports, hidden)
        if chosen:
            self.withheld = hidden
            for key in chosen:
                now = reports[key].accepted
                self.published[key] = (*self.published.get(key, ()), now)
            self.told += [self._cells(), self._counted()]
        return len(chosen)

    def _cells(self) -> dict[Cell, frozenset[tuple[int, int]]]:
        found: dict[Cell, set[tuple[int, int]]] = {}
        for key, history in self.published.items():
            _, product, county = self.users[key]
            if history[-1] is not None and history[-1].total_output_g:
                for cell in cells_of(product, county):
                    one = (key, history[-1].total_output_g)
                    found.setdefault(cell, set()).add(one)
        hidden = self.withheld or frozenset()
        return {c: frozenset(held) for c, held in found.items() if c not in hidden}

    def _counted(self) -> dict[Cell, frozenset[tuple[int, int]]]:
        """How many reports each cell counts, each as an unknown 1."""
        found: dict[Cell, set[tuple[int, int]]] = {}
        for key, history in self.published.items():
            if history[-1] is not None:
                for cell in cells_of(*self.users[key][1:]):
                    found.setdefault(cell, set()).add((key, -1))
        hidden = self.withheld or frozenset()
        return {c: frozenset(held) for c, held in found.items() if c not in hidden}


def betrayed(year: Year) -> list[tuple[int, int]]:
    """Return the pairs of businesses of which editions tell something.

    Every output that was ever published is an unknown of its own. A combination of
    published sums in which those of two businesses alone are left exists if and only
    if the sums lose rank without these unknowns.
    """
    rows = [sums for edition in year.told for sums in edition.values()]
    unknowns = sorted({one for sums in rows for one in sums})
    table = np.array([[one in sums for one in unknowns] for sums in rows], dtype=float)
    owner = np.array([year.users[key][0] for key, _ in unknowns])
    whole = np.linalg.matrix_rank(table) if rows else 0
    return [
        pair
        for pair in combinations(sorted(set(owner.tolist())), 2)
        if np.linalg.matrix_rank(table[:, ~np.isin(owner, pair)]) < whole
    ]


USERS = st.lists(
    st.tuples(st.integers(1, 9), st.sampled_from("ABC"), st.sampled_from(COUNTIES)),
    min_size=3,
    max_size=16,
)
STEPS = st.lists(
    st.lists(
        st.tuples(st.integers(0, 15), st.sampled_from((None, 0, 1, 2, 3))), max_size=9
    ),
    min_size=2,
    max_size=7,
)


@settings(suppress_health_check=[HealthCheck.too_slow])  # on a busy machine
@given(USERS, STEPS, st.integers(0, 7))
def test_no_combination_of_editions_is_about_one_or_two(
    users: list[tuple[int, str, str]],
    steps: list[list[tuple[int, int | None]]],
    locked_from: int,
) -> None:
    """Reports come, are corrected, are taken back and come again, in any order."""
    year = Year(dict(enumerate(users)))
    accepted: dict[int, Sums] = {}
    for at, step in enumerate(steps):
        for key, grams in step:
            if grams is None:
                accepted.pop(key, None)
            elif key in year.users:
                accepted[key] = Sums(grams)
        year.day(accepted, is_locked=at >= locked_from)

    assert betrayed(year) == []


def test_a_figure_that_only_one_business_has_is_not_published() -> None:
    """The others' zeros hide nothing: with three of them, theirs alone are counted."""
    year = Year({key: (key, "A", COUNTIES[0]) for key in range(6)})
    accepted = {key: Sums(total_output_g=5) for key in (0, 1, 3)}
    with_base = {2: Sums(total_output_g=5, base_m2=27_355)}

    assert year.day(accepted | with_base) == 3
    assert 2 not in year.published

    more = {key: Sums(total_output_g=5, base_m2=700 + key) for key in (4, 5)}
    assert year.day(accepted | with_base | more) == 3
    assert set(year.published) == set(range(6))
