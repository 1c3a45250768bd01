"""When reports are due, and how a user stands on a day."""

from datetime import date

import pytest

from gi_registry.annual_reports.rules import (
    ReportState,
    campaign,
    newest_year,
    standing,
    years,
)


def test_the_days_leave_the_province_time_before_31_march() -> None:
    days = campaign(2025)

    assert days.opens_on == date(2025, 12, 1)
    assert days.users_by == date(2026, 1, 31)
    assert days.county_by == date(2026, 2, 20)
    assert days.prefecture_by == date(2026, 3, 5)
    assert days.province_by == date(2026, 3, 20) < date(2026, 3, 31)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 11, 30), 2025),
        (date(2026, 12, 1), 2026),
        (date(2026, 12, 31), 2026),
        (date(2027, 1, 1), 2026),
    ],
)
def test_a_years_reports_open_on_1_december(day: date, year: int) -> None:
    assert newest_year(day) == year


def test_years_run_back_to_the_first_that_is_kept_here() -> None:
    assert years(date(2026, 11, 22)) == [2025, 2024]


def test_the_last_day_is_in_time_and_the_next_is_overdue() -> None:
    days = campaign(2025)

    in_time = standing(None, is_filed=False, campaign=days, on=date(2026, 1, 31))
    late = standing(None, is_filed=False, campaign=days, on=date(2026, 2, 1))

    assert (in_time.is_overdue, in_time.words.en) == (False, "Not started")
    assert (late.is_overdue, late.words.en, late.tone) == (True, "Overdue", "stop")


@pytest.mark.parametrize("state", [ReportState.SUBMITTED, ReportState.ACCEPTED])
def test_what_is_filed_is_never_overdue(state: ReportState) -> None:
    found = standing(
        state, is_filed=True, campaign=campaign(2025), on=date(2026, 11, 22)
    )

    assert not found.is_overdue
    assert found.tone in ("neutral", "good")


def test_a_returned_report_is_due_again() -> None:
    found = standing(
        ReportState.RETURNED,
        is_filed=False,
        campaign=campaign(2025),
        on=date(2026, 2, 1),
    )

    assert found.is_overdue
    assert found.words.en == "Returned"


def test_a_correction_in_draft_does_not_make_an_accepted_report_overdue() -> None:
    found = standing(
        ReportState.DRAFT, is_filed=True, campaign=campaign(2025), on=date(2026, 2, 1)
    )

    assert not found.is_overdue
    assert found.words.en == "Correction in draft"
