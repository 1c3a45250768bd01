"""Programs that others wrote read everything, and read what the database holds."""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyogrio
import pytest
import shapely
from owslib.ogcapi.features import Features
from pyproj import Transformer
from shapely.geometry import shape
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from benchmarks._loopback import granian
from gi_registry.areas.models import AreaVersion, Division
from gi_registry.core.db import Database
from gi_registry.products.models import Gi

COLLECTIONS = ("production-areas", "divisions", "products")
NEAR = 1e-6
"""Degrees: half of what is left out when coordinates are written, and a bit."""
BOX = (112.0, 37.0, 112.5, 37.5)

Rows = dict[str, tuple[str, Any]]
"""Name and geometry by id."""


@dataclass(frozen=True)
class Served:
    url: str
    database: Database


@pytest.fixture(scope="module")
def served(
    shelf: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """Give the register with the shipped catalogue on a server of its own.

    Another process: GDAL inside this one would keep its own server waiting.
    """
    settings = {
        "GI_DATA_DIR": str(tmp_path_factory.mktemp("served")),
        "GI_DATABASE_URL": shelf.url,
    }
    with granian("wsgi:app", settings) as port:
        yield Served(f"http://127.0.0.1:{port}/ogc/", shelf)


def kept(database: Database, collection: str) -> Rows:
    """Return what the database holds, without the help of what is tried."""
    with database.read() as session:
        if collection == "divisions":
            return {
                f"{d.code}-{d.valid_from:%Y%m%d}": (d.name, d.geometry)
                for d in session.scalars(select(Division))
            }
        if collection == "products":
            return {p.code: (p.name_zh, None) for p in session.scalars(select(Gi))}
        versions = select(AreaVersion).options(joinedload(AreaVersion.gi))
        return {
            f"{v.gi.code}-v{v.number}": (v.gi.name_zh, v.geometry)
            for v in session.scalars(versions)
        }


def taken(served: Served, collection: str, *options: str) -> Rows:
    """Return what GDAL's command takes from the server."""
    found = run(
        *("ogr2ogr", "-f", "GeoJSON", "-oo", "PAGE_SIZE=37", *options),
        *("/vsistdout/", f"OAPIF:{served.url}", collection),
    )
    features = json.loads(found)["features"]
    rows = {
        f["properties"]["id"]: (
            f["properties"]["name"],
            shape(f["geometry"]) if f["geometry"] else None,
        )
        for f in features
    }
    assert len(rows) == len(features)
    return rows


def run(*command: str) -> str:
    """Return what a command prints; it must not complain."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 -- our own words
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def same(one: Any, other: Any) -> bool:  # noqa: ANN401 -- geometries or none
    """Whether two outlines are the same but for the last decimal."""
    if one is None or other is None:
        return one is other
    distance = shapely.hausdorff_distance(one, other)
    return bool(distance < NEAR)


def test_gdal_lists_the_collections(served: Served) -> None:
    listed = run("ogrinfo", f"OAPIF:{served.url}")

    for number, name in enumerate(COLLECTIONS, 1):
        assert f"{number}: {name} (title: " in listed


@pytest.mark.parametrize("collection", ["production-areas", "divisions"])
def test_gdal_reads_every_feature_as_it_is_kept(
    served: Served, collection: str
) -> None:
    expected = kept(served.database, collection)

    found = taken(served, collection)

    assert {k: v[0] for k, v in found.items()} == {k: v[0] for k, v in expected.items()}
    assert [k for k in found if not same(found[k][1], expected[k][1])] == []
    assert len(found) > 100


def test_gdal_reads_every_product_inside_its_area(served: Served) -> None:
    expected = kept(served.database, "products")
    areas = kept(served.database, "production-areas")

    found = taken(served, "products")

    assert {k: v[0] for k, v in found.items()} == {k: v[0] for k, v in expected.items()}
    outside = [
        code
        for code, (_, point) in found.items()
        if (point is None) != (areas[f"{code}-v1"][1] is None)
        or (point is not None and not areas[f"{code}-v1"][1].covers(point))
    ]
    assert outside == []


@pytest.mark.parametrize("collection", ["production-areas", "divisions"])
def test_gdal_finds_what_meets_a_box(served: Served, collection: str) -> None:
    box = shapely.box(*BOX)
    expected = {
        name
        for name, (_, geometry) in kept(served.database, collection).items()
        if geometry is not None and geometry.intersects(box)
    }

    found = taken(served, collection, "-spat", *map(str, BOX))

    assert set(found) == expected
    assert 0 < len(expected) < 60


def test_gdal_hands_a_time_over_and_gets_what_holds_then(served: Served) -> None:
    since = "valid_from >= '2026/01/01'"
    until = "valid_from <= '2026/01/01'"

    assert len(taken(served, "production-areas", "-where", since)) > 100
    assert taken(served, "production-areas", "-where", until) == {}
    assert len(taken(served, "divisions", "-where", until)) == 129


def test_gdal_finds_features_by_value(served: Served) -> None:
    found = taken(served, "divisions", "-where", "level = 'prefecture'")

    assert len(found) == 11


def test_gdal_draws_them_in_another_system(served: Served) -> None:
    plain = taken(served, "products", "-where", "code = 'SXGI-001'")
    metres = taken(
        served, "products", "-where", "code = 'SXGI-001'", "-t_srs", "EPSG:3857"
    )

    (_, point), (_, moved) = plain["SXGI-001"], metres["SXGI-001"]
    transform = Transformer.from_crs(4326, 3857, always_xy=True).transform
    assert (moved.x, moved.y) == pytest.approx(transform(point.x, point.y), abs=0.01)


@pytest.mark.parametrize("crs", ["EPSG:4490", "EPSG:3857"])
def test_a_newer_gdal_asks_for_the_system_that_it_is_told(
    served: Served, crs: str
) -> None:
    frame = pyogrio.read_dataframe(
        f"OAPIF:{served.url}", layer="divisions", CRS=crs, PAGE_SIZE="50"
    )

    expected = kept(served.database, "divisions")
    assert frame.crs.to_string() == crs
    assert len(frame) == len(expected)
    there = frame.to_crs(4490) if crs == "EPSG:3857" else frame
    off = [
        row.id
        for row in there.itertuples()
        if not same(row.geometry, expected[row.id][1])
    ]
    assert off == []


def test_owslib_reads_what_there_is(served: Served) -> None:
    client = Features(served.url)

    assert client.feature_collections() == list(COLLECTIONS)
    assert any(
        each.endswith("features-1/1.0/conf/core")
        for each in client.conformance()["conformsTo"]
    )
    assert client.api()["openapi"] == "3.0.3"
    assert client.collection("divisions")["id"] == "divisions"
    assert "level" in client.collection_queryables("divisions")["properties"]


def test_owslib_follows_the_pages_and_asks(served: Served) -> None:
    client = Features(served.url)
    expected = kept(served.database, "divisions")

    seen: list[str] = []
    page = client.collection_items("divisions", limit=50)
    while True:
        seen += [feature["id"] for feature in page["features"]]
        following = [e["href"] for e in page["links"] if e["rel"] == "next"]
        if not following:
            break
        after = following[0].partition("after=")[2].partition("&")[0]
        page = client.collection_items("divisions", limit=50, after=after)

    assert seen == sorted(expected)
    one = client.collection_item("divisions", seen[0])
    assert same(shape(one["geometry"]), expected[seen[0]][1])
    boxed = client.collection_items("divisions", bbox=list(BOX), limit=1000)
    assert 0 < boxed["numberMatched"] < len(expected)
    long_ago = client.collection_items(
        "production-areas", datetime_="../1999-12-31T00:00:00Z"
    )
    assert long_ago["numberMatched"] == 0
