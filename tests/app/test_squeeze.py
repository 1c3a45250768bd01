import gzip
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gi_registry.core.db import Database
from tests import factories
from tests.conftest import signed_in

GZIP = {"Accept-Encoding": "gzip, br"}
SHEET = Path(__file__).parents[2] / "gi_registry/static/css/app.css"


def test_a_page_is_the_same_compressed(client: FlaskClient) -> None:
    squeezed = client.get("/help", headers=GZIP)
    plain = client.get("/help")

    assert squeezed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(squeezed.data) == plain.data
    assert len(squeezed.data) < len(plain.data) / 2
    for answer in (squeezed, plain):
        assert "Accept-Encoding" in answer.headers["Vary"]


def test_a_stylesheet_is_compressed_and_not_sent_twice(client: FlaskClient) -> None:
    with client.get("/static/css/app.css", headers=GZIP) as first:
        etag = first.headers["ETag"]
        assert gzip.decompress(first.data) == SHEET.read_bytes()

    with client.get(
        "/static/css/app.css", headers=GZIP | {"If-None-Match": etag}
    ) as again:
        assert etag.startswith("W/")
        assert (again.status_code, again.data) == (304, b"")


def test_a_part_of_a_file_is_sent_as_it_is(client: FlaskClient) -> None:
    asked = GZIP | {"Range": "bytes=0-2000"}

    with client.get("/static/css/app.css", headers=asked) as part:
        assert part.status_code == 206
        assert part.data == SHEET.read_bytes()[:2001]


def test_a_page_with_a_token_is_not_compressed(app: Flask, database: Database) -> None:
    with database.write() as session:
        login = factories.officer(session).login

    page = signed_in(app, login).get("/desk", headers=GZIP)

    assert "csrf_token" in page.text
    assert "Content-Encoding" not in page.headers


@pytest.mark.parametrize("path", ["/healthz", "/static/icons/nothing.svg"])
def test_what_is_small_or_missing_is_left_alone(client: FlaskClient, path: str) -> None:
    assert "Content-Encoding" not in client.get(path, headers=GZIP).headers
