"""Programs with tokens, each with the scopes of its role."""

from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gi_registry.accounts import service as accounts
from gi_registry.accounts.models import Account
from gi_registry.core import clock, published
from gi_registry.core.access import ROLE_PERMISSIONS, Permission, Role
from gi_registry.core.db import Database
from tests import factories as make
from tests.producers.way import way


@dataclass(frozen=True, slots=True)
class Program:
    """A program with a token."""

    client: FlaskClient
    token: str

    def __call__(self, method: str, path: str, **given: Any) -> TestResponse:
        headers = {"Authorization": f"Bearer {self.token}"} | given.pop("headers", {})
        return self.client.open(
            f"/api/v1{path}", method=method, headers=headers, **given
        )


@dataclass(frozen=True, slots=True)
class People:
    """Who takes part, and what the application is about."""

    producer: Program
    county: Program
    prefecture: Program
    province: Program
    elsewhere: Program
    other: Program
    right_id: int
    plot_id: int


def made(app: Flask, database: Database) -> People:
    """Give programs of everybody on the way, and of some who are not."""
    client = app.test_client()
    with database.write() as session:
        on = way(session)
        plot = make.plot(session, on.organisation, on.gi)
        another = make.right(session, on.gi)

        def program(account: Account, role: Role) -> Program:
            scopes = ROLE_PERMISSIONS[role] - {Permission.PUBLIC, Permission.SIGNED_IN}
            token, _ = accounts.create_token(
                session,
                accounts.by_login(session, account.login),
                name="示例系统",
                scopes=[scope.value for scope in scopes],
                now=clock.now(),
            )
            return Program(client, token)

        return People(
            program(on.producer, Role.PRODUCER),
            program(on.county, Role.COUNTY),
            program(on.prefecture, Role.PREFECTURE),
            program(on.province, Role.PROVINCE),
            program(make.officer(session, Role.COUNTY, "140108"), Role.COUNTY),
            program(make.producer(session), Role.PRODUCER),
            another.id,
            plot.id,
        )


def token(database: Database, login: str) -> str:
    """Return a token for all that an account may do at a desk."""
    with database.write() as session:
        account = accounts.by_login(session, login)
        scopes = [Permission.DESK.value, Permission.HISTORY.value]
        made, _ = accounts.create_token(
            session, account, name="示例系统", scopes=scopes, now=clock.now()
        )
        return made


def kept(name: str, body: object) -> None:
    """Hold an answer to its published schema."""
    assert published.faults(name, body) == []
