"""Vector tiles: made against PostGIS's ST_AsMVT, served against a bare route."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import mapbox_vector_tile
import psycopg
import pytest
import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from benchmarks._loopback import Answered, answered, granian
from benchmarks._pygeoapi import IS_HERE, NOT_HERE, pygeoapi
from benchmarks._rows import Row, at_least, at_most, skipped, told
from gi_registry.app import tables
from gi_registry.areas import service as areas
from gi_registry.core.db import Database
from gi_registry.site.service import import_register
from gi_registry.tiles.rules import BUFFER, EXTENT, Tile, tile, to_world
from gi_registry.tiles.service import Desk, TileLayer
from gi_registry.tiles.service.layers import area_row, place_row
from tests import postgresql
from tests.factories import NOW, TODAY
from tests.products.catalogue import shipped

LAYERS: Final = ("production-areas", "divisions")
DEEPEST: Final = 11
"""All tiles down to here that hold something: some 1,000 a layer."""

OF_POSTGIS: Final = 0.5
OF_BARE: Final = 0.9
TIMES_PYGEOAPI: Final = 15
_ROUNDS: Final = 3
_REQUESTS: Final = 2_000
_REQUESTS_OF_PEER: Final = 200
_SERVED: Final = (7, 104, 49)
"""Taiyuan and the middle of Shanxi."""

_SAME: Final = 0.01
"""Of the features in tiles, which may be in one and not in the other: slivers."""

_Tables = dict[str, list[dict[str, Any]]]


def run() -> list[Row]:
    """Measure tiles of the shipped catalogue.

    Both sides have the same exact geometries and properties. PostGIS has them in
    EPSG:3857 with a GiST index, analysed, and answers a prepared statement over
    one connection, binary; the registry has brought them to each zoom before, as
    it does once for a state of the layer, and the time that takes is told too.
    They take turns, and the best of three rounds of each is compared.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = _filled(folder)
        desk = Desk(database)
        layers = {name: desk.layer(name, on=TODAY) for name in LAYERS}
        rows = [_readied(layers)]
        served, ours = _served(folder, desk, layers["production-areas"])
        try:
            with postgresql.cluster() as url:
                rows += _made(layers, url, database)
                rows += _of_pygeoapi(folder, url, ours)
        except pytest.skip.Exception as reason:
            rows.append(skipped("tiles: against PostGIS and pygeoapi", str(reason)))
        database.engine.dispose()
    return rows + served


def _made(layers: dict[str, TileLayer], url: str, database: Database) -> Iterator[Row]:
    """Measure making tiles; leaves the layers in the cluster's first database."""
    wanted = {name: _tiles(layer) for name, layer in layers.items()}
    with _postgis(url, database) as theirs:
        for name, layer in layers.items():
            _compare(name, layer, theirs[name], wanted[name])
            rates = [
                (_rate(layer.made, wanted[name]), _rate(theirs[name], wanted[name]))
                for _ in range(_ROUNDS)
            ]
            one, other = map(max, zip(*rates, strict=True))
            what = f"tiles: {name} made"
            yield at_least(f"{what}, of PostGIS ST_AsMVT", one / other, OF_POSTGIS)
            yield told(what, one, "tiles/s")


def _readied(layers: dict[str, TileLayer]) -> Row:
    """Return how long it takes to bring both layers to their zooms, once."""
    began = perf_counter()
    for layer in layers.values():
        for zoom in range(DEEPEST + 1):
            layer.made(tile(zoom, 0, 0))
    took = perf_counter() - began
    return told(f"tiles: both layers brought to zooms 0 to {DEEPEST}", took, "s")


def _tiles(layer: TileLayer) -> list[Tile]:
    """Return the tiles of a layer that hold something."""
    west, south, east, north = layer.bounds
    corners = [to_world(Point(at)) for at in ((west, north), (east, south))]
    found = []
    for zoom in range(DEEPEST + 1):
        (left, top), (right, low) = (
            (int(at.x * 2**zoom), int(at.y * 2**zoom)) for at in corners
        )
        square = [
            tile(zoom, x, y)
            for x in range(left, right + 1)
            for y in range(top, low + 1)
        ]
        found += [each for each in square if layer.made(each)]
    return found


def _rate(make: Callable[[Tile], bytes], tiles: list[Tile]) -> float:
    """Return how many tiles are made a second."""
    began = perf_counter()
    for each in tiles:
        make(each)
    return len(tiles) / (perf_counter() - began)


def _compare(
    name: str,
    layer: TileLayer,
    theirs: Callable[[Tile], bytes],
    tiles: list[Tile],
) -> None:
    """Hold that both make the same tiles, as far as their features go.

    Raises:
        AssertionError: more than one feature in a hundred is in one side's alone.
    """
    apart = together = 0
    for each in tiles[:: max(1, len(tiles) // 100)]:
        one, other = (_codes(name, make(each)) for make in (layer.made, theirs))
        apart += len(one ^ other)
        together += len(one | other)
    assert apart <= _SAME * together  # noqa: S101 -- stated above


def _codes(name: str, made: bytes) -> set[str]:
    features = mapbox_vector_tile.decode(made).get(name, {"features": []})["features"]
    return {feature["properties"]["code"] for feature in features}


@contextmanager
def _postgis(
    url: str, database: Database
) -> Iterator[dict[str, Callable[[Tile], bytes]]]:
    """Give PostGIS's way to make a tile of each layer."""
    address = url.replace("+psycopg", "")
    with psycopg.connect(address, autocommit=True) as connection:
        found = _tables(database)
        for name, rows in found.items():
            _load(connection, name, rows)
        connection.execute("VACUUM ANALYZE")

        def made(statement: str) -> Callable[[Tile], bytes]:
            def make(each: Tile) -> bytes:
                given = {"z": each.z, "x": each.x, "y": each.y}
                cursor = connection.execute(statement, given, prepare=True, binary=True)
                row = cursor.fetchone()
                return bytes(row[0]) if row else b""

            return make

        yield {
            "production-areas": made(f"SELECT {_as_mvt('production-areas', found)}"),
            "divisions": made(
                f"SELECT {_as_mvt('divisions', found)} || "
                f"{_as_mvt('division-labels', found, buffer=0)}"
            ),
        }


def _as_mvt(name: str, found: _Tables, *, buffer: int = BUFFER) -> str:
    columns = ", ".join(f'"{key}"' for key in found[name][0] if key != "shape")
    envelope = "ST_TileEnvelope(%(z)s::int, %(x)s::int, %(y)s::int"
    return (
        f"(SELECT ST_AsMVT(tile, '{name}', {EXTENT}, 'drawn', 'id') FROM ("  # noqa: S608 -- our own words
        f"SELECT {columns}, ST_AsMVTGeom(shape, {envelope}), {EXTENT}, {buffer}) "
        f'AS drawn FROM "{name}" '
        f"WHERE shape && {envelope}, margin => {buffer / EXTENT})"
        ") AS tile WHERE drawn IS NOT NULL)"
    )


def _load(
    connection: psycopg.Connection, name: str, rows: list[dict[str, Any]]
) -> None:
    kinds = {str: "text", int: "int", bool: "boolean"}
    first = {key: value for key, value in rows[0].items() if key != "shape"}
    columns = ", ".join(f'"{key}" {kinds[type(value)]}' for key, value in first.items())
    run: Any = connection.execute
    shape = "shape geometry(Geometry, 3857)"
    run(f'CREATE TABLE "{name}" ({columns}, {shape}, PRIMARY KEY (id))')
    marks = ", ".join(f"%({key})s" for key in first)
    shape = "ST_Transform(ST_SetSRID(%(shape)s::geometry, 4326), 3857)"
    with connection.cursor() as cursor:
        insert: Any = cursor.executemany
        insert(f'INSERT INTO "{name}" VALUES ({marks}, {shape})', rows)  # noqa: S608 -- our own words
    run(f'CREATE INDEX ON "{name}" USING gist (shape)')


def _tables(database: Database) -> _Tables:
    """Return what the tiles hold, as rows with their exact geometry."""
    with database.read() as session:
        places = list(areas.layer(session).places.values())
        found = areas.areas_in_force(session, on=TODAY)
        drawn = [
            _row(area.version.gi_id, area_row(area), area.geometry)
            for area in found
            if area.geometry is not None
        ]
    return {
        "production-areas": drawn,
        "divisions": [
            _row(int(place.code), place_row(place), place.geometry) for place in places
        ],
        "division-labels": [
            _row(int(place.code), place_row(place), Point(place.label))
            for place in places
        ],
    }


def _row(number: int, said: dict[str, Any], shape: BaseGeometry) -> dict[str, Any]:
    return {"id": number} | said | {"shape": shapely.to_wkb(shape, hex=True)}


def _filled(folder: Path) -> Database:
    database = Database(f"sqlite:///{folder / 'registry.db'}")
    tables.upgrade(database)
    with database.write() as session:
        import_register(session, shipped(), now=NOW)
    return database


def _served(folder: Path, desk: Desk, layer: TileLayer) -> tuple[list[Row], Answered]:
    """Measure a kept tile, by the address of the TileJSON and by the plain one."""
    squeezed = desk.tile(layer, tile(*_SERVED)).squeezed
    ready = folder / "ready"
    ready.write_bytes(squeezed)
    path = "/tiles/{}/{}/{}/{}.mvt".format(layer.name, *_SERVED)
    with (
        granian("benchmarks._bare:app", {"BARE_FILE": str(ready)}) as limit,
        granian("wsgi:app", {"GI_DATA_DIR": str(folder)}) as port,
    ):
        bare, named, plain = _best(
            (limit, "/ready"), (port, f"{path}?v={layer.stamp}"), (port, path)
        )
    what = f"tiles: kept tile of {len(squeezed):,} bytes"
    asked = f"{what}, asked for plainly"
    rows = [
        at_least(f"{what}, of a bare route", named.rate / bare.rate, OF_BARE),
        told(f"{asked}, of a bare route", plain.rate / bare.rate, "ratio"),
        told(what, named.rate, "requests/s"),
    ]
    return rows, plain


def _of_pygeoapi(folder: Path, url: str, ours: Answered) -> list[Row]:
    """Measure pygeoapi with the same layer in PostGIS, row before column."""
    what = "tiles: kept tile asked for plainly, times pygeoapi on PostGIS"
    if not IS_HERE:
        return [skipped(what, NOT_HERE)]
    z, x, y = _SERVED
    provider = {
        "type": "tile",
        "name": "MVT-postgresql",
        "data": {
            "host": url.partition("host=")[2],
            "port": 5432,
            "dbname": "postgres",
            "user": "gi",
            "password": "",
            "search_path": ["public"],
        },
        "table": "production-areas",
        "id_field": "id",
        "geom_field": "shape",
        "storage_crs": "http://www.opengis.net/def/crs/EPSG/0/3857",
        "options": {"zoom": {"min": 0, "max": 14}},
        "format": {"name": "pbf", "mimetype": "application/vnd.mapbox-vector-tile"},
    }
    path = f"/collections/areas/tiles/WebMercatorQuad/{z}/{y}/{x}?f=mvt"
    with pygeoapi(folder, {"areas": {"providers": [provider]}}) as port:
        (theirs,) = _best((port, path), count=_REQUESTS_OF_PEER)
    p99 = "tiles: p99 of the same, of pygeoapi's"
    return [
        at_least(what, ours.rate / theirs.rate, TIMES_PYGEOAPI),
        at_most(p99, ours.p99_ms / theirs.p99_ms, 1, "ratio"),
    ]


def _best(*asked: tuple[int, str], count: int = _REQUESTS) -> list[Answered]:
    """Return the best round of each address; they take turns.

    Args:
        asked: ports and paths.
        count: of requests in a round.
    """
    rounds = [
        [answered(port, [_request(path)] * count) for port, path in asked]
        for _ in range(1 + _ROUNDS)
    ]
    return [max(each) for each in zip(*rounds[1:], strict=True)]


def _request(path: str) -> bytes:
    return (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n"
        "Accept-Encoding: gzip, deflate, br\r\n\r\n"
    ).encode()
