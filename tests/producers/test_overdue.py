from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.core.access import Role
from gi_registry.core.words import china_day
from gi_registry.law import service as law
from gi_registry.law.rules import Setting, Span, Unit
from gi_registry.law.service import NewValue
from gi_registry.notices.models import SentNotice
from gi_registry.notices.rules import Kind
from gi_registry.producers.rules import ApplicationState
from gi_registry.producers.service.overdue import overdue, tell_overdue
from tests import factories as make

LENGTH = Span(10, Unit.DAYS)


def test_who_must_act_is_told_the_day_after_the_last_one_and_once(
    session: Session,
) -> None:
    county, other = make.officer(session).id, make.officer(session).id
    make.officer(session, Role.COUNTY, "140729")
    late = make.application(session)
    make.application(session, state=ApplicationState.ORIGIN_VERIFIED)
    province = make.officer(session, Role.PROVINCE, "14").id
    new = NewValue("14", Setting.ORIGIN_CHECK, LENGTH, make.TODAY, "示例", "示例")
    law.set_value(session, new, now=make.NOW, account_id=province)

    found = []
    for days in (10, 11, 12):
        now = make.NOW + timedelta(days=days)
        ids = overdue(session, on=china_day(now))
        tell_overdue(session, ids, now=now)
        found.append(list(ids))

    told = session.scalars(select(SentNotice)).all()
    assert found == [[], [late.id], [late.id]]
    assert {row.account_id for row in told} == {county, other}
    assert {row.kind for row in told} == {Kind.APPLICATION_OVERDUE}
    assert "办理期限 2026-12-02 已过" in told[0].words_zh


def test_without_a_time_that_an_office_set_nothing_is_overdue(session: Session) -> None:
    make.application(session)

    assert overdue(session, on=make.TODAY + timedelta(days=900)) == []
