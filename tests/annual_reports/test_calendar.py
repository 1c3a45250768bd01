"""When reports are due, and how a user stands on a day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gi_registry.annual_reports.errors import (
    CampaignOrderError,
    CampaignPastError,
    CampaignShorterError,
    CampaignYearError,
)
from gi_registry.annual_reports.rules import (
    STEP_WORDS,
    STEPS,
    Campaign,
    Campaigns,
    ReportState,
    check_campaign,
    standing,
)
from gi_registry.annual_reports.rules import proposed as campaign
from gi_registry.core.errors import GiError


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
    assert Campaigns().newest_year(day) == year


def test_years_run_back_to_the_first_that_is_kept_here() -> None:
    assert Campaigns().years(date(2026, 11, 22)) == [2025, 2024]


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


BEFORE, SINCE = date(2026, 11, 23), date(2026, 12, 1)
DAYS = campaign(2026)
MOVED = replace(
    DAYS, division="14", opens_on=date(2027, 1, 4), users_by=date(2027, 2, 10)
)


@pytest.mark.parametrize("at", range(1, len(STEPS)))
def test_a_day_that_does_not_follow_is_named_with_the_one_before(at: int) -> None:
    step, before = STEPS[at], STEPS[at - 1]
    same = replace(DAYS, **{step: getattr(DAYS, before)})

    with pytest.raises(CampaignOrderError) as refused:
        check_campaign(same, DAYS, today=BEFORE)

    assert refused.value.field == step
    assert STEP_WORDS[before].zh in refused.value.words.zh
    assert STEP_WORDS[step].zh in refused.value.words.zh


def test_locking_after_the_provinces_own_report_is_a_caution_and_no_refusal() -> None:
    # CNIPA's window ends on 31 March of the next year (notice 1072 of 2023).
    in_time = replace(DAYS, province_by=date(2027, 3, 31))
    late = replace(DAYS, province_by=date(2027, 4, 1))

    check_campaign(late, DAYS, today=BEFORE)

    assert in_time.warnings == ()
    (caution,) = late.warnings
    assert (caution.code, caution.field) == ("locks-after-report", "province_by")
    assert "2027年3月31日" in caution.words.zh
    assert "国知办函保字〔2023〕1072号" in caution.words.zh


def test_what_a_province_decided_last_holds_there_and_nowhere_else() -> None:
    later = replace(MOVED, users_by=date(2027, 2, 15))
    known = Campaigns([MOVED, later])

    assert known.of(2026, "140727").users_by == date(2027, 2, 15)
    assert known.of(2026, "130102") == DAYS
    assert known.of(2025, "140727") == campaign(2025)
    assert known.newest_year(date(2027, 1, 3), "14") == 2025
    assert known.newest_year(date(2027, 1, 4), "14") == 2026
    assert known.newest_year(date(2026, 12, 1), "13") == 2026


@pytest.mark.parametrize("step", STEPS[1:])
def test_open_reports_can_be_given_more_time_and_no_less(step: str) -> None:
    day = getattr(DAYS, step)
    longer = replace(DAYS, **{step: day + timedelta(days=1)})
    shorter = replace(DAYS, **{step: day - timedelta(days=1)})

    check_campaign(longer, DAYS, today=SINCE)
    check_campaign(shorter, DAYS, today=BEFORE)
    with pytest.raises(CampaignShorterError) as refused:
        check_campaign(shorter, DAYS, today=SINCE)
    assert refused.value.field == step


@pytest.mark.parametrize(
    ("new", "today", "error"),
    [
        (replace(DAYS, county_by=DAYS.users_by), BEFORE, CampaignOrderError),
        (replace(DAYS, opens_on=date(2026, 11, 22)), BEFORE, CampaignPastError),
        (replace(DAYS, opens_on=date(2026, 12, 2)), SINCE, CampaignShorterError),
        (replace(DAYS, users_by=date(2026, 12, 31)), BEFORE, CampaignYearError),
        (replace(DAYS, province_by=date(2028, 1, 1)), BEFORE, CampaignYearError),
        (
            replace(DAYS, opens_on=date(2027, 2, 1), users_by=date(2027, 2, 2)),
            BEFORE,
            CampaignYearError,
        ),
    ],
)
def test_days_that_cannot_be_are_refused(
    new: Campaign, today: date, error: type[GiError]
) -> None:
    with pytest.raises(error):
        check_campaign(new, DAYS, today=today)
