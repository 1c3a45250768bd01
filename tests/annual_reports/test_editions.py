"""Published figures move in steps, so that no editions together tell of one or two."""

from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gi_registry.annual_reports.rules import (
    Cell,
    Contribution,
    Reported,
    Sums,
    roll_up,
    taken,
    to_withhold,
)
from gi_registry.annual_reports.rules.withholding import cells_of

COUNTIES = ("140121", "140122", "140702", "140727")


@dataclass
class Year:
    """Users by authorization (business, product, county), and what was published."""

    users: dict[int, tuple[int, str, str]]
    published: dict[int, tuple[Sums | None, ...]] = field(default_factory=dict)
    withheld: frozenset[Cell] | None = None
    told: list[dict[Cell, frozenset[tuple[int, int]]]] = field(default_factory=list)
    """Each edition's cells as sums of figures, (authorization, value) but for zero."""

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
            for key, each in chosen.items():
                self.published[key] = (*self.published.get(key, ()), each.accepted)
            self.told += [self._cells("total_output_g"), self._cells("export_fen")]
            self.told.append(self._counted())
        return len(chosen)

    def _cells(self, name: str) -> dict[Cell, frozenset[tuple[int, int]]]:
        found: dict[Cell, set[tuple[int, int]]] = {}
        for key, history in self.published.items():
            _, product, county = self.users[key]
            if value := getattr(history[-1], name, 0):
                for cell in cells_of(product, county):
                    found.setdefault(cell, set()).add((key, value))
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
        st.tuples(
            st.integers(0, 15),
            st.sampled_from((None, 0, 1, 2, 3)),
            st.sampled_from((0, 0, 11, 12)),
        ),
        max_size=9,
    ),
    min_size=2,
    max_size=7,
)


@settings(suppress_health_check=[HealthCheck.too_slow])  # on a busy machine
@given(USERS, STEPS, st.integers(0, 7))
def test_no_combination_of_editions_is_about_one_or_two(
    users: list[tuple[int, str, str]],
    steps: list[list[tuple[int, int | None, int]]],
    locked_from: int,
) -> None:
    """Reports come, are corrected, are taken back and come again, in any order."""
    year = Year(dict(enumerate(users)))
    accepted: dict[int, Sums] = {}
    for at, step in enumerate(steps):
        for key, grams, fen in step:
            if grams is None:
                accepted.pop(key, None)
            elif key in year.users:
                accepted[key] = Sums(grams, export_fen=fen)
        year.day(accepted, is_locked=at >= locked_from)

    assert betrayed(year) == []


def test_a_figure_that_only_one_business_has_is_left_out_alone() -> None:
    """The others' zeros hide nothing; what all have is counted all the same."""
    year = Year({key: (key, "A", COUNTIES[0]) for key in range(5)})
    accepted = {key: Sums(total_output_g=5) for key in (0, 1)}
    with_base = {2: Sums(total_output_g=5, base_m2=27_355)}

    assert year.day(accepted | with_base) == 3
    assert year.published[2] == (Sums(total_output_g=5),)
    assert year.day(accepted | with_base) == 0

    more = {key: Sums(total_output_g=5, base_m2=700 + key) for key in (3, 4)}
    assert year.day(accepted | with_base | more) == 0  # two more: they wait whole
    year.users[5] = (5, "A", COUNTIES[0])
    assert year.day(accepted | with_base | more | {5: Sums(7)}) == 4
    assert year.published[2][-1] == with_base[2]


def test_a_total_says_which_of_its_figures_lacks_something() -> None:
    said = Reported(1, "A", COUNTIES[0], (), Sums(total_output_g=5, export_fen=9))
    counted = said.leaving_out("export_fen").accepted

    assert counted == Sums(total_output_g=5)
    found = roll_up(
        2025,
        [
            said.contribution(counted),
            Contribution(2, "A", COUNTIES[1], Sums(4, export_fen=3)),
        ],
    )

    marks = {row.key: row.incomplete for row in (found.whole, *found.by_county)}
    assert marks == {
        "": {"export_fen"},
        COUNTIES[0]: {"export_fen"},
        COUNTIES[1]: set(),
    }
