"""A registry as witness: it never cosigns two histories of one log."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from threading import Barrier, Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gi_registry.core import clock
from gi_registry.core.db import Database
from gi_registry.translog.rules.cosignatures import WitnessKey, cosignatures
from gi_registry.translog.rules.notes import Checkpoint, NoteKey, signed
from gi_registry.translog.rules.tree import Tree
from gi_registry.translog.service import LogKey
from gi_registry.witnesses import service
from gi_registry.witnesses.models import WitnessedLog
from gi_registry.witnesses.rules import LONGEST, Contrary, Submission
from tests.factories import NOW

LOG = LogKey("hebei.example/log", bytes(range(32)))
PATH = "/log/witness/add-checkpoint"
TRUE = [sha256(b"true %d" % each).digest() for each in range(40)]
FORKED = [*TRUE[:7], *(sha256(b"forked %d" % each).digest() for each in range(33))]

Ask = Callable[..., TestResponse]


@pytest.fixture
def ask(app: Flask, client: FlaskClient) -> Ask:
    """Give a way to submit to a witness that knows the log."""
    parts = app.extensions["gi"]
    settings = replace(parts.settings, witnessed_logs=str(LOG.public))
    app.extensions["gi"] = replace(parts, settings=settings)
    return lambda *given, **more: client.post(PATH, data=_body(*given, **more))


def test_a_log_is_cosigned_as_it_grows(client: FlaskClient, ask: Ask) -> None:
    witness = WitnessKey.read(client.get("/log/witness/key").text)
    before = clock.now().replace(microsecond=0)

    first, same, later = ask(0, 5), ask(5, 5), ask(5, 38)

    for answer, size in ((first, 5), (same, 5), (later, 38)):
        assert answer.status_code == 200, answer.text
        assert answer.mimetype == "text/plain"
        (found,) = cosignatures(_note(size) + answer.text, [witness])
        assert before <= found.at <= clock.now()
    page = client.get("/log/witness").text
    assert "38 条" in page
    assert str(witness) in page
    assert witness.public != NoteKey.read(client.get("/log/key").text).public


def test_a_log_that_starts_elsewhere_is_told_how_far_it_was_seen(ask: Ask) -> None:
    ask(0, 12)

    for old, size in ((0, 12), (0, 5), (7, 38)):
        answer = ask(old, size)
        assert answer.status_code == 409
        assert answer.content_type == "text/x.tlog.size"
        assert answer.text == "12\n"


def test_a_rollback_is_refused(database: Database, ask: Ask) -> None:
    ask(0, 12)

    assert ask(12, 5).status_code == 400
    assert ask(5, 5).status_code == 409
    assert _remembered(database) == (12, _root(12), None)


def test_a_fork_is_refused_and_its_evidence_kept(
    client: FlaskClient, database: Database, ask: Ask
) -> None:
    ask(0, 12)

    grown = ask(12, 30, leaves=FORKED)
    same = ask(12, 12, leaves=FORKED)
    after = ask(12, 38, proof=())
    onwards = ask(12, 38)

    assert (grown.status_code, same.status_code) == (422, 409)
    assert (after.status_code, onwards.status_code) == (422, 200)
    assert _remembered(database) == (38, _root(38), Contrary.TWO_ROOTS)
    with database.read() as session:
        row = session.get_one(WitnessedLog, LOG.name)
        assert row.contrary_note == _note(12, leaves=FORKED)
    evidence = client.get(f"/log/witness/logs/{LOG.name}").text
    notes = [_note(38), _note(12), _note(12, leaves=FORKED)]
    assert evidence == "\n".join(notes)
    assert client.get("/log/witness/logs/other.example/log").status_code == 404
    assert "它给出了两份历史" in client.get("/log/witness").text


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"old 0\n\n", 400),
        (b"old 00\n\nx\n", 400),
        (b"\xff", 400),
        (b"old 0\n" + b"AAAA\n" * 64 + b"\n", 400),
        (b"x" * (LONGEST + 1), 413),
    ],
)
def test_what_is_no_submission_is_refused(
    client: FlaskClient, ask: Ask, database: Database, body: bytes, status: int
) -> None:
    assert client.post(PATH, data=body).status_code == status
    assert _remembered(database) is None
    assert ask(0, 5).status_code == 200


def test_only_known_logs_with_their_own_key_are_cosigned(
    ask: Ask, database: Database
) -> None:
    stranger = replace(LOG, name="other.example/log")
    thief = replace(LOG, private=bytes(32))

    assert ask(0, 5, key=stranger).status_code == 404
    assert ask(0, 5, key=thief).status_code == 403
    assert ask(0, 5, proof=(TRUE[0],)).status_code == 422
    assert _remembered(database) is None


def test_whoever_asks_too_often_waits(client: FlaskClient) -> None:
    answers = [client.post(PATH, data=b"x").status_code for _ in range(70)]

    assert answers[0] == 400
    assert answers[-1] == 429


def test_of_two_histories_at_once_one_is_cosigned(database: Database) -> None:
    own = service.OwnKey.of("https://shanxi.example", bytes(32))
    asked = [
        Submission.read(_body(0, size, leaves=leaves))
        for size, leaves in ((20, TRUE), (20, FORKED), (31, TRUE), (32, FORKED))
    ]
    start, lines = Barrier(len(asked)), list[str]()

    def submit(one: Submission) -> None:
        start.wait()
        with database.write() as session:
            said = service.consider(session, one, [LOG.public], own, now=NOW)
        if said.line:
            lines.append(said.line)

    threads = [Thread(target=submit, args=(each,)) for each in asked]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert len(lines) == 1
    size, *_ = _remembered(database) or (0,)
    assert [size] == [
        each.old + Checkpoint.read(each.note.partition("\n\n")[0] + "\n").size
        for each in asked
        if cosignatures(each.note + lines[0] + "\n", [own.public])
    ]


def test_a_later_cosignature_never_says_an_earlier_time(database: Database) -> None:
    own = service.OwnKey.of("https://shanxi.example", bytes(32))
    times = []
    for old, size, hours in ((0, 5, 0), (5, 9, -3)):
        asked = Submission.read(_body(old, size))
        now = NOW + timedelta(hours=hours)
        with database.write() as session:
            said = service.consider(session, asked, [LOG.public], own, now=now)
        (found,) = cosignatures(f"{asked.note}{said.line}\n", [own.public])
        times.append(found.at)

    assert times == [NOW, NOW]


def _tree(leaves: list[bytes], size: int) -> Tree:
    return Tree(size, lambda _, first, count: leaves[first : first + count])


def _root(size: int) -> str:
    return _tree(TRUE, size).root().hex()


def _note(size: int, leaves: list[bytes] = TRUE, key: LogKey = LOG) -> str:
    said = Checkpoint(key.name, size, _tree(leaves, size).root())
    return signed(str(said), key.name, key.private)


def _body(
    old: int,
    size: int,
    *,
    leaves: list[bytes] = TRUE,
    proof: tuple[bytes, ...] | None = None,
    key: LogKey = LOG,
) -> bytes:
    if proof is None:
        proof = tuple(_tree(leaves, size).consistency(min(old, size)))
    return str(Submission(old, proof, _note(size, leaves, key))).encode()


def _remembered(database: Database) -> tuple[int, str, Contrary | None] | None:
    with database.read() as session:
        row = session.get(WitnessedLog, LOG.name)
        return (row.size, row.root, row.contrary) if row else None
