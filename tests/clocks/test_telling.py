from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.accounts.models import Organisation
from gi_registry.clocks import service
from gi_registry.clocks.models import ClockStep
from gi_registry.clocks.rules import non_use, non_use_step, right_step
from gi_registry.core.access import Role
from gi_registry.core.words import china_day
from gi_registry.notices.models import SentNotice
from gi_registry.notices.rules import Kind
from gi_registry.producers.models import Authorization
from tests import factories as make

SINCE = date(2024, 1, 1)


@pytest.mark.parametrize(
    ("on", "months"),
    [
        (date(2025, 1, 1), None),
        (date(2025, 1, 2), 12),
        (date(2025, 7, 2), 18),
        (date(2025, 10, 2), 21),
        (date(2025, 12, 2), 23),
        (date(2026, 1, 1), 23),
        (date(2026, 1, 2), 24),
        (date(2027, 6, 1), 24),
    ],
)
def test_steps_are_those_that_the_brief_of_the_office_names(
    on: date, months: int | None
) -> None:
    assert non_use_step(non_use(SINCE, [], on=on)) == months


def test_who_was_decided_about_is_not_told_again() -> None:
    clock = non_use(SINCE, [], on=date(2026, 3, 1), decided_on=[date(2026, 2, 1)])

    assert non_use_step(clock) is None


@pytest.mark.parametrize(
    ("before", "days"),
    [(91, None), (90, 90), (31, 90), (30, 30), (7, 7), (0, 0), (-90, 0), (-91, None)],
)
def test_a_right_that_ends_is_told_of_90_30_and_7_days_before_and_at_the_end(
    before: int, days: int | None
) -> None:
    ends_on = date(2026, 12, 31)

    assert right_step(ends_on, on=ends_on - timedelta(days=before)) == days


@pytest.fixture
def unused(session: Session) -> dict[str, Any]:
    """Give an authorization never used since 2024, and whom it concerns."""
    holder = make.producer(session)
    organisation = session.get_one(Organisation, holder.organisation_id)
    return {
        "found": make.authorization(session, make.entity(session, organisation)),
        "holder": holder.id,
        "county": make.officer(session).id,
        "other": make.officer(session, Role.COUNTY, "140729").id,
        "province": make.officer(session, Role.PROVINCE, "14").id,
    }


def _told_on(session: Session, day: date) -> None:
    now = datetime(day.year, day.month, day.day, 1, tzinfo=UTC)
    steps = service.to_tell(session, on=china_day(now))
    service.tell(session, steps, now=now)
    service.tell(session, steps, now=now)  # whoever comes second does nothing


def _kinds(session: Session, account_id: int) -> list[Kind]:
    mine = select(SentNotice.kind).where(SentNotice.account_id == account_id)
    return list(session.scalars(mine.order_by(SentNotice.id)))


def test_holder_and_office_are_told_at_each_step_and_the_province_of_the_case(
    session: Session, unused: dict[str, Any]
) -> None:
    for day in (
        date(2025, 1, 2),
        date(2025, 1, 3),
        date(2025, 11, 1),  # 18 and 21 months have passed: the last counts
        date(2025, 12, 2),
        date(2026, 1, 2),
        date(2026, 5, 5),
    ):
        _told_on(session, day)

    all_of_it = [Kind.NON_USE] * 3 + [Kind.NON_USE_OVER]
    assert _kinds(session, unused["holder"]) == all_of_it
    assert _kinds(session, unused["county"]) == all_of_it
    assert _kinds(session, unused["province"]) == [Kind.NON_USE_OVER]
    assert _kinds(session, unused["other"]) == []
    steps = session.scalars(select(ClockStep.step).order_by(ClockStep.id)).all()
    assert steps == [12, 21, 23, 24]
    told = session.scalars(select(SentNotice).order_by(SentNotice.id)).all()
    number = unused["found"].number
    assert {row.link for row in told} == {
        f"/producer/clocks/{number}",
        f"/desk/clocks/{number}",
    }
    assert "已满 12 个月没有用标记录，两年于 2026-01-01 届满" in told[0].words_zh
    detail = service.detail(session, number, on=date(2026, 5, 5))
    assert [step.step for step in detail.steps] == [24, 23, 21, 12]


def test_use_on_record_begins_the_steps_anew(
    session: Session, unused: dict[str, Any]
) -> None:
    found: Authorization = unused["found"]
    _told_on(session, date(2025, 1, 2))
    lot, run = make.lot(session, found), make.run(session, found)
    make.labels(session, run, 0, 10, lot).on_day = date(2025, 3, 1)
    session.flush()

    _told_on(session, date(2025, 3, 2))
    quiet = len(_kinds(session, unused["holder"]))
    _told_on(session, date(2026, 3, 2))

    assert (quiet, len(_kinds(session, unused["holder"]))) == (1, 2)


def test_where_no_office_of_the_place_is_the_province_is_told(session: Session) -> None:
    province = make.officer(session, Role.PROVINCE, "14").id
    found = make.authorization(session, valid_to=date(2025, 3, 31))
    found.vector_opened_on = date(2024, 12, 30)
    session.flush()

    _told_on(session, date(2024, 12, 31))

    assert _kinds(session, province) == [Kind.RIGHT_ENDS]
