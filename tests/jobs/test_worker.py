import os
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from gi_registry.core import clock
from gi_registry.core.db import Database
from gi_registry.core.sessions import Registry
from gi_registry.jobs import service
from gi_registry.jobs.errors import JobOverError, LeaseLostError
from gi_registry.jobs.models import Job
from gi_registry.jobs.rules import LEASE, MAX_ATTEMPTS, JobState, next_turn
from gi_registry.jobs.service import queue
from gi_registry.jobs.service.work import folder_of, path_of
from tests import factories as make
from tests.jobs.kinds import LINES

WHOLE = b"".join(b"%d\n" % number for number in range(LINES))


@pytest.fixture
def parts(app: Flask) -> Registry:
    """Give the installation, whose periodic work is already done for today."""
    found: Registry = app.extensions["gi"]
    service.run_due(found, now=lambda: make.NOW)
    return found


def at(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


def _queued(
    database: Database,
    kind: str = "test.lines",
    *,
    now: datetime = make.NOW,
    **given: object,
) -> int:
    with database.write() as session:
        who = make.producer(session)
        return service.enqueue(session, kind, given, account_id=who.id, now=now).id


def _state(database: Database, job_id: int) -> Job:
    with database.read() as session:
        return service.find(session, job_id)


def test_work_of_every_day_is_due_just_after_midnight_in_china() -> None:
    late = datetime(2026, 11, 22, 15, 59, tzinfo=UTC)

    assert next_turn(late, timedelta(days=1)) == datetime(2026, 11, 22, 16, tzinfo=UTC)
    assert next_turn(late, timedelta(minutes=1)) == late + timedelta(minutes=1)


def test_a_job_is_done_once_and_its_result_is_whole(
    parts: Registry, database: Database
) -> None:
    job_id = _queued(database)

    counts = [service.run_due(parts, now=at(make.NOW)) for _ in range(2)]

    job, folder = _state(database, job_id), folder_of(parts.settings.data_dir)
    assert counts == [1, 0]
    assert (job.state, job.done, job.of) == (JobState.DONE, LINES, LINES)
    assert path_of(parts.settings.data_dir, job_id).read_bytes() == WHOLE
    assert (job.result_bytes, [p.name for p in folder.iterdir()]) == (
        len(WHOLE),
        [str(job_id)],
    )


def test_killed_in_the_middle_it_is_taken_over_when_its_lease_has_ended(
    parts: Registry, database: Database
) -> None:
    job_id = _queued(database, waits=True)
    data_dir = parts.settings.data_dir
    command = [sys.executable, "-m", "tests.jobs.slow_worker"]
    url = database.engine.url.render_as_string(hide_password=False)
    with subprocess.Popen(  # noqa: S603 -- our own words
        [*command, url, str(data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"half\n"
        service.run_due(parts, now=clock.now)
        early = _state(database, job_id)
        process.kill()

    left = [path.suffix for path in folder_of(data_dir).iterdir()]
    with database.write() as session:
        session.get_one(Job, job_id).arguments = {}
    later = clock.now() + LEASE + timedelta(seconds=1)
    service.run_due(parts, now=at(later))

    job = _state(database, job_id)
    assert (early.state, early.attempts) == (JobState.RUNNING, 1)
    assert left == [".part"]
    assert (job.state, job.attempts) == (JobState.DONE, 0)
    assert path_of(data_dir, job_id).read_bytes() == WHOLE
    assert len(list(folder_of(data_dir).iterdir())) == 1


def test_who_was_thought_dead_changes_nothing_any_more(database: Database) -> None:
    job_id = _queued(database)
    with database.write() as session:
        queue.claim(session, now=make.NOW, until=make.NOW, lease="first")
    later = make.NOW + LEASE + timedelta(seconds=1)
    with database.write() as session:
        taken = queue.claim(session, now=later, until=later, lease="second")

    assert taken is not None
    assert taken.id == job_id
    with database.write() as session, pytest.raises(LeaseLostError):
        queue.beat(session, job_id, "first", now=later)
    with database.write() as session, pytest.raises(LeaseLostError):
        queue.held(session, job_id, "first")


def test_workers_at_once_never_take_the_same_job(database: Database) -> None:
    ids = [_queued(database) for _ in range(12)]
    taken: list[int] = []
    gate = threading.Barrier(4)

    def work(name: str) -> None:
        gate.wait()
        while True:
            with database.write() as session:
                job = queue.claim(session, now=make.NOW, until=make.NOW, lease=name)
                if job is None:
                    return
                taken.append(job.id)

    threads = [threading.Thread(target=work, args=(str(n),)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(taken) == ids


def test_a_cancelled_job_stops_at_its_next_step_and_leaves_nothing(
    parts: Registry, database: Database
) -> None:
    waiting, running = _queued(database), _queued(database, cancels=True)
    with database.write() as session:
        service.ask_cancel(session, waiting, now=make.NOW)

    service.run_due(parts, now=at(make.NOW))

    states = [_state(database, each).state for each in (waiting, running)]
    assert states == [JobState.CANCELLED] * 2
    assert list(folder_of(parts.settings.data_dir).glob("*")) == []
    with database.write() as session, pytest.raises(JobOverError):
        service.ask_cancel(session, running, now=make.NOW)


def test_a_worker_that_is_told_to_end_puts_its_job_back(
    parts: Registry, database: Database
) -> None:
    job_id = _queued(database, stops=True)

    service.run_due(parts, now=at(make.NOW))

    job = _state(database, job_id)
    assert (job.state, job.attempts, job.lease) == (JobState.QUEUED, 0, None)
    assert list(folder_of(parts.settings.data_dir).glob("*")) == []


def test_a_refusal_is_final_and_what_breaks_is_tried_again_later(
    parts: Registry, database: Database
) -> None:
    refused, broken = (
        _queued(database, "test.refused"),
        _queued(database, "test.broken"),
    )
    now, waits = make.NOW, []
    for _ in range(MAX_ATTEMPTS):
        service.run_due(parts, now=at(now))
        job = _state(database, broken)
        waits.append((job.run_at - now) / timedelta(minutes=1))
        now = max(now, job.run_at)

    assert _state(database, refused).error_en == "No; take another"
    assert waits[:-1] == [1, 2, 4, 8]
    assert _state(database, broken).state is JobState.FAILED


def test_periodic_work_has_one_row_and_what_was_missed_is_done_once(
    parts: Registry, database: Database
) -> None:
    kind = "jobs.remove-old"
    later = make.NOW + timedelta(days=3)
    old = folder_of(parts.settings.data_dir) / "7"
    old.parent.mkdir(exist_ok=True)
    old.write_bytes(b"kept for 30 days")
    os.utime(old, (make.NOW.timestamp(), make.NOW.timestamp()))

    service.run_due(parts, now=at(later))
    is_kept = old.exists()
    service.run_due(parts, now=at(make.NOW + timedelta(days=40)))

    with database.read() as session:
        rows = session.scalars(select(Job).where(Job.periodic == kind)).all()
    assert [row.state for row in rows] == [JobState.QUEUED]
    assert (is_kept, old.exists()) == (True, False)


@pytest.mark.usefixtures("parts")
def test_what_a_person_asks_for_meanwhile_comes_before_periodic_work(
    database: Database,
) -> None:
    began = make.NOW + timedelta(days=3)
    asked = _queued(database, now=began + timedelta(minutes=1))

    with database.write() as session:
        taken = [
            queue.claim(session, now=now, until=began, lease=f"{now}")
            for now in (began, began + timedelta(minutes=2), began)
        ]

    names = [each and (each.periodic is None, each.id == asked) for each in taken]
    assert names == [(False, False), (True, True), (False, False)]
