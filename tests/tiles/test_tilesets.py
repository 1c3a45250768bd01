from typing import Any

import mapbox_vector_tile
import pytest
from flask.testing import FlaskClient

BASE = "http://127.0.0.1:8000"
NAMES = ("production-areas", "divisions")


def got(client: FlaskClient, href: str) -> dict[str, Any]:
    answer = client.get(href.removeprefix(BASE))
    assert answer.status_code == 200, href
    assert answer.mimetype == "application/json"
    document: dict[str, Any] = answer.get_json()
    return document


def link(document: dict[str, Any], rel: str) -> str:
    (href,) = [each["href"] for each in document["links"] if each["rel"].endswith(rel)]
    assert isinstance(href, str)
    return href


@pytest.mark.parametrize("name", NAMES)
def test_the_way_from_a_collection_to_a_tile(visitor: FlaskClient, name: str) -> None:
    collection = got(visitor, f"/ogc/collections/{name}")
    sets = got(visitor, link(collection, "/tilesets-vector"))
    (listed,) = sets["tilesets"]
    one = got(visitor, link(listed, "self"))
    grid = got(visitor, link(one, "/tiling-scheme"))

    assert listed["dataType"] == one["dataType"] == "vector"
    assert listed["crs"] == grid["crs"] == one["crs"]
    assert one["tileMatrixSetURI"] == grid["uri"]
    template = link(one, "item")
    href = template.format(tileMatrix=6, tileRow=24, tileCol=52).removeprefix(BASE)
    tile = visitor.get(href)
    assert tile.mimetype == "application/vnd.mapbox-vector-tile"
    assert tile.data == visitor.get(f"/tiles/{name}/6/52/24.mvt").data
    decoded = mapbox_vector_tile.decode(tile.data)
    assert {layer["id"] for layer in one["layers"]} == set(decoded)
    for layer in one["layers"]:
        said = layer["propertiesSchema"]["properties"]
        features = decoded[layer["id"]]["features"]
        assert all(set(feature["properties"]) <= set(said) for feature in features)


def test_the_limits_hold_all_that_there_is(visitor: FlaskClient) -> None:
    one = got(visitor, "/ogc/collections/divisions/tiles/WebMercatorQuad")
    limits = one["tileMatrixSetLimits"]
    seven = limits[7]

    assert [each["tileMatrix"] for each in limits] == [str(z) for z in range(15)]
    found = {
        (row, column)
        for row in range(seven["minTileRow"] - 1, seven["maxTileRow"] + 2)
        for column in range(seven["minTileCol"] - 1, seven["maxTileCol"] + 2)
        if b"division-labels" in visitor.get(_seven(row, column)).data
    }
    rows, columns = zip(*found, strict=True)
    assert (min(rows), max(rows)) == (seven["minTileRow"], seven["maxTileRow"])
    assert (min(columns), max(columns)) == (seven["minTileCol"], seven["maxTileCol"])


def test_the_grid_is_that_of_the_standard(visitor: FlaskClient) -> None:
    """Figures of OGC 17-083r4, table D.1."""
    (listed,) = got(visitor, "/ogc/tileMatrixSets")["tileMatrixSets"]
    grid = got(visitor, link(listed, "self"))
    levels = {level["id"]: level for level in grid["tileMatrices"]}

    assert listed["id"] == grid["id"] == "WebMercatorQuad"
    assert levels["0"]["scaleDenominator"] == pytest.approx(559082264.0287178)
    assert levels["0"]["cellSize"] == pytest.approx(156543.033928041)
    assert levels["14"]["scaleDenominator"] == pytest.approx(34123.6733415964)
    assert levels["14"]["cellSize"] == pytest.approx(9.55462853563703)
    assert levels["24"]["matrixWidth"] == levels["24"]["matrixHeight"] == 16777216
    assert all(
        level["cellSize"] * level["tileWidth"] * level["matrixWidth"]
        == pytest.approx(2 * 20037508.342789244)
        for level in levels.values()
    )


def test_the_landing_page_says_so(visitor: FlaskClient) -> None:
    landing = got(visitor, "/ogc/?f=json")
    conforms = got(visitor, link(landing, "conformance"))["conformsTo"]

    assert got(visitor, link(landing, "/tiling-schemes"))
    tiles = "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf"
    assert {f"{tiles}/{part}" for part in ("core", "tileset", "mvt")} <= set(conforms)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("products/tiles", 404),
        ("divisions/tiles/WorldCRS84Quad", 404),
        ("divisions/tiles/WebMercatorQuad/15/0/0", 404),
        ("divisions/tiles/WebMercatorQuad/2/4/0", 404),
        ("divisions/tiles/WebMercatorQuad/2/0/0", 204),
    ],
)
def test_what_there_is_not(visitor: FlaskClient, path: str, status: int) -> None:
    answer = visitor.get(f"/ogc/collections/{path}")

    assert answer.status_code == status
    if status == 404:
        assert answer.mimetype == "application/problem+json"


def _seven(row: int, column: int) -> str:
    return f"/ogc/collections/divisions/tiles/WebMercatorQuad/7/{row}/{column}"
