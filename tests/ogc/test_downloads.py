"""Files of the public layers, read back by programs that others wrote."""

import csv
import json
import multiprocessing
import subprocess
import zipfile
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pyogrio
import pytest
import shapely
from flask.testing import FlaskClient
from pyarrow import parquet
from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from gi_registry.areas.models import AreaVersion, Division
from gi_registry.core.db import Database
from gi_registry.ogc.files import FORMATS
from gi_registry.ogc.service import files
from gi_registry.ogc.service.files import Place

LAYERS = ("production-areas", "divisions")
NEAR = 1e-6
"""Degrees: half of what is left out when coordinates are written, and a bit."""

Rows = dict[str, tuple[str, Any]]


def kept(database: Database, layer: str) -> Rows:
    """Return name and geometry of what is in force, by code."""
    with database.read() as session:
        if layer == "divisions":
            rows = select(Division).where(Division.valid_to.is_(None))
            return {d.code: (d.name, d.geometry) for d in session.scalars(rows)}
        versions = (
            select(AreaVersion)
            .options(joinedload(AreaVersion.gi))
            .where(AreaVersion.valid_to.is_(None))
        )
        return {
            v.gi.code: (v.gi.name_zh, v.geometry) for v in session.scalars(versions)
        }


def saved(client: FlaskClient, name: str, folder: Path) -> Path:
    """Return a downloaded file."""
    answer = client.get(f"/downloads/{name}")
    assert answer.status_code == 200, answer.text
    assert name in answer.headers["Content-Disposition"]
    path = folder / name
    path.write_bytes(answer.data)
    return path


def assert_same(found: Rows, expected: Rows) -> None:
    assert {k: v[0] for k, v in found.items()} == {k: v[0] for k, v in expected.items()}
    for code, (_, geometry) in expected.items():
        other = found[code][1]
        if geometry is None:
            assert other is None
        else:
            assert shapely.hausdorff_distance(geometry, other) < NEAR
            assert (
                shapely.get_num_interior_rings(shapely.get_parts(geometry)).sum()
                == shapely.get_num_interior_rings(shapely.get_parts(other)).sum()
            )


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("ext", ["gpkg", "geojson", "zip", "kml"])
def test_gdal_reads_back_what_is_kept(
    visitor: FlaskClient, shelf: Database, tmp_path: Path, layer: str, ext: str
) -> None:
    path = saved(visitor, f"{layer}.{ext}", tmp_path)

    source = f"/vsizip/{path}" if ext == "zip" else path
    frame = pyogrio.read_dataframe(source)

    wgs84 = ext in ("geojson", "kml")
    assert frame.crs.to_epsg() == (4326 if wgs84 else 4490)
    name = "name2" if ext == "kml" else "name"
    rows = zip(frame["code"], frame[name], frame.geometry, strict=True)
    assert_same({code: (called, at) for code, called, at in rows}, kept(shelf, layer))


@pytest.mark.parametrize("layer", LAYERS)
def test_geoparquet_says_what_it_is_and_holds_what_is_kept(
    visitor: FlaskClient, shelf: Database, tmp_path: Path, layer: str
) -> None:
    path = saved(visitor, f"{layer}.parquet", tmp_path)

    table = parquet.read_table(path)
    said = {k.decode(): v.decode() for k, v in table.schema.metadata.items()}
    geo = json.loads(said["geo"])
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
    assert geo["columns"]["geometry"]["crs"]["id"] == {
        "authority": "EPSG",
        "code": 4490,
    }
    assert "天地图" in said["licence"]
    rows = {
        row["code"]: (row["name"], shapely.from_wkb(row["geometry"]))
        for row in table.to_pylist()
    }
    assert_same(rows, kept(shelf, layer))


def test_debians_gdal_reads_the_geopackage_without_complaint(
    visitor: FlaskClient, tmp_path: Path
) -> None:
    path = saved(visitor, "production-areas.gpkg", tmp_path)

    done = subprocess.run(  # noqa: S603 -- our own words
        ["ogrinfo", "-so", "-al", str(path)],  # noqa: S607 -- from the path
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stderr == ""
    for line in ("Feature Count: 109", "LICENCE=", "DATE=", "STATE=", "天地图"):
        assert line in done.stdout
    assert 'ID["EPSG",4490]' in done.stdout


def test_a_shapefile_says_its_names_and_keeps_long_texts_beside_it(
    visitor: FlaskClient, shelf: Database, tmp_path: Path
) -> None:
    path = saved(visitor, "production-areas.zip", tmp_path)

    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert held["production-areas.cpg"] == b"UTF-8"
    frame = pyogrio.read_dataframe(f"/vsizip/{path}")
    named = list(csv.DictReader(StringIO(held["fields.csv"].decode("utf-8-sig"))))
    assert [row["field"] for row in named] == list(frame.columns.drop("geometry"))
    assert all(len(row["field"]) <= 10 for row in named)
    whole = csv.DictReader(StringIO(held["production-areas.csv"].decode("utf-8-sig")))
    texts = {row["id"]: row["text"] for row in whole}
    with shelf.read() as session:
        kept_texts = set(session.scalars(select(AreaVersion.text)))
    assert set(texts.values()) == kept_texts
    for row in frame.itertuples():
        assert texts[row.id].startswith(row.text)
    readme = held["README.txt"].decode()
    for word in ("EPSG:4490", "天地图", "MIT", "/ogc/collections/production-areas"):
        assert word in readme


@pytest.mark.parametrize("ext", ["kml", "geojson"])
def test_what_is_wgs84_by_definition_says_what_its_numbers_are(
    visitor: FlaskClient, tmp_path: Path, ext: str
) -> None:
    text = saved(visitor, f"divisions.{ext}", tmp_path).read_text(encoding="utf-8")

    for word in (
        "CGCS2000",
        "WGS84",
        "天地图",
        "state" if ext == "geojson" else "<name>",
    ):
        assert word in text


def test_who_has_the_file_gets_nothing_again(visitor: FlaskClient) -> None:
    first = visitor.get("/downloads/divisions.gpkg")

    again = visitor.get(
        "/downloads/divisions.gpkg", headers={"If-None-Match": first.headers["ETag"]}
    )
    part = visitor.get("/downloads/divisions.gpkg", headers={"Range": "bytes=0-15"})

    assert (again.status_code, again.data) == (304, b"")
    assert (part.status_code, part.data) == (206, b"SQLite format 3\x00")


@pytest.mark.parametrize("name", ["plots.gpkg", "divisions.dxf", "divisions", "a.b.c"])
def test_what_is_not_offered_is_not_there(visitor: FlaskClient, name: str) -> None:
    assert visitor.get(f"/downloads/{name}").status_code == 404


def test_the_open_data_page_says_formats_and_sizes(visitor: FlaskClient) -> None:
    page = visitor.get("/open-data").text

    for layer in LAYERS:
        for form in FORMATS.values():
            name = f"{layer}.{form.ext}"
            size = len(visitor.get(f"/downloads/{name}").data)
            assert f'href="/downloads/{name}"' in page
            assert f"{round(size / 1000):,} kB" in page


def test_a_layer_without_features_is_a_file_all_the_same(client: FlaskClient) -> None:
    for form in FORMATS.values():
        answer = client.get(f"/downloads/divisions.{form.ext}")

        assert answer.status_code == 200
        assert answer.data


def test_another_state_is_another_file_and_the_former_goes(
    stocked: Database, tmp_path: Path
) -> None:
    place, on = Place(stocked, tmp_path, "http://127.0.0.1"), date(2026, 11, 22)
    before = files.made(place, "divisions.geojson", on=on)
    same = files.made(place, "divisions.geojson", on=on)

    with stocked.write() as session:
        session.execute(update(Division).values(name="新县"))
    after = files.made(place, "divisions.geojson", on=on)

    assert before == same
    assert not before.path.exists()
    assert "新县" in after.path.read_text(encoding="utf-8")
    assert [path.name for path in after.path.parent.iterdir()] == [after.path.name]


def test_processes_that_make_one_file_at_once_do_not_meet(
    stocked: Database, tmp_path: Path
) -> None:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(3, mp_context=context) as pool:
        sizes = set(pool.map(_make, [(stocked.url, str(tmp_path))] * 3))

    left = list((tmp_path / "downloads").iterdir())
    assert [path.suffix for path in left] == [".gpkg"]
    assert sizes == {left[0].stat().st_size}
    assert len(pyogrio.read_dataframe(left[0])) == 2


def _make(given: tuple[str, str]) -> int:
    """Make a file in a process of its own; return its size, bytes."""
    url, folder = given
    database = Database(url)
    place = Place(database, Path(folder), "http://127.0.0.1")
    size = files.made(place, "divisions.gpkg", on=date(2026, 11, 22)).size
    database.engine.dispose()
    return size
