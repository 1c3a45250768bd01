from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gi_registry.app import create_app, doctor, tables
from gi_registry.core.sessions import Registry
from gi_registry.core.settings import Settings
from gi_registry.jobs import service as jobs
from tests.factories import NOW


def test_a_sound_installation_is_found_sound(app: Flask) -> None:
    findings = doctor.examine(app.extensions["gi"], now=NOW)

    assert [finding.line() for finding in findings if not finding.is_sound] == []
    assert {finding.name for finding in findings} == {
        "database",
        "key file",
        "data directory",
        "Chinese font",
        "clock",
        "log",
        "lists",
        "worker",
        "mail",
        "backup",
        "witnesses",
        "working days",
    }


def test_a_worker_that_stopped_and_a_server_that_is_not_there_are_found(
    app: Flask, tmp_path: Path
) -> None:
    parts: Registry = app.extensions["gi"]
    jobs.run_due(parts, now=lambda: NOW)
    settings = Settings(
        data_dir=tmp_path, smtp_url="smtp://127.0.0.1:1", mail_from="gi@gi.example"
    )

    def found(after: timedelta) -> dict[str, doctor.Finding]:
        looked = replace(parts, settings=settings)
        return {each.name: each for each in doctor.examine(looked, now=NOW + after)}

    assert found(timedelta(hours=1))["worker"].is_sound
    assert not found(timedelta(hours=26))["worker"].is_sound
    assert "ConnectionRefusedError" in found(timedelta())["mail"].seen


def test_a_readable_key_and_an_empty_database_are_found_with_advice(
    tmp_path: Path,
) -> None:
    app = create_app(Settings(data_dir=tmp_path))
    parts = app.extensions["gi"]
    parts.settings.master_key.chmod(0o644)

    findings = {found.name: found for found in doctor.examine(parts, now=NOW)}

    assert "chmod 600" in findings["key file"].advice
    assert "db upgrade" in findings["database"].advice
    parts.database.engine.dispose()


def test_the_master_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    first = create_app(Settings(data_dir=tmp_path)).extensions["gi"]
    second = create_app(Settings(data_dir=tmp_path)).extensions["gi"]

    mode = first.settings.master_key.stat().st_mode & 0o777
    assert mode == 0o600
    assert first.secrets.master == second.secrets.master
    assert first.secrets.master.hex() not in repr(first.secrets)


def test_readiness_is_about_the_database(tmp_path: Path, client: FlaskClient) -> None:
    behind = create_app(Settings(data_dir=tmp_path / "behind"))

    assert client.get("/healthz").json == {"status": "ok"}
    assert client.get("/readyz").status_code == 200
    assert behind.test_client().get("/readyz").status_code == 503
    tables.upgrade(behind.extensions["gi"].database)
    assert behind.test_client().get("/readyz").status_code == 200
    behind.extensions["gi"].database.engine.dispose()


def test_the_api_describes_itself(client: FlaskClient) -> None:
    document = client.get("/openapi.json").json

    assert document is not None
    assert document["openapi"].startswith("3.")
    assert client.get("/docs").status_code == 200


def test_an_unknown_page_and_an_unknown_address_of_the_api_are_decent(
    client: FlaskClient,
) -> None:
    page = client.get("/no-such-page")
    problem = client.get("/api/v1/no-such-thing")

    assert page.status_code == 404
    assert "没有这个页面" in page.text
    assert problem.status_code == 404
    assert problem.mimetype == "application/problem+json"
    assert problem.json is not None
    assert problem.json["type"].endswith("/problems/http-404")


def test_our_own_mistake_says_so_without_detail(tmp_path: Path) -> None:
    app = create_app(Settings(data_dir=tmp_path))

    def broken() -> str:
        message = "a detail that nobody should see"
        raise RuntimeError(message)

    app.add_url_rule("/broken", "broken", broken)

    page = app.test_client().get("/broken")

    assert page.status_code == 500
    assert "nobody should see" not in page.text


def test_every_answer_carries_its_safety(client: FlaskClient) -> None:
    headers = client.get("/sign-in").headers

    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_the_language_follows_address_cookie_and_browser(client: FlaskClient) -> None:
    chinese = client.get("/sign-in")
    browser = client.get("/sign-in", headers={"Accept-Language": "en-GB,en"})
    english = client.get("/sign-in?lang=en")
    kept = client.get("/sign-in")

    assert '<html lang="zh-CN"' in chinese.text
    assert '<html lang="en"' in browser.text
    assert '<html lang="en"' in english.text
    assert '<html lang="en"' in kept.text


@pytest.mark.parametrize(
    "address", ["/gi?q=%00", "/gi/%00", "/t/%00", "/api/v1/products?q=a%00"]
)
def test_a_nul_in_an_address_is_refused(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 400


def test_the_page_of_the_api_says_what_a_body_holds(client: FlaskClient) -> None:
    page = client.get("/docs").text

    assert "/api/v1/authorizations/{number}/states" in page
    assert "JSON *" in page
    assert "string / null" in page
    with client.get("/schemas/v1/application.schema.json") as schema:
        assert schema.status_code == 200
