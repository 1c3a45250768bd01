"""Many codes at once say what one by one would say."""

import json
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from gi_registry.core.codes import CodeKeys
from gi_registry.core.db import Database
from gi_registry.marks.models import LabelRange
from gi_registry.packs.rules import PACK_RUNS
from gi_registry.producers.rules import AuthorizationState
from gi_registry.scans.models import Scan, ScannedItem
from gi_registry.scans.rules import Judgement
from tests import factories as make
from tests.counting import counted
from tests.marks.test_runs import change
from tests.scans.conftest import Labels
from tests.scans.test_scan import asked

URL = "/api/v1/codes/verify"


def verified(client: FlaskClient, codes: list[str]) -> list[dict[str, Any]]:
    answer = client.post(URL, json={"codes": codes})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.get_json()["answers"]
    return found


def test_answers_are_those_of_scans_in_the_order_of_the_codes(
    client: FlaskClient, labels: Labels, database: Database
) -> None:
    with database.write() as session:
        doubted = ScannedItem(
            run_id=labels.run,
            index=5,
            first_at=make.NOW,
            last_at=make.NOW,
            checks=0,
            judgement=Judgement.SUSPECT,
        )
        session.add(doubted)
    codes = [labels.code(index) for index in (999, 0, 99, 100, 109, 110, 1_000, 5)]
    codes += ["ABC", CodeKeys(bytes(32)).encode(1, labels.run, 7)]

    many = verified(client, codes)

    one_by_one = [asked(client, code) for code in codes]
    assert [one["code"] for one in many] == codes
    for name in ("verdict", "reasons", "run", "index"):
        assert [one[name] for one in many] == [one[name] for one in one_by_one], name
    assert [one["verdict"] for one in many] == [
        "not_activated",
        "genuine",
        "genuine",
        "void",
        "void",
        "not_activated",
        "not_issued",
        "suspect",
        "forged",
        "forged",
    ]
    assert many[1]["lot"] == labels.lot
    assert many[1]["user"] == labels.uscc


def test_states_of_the_day_of_activation_count(
    client: FlaskClient, labels: Labels, database: Database
) -> None:
    with database.write() as session:
        day = date(2026, 10, 8)
        change(session, labels.authorization_id, AuthorizationState.SUSPENDED, day)

    [found] = verified(client, [labels.code(7)])

    assert (found["verdict"], found["reasons"]) == (
        "authorization_ended",
        ["suspended"],
    )


def test_what_was_taken_back_counts_for_nothing(
    client: FlaskClient, labels: Labels, database: Database
) -> None:
    with database.write() as session:
        session.execute(update(LabelRange).values(undone_at=make.NOW))

    assert verified(client, [labels.code(7)])[0]["verdict"] == "not_activated"


def test_nothing_is_counted_and_queries_do_not_grow(
    client: FlaskClient, labels: Labels, database: Database
) -> None:
    codes = [labels.code(index) for index in range(1_000)]
    verified(client, codes[:1])  # which keys there are is asked once a minute

    with counted(database.engine) as few:
        verified(client, codes[:1])
    with counted(database.engine) as many:
        verified(client, codes)

    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Scan)) == 0
    assert len(few) == len(many) <= 7  # on SQLite one of them begins


def test_lines_are_answered_with_lines(client: FlaskClient, labels: Labels) -> None:
    body = "".join(json.dumps(labels.code(index)) + "\n" for index in (7, 100))

    answer = client.post(URL, data=body, content_type="application/x-ndjson")

    assert answer.mimetype == "application/x-ndjson"
    found = [json.loads(line) for line in answer.text.splitlines()]
    assert [one["verdict"] for one in found] == ["genuine", "void"]


@pytest.mark.parametrize(
    ("body", "kind", "slug"),
    [
        ('{"codes": []}', "application/json", "too-many-codes"),
        ('{"codes": ["A"], "more": 1}', "application/json", "codes-format"),
        ('{"codes": "A"}', "application/json", "codes-format"),
        ('{"codes": [1]}', "application/json", "codes-format"),
        ("[", "application/json", "codes-format"),
        ("", "application/json", "codes-format"),
        ('"A"\n{', "application/x-ndjson", "codes-format"),
        ("1", "application/x-ndjson", "codes-format"),
        ("", "application/x-ndjson", "too-many-codes"),
    ],
)
def test_what_is_no_list_of_codes_is_refused(
    client: FlaskClient, body: str, kind: str, slug: str
) -> None:
    answer = client.post(URL, data=body, content_type=kind)

    assert answer.status_code == 422
    assert answer.get_json()["type"].endswith(f"/problems/{slug}")


def test_a_hundred_thousand_codes_are_the_most(
    client: FlaskClient, labels: Labels
) -> None:
    codes = [labels.code(7)] * 100_000

    full = client.post(URL, json={"codes": codes})
    over = client.post(URL, json={"codes": [*codes, codes[0]]})

    assert full.status_code == 200
    assert len(full.get_json()["answers"]) == 100_000
    assert over.status_code == 422
    assert "100,000" in over.get_json()["title"]


def test_one_address_verifies_so_many_a_minute(
    client: FlaskClient, labels: Labels
) -> None:
    codes = [labels.code(7)] * 100_000

    answers = [client.post(URL, json={"codes": codes}) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_a_code_of_a_case_is_no_label(app: Flask, client: FlaskClient) -> None:
    keys = CodeKeys(app.extensions["gi"].secrets.master)

    [found] = verified(client, [keys.encode(1, PACK_RUNS + 1, 0)])

    assert (found["verdict"], found["reasons"]) == ("not_issued", ["outer-pack"])
