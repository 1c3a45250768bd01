from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gi_registry.accounts import service
from gi_registry.accounts.errors import SignInError, SignInThrottledError
from gi_registry.accounts.models import SignInFailure, WebSession
from gi_registry.accounts.service.signing import FAILURES_A_LOGIN, SESSION_LASTS
from gi_registry.core.access import Role
from gi_registry.core.db import Database
from gi_registry.core.errors import GiError
from tests import factories as make
from tests.conftest import signed_in


def _sign_in(
    session: Session, login: str, password: str, *, now: datetime = make.NOW
) -> tuple[str, WebSession] | GiError:
    return service.sign_in(
        session,
        login=login,
        password=password,
        address="127.0.0.1",
        browser="a test",
        now=now,
    )


def _signed_in(session: Session, login: str) -> tuple[str, WebSession]:
    answer = _sign_in(session, login, make.PASSWORD)
    assert isinstance(answer, tuple)
    return answer


def test_a_password_opens_a_session_and_only_its_digest_is_stored(
    session: Session,
) -> None:
    person = make.officer(session)

    secret, opened = _signed_in(session, person.login.upper())

    assert secret not in opened.token_digest
    caller = service.find_caller_of_session(session, secret, now=make.NOW)
    assert caller is not None
    assert caller.account_id == person.id
    assert caller.roles == {Role.COUNTY.value}


def test_a_session_ends_by_time_by_sign_out_and_with_its_account(
    session: Session,
) -> None:
    person = make.officer(session)
    secret, opened = _signed_in(session, person.login)
    other, _ = _signed_in(session, person.login)

    late = make.NOW + SESSION_LASTS
    service.end_session(session, person.id, opened.id, now=make.NOW)
    gone = service.find_caller_of_session(session, secret, now=make.NOW)
    open_yet = service.find_caller_of_session(session, other, now=make.NOW)
    service.disable(session, person.id, now=make.NOW, by_id=person.id)

    assert gone is None
    assert open_yet is not None
    assert service.find_caller_of_session(session, other, now=make.NOW) is None
    assert service.find_caller_of_session(session, other, now=late) is None


def test_nobody_can_end_somebody_elses_session(session: Session) -> None:
    person, stranger = make.officer(session), make.officer(session)
    secret, opened = _signed_in(session, person.login)

    service.end_session(session, stranger.id, opened.id, now=make.NOW)

    assert service.find_caller_of_session(session, secret, now=make.NOW) is not None


@pytest.mark.parametrize("known", [True, False])
def test_failures_are_throttled_for_known_and_unknown_logins_alike(
    session: Session, *, known: bool
) -> None:
    login = make.officer(session).login if known else "nobody@example"

    answers = [
        _sign_in(session, login, "a wrong password")
        for _ in range(FAILURES_A_LOGIN + 1)
    ]
    right = _sign_in(session, login, make.PASSWORD)

    assert all(isinstance(answer, SignInError) for answer in answers[:-1])
    assert isinstance(answers[-1], SignInThrottledError)
    assert isinstance(right, SignInThrottledError)
    later = make.NOW + timedelta(minutes=16)
    after = _sign_in(session, login, make.PASSWORD, now=later)
    assert isinstance(after, tuple) is known


def test_the_count_of_failures_survives_the_refusal(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()

    answer = client.post("/sign-in", data={"login": "x@example", "password": "wrong"})

    database: Database = app.extensions["gi"].database
    assert answer.status_code == 403
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(SignInFailure)) == 1


def test_a_form_without_its_csrf_token_changes_nothing(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        login = make.officer(session).login
    client = app.test_client()

    answer = client.post("/sign-in", data={"login": login, "password": make.PASSWORD})

    assert answer.status_code == 400
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(WebSession)) == 0


def test_signing_out_ends_the_session_on_the_server(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        login = make.officer(session).login
    client = signed_in(app, login)
    with client.session_transaction() as cookie:
        secret = cookie["sign-in"]

    client.post("/sign-out")

    with database.read() as session:
        assert service.find_caller_of_session(session, secret, now=make.NOW) is None


@pytest.mark.parametrize(
    ("goal", "where"),
    [
        ("/map?x=1", "/map?x=1"),
        ("https://example.org/", "/welcome"),
        ("//example.org/", "/welcome"),
        ("/\\example.org", "/welcome"),
    ],
)
def test_after_signing_in_one_stays_on_this_site(
    app: Flask, database: Database, goal: str, where: str
) -> None:
    with database.write() as session:
        login = make.officer(session).login
    app.config["WTF_CSRF_ENABLED"] = False

    answer = app.test_client().post(
        "/sign-in", data={"login": login, "password": make.PASSWORD, "next": goal}
    )

    assert answer.headers["Location"] == where


def test_a_page_for_members_leads_to_the_sign_in(client: FlaskClient) -> None:
    answer = client.get("/account?lang=en")

    assert answer.status_code == 303
    assert answer.headers["Location"] == "/sign-in?next=%2Faccount%3Flang%3Den"
