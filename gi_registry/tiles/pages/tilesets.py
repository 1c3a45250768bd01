"""The same tiles under /ogc, by OGC API - Tiles: row before column."""

from flask import Response

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires
from gi_registry.core.language import current_language
from gi_registry.tiles import tilesets
from gi_registry.tiles.pages.answers import answer, described, desk, here
from gi_registry.tiles.pages.blueprint import pages
from gi_registry.tiles.rules import tile

_SETS = "/ogc/collections/<layer>/tiles"


@pages.get("/ogc/tileMatrixSets")
@requires(Permission.PUBLIC)
def grids() -> Response:
    """List the grids of tiles."""
    return described(tilesets.grids(here(), current_language()))


@pages.get(f"/ogc/tileMatrixSets/{tilesets.GRID}")
@requires(Permission.PUBLIC)
def grid() -> Response:
    """Define the grid of the tiles."""
    return described(tilesets.grid())


@pages.get(_SETS)
@requires(Permission.PUBLIC)
def tile_sets(layer: str) -> Response:
    """List the tile sets of a collection."""
    found = desk().layer(layer, on=clock.today())
    return described(tilesets.tile_sets(here(), found, current_language()))


@pages.get(f"{_SETS}/{tilesets.GRID}")
@requires(Permission.PUBLIC)
def tile_set(layer: str) -> Response:
    """Describe the tile set of a collection."""
    found = desk().layer(layer, on=clock.today())
    return described(tilesets.tile_set(here(), found, current_language()))


@pages.get(f"{_SETS}/{tilesets.GRID}/<int:level>/<int:row>/<int:column>")
@requires(Permission.PUBLIC)
def one_of_set(layer: str, level: int, row: int, column: int) -> Response:
    """Give a tile; 204 where nothing lies in it."""
    wanted = tile(level, column, row)
    found = desk().layer(layer, on=clock.today())
    return answer(desk().tile(found, wanted), is_immutable=False)
