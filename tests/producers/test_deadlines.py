"""Deadlines of many applications: few queries, and the same days as one by one."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from gi_registry.core.access import Role
from gi_registry.law import service as law
from gi_registry.law.rules import Span, Unit
from gi_registry.law.service import NewValue
from gi_registry.producers import queries, service
from gi_registry.producers.models import Application
from gi_registry.producers.rules import SETTING_OF, ApplicationState, Due
from tests import factories as make
from tests.counting import counted

TODAY = make.TODAY
SPANS = (Span(7, Unit.WORKING_DAYS), Span(12, Unit.DAYS), Span(1, Unit.MONTHS))


@pytest.fixture
def applications(session: Session) -> list[Application]:
    """Applications in each state, received on each of the last forty days."""
    make.division(session)
    organisation = make.organisation(session)
    entity = make.entity(session, organisation)
    right = make.right(session)
    for back in range(40):
        for state in (*SETTING_OF, ApplicationState.SENT_TO_CNIPA):
            make.application(
                session,
                entity,
                right,
                state=state,
                state_since=make.NOW - timedelta(days=back),
            )
    statement = select(Application).options(joinedload(Application.right))
    return list(session.scalars(statement))


def set_all(session: Session) -> None:
    who = make.officer(session, Role.PROVINCE, "14").id
    for n, setting in enumerate(SETTING_OF.values()):
        for since, span in (
            (TODAY - timedelta(days=35), SPANS[n % 3]),
            (TODAY - timedelta(days=20), SPANS[(n + 1) % 3]),
            (TODAY - timedelta(days=3), None if n == 1 else SPANS[(n + 2) % 3]),
        ):
            then = make.NOW - (TODAY - since)
            law.set_value(
                session,
                NewValue("14", setting, span, since, "示例", "示例"),
                now=then,
                account_id=who,
            )


def test_a_list_of_what_is_due_is_the_same_as_one_by_one(
    session: Session, applications: list[Application]
) -> None:
    set_all(session)
    settings = law.settings(session)
    found = service.due(session, applications, on=TODAY)

    for day in (TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=9)):
        statement = select(Application.id).where(queries.due_by(settings, day))
        listed = set(session.scalars(statement))

        assert listed == {key for key, each in found.items() if _by(each, day)}
        assert 0 < len(listed) < len(applications)
    overdue = {key for key, each in found.items() if each.is_overdue}
    yesterday = queries.due_by(settings, TODAY - timedelta(days=1))
    assert overdue == set(session.scalars(select(Application.id).where(yesterday)))


def test_many_take_as_many_queries_as_one(
    session: Session, applications: list[Application]
) -> None:
    set_all(session)

    with counted(session) as few:
        service.due(session, applications[:1], on=TODAY)
    with counted(session) as many:
        service.due(session, applications, on=TODAY)

    assert len(many) == len(few) == 2


def test_nothing_is_due_while_nothing_is_set(
    session: Session, applications: list[Application]
) -> None:
    condition = queries.due_by(law.settings(session), date(2099, 1, 1))

    assert session.scalars(select(Application.id).where(condition)).all() == []
    assert len(service.due(session, applications, on=TODAY)) == len(applications)


def _by(each: Due, day: date) -> bool:
    return each.due_on is not None and each.due_on <= day
