"""Who must act on an application, and by when."""

from dataclasses import dataclass
from datetime import date

from gi_registry.core.access import Role
from gi_registry.core.words import Words
from gi_registry.law.rules import Setting, Settings, Unit
from gi_registry.producers.rules import OPEN, ApplicationState, Due, Offices, due

QIXIAN = Offices(None, Words("祁县", "Qixian"), Words("晋中市", "Jinzhong"))
FRIDAY = date(2026, 9, 18)
S = ApplicationState


@dataclass(frozen=True)
class Kept:
    key: Setting
    since: date
    amount: int | None
    unit: Unit | None
    division: str = "14"


def settings(amount: int, unit: Unit, *, since: date = date(2026, 1, 1)) -> Settings:
    return Settings([Kept(Setting.ORIGIN_CHECK, since, amount, unit)])


def asked(
    state: ApplicationState,
    of: Settings,
    *,
    on: date,
    offices: Offices = QIXIAN,
    division: str = "140727",
) -> Due:
    return due(state, FRIDAY, division, offices, of, on=on)


def test_without_a_setting_there_is_a_who_but_no_day() -> None:
    for state in OPEN:
        found = asked(state, Settings(), on=FRIDAY)

        assert found.who is not None
        assert (found.due_on, found.left, found.left_words) == (None, None, None)
        assert not found.is_overdue
    assert asked(S.ANNOUNCED, Settings(), on=FRIDAY).who is None


def test_the_office_is_that_of_the_announcement_or_of_the_place() -> None:
    named = Offices("祁县市场监督管理局", QIXIAN.county, QIXIAN.prefecture)

    def zh(state: ApplicationState, offices: Offices = QIXIAN) -> str:
        who = asked(state, Settings(), on=FRIDAY, offices=offices).who
        assert who is not None
        return who.zh

    assert zh(S.SUBMITTED, named) == "祁县市场监督管理局"
    assert zh(S.SUBMITTED) == "祁县知识产权管理部门"
    assert zh(S.ORIGIN_VERIFIED, named) == "晋中市知识产权管理部门"
    assert zh(S.PREFECTURE_REVIEWED) == "省级知识产权管理部门"
    assert zh(S.SENT_TO_CNIPA) == "国家知识产权局"
    assert asked(S.RETURNED, Settings(), on=FRIDAY).role is Role.PRODUCER


def test_working_days_go_around_national_day_and_count_the_make_up_sunday() -> None:
    # By the notice for 2026: Sunday 20 September is worked; off are 25 to 27
    # September and 1 to 7 October.
    ten = settings(10, Unit.WORKING_DAYS)

    on_the_day = asked(S.SUBMITTED, ten, on=date(2026, 9, 30))
    last = asked(S.SUBMITTED, ten, on=date(2026, 10, 8))
    after = asked(S.SUBMITTED, ten, on=date(2026, 10, 12))

    # 20–24 (5), 28–30 (3), 8, 9 October
    assert on_the_day.due_on == date(2026, 10, 9)
    assert on_the_day.left_words == Words("还剩2个工作日", "2 working days left")
    assert last.left == 1
    assert asked(S.SUBMITTED, ten, on=date(2026, 10, 9)).left_words == Words(
        "今天到期", "Due today"
    )
    # Saturday 10 October is worked, too.
    assert after.left_words == Words("已逾期2个工作日", "2 working days overdue")
    assert after.is_overdue
    assert not last.is_overdue


def test_the_value_that_held_on_the_day_of_receipt_counts() -> None:
    later = settings(5, Unit.DAYS, since=date(2026, 9, 19))
    both = Settings(
        [*settings(1, Unit.MONTHS).kept, Kept(Setting.ORIGIN_CHECK, FRIDAY, None, None)]
    )

    assert asked(S.SUBMITTED, later, on=FRIDAY).due_on is None
    assert asked(S.SUBMITTED, both, on=FRIDAY).due_on is None
    assert asked(S.SUBMITTED, settings(1, Unit.MONTHS), on=FRIDAY).due_on == date(
        2026, 10, 18
    )


def test_another_provinces_setting_sets_nothing_here() -> None:
    found = asked(S.SUBMITTED, settings(5, Unit.DAYS), on=FRIDAY, division="610102")

    assert found.due_on is None
