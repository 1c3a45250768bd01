"""The PIN under the scratch layer, over HTTP, on both engines."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from gi_registry.core.codes import CodeKeys
from gi_registry.core.db import Database
from gi_registry.marks.models import LabelRun
from gi_registry.scans.errors import PinClosedError, PinFormatError, PinWaitError
from gi_registry.scans.models import PinCheck
from gi_registry.scans.rules import check_tries, typed_pin
from tests.scans.conftest import Labels

ASKS = 'name="pin"'
ENTER = Callable[[int, str], TestResponse]
NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def keys(app: Flask, labels: Labels, database: Database) -> CodeKeys:
    """Give the keys of labels that all have PINs."""
    with database.write() as session:
        session.get_one(LabelRun, labels.run).has_pin = True
    return CodeKeys(app.extensions["gi"].secrets.master)


@pytest.fixture
def enter(client: FlaskClient, labels: Labels) -> ENTER:
    """Give what enters a PIN for a label, each time from another address."""
    hosts = count(1)

    def entered(index: int, pin: str) -> TestResponse:
        return client.post(
            "/t",
            data={"code": labels.code(index), "pin": pin},
            headers={"Accept-Language": "en"},
            environ_overrides={"REMOTE_ADDR": f"203.0.113.{next(hosts)}"},
        )

    return entered


def wrong(pin: str) -> str:
    return f"{(int(pin) + 1) % 1_000_000:06d}"


def test_the_first_right_entry_is_kept_and_told_to_the_next(
    client: FlaskClient,
    labels: Labels,
    keys: CodeKeys,
    database: Database,
    enter: ENTER,
) -> None:
    pin = keys.pin(1, labels.run, 7)
    assert ASKS in client.get(f"/t/{labels.code(7)}").text

    refused = enter(7, wrong(pin))
    first = enter(7, f" {pin[:3]} {pin[3:]}")
    again = enter(7, pin)
    later = client.get(f"/t/{labels.code(7)}", headers={"Accept-Language": "en"})
    other = client.get(f"/t/{labels.code(8)}", headers={"Accept-Language": "en"})

    assert (refused.status_code, first.status_code) == (422, 200)
    assert "That is not the PIN" in refused.text
    assert "4 more at once" in refused.text
    assert "this is its first check" in first.text
    told = re.search(
        r"it was first checked on ([^.]+)\. If that was not you", again.text
    )
    assert told
    assert f"was first checked on {told[1]}. If that was not you" in later.text
    assert "first checked on" not in other.text
    with database.read() as session:
        (kept,) = session.scalars(select(PinCheck)).all()
    assert (kept.index, kept.wrong) == (7, 1)
    assert kept.first_at is not None
    assert pin not in {str(value) for value in vars(kept).values()}


def test_after_five_wrong_entries_even_the_right_one_waits(
    labels: Labels, keys: CodeKeys, database: Database, enter: ENTER
) -> None:
    pin = keys.pin(1, labels.run, 9)

    said = [enter(9, wrong(pin)).text for _ in range(5)]
    waits = enter(9, pin)
    with database.write() as session:
        kept = session.get_one(PinCheck, (labels.run, 9))
        assert (kept.wrong, kept.first_at) == (5, None)
        kept.last_wrong_at = kept.last_wrong_at and kept.last_wrong_at - timedelta(
            hours=1
        )
    at_last = enter(9, pin)

    assert "in an hour" in said[4]
    assert waits.status_code == 422
    assert "try again in 60 minutes" in waits.text
    assert "this is its first check" in at_last.text


def test_nobody_is_asked_where_there_is_none_or_the_label_is_not_in_use(
    client: FlaskClient, labels: Labels, database: Database, enter: ENTER
) -> None:
    before = client.get(f"/t/{labels.code(7)}").text
    unasked = enter(7, "123456")
    with database.write() as session:
        session.get_one(LabelRun, labels.run).has_pin = True
    unused = enter(500, "123456")
    nonsense = enter(7, "12345a")

    assert ASKS not in before
    assert [each.status_code for each in (unasked, unused, nonsense)] == [422] * 3
    assert ASKS not in unused.text
    assert "six digits" in nonsense.text
    with database.read() as session:
        assert session.scalars(select(PinCheck)).all() == []


def test_one_address_cannot_go_through_many_labels(
    client: FlaskClient, labels: Labels, keys: CodeKeys
) -> None:
    answers = [
        client.post("/t", data={"code": labels.code(at), "pin": "000000"}).status_code
        for at in range(22)
    ]

    assert keys.pin(1, labels.run, 0) != "000000"
    assert answers[-1] == 429
    assert answers.count(422) >= 20


def test_tries_are_bounded_in_all() -> None:
    long_ago = NOW - timedelta(days=1)
    check_tries(4, NOW, now=NOW)
    check_tries(19, long_ago, now=NOW)
    with pytest.raises(PinWaitError):
        check_tries(5, NOW - timedelta(minutes=59), now=NOW)
    with pytest.raises(PinClosedError):
        check_tries(20, long_ago, now=NOW)
    assert typed_pin("１２３ 456") == "123456"
    with pytest.raises(PinFormatError):
        typed_pin("12345")
