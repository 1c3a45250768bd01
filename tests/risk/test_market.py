"""Which products come to market in a week."""

from datetime import date

import pytest

from gi_registry.products.rules.seasons import mask_of
from gi_registry.risk.rules import (
    YEAR_ROUND,
    Feast,
    Festival,
    Market,
    Phase,
    Section,
    market,
    season_around,
    season_end,
    section,
    week_from,
    week_of,
)
from gi_registry.risk.service import festivals

AUTUMN = mask_of([9, 10])
WINTER = mask_of([11, 12, 1])
MID_AUTUMN_2026 = date(2026, 9, 25)


def _market(mask: int, monday: date) -> Market | None:
    days = [*festivals(monday.year), *festivals(monday.year + 1)]
    return market(mask, week_of(monday), days)


@pytest.mark.parametrize(
    ("monday", "phase"),
    [
        (date(2026, 8, 10), None),  # 22 days before 1 September
        (date(2026, 8, 17), None),  # 15 days
        (date(2026, 8, 24), Phase.OPENING),  # 8 days
        (date(2026, 8, 31), Phase.IN_SEASON),  # the season begins on Tuesday
        (date(2026, 9, 7), Phase.IN_SEASON),
        (date(2026, 10, 26), Phase.IN_SEASON),
        (date(2026, 11, 2), None),
    ],
)
def test_a_season_is_looked_at_two_weeks_ahead(
    monday: date, phase: Phase | None
) -> None:
    found = _market(AUTUMN, monday)

    assert (found.phase if found else None) is phase
    if found:
        assert (found.begins, found.ends) == (date(2026, 9, 1), date(2026, 10, 31))


def test_a_season_over_the_turn_of_the_year_is_one_season() -> None:
    found = _market(WINTER, date(2026, 12, 28))

    assert found
    assert (found.begins, found.ends) == (date(2026, 11, 1), date(2027, 1, 31))


@pytest.mark.parametrize(
    ("monday", "feast"),
    [
        (date(2026, 8, 31), None),  # 25 days before mid-autumn
        (date(2026, 9, 7), Feast.MID_AUTUMN),  # 18 days
        (date(2026, 9, 21), Feast.MID_AUTUMN),
        (date(2026, 9, 28), Feast.NATIONAL),
        (date(2026, 10, 5), None),
        (date(2027, 1, 18), Feast.SPRING),  # 6 February 2027
        (date(2026, 11, 16), None),
    ],
)
def test_goods_sold_all_year_are_looked_at_before_festivals(
    monday: date, feast: Feast | None
) -> None:
    found = _market(YEAR_ROUND, monday)

    assert (found.festival.feast if found and found.festival else None) is feast
    assert (found.phase if found else None) is (Phase.FESTIVAL if feast else None)


def test_an_unknown_season_is_listed_and_not_left_out() -> None:
    found = _market(0, date(2026, 3, 2))

    assert found == Market(Phase.UNKNOWN)


@pytest.mark.parametrize(
    ("mask", "year", "end"),
    [
        (AUTUMN, 2025, date(2025, 10, 31)),
        (WINTER, 2025, date(2026, 1, 31)),
        (mask_of([2]), 2024, date(2024, 2, 29)),
        (mask_of([5, 9]), 2025, date(2025, 9, 30)),
        (YEAR_ROUND, 2025, date(2025, 12, 31)),
        (0, 2025, date(2025, 12, 31)),
    ],
)
def test_a_season_ends(mask: int, year: int, end: date) -> None:
    assert season_end(mask, year) == end


def test_two_seasons_of_a_year_are_apart() -> None:
    mask = mask_of([5, 6, 9])

    assert season_around(mask, date(2026, 6, 30)) == (
        date(2026, 5, 1),
        date(2026, 6, 30),
    )
    assert season_around(mask, date(2026, 9, 9)) == (
        date(2026, 9, 1),
        date(2026, 9, 30),
    )


@pytest.mark.parametrize(
    ("mask", "month", "part"),
    [
        (AUTUMN, 9, Section.NOW),
        (AUTUMN, 8, Section.NEXT),
        (AUTUMN, 11, Section.LATER),
        (mask_of([1]), 12, Section.NEXT),
        (YEAR_ROUND, 3, Section.ALL_YEAR),
        (0, 3, Section.UNKNOWN),
    ],
)
def test_a_month_parts_the_calendar(mask: int, month: int, part: Section) -> None:
    assert section(mask, month) is part


def test_festivals_are_those_of_the_notices() -> None:
    # State Council's notice for 2026; lunar days of 2027 without a notice.
    assert Festival(
        Feast.SPRING, date(2026, 2, 17), date(2026, 2, 15), date(2026, 2, 23)
    ) in festivals(2026)
    assert Festival(Feast.MID_AUTUMN, date(2027, 9, 15)) in festivals(2027)
    assert [each.feast for each in festivals(2026)] == [
        Feast.SPRING,
        Feast.LABOUR,
        Feast.DRAGON_BOAT,
        Feast.MID_AUTUMN,
        Feast.NATIONAL,
    ]


def test_no_lunar_day_is_guessed_beyond_the_file() -> None:
    assert [each.feast for each in festivals(2036)] == [Feast.LABOUR, Feast.NATIONAL]


def test_mid_autumn_may_come_after_national_day() -> None:
    found = market(YEAR_ROUND, week_from("2028-W39"), festivals(2028))

    assert found
    assert found.festival
    assert found.festival.feast is Feast.NATIONAL  # 1 October; mid-autumn on the 3rd
