from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from gi_registry.accounts import service
from gi_registry.accounts.errors import TokenNameTakenError, UnknownScopeError
from gi_registry.core.access import Permission
from tests import factories as make

ACTIVATE = Permission.LABELS_ACTIVATE.value


def test_a_token_stands_for_its_account_within_its_scopes(session: Session) -> None:
    person = service.by_login(session, make.producer(session).login)

    token, row = service.create_token(
        session, person, name="ERP", scopes=[ACTIVATE], now=make.NOW
    )

    caller = service.find_caller_of_token(session, token, now=make.NOW)
    assert caller is not None
    assert caller.may(Permission.LABELS_ACTIVATE)
    assert not caller.may(Permission.PRODUCE)
    assert token not in (row.token_digest, row.start)


def test_a_token_expires_and_can_be_taken_back(session: Session) -> None:
    person = service.by_login(session, make.producer(session).login)
    token, row = service.create_token(
        session,
        person,
        name="ERP",
        scopes=[ACTIVATE],
        now=make.NOW,
        lasts=timedelta(days=1),
    )

    late = make.NOW + timedelta(days=1)
    expired = service.find_caller_of_token(session, token, now=late)
    service.end_token(session, person.id, row.id, now=make.NOW)

    assert expired is None
    assert service.find_caller_of_token(session, token, now=make.NOW) is None


@pytest.mark.parametrize("scope", ["everything", Permission.ACCOUNTS.value])
def test_a_scope_beyond_the_account_is_refused(session: Session, scope: str) -> None:
    person = service.by_login(session, make.producer(session).login)

    with pytest.raises(UnknownScopeError):
        service.create_token(session, person, name="ERP", scopes=[scope], now=make.NOW)


def test_a_name_is_used_once(session: Session) -> None:
    person = service.by_login(session, make.producer(session).login)
    service.create_token(session, person, name="a", scopes=[ACTIVATE], now=make.NOW)

    with pytest.raises(TokenNameTakenError):
        service.create_token(session, person, name="a", scopes=[ACTIVATE], now=make.NOW)
