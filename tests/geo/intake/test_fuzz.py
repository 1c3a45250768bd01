"""Whatever a file's bytes are, there is an answer."""

import io
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import geopandas
import pytest
from ezdxf import filemanagement
from hypothesis import given, settings
from hypothesis import strategies as st

from gi_registry.geo.crs import Crs
from gi_registry.geo.intake.outcomes import Weight
from gi_registry.geo.intake.raw import RawFile
from tests.geo.intake.files import (
    PLOT,
    collection,
    crs_member,
    entry,
    named,
    read,
    shapefile,
    zipped,
)

KML = (
    "<kml><Document><Folder><Placemark><name>甲</name><Polygon><outerBoundaryIs>"
    "<LinearRing><coordinates>111,35,9 112,35,9 112,36,9 111,35,9</coordinates>"
    "</LinearRing></outerBoundaryIs></Polygon></Placemark></Folder></Document></kml>"
)
ENDINGS = ["geojson", "zip", "kml", "kmz", "dxf", "csv", "gpkg", "fgb", "shp", "txt"]
KINDS = [*ENDINGS[:8], "shp parts"]


@cache
def valid(kind: str) -> bytes:
    """Return a file of a kind that is read without a word."""
    texts: dict[str, Callable[[], bytes]] = {
        "geojson": _geojson,
        "kml": KML.encode,
        "kmz": lambda: zipped({"doc.kml": KML}),
        "csv": lambda: f'n,wkt\n甲,"{PLOT.wkt}"\n'.encode("gbk"),
        "dxf": _dxf,
        "zip": lambda: zipped(named(parts())),
    }
    if kind in texts:
        return texts[kind]()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a.{kind}"
        geopandas.GeoDataFrame({"n": ["甲"]}, geometry=[PLOT], crs=4490).to_file(path)
        return path.read_bytes()


def _geojson() -> bytes:
    return collection(entry(PLOT, 名=1), crs=crs_member("EPSG:4490")).encode()


def _dxf() -> bytes:
    document, stream = filemanagement.new("R2000"), io.StringIO()
    corners = [(111, 35, 0.5), (112, 35, 0), (112, 36, 0)]
    document.modelspace().add_lwpolyline(corners, format="xyb", close=True)
    document.modelspace().add_polyline3d([(111, 35, 9), (112, 35, 9)], close=True)
    document.write(stream)
    return stream.getvalue().encode()


@cache
def parts() -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        return shapefile(Path(folder) / "a", PLOT, None)


def is_answered(file: RawFile) -> bool:
    """Say whether a file was read or refused, and each of its features too."""
    refused = any(it.weight is Weight.REFUSAL for it in file.findings)
    if refused:
        return file.features == () and file.crs is None
    drawn = [one for one in file.features if one.geometry is not None]
    return (
        bool(file.features)
        and (file.crs is not None or not drawn)
        and all(one.findings for one in file.features if one.geometry is None)
    )


def tried(name: str, content: bytes, crs: Crs | None = None) -> RawFile:
    with tempfile.TemporaryDirectory() as folder:
        return read(Path(folder), name, content, crs)


@st.composite
def spoiled(draw: st.DrawFn, content: bytes) -> bytes:
    """Return bytes with some of them changed, put in, taken out or cut off."""
    spoilt = bytearray(content)
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, max(0, len(spoilt) - 1)))
        until = at + draw(st.sampled_from([0, 1, 4, 16]))
        spoilt[at:until] = draw(st.binary(max_size=16))
    keep = draw(st.one_of(st.none(), st.integers(0, len(spoilt))))
    return bytes(spoilt if keep is None else spoilt[:keep])


@settings(deadline=None, max_examples=100)
@given(content=st.binary(max_size=500), ending=st.sampled_from(ENDINGS))
def test_any_bytes_have_an_answer(content: bytes, ending: str) -> None:
    assert is_answered(tried(f"a.{ending}", content))


@pytest.mark.parametrize("kind", KINDS[:-1])
def test_the_files_to_be_spoiled_are_good(kind: str) -> None:
    file = tried(f"a.{kind}", valid(kind), Crs.CGCS2000)

    assert file.crs is Crs.CGCS2000
    assert file.features[0].geometry is not None


@pytest.mark.parametrize("kind", KINDS)
@settings(deadline=None, max_examples=30)
@given(data=st.data(), crs=st.sampled_from([None, Crs.CGCS2000, Crs.GK3_ZONE_37]))
def test_a_spoiled_file_has_an_answer(
    kind: str, data: st.DataObject, crs: Crs | None
) -> None:
    if kind == "shp parts":
        spoilt = {it: data.draw(spoiled(part)) for it, part in parts().items()}
        content = zipped(named(spoilt))
        kind = "zip"
    else:
        content = data.draw(spoiled(valid(kind)))

    assert is_answered(tried(f"a.{kind}", content, crs))
