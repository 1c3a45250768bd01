from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_registry.clocks.rules import (
    MONTHS,
    Stage,
    months_before,
    non_use,
)
from gi_registry.law.rules import months_after

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 3, 15), 24, date(2026, 3, 15)),
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 8, 31), 18, date(2027, 2, 28)),
        (date(2025, 12, 1), 1, date(2026, 1, 1)),
        (date(2025, 1, 31), 0, date(2025, 1, 31)),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_last_of_the_month(
    day: date, months: int, expected: date
) -> None:
    assert months_after(day, months) == expected


@given(DAYS, st.sampled_from([1, 12, 18, 21, 23, 24]))
def test_the_last_start_that_is_over_is_the_last_one(day: date, months: int) -> None:
    start = months_before(day, months)

    assert months_after(start, months) < day
    assert months_after(start + timedelta(days=1), months) >= day


@pytest.mark.parametrize(
    ("on", "months", "told", "stage"),
    [
        (date(2024, 3, 15), 0, (), Stage.QUIET),
        (date(2025, 3, 15), 11, (), Stage.QUIET),
        (date(2025, 3, 16), 12, (12,), Stage.TOLD),
        (date(2025, 9, 16), 18, (12, 18), Stage.TOLD),
        (date(2025, 12, 16), 21, (12, 18, 21), Stage.TOLD),
        (date(2026, 2, 16), 23, (12, 18, 21, 23), Stage.TOLD),
        (date(2026, 3, 15), 23, (12, 18, 21, 23), Stage.TOLD),
        (date(2026, 3, 16), 24, (12, 18, 21, 23), Stage.OVER),
    ],
)
def test_notices_and_the_end_come_after_whole_months(
    on: date, months: int, told: tuple[int, ...], stage: Stage
) -> None:
    clock = non_use(date(2024, 3, 15), [], on=on)

    assert (clock.months, clock.told, clock.stage) == (months, told, stage)
    assert not clock.is_used
    assert clock.ends_on == date(2026, 3, 15)
    assert clock.days_left(on) == (date(2026, 3, 15) - on).days


def test_the_last_use_winds_it_up_and_what_lies_ahead_does_not_count() -> None:
    clock = non_use(
        date(2024, 1, 1),
        [date(2025, 5, 6), date(2024, 9, 9), date(2027, 1, 1)],
        on=date(2026, 5, 7),
    )

    assert clock.is_used
    assert clock.runs_from == date(2025, 5, 6)
    assert clock.ends_on == date(2027, 5, 6)
    assert clock.months == 12
    assert clock.next_notice_on == date(2026, 11, 6)


def test_use_before_it_was_possible_does_not_shorten_the_time() -> None:
    clock = non_use(date(2025, 6, 1), [date(2025, 1, 1)], on=date(2025, 7, 1))

    assert clock.runs_from == date(2025, 6, 1)
    assert not clock.is_used


def test_a_decision_counts_for_the_two_years_that_it_came_after() -> None:
    start, on = date(2022, 1, 1), date(2024, 6, 1)

    before = non_use(start, [], on=on, decided_on=[date(2023, 12, 1)])
    after = non_use(start, [], on=on, decided_on=[date(2024, 2, 1)])
    used_since = non_use(
        start, [date(2024, 3, 1)], on=date(2026, 6, 1), decided_on=[date(2024, 2, 1)]
    )

    assert before.stage is Stage.OVER
    assert after.stage is Stage.DECIDED
    assert used_since.stage is Stage.OVER


@given(DAYS, st.lists(DAYS, max_size=4), DAYS)
def test_the_end_is_never_before_the_last_use(
    possible: date, used: list[date], on: date
) -> None:
    clock = non_use(possible, used, on=on)

    assert clock.ends_on == months_after(clock.runs_from, MONTHS)
    assert (clock.stage is Stage.OVER) == (on > clock.ends_on)
    assert clock.runs_from >= possible
