"""Working days against the notices of the State Council, and properties of periods."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_registry.law.rules import Span, Unit, deadline, received_by
from gi_registry.law.rules.workdays import (
    LAST_YEAR,
    Deadline,
    add_working_days,
    is_published,
    is_working_day,
    working_days_between,
)

DAYS = st.dates(date(2005, 1, 1), date(2040, 12, 31))
LENGTHS = st.integers(1, 250)
ONE = timedelta(days=1)

# Copied by hand from the notices 国办发明电〔2024〕12号 and 〔2025〕7号: month and day
# of the first and the last day off; then the weekend days on which offices work.
OFF = {
    2025: (
        (1, 1, 1, 1),
        (1, 28, 2, 4),
        (4, 4, 4, 6),
        (5, 1, 5, 5),
        (5, 31, 6, 2),
        (10, 1, 10, 8),
    ),
    2026: (
        (1, 1, 1, 3),
        (2, 15, 2, 23),
        (4, 4, 4, 6),
        (5, 1, 5, 5),
        (6, 19, 6, 21),
        (9, 25, 9, 27),
        (10, 1, 10, 7),
    ),
}
MADE_UP = {
    2025: {(1, 26), (2, 8), (4, 27), (9, 28), (10, 11)},
    2026: {(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)},
}


@pytest.mark.parametrize("year", OFF)
def test_a_year_is_as_its_notice_has_it(year: int) -> None:
    off = [(date(year, a, b), date(year, c, d)) for a, b, c, d in OFF[year]]
    day = date(year, 1, 1)

    while day.year == year:
        is_off = any(first <= day <= last for first, last in off)
        made_up = (day.month, day.day) in MADE_UP[year]
        assert is_working_day(day) == (made_up or not (is_off or day.weekday() >= 5))
        day += ONE


def test_a_period_goes_around_holidays_and_over_make_up_days() -> None:
    friday = date(2026, 2, 13)  # before the nine days of the Spring Festival

    assert add_working_days(friday, 1) == Deadline(date(2026, 2, 14))  # a Saturday
    assert add_working_days(friday, 2) == Deadline(date(2026, 2, 24))
    assert working_days_between(friday, date(2026, 2, 24)) == 2
    assert working_days_between(date(2026, 2, 24), friday) == -2


def test_a_period_into_a_year_without_a_notice_is_provisional() -> None:
    start = date(LAST_YEAR, 12, 20)

    assert not is_published(LAST_YEAR + 1)
    assert not add_working_days(start, 2).is_provisional
    assert add_working_days(start, 20).is_provisional
    assert not is_working_day(date(2040, 10, 1))
    assert is_working_day(date(2040, 10, 4))


@given(DAYS, LENGTHS)
def test_a_period_ends_on_a_working_day_after_so_many(day: date, days: int) -> None:
    last = add_working_days(day, days).day

    assert is_working_day(last)
    assert working_days_between(day, last) == days
    assert days <= (last - day).days <= 2 * days + 30


@given(DAYS, st.sampled_from(Unit), st.integers(1, 36))
def test_the_latest_receipt_is_the_last_that_ends_in_time(
    day: date, unit: Unit, amount: int
) -> None:
    span = Span(amount, unit)

    received = received_by(day, span)

    assert deadline(received, span).day <= day
    assert deadline(received + ONE, span).day > day


def test_two_months_of_opposition_are_those_of_a_real_case() -> None:
    # Announcement 577 of 2024-04-19 (介休绵芪): two months without opposition, then
    # protected from 2024-06-20.
    last = deadline(date(2024, 4, 19), Span(2, Unit.MONTHS))

    assert last.day + ONE == date(2024, 6, 20)
