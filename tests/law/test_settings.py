"""What offices set: empty until set, bounded, dated, never overwritten."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from gi_registry.core.access import Role
from gi_registry.law import service
from gi_registry.law.errors import (
    SettingBoundsError,
    SettingDayError,
    SettingEmptyError,
    SettingUnitError,
)
from gi_registry.law.rules import (
    KINDS,
    RULES,
    Setting,
    Settings,
    Span,
    Unit,
    check_value,
)
from gi_registry.law.service import NewValue
from gi_registry.translog import service as translog
from tests import factories as make

TEN = Span(10, Unit.WORKING_DAYS)
LATER = make.TODAY + timedelta(days=30)


def test_every_setting_names_the_rule_that_leaves_it_open() -> None:
    by_key = {each.key: each for each in RULES}

    assert set(KINDS) == set(Setting)
    for kind in KINDS.values():
        assert by_key[kind.rule].article.leaves_open


def test_nothing_is_set_until_an_office_sets_it() -> None:
    for setting in Setting:
        assert Settings().span(setting, make.COUNTY, on=make.TODAY) is None


def test_values_are_bounded() -> None:
    def check(setting: Setting, span: Span, since: date = make.TODAY) -> None:
        check_value(setting, span, since=since, today=make.TODAY)

    check(Setting.CURE, Span(250, Unit.WORKING_DAYS))
    with pytest.raises(SettingBoundsError):
        check(Setting.CURE, Span(251, Unit.WORKING_DAYS))
    with pytest.raises(SettingBoundsError):
        check(Setting.CURE, Span(0, Unit.DAYS))
    with pytest.raises(SettingUnitError):
        check(Setting.USER_REPORT, Span(12, Unit.DAYS))
    with pytest.raises(SettingDayError):
        check(Setting.CURE, TEN, make.TODAY - timedelta(days=1))


def test_a_later_value_holds_from_its_day_on_and_leaves_the_earlier_one(
    session: Session,
) -> None:
    who = make.officer(session, Role.PROVINCE, "14").id

    def put(span: Span | None, since: date) -> None:
        new = NewValue("14", Setting.CURE, span, since, "晋知示例1号", "示例")
        service.set_value(session, new, now=make.NOW, account_id=who)

    put(TEN, make.TODAY)
    put(Span(1, Unit.MONTHS), LATER)
    found = service.settings(session)

    assert found.span(Setting.CURE, make.COUNTY, on=make.TODAY) == TEN
    assert found.span(Setting.CURE, "140727", on=LATER) == Span(1, Unit.MONTHS)
    assert found.span(Setting.CURE, "610100", on=LATER) is None
    assert found.span(Setting.CORRECTION, make.COUNTY, on=LATER) is None
    put(None, LATER)
    assert service.settings(session).span(Setting.CURE, "1407", on=LATER) is None
    assert len(service.history(session, "14")) == 3
    assert [leaf.kind for leaf in translog.history(session, "14/cure")] == [
        "setting.set",
        "setting.set",
        "setting.emptied",
    ]
    with pytest.raises(SettingEmptyError):
        put(None, LATER)
