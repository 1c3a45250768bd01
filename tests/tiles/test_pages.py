import gzip
import json
from pathlib import Path
from typing import Any

import mapbox_vector_tile
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import gi_registry
from gi_registry.core.db import Database
from tests import factories

TAIYUAN = "6/52/24"
SHANXI = [110.23, 34.58, 114.56, 40.74]
"""West, south, east, north; degrees."""

SHEET = Path(gi_registry.__file__).parent / "static/css/app.css"
GZIP = {"Accept-Encoding": "gzip"}


def without_date(answer: TestResponse) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name != "Date"}


def described(client: FlaskClient, layer: str) -> dict[str, Any]:
    answer = client.get(f"/tiles/{layer}.json")
    assert answer.status_code == 200
    document: dict[str, Any] = answer.get_json()
    return document


def path_in(document: dict[str, Any], place: str = TAIYUAN) -> str:
    (pattern,) = document["tiles"]
    z, x, y = place.split("/")
    filled: str = pattern.format(z=z, x=x, y=y)
    return filled.removeprefix("http://127.0.0.1:8000")


def test_a_tile_is_sent_compressed_and_asked_for_again(visitor: FlaskClient) -> None:
    answer = visitor.get(f"/tiles/divisions/{TAIYUAN}.mvt", headers=GZIP)

    assert answer.status_code == 200
    assert answer.mimetype == "application/vnd.mapbox-vector-tile"
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Vary"] == "Accept-Encoding"
    body = gzip.decompress(answer.data)
    assert set(mapbox_vector_tile.decode(body)) == {"divisions", "division-labels"}
    plain = visitor.get(f"/tiles/divisions/{TAIYUAN}.mvt")
    assert "Content-Encoding" not in plain.headers
    assert plain.data == body


def test_who_has_a_tile_is_not_sent_it_again(visitor: FlaskClient) -> None:
    path = f"/tiles/divisions/{TAIYUAN}.mvt"
    etag = visitor.get(path).headers["ETag"]

    answer = visitor.get(path, headers={"If-None-Match": etag})

    assert answer.status_code == 304
    assert answer.data == b""
    other = visitor.get(path, headers={"If-None-Match": '"other"'})
    assert other.status_code == 200


@pytest.mark.parametrize("layer", ["production-areas", "divisions"])
def test_the_address_in_the_description_is_kept_for_ever(
    visitor: FlaskClient, layer: str
) -> None:
    path = path_in(described(visitor, layer))

    first, second = (visitor.get(path, headers=GZIP) for _ in range(2))

    assert first.status_code == 200
    assert "immutable" in first.headers["Cache-Control"]
    assert second.data == first.data
    assert without_date(second) == without_date(first)
    assert second.headers["X-Content-Type-Options"] == "nosniff"


def test_what_is_at_hand_is_only_for_those_who_take_it(visitor: FlaskClient) -> None:
    path = path_in(described(visitor, "divisions"))
    first = visitor.get(path, headers=GZIP)

    plain = visitor.get(path, headers={"Accept-Encoding": "gzip;q=0, identity"})
    known = visitor.get(path, headers=GZIP | {"If-None-Match": first.headers["ETag"]})
    head = visitor.head(path, headers=GZIP)

    assert plain.data == gzip.decompress(first.data)
    assert known.status_code == 304
    assert head.data == b""


def test_another_stamp_is_answered_with_the_present_state(
    visitor: FlaskClient,
) -> None:
    answer = visitor.get(f"/tiles/divisions/{TAIYUAN}.mvt?v=0123456789abcdef")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, no-cache"


def test_a_change_gives_another_address(
    client: FlaskClient, database: Database
) -> None:
    with database.write() as session:
        factories.division(session)
    before = path_in(described(client, "divisions"), "9/415/198")
    old = client.get(before, headers=GZIP)

    with database.write() as session:
        factories.division(session, code="140728", name="平遥县")

    after = path_in(described(client, "divisions"), "9/415/198")
    assert after != before
    new = client.get(after)
    assert "平遥县".encode() in new.data
    assert "平遥县".encode() not in gzip.decompress(old.data)


@pytest.mark.parametrize("query", ["", "?v="])
def test_an_empty_tile_is_204(visitor: FlaskClient, query: str) -> None:
    stamp = described(visitor, "divisions")["stamp"] if query else ""

    answers = [
        visitor.get(f"/tiles/divisions/9/1/1.mvt{query}{stamp}", headers=GZIP)
        for _ in range(2)
    ]

    for answer in answers:
        assert answer.status_code == 204
        assert answer.data == b""
        assert "Content-Encoding" not in answer.headers
        assert ("immutable" in answer.headers["Cache-Control"]) == bool(query)


@pytest.mark.parametrize(
    "path",
    [
        "divisions/15/0/0",
        "divisions/3/8/0",
        "divisions/3/0/8",
        "divisions/3/-1/0",
        "divisions/a/0/0",
        "plots/3/0/0",
    ],
)
def test_what_is_not_in_the_grid_is_a_problem(visitor: FlaskClient, path: str) -> None:
    answer = visitor.get(f"/tiles/{path}.mvt")

    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["title"]


def test_without_divisions_a_tile_is_a_problem(client: FlaskClient) -> None:
    answer = client.get("/tiles/divisions/0/0/0.mvt")

    assert 400 <= answer.status_code < 500
    assert answer.mimetype == "application/problem+json"


@pytest.mark.parametrize("layer", ["production-areas", "divisions"])
def test_the_description_is_what_the_tiles_hold(
    visitor: FlaskClient, layer: str
) -> None:
    document = described(visitor, layer)

    assert document["tilejson"] == "3.0.0"
    assert (document["minzoom"], document["maxzoom"]) == (0, 14)
    west, south, east, north = document["bounds"]
    assert [west, south, east, north] == pytest.approx(SHANXI, abs=0.05)
    assert "天地图" in document["attribution"]
    tile = mapbox_vector_tile.decode(visitor.get(path_in(document)).data)
    fields = {source["id"]: source["fields"] for source in document["vector_layers"]}
    assert set(tile) == set(fields)
    kinds = {"String": str, "Number": int, "Boolean": bool}
    for name, source in tile.items():
        for feature in source["features"]:
            for key, value in feature["properties"].items():
                assert type(value) is kinds[fields[name][key]]


def test_the_style_draws_source_layers_that_there_are(visitor: FlaskClient) -> None:
    style = visitor.get("/tiles/style.json").get_json()

    assert style["version"] == 8
    for layer in style["layers"]:
        if layer["type"] == "background":
            continue
        document = described(visitor, layer["source"])
        assert style["sources"][layer["source"]]["tiles"] == document["tiles"]
        sources = {source["id"]: source for source in document["vector_layers"]}
        fields = sources[layer["source-layer"]]["fields"]
        used = json.dumps([layer.get("filter"), layer.get("layout")])
        assert all(name in fields for name in _got(json.loads(used)))


def test_the_style_speaks_two_languages(visitor: FlaskClient) -> None:
    chinese, english = (
        visitor.get(f"/tiles/style.json?lang={code}").get_json()
        for code in ("zh", "en")
    )

    assert [_got(layer.get("layout")) for layer in chinese["layers"][-2:]] == [
        ["name"],
        ["name"],
    ]
    assert [_got(layer.get("layout")) for layer in english["layers"][-2:]] == [
        ["name_en"],
        ["name_en"],
    ]
    assert english["name"].isascii()


def test_the_style_has_colours_of_the_stylesheet(visitor: FlaskClient) -> None:
    style = visitor.get("/tiles/style.json").get_json()
    sheet = SHEET.read_text(encoding="utf-8")

    colours = {
        value
        for layer in style["layers"]
        for key, value in layer["paint"].items()
        if key.endswith("color")
    }

    assert len(colours) >= 5
    assert all(f": {colour};" in sheet for colour in colours)


def _got(expression: Any) -> list[str]:  # noqa: ANN401 -- JSON
    """Return the names that an expression of a style gets."""
    if isinstance(expression, dict):
        return _got(list(expression.values()))
    if not isinstance(expression, list):
        return []
    if len(expression) == 2 and expression[0] == "get":
        return [expression[1]]
    return [name for part in expression for name in _got(part)]
