"""OGC API - Features against pygeoapi, and against a bare route."""

import json
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

from benchmarks._loopback import Answered, answered, get, granian
from benchmarks._pygeoapi import IS_HERE, NOT_HERE, pygeoapi
from benchmarks._rows import Row, at_least, at_most, skipped, told
from gi_registry.app import create_app, tables
from gi_registry.core import clock
from gi_registry.core.settings import Settings
from gi_registry.site.service import import_register
from tests.products.catalogue import shipped

TIMES_PYGEOAPI: Final = 15
OF_BARE: Final = 0.35
_BOX_DEG: Final = 0.7
_ROUNDS: Final = 3
_REQUESTS: Final = 2_000
_REQUESTS_OF_PEER: Final = 80
_ITEMS: Final = "/collections/divisions/items"


class _Ports(NamedTuple):
    ours: int
    theirs: int
    bare: int


def run() -> list[Row]:
    """Measure the divisions, exact, on both servers; one worker, eight connections.

    pygeoapi has them as the GeoJSON file that the registry gives of them; its
    SQLite provider needs a Python that loads extensions into SQLite. Boxes and
    features change from request to request, so that each box is looked up. The three
    servers take turns, and the best of three rounds of each is compared.
    """
    if not IS_HERE:
        return [skipped("ogc: of pygeoapi", NOT_HERE)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with _served(folder) as ours:
            page = _fetched(ours, f"/ogc{_ITEMS}?limit=10&f=json")
            (folder / "ready.json").write_bytes(page)
            features = _fetched(ours, f"/ogc{_ITEMS}?limit=1000&f=json")
            (folder / "divisions.geojson").write_bytes(features)
            ready = {"BARE_FILE": str(folder / "ready.json")}
            with (
                pygeoapi(folder, _divisions(folder)) as theirs,
                granian("benchmarks._bare:app", ready) as bare,
            ):
                _compare(ours, theirs)
                return _measured(_Ports(ours, theirs, bare), json.loads(features))


def _measured(ports: _Ports, features: dict[str, Any]) -> list[Row]:
    rows = []
    for what, paths in _asked(features).items():
        ours, theirs, bare = _in_turns(ports, paths)
        rows += [
            at_least(
                f"ogc: {what}, times pygeoapi", ours.rate / theirs.rate, TIMES_PYGEOAPI
            ),
            at_most(
                f"ogc: {what}, p99 of pygeoapi's",
                ours.p99_ms / theirs.p99_ms,
                1,
                "ratio",
            ),
            at_least(f"ogc: {what}, of a bare route", ours.rate / bare.rate, OF_BARE),
            told(f"ogc: {what}", ours.rate, "requests/s"),
            told(f"ogc: {what}, pygeoapi", theirs.rate, "requests/s"),
        ]
    return rows


def _asked(features: dict[str, Any]) -> dict[str, list[str]]:
    """Return by kind what both are asked."""
    random = np.random.default_rng(20261123)
    count = _REQUESTS * _ROUNDS
    south_west = random.uniform((110.3, 34.6), (113.8, 40.0), (count, 2))
    boxes = np.hstack([south_west, south_west + _BOX_DEG]).round(4).tolist()
    return {
        "items limit=10": [f"{_ITEMS}?limit=10&f=json"],
        "items in a box": [
            f"{_ITEMS}?limit=10&f=json&bbox={','.join(map(str, box))}" for box in boxes
        ],
        "a feature": [f"{_ITEMS}/{each['id']}?f=json" for each in features["features"]],
    }


def _in_turns(ports: _Ports, paths: list[str]) -> list[Answered]:
    """Return what we, pygeoapi and the bare route did, each at its best."""
    every = [paths[n % len(paths)] for n in range(_REQUESTS * _ROUNDS)]
    bare = [get("/ready")] * _REQUESTS
    rounds = []
    for turn in range(_ROUNDS):
        part = every[turn * _REQUESTS : (turn + 1) * _REQUESTS]
        mine = [get(f"/ogc{path}") for path in part]
        other = [get(path) for path in part[:_REQUESTS_OF_PEER]]
        rounds.append(
            (
                answered(ports.ours, mine),
                answered(ports.theirs, other),
                answered(ports.bare, bare),
            )
        )
    return [
        Answered(max(each.rate for each in one), min(each.p99_ms for each in one))
        for one in zip(*rounds, strict=True)
    ]


@contextmanager
def _served(folder: Path) -> Iterator[int]:
    app = create_app(Settings(data_dir=folder))
    database = app.extensions["gi"].database
    tables.upgrade(database)
    with database.write() as session:
        import_register(session, shipped(), now=clock.now())
    database.engine.dispose()
    with granian("wsgi:app", {"GI_DATA_DIR": str(folder)}) as port:
        yield port


def _divisions(folder: Path) -> dict[str, Any]:
    provider = {
        "type": "feature",
        "name": "GeoJSON",
        "data": str(folder / "divisions.geojson"),
        "id_field": "code",
    }
    return {"divisions": {"providers": [provider]}}


def _compare(ours: int, theirs: int) -> None:
    """Hold that both give the same features, in a box too.

    Raises:
        AssertionError: they do not.
    """
    for asked in ("limit=10", "limit=1000&bbox=112,37,113,38"):
        one, other = (
            {each["id"]: each["geometry"] for each in json.loads(body)["features"]}
            for body in (
                _fetched(ours, f"/ogc{_ITEMS}?{asked}&f=json"),
                _fetched(theirs, f"{_ITEMS}?{asked}&f=json"),
            )
        )
        assert one == other  # noqa: S101 -- stated above


def _fetched(port: int, path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
        body: bytes = answer.read()
    return body
