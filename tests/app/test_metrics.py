"""Numbers for whoever watches the service."""

import urllib.request
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from gi_registry.app import create_app, tables
from gi_registry.core import clock
from gi_registry.core.access import Role
from gi_registry.core.db import Database
from gi_registry.core.settings import Settings
from gi_registry.jobs import service as jobs
from tests import factories
from tests.programs import program
from tests.serving import address, serving, wait_for

_FAR = {"environ_base": {"REMOTE_ADDR": "203.0.113.7"}}


def _numbers(text: str) -> dict[tuple[str, ...], float]:
    """Return each number by its name and the values of its labels."""
    return {
        (sample.name, *(sample.labels[key] for key in sorted(sample.labels))): (
            sample.value
        )
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_requests_are_counted_by_first_part_method_and_status(
    client: FlaskClient,
) -> None:
    def asked(area: str, status: str) -> float:
        key = ("gi_http_requests_total", area, "GET", status)
        return _numbers(client.get("/metrics").text).get(key, 0)

    before = asked("healthz", "200"), asked("other", "404"), asked("gi", "404")
    client.get("/healthz")
    client.get("/made-up-1")
    client.get("/made-up-2/x")
    client.get("/gi/NO-SUCH")
    after = asked("healthz", "200"), asked("other", "404"), asked("gi", "404")

    assert tuple(b - a for a, b in zip(before, after, strict=True)) == (1, 2, 1)


def test_what_waits_is_told(app: Flask, client: FlaskClient) -> None:
    parts = app.extensions["gi"]
    jobs.run_due(parts, now=lambda: clock.now() - timedelta(hours=2))

    found = _numbers(client.get("/metrics").text)

    assert found["gi_database_ready",] == 1
    assert found["gi_worker_idle_seconds",] == pytest.approx(7200, abs=60)
    assert found["gi_job_wait_seconds",] == 0
    assert found["gi_mails_stuck",] == 0


def test_a_database_that_is_behind_is_told(tmp_path: Path) -> None:
    app = create_app(Settings(data_dir=tmp_path))

    found = _numbers(app.test_client().get("/metrics").text)

    assert found["gi_database_ready",] == 0
    assert ("gi_log_entries",) not in found
    app.extensions["gi"].database.engine.dispose()


def test_others_than_this_machine_need_a_token_for_it(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        auditor = factories.officer(session, Role.AUDITOR)
        county = factories.officer(session)
        may = program(app, session, auditor, Role.AUDITOR).token
        may_not = program(app, session, county, Role.COUNTY).token
    client = app.test_client()

    def status(token: str = "") -> int:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return client.get("/metrics", headers=headers, **_FAR).status_code

    assert status(may) == 200
    assert status(may_not) == 403
    assert status() == 401
    passed_on = client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.7"})
    assert passed_on.status_code == 401


def test_processes_that_serve_together_count_together(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'registry.db'}")
    tables.upgrade(database)
    database.engine.dispose()

    base = address()
    with serving(tmp_path, base, "--workers", "2") as process:
        wait_for(base, process)
        for _ in range(20):
            _read(f"{base}/healthz")
        told = [_numbers(_read(f"{base}/metrics")) for _ in range(6)]

    counted = {each["gi_http_requests_total", "healthz", "GET", "200"] for each in told}
    assert counted == {20}


def _read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 -- loopback
        return str(answer.read().decode())
