"""Weeks of ISO 8601."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_registry.risk.errors import WeekError
from gi_registry.risk.rules import Week, week_from, week_of


@pytest.mark.parametrize(
    ("day", "week"),
    [
        # Worked examples of ISO 8601: the week with the year's first Thursday is 1.
        (date(2026, 11, 22), "2026-W47"),
        (date(2026, 11, 23), "2026-W48"),
        (date(2027, 1, 1), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
        (date(2024, 12, 30), "2025-W01"),
        (date(2023, 1, 1), "2022-W52"),
    ],
)
def test_a_day_lies_in_its_week(day: date, week: str) -> None:
    assert str(week_of(day)) == week
    assert week_from(week) == week_of(day)


@given(st.dates(date(2000, 1, 10), date(2099, 12, 20)))
def test_a_week_runs_from_monday_to_sunday_around_its_days(day: date) -> None:
    week = week_of(day)

    assert week.monday.weekday() == 0
    assert week.sunday == week.monday + timedelta(days=6)
    assert week.monday <= day <= week.sunday
    assert week_from(str(week)) == week
    assert week.after(1).monday == week.monday + timedelta(days=7)
    assert week.after(-1).after(1) == week


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026",
        "2026-47",
        "2026-W00",
        "2025-W53",
        "2026-W54",
        "1999-W01",
        "2100-W01",
        "２０２６-W47",
        "2026-W7",
        "next",
    ],
)
def test_what_names_no_week_is_refused(text: str) -> None:
    with pytest.raises(WeekError):
        week_from(text)


def test_2026_has_53_weeks_and_both_spellings_are_read() -> None:
    assert week_from("2026-W53").monday == date(2026, 12, 28)
    assert week_from(" 2026w47 ") == Week(2026, 47)


def test_a_week_is_named_by_its_monday() -> None:
    words = Week(2026, 47).words

    assert words.zh == "2026年11月16日（周一）起的一周"
    assert words.en == "Week of Monday 16 November 2026"
