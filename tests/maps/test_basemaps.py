from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from gi_registry.app import create_app
from gi_registry.core.db import Database
from gi_registry.core.settings import Settings, settings_from
from gi_registry.maps.basemaps import base_map_of

TIANDITU = {
    "GI_TIANDITU_KEY": "0123456789abcdef0123456789abcdef",
    "GI_MAP_APPROVAL_NUMBER": "GS（2024）0650号",
}
TILES = {
    "GI_BASEMAP_URL": "https://tiles.example:8443/{z}/{x}/{y}.png",
    "GI_BASEMAP_CRS": "GCJ-02",
    "GI_BASEMAP_ATTRIBUTION": "示例地图",
}


def browser(shelf: Database, folder: Path, given: dict[str, str]) -> FlaskClient:
    settings = settings_from(given | {"GI_DATA_DIR": str(folder)})
    return create_app(settings, database=shelf).test_client()


def images(client: FlaskClient) -> set[str]:
    """Return from where a page may show pictures."""
    policy = client.get("/map").headers["Content-Security-Policy"]
    (rule,) = (part for part in policy.split("; ") if part.startswith("img-src "))
    return set(rule.split()[1:])


def test_by_default_nobody_else_is_asked(shelf: Database, tmp_path: Path) -> None:
    client = browser(shelf, tmp_path, {})

    assert base_map_of(Settings()) is None
    assert images(client) == {"'self'", "data:"}
    assert 'data-base-map="null"' in client.get("/map").text
    assert "审图号以正式发布为准" in client.get("/map").text


def test_tianditu_is_asked_at_its_own_hosts_alone(
    shelf: Database, tmp_path: Path
) -> None:
    client = browser(shelf, tmp_path, TIANDITU)
    page = unescape(client.get("/map").text)

    assert images(client) - {"'self'", "data:"} == {
        f"https://t{n}.tianditu.gov.cn" for n in range(8)
    }
    assert "审图号：GS（2024）0650号" in page
    assert "审图号以正式发布为准" not in page
    assert "tk=0123456789abcdef0123456789abcdef" in page


def test_tianditu_is_asked_as_its_documents_say() -> None:
    """WMTS by key and value: vec_w and cva_w, TileMatrix, TileRow, TileCol, tk."""
    found = base_map_of(settings_from(TIANDITU))

    assert found is not None
    assert [layer.split("/")[3] for layer in found.layers] == ["vec_w", "cva_w"]
    for layer in found.layers:
        for part in ("TILEMATRIX={z}", "TILEROW={y}", "TILECOL={x}", "t{s}."):
            assert part in layer


def test_another_base_map_opens_its_host_alone(shelf: Database, tmp_path: Path) -> None:
    client = browser(shelf, tmp_path, TILES)

    assert images(client) - {"'self'", "data:"} == {"https://tiles.example:8443"}
    assert "GCJ-02" in client.get("/map").text


@pytest.mark.parametrize("number", ["", "GS（2024）0650号"])
def test_a_base_map_is_said_with_its_number(number: str) -> None:
    found = base_map_of(settings_from(TILES | {"GI_MAP_APPROVAL_NUMBER": number}))

    assert found is not None
    assert found.attribution.zh.startswith("示例地图")
    assert ("审图号" in found.attribution.zh) is bool(number)
