"""Labels put to use, and runs listed, by a producer's own system."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from gi_registry.accounts import service as accounts
from gi_registry.core import clock
from gi_registry.core.codes import CodeKeys
from gi_registry.core.db import Database
from gi_registry.marks.models import LabelRange
from tests import factories

TODAY = clock.today()


@dataclass(frozen=True, slots=True)
class World:
    """A lot of 100 kg, 1,000 labels for packs of 500 g, and three tokens."""

    body: dict[str, Any]
    full: str
    narrow: str
    other: str


@pytest.fixture
def world(database: Database) -> World:
    """Give goods, labels, and tokens with and without the scope."""
    with database.write() as session:
        holder = factories.organisation(session)
        held = factories.authorization(session, factories.entity(session, holder))
        factories.capacity(session, held, year=TODAY.year)
        run = factories.run(
            session,
            held,
            year=TODAY.year,
            expires_on=date(TODAY.year + 1, 12, 31),
            issued_at=clock.now() - timedelta(days=3),
        )
        lot = factories.lot(
            session, held, produced_on=TODAY - timedelta(days=1), quantity_g=100_000
        )
        body = {
            "run": run.id,
            "first": 0,
            "end": 100,
            "lot": lot.number,
            "authorization": held.number,
            "on_day": TODAY.isoformat(),
        }
        own = factories.producer(session, holder).login
        other = factories.producer(session).login
        tokens = []
        for login, scopes in (
            (own, ["produce", "labels.activate"]),
            (own, ["produce"]),
            (other, ["produce", "labels.activate"]),
        ):
            account = accounts.by_login(session, login)
            token, _ = accounts.create_token(
                session,
                account,
                name=" ".join(scopes),
                scopes=scopes,
                now=clock.now(),
            )
            tokens.append(token)
        return World(body, *tokens)


def _post(client: FlaskClient, token: str, body: dict[str, Any]) -> TestResponse:
    headers = {"Authorization": f"Bearer {token}"}
    return client.post("/api/v1/activations", json=body, headers=headers)


def _get(client: FlaskClient, token: str, what: str = "runs") -> TestResponse:
    headers = {"Authorization": f"Bearer {token}"}
    return client.get(f"/api/v1/{what}", headers=headers)


def test_a_system_puts_labels_to_use_and_sees_what_is_left(
    app: Flask, database: Database, world: World
) -> None:
    client = app.test_client()

    done = _post(client, world.full, world.body)
    again = _post(client, world.full, world.body)
    listed = _get(client, world.full).get_json()
    lots, closed = (
        _get(client, world.full, f"lots?state={state}").get_json()
        for state in ("open", "closed")
    )

    assert done.status_code == 201, done.text
    told = done.get_json()
    assert (told["labels"], told["mass_g"]) == (100, 50_000)
    assert again.status_code == 409
    assert again.mimetype == "application/problem+json"
    assert again.get_json()["type"].endswith("/problems/range-taken")
    assert listed["total"] == 1
    (run,) = listed["items"]
    assert (run["run"], run["activated"], run["left"]) == (world.body["run"], 100, 900)
    (lot,) = lots["items"]
    assert (lot["lot"], lot["state"]) == (world.body["lot"], "open")
    assert (lot["labels"], lot["left_g"]) == (100, 50_000)
    assert (closed["items"], closed["total"]) == ([], 0)
    assert _get(client, world.other, "lots").get_json()["items"] == []
    assert _get(client, world.full, "lots?state=else").status_code == 422
    with database.read() as session:
        made = session.scalars(select(LabelRange)).one()
        assert (made.id, made.end) == (told["id"], 100)


def test_more_labels_than_goods_are_a_problem_with_the_figures(
    app: Flask, world: World
) -> None:
    answer = _post(app.test_client(), world.full, world.body | {"end": 201})

    problem = answer.get_json()
    assert answer.status_code == 422
    assert problem["type"].endswith("/problems/mass-balance")
    assert "100 千克" in problem["title"]


def test_a_token_without_the_scope_is_refused(
    app: Flask, database: Database, world: World
) -> None:
    client = app.test_client()

    narrow = _post(client, world.narrow, world.body)
    nobody = client.post("/api/v1/activations", json=world.body)

    assert narrow.status_code == 403
    assert nobody.status_code in (400, 401)
    with database.read() as session:
        assert session.scalars(select(LabelRange)).all() == []


def test_another_producers_things_are_not_there(
    app: Flask, database: Database, world: World
) -> None:
    client = app.test_client()
    with database.write() as session:
        foreign = factories.run(session, factories.authorization(session)).id

    answers = [
        _post(client, world.other, world.body),
        _post(client, world.full, world.body | {"run": foreign}),
        _post(client, world.full, world.body | {"lot": "L-unknown"}),
    ]

    assert [answer.status_code for answer in answers] == [404] * 3
    assert _get(client, world.other).get_json()["items"] == []


def test_a_body_that_is_not_whole_says_which_member(app: Flask, world: World) -> None:
    answer = _post(app.test_client(), world.full, world.body | {"end": "many"})

    assert answer.status_code == 422
    assert "end" in str(answer.get_json()["errors"])


def test_labels_are_taken_back_until_one_is_checked(
    app: Flask, database: Database, world: World
) -> None:
    client = app.test_client()
    keys = CodeKeys(app.extensions["gi"].secrets.master)
    code = keys.encode(1, world.body["run"], 5)
    full = {"Authorization": f"Bearer {world.full}"}
    other = {"Authorization": f"Bearer {world.other}"}
    phone = {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)"}

    first = _post(client, world.full, world.body).get_json()["id"]
    address = f"/api/v1/activations/{first}"
    assert client.delete(address, headers=other).status_code == 404
    assert client.delete(address, headers=full).status_code == 204
    assert client.delete(address, headers=full).status_code == 404
    # The same phone looks while the label is not in use, and when it is.
    assert "尚未用于" in client.get(f"/t/{code}", headers=phone).text
    second = _post(client, world.full, world.body).get_json()["id"]
    assert "本系统签发" in client.get(f"/t/{code}", headers=phone).text
    refused = client.delete(f"/api/v1/activations/{second}", headers=full)

    assert refused.status_code == 409
    assert refused.get_json()["type"].endswith("/problems/range-scanned")
    with database.read() as session:
        made = session.get_one(LabelRange, second)
        assert made.undone_at is None
        assert made.first_scan_at is not None
