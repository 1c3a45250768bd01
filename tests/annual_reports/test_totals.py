"""Totals, and what of them the public may see."""

from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gi_registry.annual_reports.rules import (
    LEAST_REPORTERS,
    Cells,
    Contribution,
    Sums,
    Totals,
    roll_up,
    without,
)

KINDS = ("by_product", "by_prefecture", "by_county")


def _one(entity: int, product: str, division: str, grams: int = 1) -> Contribution:
    return Contribution(entity, product, division, Sums(total_output_g=grams))


def published(year: int, parts: list[Contribution]) -> Totals:
    cells = Cells((part.product, part.division, part.entity_id) for part in parts)
    return without(roll_up(year, parts), cells.hidden())


CONTRIBUTIONS = st.lists(
    st.builds(
        _one,
        st.integers(1, 8),
        st.sampled_from(["A", "B", "C"]),
        st.sampled_from(["140121", "140122", "140702", "140727"]),
        st.integers(1, 100),
    ),
    max_size=14,
)


def test_totals_are_the_sums_of_their_reports() -> None:
    totals = roll_up(
        2025,
        [
            _one(1, "A", "140121", 10),
            _one(1, "B", "140121", 20),
            _one(2, "A", "140702", 40),
        ],
    )

    grams = {
        kind: {
            row.key: (row.reporters, row.reports, row.sums.total_output_g)
            for row in getattr(totals, kind)
            if row.sums
        }
        for kind in KINDS
    }
    assert grams == {
        "by_product": {"A": (2, 2, 50), "B": (1, 1, 20)},
        "by_prefecture": {"1401": (1, 2, 30), "1407": (1, 1, 40)},
        "by_county": {"140121": (1, 2, 30), "140702": (1, 1, 40)},
    }
    assert totals.whole.sums == Sums(total_output_g=70)
    assert totals.whole.reporters == 2


def test_every_figure_is_added_up() -> None:
    sums = Sums(*range(1, len(Sums.names()) + 1))

    doubled = Sums.of([sums, sums])

    assert doubled == Sums(*(2 * n for n in range(1, len(Sums.names()) + 1)))


def test_nothing_rolls_up_to_nothing() -> None:
    totals = published(2025, [])

    assert totals.whole.sums == Sums()
    assert totals.by_product == ()


def test_three_reports_of_one_business_are_one_reporter() -> None:
    parts = [_one(1, "A", "140121"), _one(1, "A", "140122"), _one(1, "A", "140702")]

    assert published(2025, parts).whole.sums is None


def test_a_cell_of_two_is_withheld_with_the_one_that_would_betray_it() -> None:
    # A has 4 businesses, B has 2: the whole less A would be B.
    parts = [_one(n, "A", "140121") for n in (1, 2, 3, 4)]
    parts += [_one(n, "B", "140121") for n in (5, 6)]

    totals = published(2025, parts)

    assert totals.whole.reporters == 6
    assert [row.sums for row in totals.by_product] == [None, None]


def test_a_county_is_withheld_where_its_product_less_the_county_is_two() -> None:
    # A is made by 3 in one county and 2 in another; its product total is shown.
    parts = [_one(n, "A", "140121") for n in (1, 2, 3)]
    parts += [_one(n, "A", "140702") for n in (4, 5)]
    parts += [_one(n, "B", "140122") for n in (6, 7, 8)]

    totals = published(2025, parts)

    shown = {row.key for row in totals.by_county if row.sums}
    assert {row.key for row in totals.by_product if row.sums} == {"A", "B"}
    assert "140121" not in shown


def test_a_product_less_a_county_is_never_of_two() -> None:
    # A less county 140121 would be business 4 less business 5, who knows the latter.
    parts = [_one(n, "A", "140121") for n in (1, 2, 3)] + [_one(4, "A", "140702")]
    parts += [_one(5, "B", "140121")] + [_one(n, "B", "140702") for n in (6, 7, 8)]

    totals = published(2025, parts)

    products = any(row.sums for row in totals.by_product)
    places = any(row.sums for row in (*totals.by_prefecture, *totals.by_county))
    assert totals.whole.reporters == 8
    assert products != places


@settings(suppress_health_check=[HealthCheck.too_slow])  # on a busy machine
@given(CONTRIBUTIONS)
def test_no_public_figure_tells_of_one_or_two(parts: list[Contribution]) -> None:
    totals = published(2025, parts)

    shown = _shown_sets(totals, parts)
    for members in shown:
        assert not _few(members, parts)
    for one, other in combinations(shown, 2):
        small, large = sorted((one, other), key=len)
        if small < large:
            assert not _few(large - small, parts)
    everything = frozenset(range(len(parts)))
    for kind in KINDS:
        known = [row.key for row in getattr(totals, kind) if row.sums]
        taken = frozenset(
            index for index in everything if _key(kind, parts[index]) in known
        )
        if totals.whole.sums is not None:
            assert not _few(everything - taken, parts)


@settings(suppress_health_check=[HealthCheck.too_slow])  # on a busy machine
@given(CONTRIBUTIONS)
def test_what_is_shown_is_what_officers_see(parts: list[Contribution]) -> None:
    full, public = roll_up(2025, parts), published(2025, parts)

    for kind in KINDS:
        for row, seen in zip(getattr(full, kind), getattr(public, kind), strict=True):
            assert seen.key == row.key
            assert seen.sums in (row.sums, None)


def _key(kind: str, part: Contribution) -> str:
    return {
        "by_product": part.product,
        "by_prefecture": part.division[:4],
        "by_county": part.division,
    }[kind]


def _shown_sets(totals: Totals, parts: list[Contribution]) -> list[frozenset[int]]:
    shown = [
        frozenset(i for i, part in enumerate(parts) if _key(kind, part) == row.key)
        for kind in KINDS
        for row in getattr(totals, kind)
        if row.sums
    ]
    whole = [frozenset(range(len(parts)))] if totals.whole.sums and parts else []
    return shown + whole


def _few(members: frozenset[int], parts: list[Contribution]) -> bool:
    return 0 < len({parts[index].entity_id for index in members}) < LEAST_REPORTERS
