"""GDAL reads the tiles as their authors would."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from gi_registry.tiles.rules import tile
from gi_registry.tiles.service import TileLayer
from tests.tiles.conftest import HALF_WORLD_M

pytestmark = pytest.mark.parametrize("shelf", ["sqlite"], indirect=True)
"""Both engines hold the same geometry; one is enough."""

PLACE = (8, 208, 99)
UNIT_M = 2 * HALF_WORLD_M / 2**8 / 4096


@pytest.mark.parametrize("name", ["production-areas", "divisions"])
def test_gdal_sees_what_an_exact_clip_gives(
    layers: Callable[[str], TileLayer],
    exact: Callable[[str], dict[int, BaseGeometry]],
    tmp_path: Path,
    name: str,
) -> None:
    z, x, y = PLACE
    path = tmp_path / str(z) / str(x) / f"{y}.mvt"
    path.parent.mkdir(parents=True)
    path.write_bytes(layers(name).made(tile(z, x, y)))

    about, _, wkb, columns = pyogrio.raw.read(path, layer=name)

    found = dict(zip(about["fields"], columns, strict=True))
    drawn = shapely.from_wkb(wkb)
    true = exact(name)
    side_m = 4096 * UNIT_M
    west, north = x * side_m - HALF_WORLD_M, HALF_WORLD_M - y * side_m
    window = shapely.box(west, north - side_m, west + side_m, north)
    assert about["crs"] == "EPSG:3857"
    assert shapely.is_valid(drawn).all()
    assert (found["code"] != "").all()
    for number, shape in zip(found["mvt_id"], drawn, strict=True):
        piece = true[int(number)].intersection(window)
        apart = piece.symmetric_difference(shape.intersection(window)).area
        assert apart <= UNIT_M * (piece.length / 2 + UNIT_M)
    inside = [n for n, s in true.items() if s.intersection(window).area > UNIT_M**2]
    assert set(inside) <= set(np.asarray(found["mvt_id"]).tolist())
