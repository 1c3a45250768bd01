from datetime import timedelta

import pytest
from flask import Flask

from gi_registry.app.cli import group
from gi_registry.core.db import Database
from gi_registry.jobs import service
from gi_registry.jobs.rules import JobState
from tests import factories as make
from tests.conftest import signed_in
from tests.jobs.kinds import LINES


@pytest.fixture
def job(database: Database) -> tuple[str, int]:
    """Give somebody's login and a job of theirs, waiting."""
    with database.write() as session:
        who = make.producer(session)
        found = service.enqueue(
            session, "test.lines", {}, account_id=who.id, now=make.NOW
        )
        return who.login, found.id


def test_a_result_is_downloaded_by_its_owner_and_that_is_on_record(
    app: Flask, database: Database, job: tuple[str, int]
) -> None:
    login, job_id = job
    client = signed_in(app, login)
    waiting = client.get("/jobs").text
    early = client.post(f"/jobs/{job_id}/download").status_code
    service.run_due(app.extensions["gi"], now=lambda: make.NOW + timedelta(seconds=1))

    answer = client.post(f"/jobs/{job_id}/download", buffered=True)

    assert 'data-poll="2000"' in waiting
    assert early == 404
    assert answer.data.count(b"\n") == LINES
    assert "lines.txt" in answer.headers["Content-Disposition"]
    assert "已下载" in client.get("/jobs").text
    with database.read() as session:
        assert len(service.downloads(session, [job_id])[job_id]) == 1


def test_somebody_elses_job_is_not_there(
    app: Flask, database: Database, job: tuple[str, int]
) -> None:
    with database.write() as session:
        other = make.producer(session).login
    client = signed_in(app, other)

    assert "示例任务" not in client.get("/jobs").text
    assert client.post(f"/jobs/{job[1]}/download").status_code == 404
    client.post(f"/jobs/{job[1]}/cancel")
    with database.read() as session:
        assert service.find(session, job[1]).state is JobState.QUEUED


def test_the_terminal_lists_cancels_and_watches(
    app: Flask, job: tuple[str, int]
) -> None:
    runner, number = app.test_cli_runner(), str(job[1])

    listed = runner.invoke(group, ["jobs", "--json"])
    cancelled = runner.invoke(group, ["jobs", "cancel", number])
    watched = runner.invoke(group, ["jobs", "watch", number])

    assert '"kind": "test.lines"' in listed.output
    assert cancelled.output.strip() == "cancelled"
    assert (watched.exit_code, "test.lines cancelled" in watched.output) == (1, True)
