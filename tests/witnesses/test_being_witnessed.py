"""A log that is witnessed: by real registries, over HTTP, honest or not."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Thread

import pytest
from flask import Flask, Response, request
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.serving import make_server

from gi_registry.app import doctor
from gi_registry.core import clock
from gi_registry.core.access import Role
from gi_registry.core.db import Database
from gi_registry.core.sessions import Registry
from gi_registry.notices.models import SentNotice
from gi_registry.translog import service as translog
from gi_registry.translog.models import LogCosignature, LogWitness
from gi_registry.translog.rules.cosignatures import WitnessKey, cosignatures, cosigned
from gi_registry.translog.rules.notes import NoteKey, opened
from gi_registry.translog.rules.peers import Trouble, wait_after, witnesses_of
from gi_registry.translog.rules.proofs import LogProof
from gi_registry.translog.service import LogKey
from gi_registry.witnesses.rules import Submission
from gi_registry.witnesses.service import Asking, OwnKey
from tests import factories

HEBEI = OwnKey.of("https://hebei.example", bytes(range(32)))
HENAN = OwnKey.of("https://henan.example", bytes(32))


Answers = Callable[[Submission], tuple[int, str, str]]


@dataclass
class Fake:
    """A witness that answers as it is told, and remembers what it was asked."""

    own: OwnKey
    answer: Answers
    asked: list[Submission] = field(default_factory=list)
    address: str = ""
    ahead: timedelta = timedelta()

    @property
    def setting(self) -> str:
        return f"{self.own.public} {self.address}"

    def cosign(self, asked: Submission, *, at: datetime | None = None) -> str:
        text = asked.note.partition("\n\n")[0] + "\n"
        at = at or clock.now() + self.ahead
        return cosigned(text, self.own.name, self.own.private, at=at)


def _agrees(fake: Fake) -> Answers:
    return lambda asked: (200, "text/plain", fake.cosign(asked) + "\n")


def _always(answer: tuple[int, str, str]) -> Answers:
    return lambda _: answer


def _stands_at(size: int) -> Answers:
    return _always((409, "text/x.tlog.size", f"{size}\n"))


@pytest.fixture
def fakes() -> Iterator[list[Fake]]:
    """Give two witnesses that agree, on free ports of this machine."""
    made = [Fake(own, lambda _: (500, "", "")) for own in (HEBEI, HENAN)]
    with ExitStack() as stack:
        for fake in made:
            fake.answer = _agrees(fake)
            fake.address = stack.enter_context(_listening(fake))
        yield made


@contextmanager
def _listening(fake: Fake) -> Iterator[str]:
    app = Flask(__name__)

    @app.post("/add-checkpoint")
    def add() -> Response:
        asked = Submission.read(request.get_data())
        fake.asked.append(asked)
        status, kind, body = fake.answer(asked)
        return Response(body, status, content_type=kind)

    server = make_server("127.0.0.1", 0, app)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()


@dataclass
class Log:
    """The log of an application, and its worker's rounds."""

    app: Flask
    database: Database
    keys: list[WitnessKey]

    @property
    def parts(self) -> Registry:
        parts: Registry = self.app.extensions["gi"]
        return parts

    def ask(self, *, after: timedelta = timedelta()) -> int:
        key = LogKey.of(self.parts.settings.base_url, self.parts.secrets.master)
        asking = Asking(self.database, key, lambda: clock.now() + after, lambda: 1.0)
        return asking.ask_all(witnesses_of(self.parts.settings.witnesses))

    def shown(self) -> tuple[int, list[str]]:
        client = self.app.test_client()
        note = client.get("/log/checkpoint").text
        said = opened(note, NoteKey.read(client.get("/log/key").text))
        return said.size, sorted(
            each.key.name for each in cosignatures(note, self.keys)
        )

    def state(self, key: WitnessKey) -> LogWitness:
        with self.database.read() as session:
            return session.get_one(LogWitness, str(key))


@pytest.fixture
def log(app: Flask, database: Database, fakes: list[Fake]) -> Log:
    """Give a log that both are asked to cosign."""
    parts = app.extensions["gi"]
    setting = " ".join(fake.setting for fake in fakes)
    settings = replace(parts.settings, witnesses=setting)
    app.extensions["gi"] = replace(parts, settings=settings)
    return Log(app, database, [fake.own.public for fake in fakes])


def test_what_is_shown_has_been_witnessed_by_most(
    log: Log, fakes: list[Fake], client: FlaskClient
) -> None:
    names = [HEBEI.name, HENAN.name]
    assert log.ask() == 0
    _grow(log, 5)
    assert log.shown() == (5, [])

    assert log.ask() == 2
    assert log.shown() == (5, names)
    assert log.ask() == 0
    _grow(log, 3)
    assert log.shown() == (5, names)
    proof = LogProof.read(client.get("/log/entries/4.tlog-proof").text)
    assert len(cosignatures(proof.note, log.keys)) == 2
    assert log.ask() == 2

    assert log.shown() == (8, names)
    assert [each.old for each in fakes[0].asked] == [0, 5]
    with log.database.read() as session:
        assert set(session.scalars(select(LogCosignature.size))) == {8}
    page = client.get("/log").text
    assert "前 8 条" in page
    assert HEBEI.name in page
    for each in fakes:
        each.ahead = timedelta(hours=13)
    assert log.ask(after=timedelta(hours=13)) == 2


def test_a_witness_that_is_down_holds_nothing_back_for_long(
    log: Log, fakes: list[Fake]
) -> None:
    _grow(log, 5)
    log.ask()
    fakes[1].answer = lambda _: (502, "text/html", "<p>")
    _grow(log, 1, ago=timedelta(minutes=4))
    assert log.ask() == 1
    assert log.shown() == (5, [HEBEI.name, HENAN.name])
    assert log.ask() == 0  # left alone for a minute
    _grow(log, 1)
    with log.database.engine.begin() as connection:  # ten minutes go by
        connection.exec_driver_sql("UPDATE log_leaf SET at = '2026-01-01 00:00:00+00'")

    assert log.shown() == (7, [])
    assert log.ask(after=timedelta(seconds=30)) == 1
    assert log.shown() == (7, [HEBEI.name])
    fakes[1].answer = _agrees(fakes[1])
    assert log.ask(after=timedelta(minutes=1)) == 1
    assert log.shown() == (7, [HEBEI.name, HENAN.name])


def test_what_is_no_cosignature_is_not_taken(stage_log: Log, fakes: list[Fake]) -> None:
    answers = [
        ((404, "text/plain", ""), Trouble.UNKNOWN_LOG),
        ((403, "text/plain", ""), Trouble.SIGNATURE),
        ((422, "text/plain", ""), Trouble.ANSWER),
        ((302, "text/plain", ""), Trouble.ANSWER),
        ((200, "text/plain", "— x AAAA\n"), Trouble.SIGNATURE),
        ((200, "text/plain", "x" * 40_000), Trouble.ANSWER),
        ((409, "text/plain", "3\n"), Trouble.ANSWER),
    ]
    told = []
    for hour, (answer, _) in enumerate(answers):
        fakes[0].answer = _always(answer)
        stage_log.ask(after=timedelta(hours=hour))
        told.append(stage_log.state(HEBEI.public).trouble)

    assert told == [trouble for _, trouble in answers]
    assert stage_log.shown() == (5, [HENAN.name])


def test_a_cosignature_of_another_time_or_text_is_not_taken(
    stage_log: Log, fakes: list[Fake]
) -> None:
    old, own = clock.now() - timedelta(hours=2), fakes[1].own
    fakes[0].answer = lambda asked: (200, "", fakes[0].cosign(asked, at=old) + "\n")

    def other(asked: Submission) -> tuple[int, str, str]:
        more = f"{asked.note}more\n"
        line = cosigned(more, own.name, own.private, at=clock.now())
        return 200, "text/plain", f"more\n\n{line}\n"

    fakes[1].answer = other

    assert stage_log.ask() == 0
    assert stage_log.state(HEBEI.public).trouble is Trouble.CLOCK
    assert stage_log.state(HENAN.public).trouble is Trouble.ANSWER


def test_a_witness_that_stands_elsewhere_is_asked_from_there(
    stage_log: Log, fakes: list[Fake]
) -> None:
    known = {"size": 3}

    def stands(asked: Submission) -> tuple[int, str, str]:
        if asked.old != known["size"]:
            return _stands_at(known["size"])(asked)
        return _agrees(fakes[0])(asked)

    fakes[0].answer = stands

    assert stage_log.ask() == 2
    assert [each.old for each in fakes[0].asked] == [0, 3]


def test_a_witness_that_has_seen_more_or_other_entries_is_never_hidden(
    log: Log, fakes: list[Fake], client: FlaskClient
) -> None:
    with log.database.write() as session:
        factories.officer(session, Role.ADMINISTRATOR, "")
    _grow(log, 5)
    log.ask()
    fakes[0].answer = _stands_at(9)
    fakes[1].answer = lambda _: (422, "text/plain", "")
    _grow(log, 2)

    log.ask()
    log.ask(after=timedelta(minutes=2))

    assert log.state(HEBEI.public).trouble is Trouble.AHEAD
    assert log.state(HENAN.public).trouble is Trouble.CONTRADICTS
    page = client.get("/log").text
    assert "见过 9 条，比本日志现有的多" in page
    assert "见过的前 6 条与本日志现在的不同" in page
    with log.database.read() as session:
        told = session.scalars(select(SentNotice.words_zh)).all()
    assert len(told) == 2
    (found,) = (
        each
        for each in doctor.examine(log.parts, now=clock.now())
        if each.name == "witnesses"
    )
    assert not found.is_sound
    assert "has seen 9 entries" in found.seen


def test_doctor_says_who_has_been_silent_for_a_day(log: Log, fakes: list[Fake]) -> None:
    now = clock.now()
    empty = _finding(log, now)
    _grow(log, 5)
    fresh = _finding(log, now)
    log.ask()

    soon = _finding(log, now + timedelta(hours=23))
    late = _finding(log, now + timedelta(hours=25))

    assert (empty.is_sound, fresh.is_sound, soon.is_sound) == (True, False, True)
    assert not late.is_sound
    assert "worker" in late.advice
    assert len(fakes) == 2


def test_waits_double_up_to_an_hour_and_are_spread() -> None:
    assert [wait_after(each, 1.0).total_seconds() for each in (1, 2, 3, 7, 50)] == [
        *(60, 120, 240, 3600, 3600)
    ]
    assert wait_after(1, 0.0).total_seconds() == 30


@pytest.fixture
def stage_log(log: Log) -> Log:
    """Give that log with five entries."""
    _grow(log, 5)
    return log


def _finding(log: Log, now: datetime) -> doctor.Finding:
    found = doctor.examine(log.parts, now=now)
    return next(each for each in found if each.name == "witnesses")


def _grow(log: Log, count: int, ago: timedelta = timedelta()) -> None:
    with log.database.write() as session:
        for _ in range(count):
            translog.append(session, "a.b", "X-1", {}, now=clock.now() - ago)
