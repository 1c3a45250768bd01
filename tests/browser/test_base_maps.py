"""Base maps of others, from a tile server on loopback: asked for, and met exactly."""

import io
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from shapely import Point
from werkzeug.serving import make_server

from gi_registry.app import create_app, tables
from gi_registry.core.db import Database
from gi_registry.core.settings import TileCrs, settings_from
from gi_registry.geo.measure import distance_m
from gi_registry.geo.offsets import gcj02, undo
from gi_registry.site.service import import_register
from tests.factories import NOW
from tests.products.catalogue import shipped

pytestmark = pytest.mark.browser

TILE = "img.leaflet-tile-loaded"
TILE_UNDER = """([x, y]) => {
  for (const img of document.querySelectorAll("img.leaflet-tile-loaded")) {
    const box = img.getBoundingClientRect();
    if (x >= box.left && x < box.right && y >= box.top && y < box.bottom)
      return [img.src, (x - box.left) / box.width, (y - box.top) / box.height];
  }
}"""
BOTH_WAYS = """async (points) => {
  const { gcj02, fromGcj02 } = await import("/static/js/map/offsets.js");
  return points.map((point) => [gcj02(point), fromGcj02(gcj02(point))]);
}"""


@dataclass
class Tiles:
    """A server of blank tiles that remembers what it was asked for."""

    port: int
    asked: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/{{z}}/{{x}}/{{y}}.png"


@pytest.fixture(scope="module")
def tiles() -> Iterator[Tiles]:
    buffer = io.BytesIO()
    Image.new("RGB", (256, 256), "#dde8ee").save(buffer, "PNG")
    body = buffer.getvalue()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Tiles(server.server_port)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def shelf_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tiles") / "registry.db"
    database = Database(f"sqlite:///{path}")
    tables.upgrade(database)
    with database.write() as session:
        import_register(session, shipped(), now=NOW)
    database.engine.dispose()
    return path


@pytest.fixture(params=["GCJ-02", "CGCS2000", "WGS84"])
def crs(request: pytest.FixtureRequest) -> TileCrs:
    name: TileCrs = request.param
    return name


@pytest.fixture
def base(shelf_file: Path, tiles: Tiles, crs: TileCrs) -> Iterator[str]:
    """Serve the register with the tiles beneath its map."""
    app = create_app(
        settings_from(
            {
                "GI_DATA_DIR": str(shelf_file.parent),
                "GI_BASEMAP_URL": tiles.address,
                "GI_BASEMAP_CRS": crs,
                "GI_BASEMAP_ATTRIBUTION": "示例 <b>底图</b>",
            }
        )
    )
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    tiles.asked.clear()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    app.extensions["gi"].database.engine.dispose()


def degrees(source: str, across: float, down: float) -> tuple[float, float]:
    """Return where in Web Mercator a part of a tile lies, by the OGC's formula."""
    found = re.search(r"/(\d+)/(\d+)/(\d+)\.png", source)
    assert found is not None
    zoom, column, row = map(int, found.groups())
    wide = 2**zoom
    lon = (column + across) / wide * 360 - 180
    lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * (row + down) / wide))))
    return lon, lat


def test_a_click_on_the_tiles_is_asked_in_cgcs2000(
    page: Page, base: str, tiles: Tiles, crs: TileCrs
) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{base}/map?c=112.33,37.36&z=16")
    page.wait_for_function(f"() => document.querySelectorAll('{TILE}').length >= 12")
    spot = (430, 520)

    page.mouse.click(*spot)
    expect(page.locator("#here-title")).to_have_text("祁县")

    shown = np.array([degrees(*page.evaluate(TILE_UNDER, spot))])
    expected: Any = undo(gcj02, shown)[0] if crs == "GCJ-02" else shown[0]
    (text,) = parse_qs(urlsplit(page.url).query)["p"]
    lon, lat = map(float, text.split(","))
    assert distance_m(Point(lon, lat), Point(*expected)) < 1
    if crs == "GCJ-02":
        assert distance_m(Point(lon, lat), Point(*shown[0])) > 400
    mark = page.locator(".mapview__ground .m-point").bounding_box()
    assert mark is not None
    middle = (mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
    assert middle == pytest.approx(spot, abs=1)
    assert any(path.startswith("/16/") for path in tiles.asked)
    assert said == []


@pytest.mark.parametrize("crs", ["GCJ-02"], indirect=True)
def test_the_base_map_is_named_and_can_be_put_away(page: Page, base: str) -> None:
    page.goto(f"{base}/map")
    expect(page.locator(TILE).first).to_be_attached()
    attribution = page.locator(".leaflet-control-attribution")
    expect(attribution).to_contain_text("示例 <b>底图</b>")
    ground = page.locator("[data-ground]")
    expect(ground).to_have_class(re.compile("has-tiles"))

    page.get_by_label("底图").uncheck()

    expect(page.locator("img.leaflet-tile")).to_have_count(0)
    expect(ground).not_to_have_class(re.compile("has-tiles"))
    expect(attribution).not_to_contain_text("示例")


@pytest.mark.parametrize("crs", ["GCJ-02"], indirect=True)
def test_the_script_shifts_as_the_register_does(page: Page, base: str) -> None:
    generator = np.random.default_rng(20261123)
    points = generator.uniform((110.2, 34.5), (114.6, 40.8), (500, 2))
    page.goto(f"{base}/map")

    found = np.array(page.evaluate(BOTH_WAYS, points.tolist()))

    assert np.abs(found[:, 0] - gcj02(points)).max() < 1e-11
    assert np.abs(found[:, 1] - points).max() < 1e-8
