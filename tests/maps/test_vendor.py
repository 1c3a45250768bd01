from pathlib import Path

import pytest
from flask.testing import FlaskClient
from xstatic.pkg import leaflet

from gi_registry.maps import vendor

ROOT = Path(leaflet.BASE_DIR)


@pytest.mark.parametrize(
    ("name", "mimetype"),
    [
        ("leaflet.js", "text/javascript"),
        ("leaflet.css", "text/css"),
        ("images/layers.png", "image/png"),
    ],
)
def test_a_file_is_as_its_package_brings_it(
    client: FlaskClient, name: str, mimetype: str
) -> None:
    answer = client.get(f"/vendor/leaflet/{name}")

    assert answer.status_code == 200
    assert answer.data == (ROOT / name).read_bytes()
    assert answer.mimetype == mimetype


@pytest.mark.parametrize(
    "name",
    [
        "../__init__.py",
        "..%2f__init__.py",
        "%2e%2e/__init__.py",
        "images/../../__init__.py",
        "images/..%2f..%2f__init__.py",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "..\\__init__.py",
        "leaflet.js%00",
        "images/",
        "images",
        "",
        "leaflet-src.js.map",
    ],
)
def test_nothing_else_is_served(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/vendor/leaflet/{name}")

    assert answer.status_code in (308, 400, 404)
    assert b"XStatic" not in answer.data
    assert b"root:" not in answer.data


def test_a_file_of_a_named_version_is_kept_for_good(client: FlaskClient) -> None:
    named = client.get(f"/vendor/leaflet/leaflet.js?v={vendor.VERSION}")
    other = client.get("/vendor/leaflet/leaflet.js?v=0")

    assert "immutable" in named.headers["Cache-Control"]
    assert "immutable" not in other.headers["Cache-Control"]


def test_pages_ask_for_the_version_that_is_there() -> None:
    assert vendor.VERSION == leaflet.PACKAGE_VERSION
    assert {"leaflet.css", "leaflet.js"} <= vendor.files().keys()
