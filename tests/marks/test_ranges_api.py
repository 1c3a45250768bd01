"""Labels declared void, lost, stolen or returned by a producer's own system."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gi_registry.accounts import service as accounts
from gi_registry.core import clock, published
from gi_registry.core.db import Database
from tests import factories as make

TODAY = clock.today()


class System:
    """A producer's system with 1,000 labels, the first hundred of them on goods."""

    def __init__(self, client: FlaskClient, database: Database) -> None:
        self.client = client
        with database.write() as session:
            holder = make.organisation(session)
            held = make.authorization(session, make.entity(session, holder))
            make.capacity(session, held, year=TODAY.year)
            run = make.run(
                session, held, year=TODAY.year, issued_at=clock.now() - timedelta(9)
            )
            make.labels(session, run, 0, 100, make.lot(session, held))
            login = make.producer(session, holder).login
            token, _ = accounts.create_token(
                session,
                accounts.by_login(session, login),
                name="system",
                scopes=["produce"],
                now=clock.now(),
            )
            self.address = f"/api/v1/runs/{run.id}/ranges"
        self.headers = {"Authorization": f"Bearer {token}"}

    def read(self) -> TestResponse:
        return self.client.get(self.address, headers=self.headers)

    def declare(
        self, first: int, end: int, *, seen: str = "", **given: Any
    ) -> TestResponse:
        body = {"state": "void", "first": first, "end": end, "reason": "示例"}
        headers = self.headers | ({"If-Match": seen} if seen else {})
        whole = body | {"on_day": TODAY.isoformat()} | given
        return self.client.post(self.address, json=whole, headers=headers)


@pytest.fixture
def system(app: Flask, database: Database) -> System:
    """Give the system."""
    return System(app.test_client(), database)


def test_a_system_declares_labels_dead_once_and_sees_the_whole_run(
    system: System,
) -> None:
    for at, state in enumerate(("void", "lost", "stolen", "returned"), start=20):
        done = system.declare(at * 10, at * 10 + 5, state=state)
        assert done.status_code == 201, done.text
    again = system.declare(200, 205)
    on_goods = system.declare(95, 105)

    told = system.read().get_json()
    assert [
        (each["first"], each["end"], each["state"])
        for each in told["ranges"]
        if each["state"] not in (None, "activated")
    ] == [
        (200, 205, "void"),
        (210, 215, "lost"),
        (220, 225, "stolen"),
        (230, 235, "returned"),
    ]
    assert sum(each["end"] - each["first"] for each in told["ranges"]) == 1_000
    assert done.get_json() == told
    assert published.faults("label-ranges", told) == []
    for refused in (again, on_goods):
        assert refused.status_code == 409
        assert refused.get_json()["type"].endswith("/problems/range-taken")


def test_what_changed_meanwhile_is_not_declared_over(system: System) -> None:
    seen = system.read().headers["ETag"]
    first = system.declare(200, 201, seen=seen)

    late = system.declare(300, 301, seen=seen)
    then = system.declare(300, 301, seen=first.headers["ETag"])

    assert (first.status_code, late.status_code, then.status_code) == (201, 412, 201)


def test_a_declaration_needs_its_state_and_reason(system: System) -> None:
    activated = system.declare(200, 201, state="activated")
    silent = system.declare(200, 201, reason=" ")
    beyond = system.declare(990, 1_001)

    assert [each.status_code for each in (activated, silent, beyond)] == [422] * 3
    assert "state" in activated.get_json()["errors"]["json"]
    assert beyond.get_json()["run_last"] == 999
