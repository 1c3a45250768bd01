"""Tiles over HTTP, what describes them, and a style that draws them."""

from flask import Response, request

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires
from gi_registry.core.language import current_language
from gi_registry.tiles.pages import style as styles
from gi_registry.tiles.pages import tilejson, tilesets
from gi_registry.tiles.pages.answers import answer, described, desk
from gi_registry.tiles.pages.blueprint import pages
from gi_registry.tiles.rules import tile

__all__ = ["pages", "tilesets"]


@pages.get("/tiles/<layer>/<int:z>/<int:x>/<int:y>.mvt")
@requires(Permission.PUBLIC)
def one(layer: str, z: int, x: int, y: int) -> Response:
    """Give a tile; 204 where nothing lies in it."""
    wanted = tile(z, x, y)
    here = desk()
    found = here.layer(layer, on=clock.today())
    is_named = request.args.get("v") == found.stamp
    return answer(here.tile(found, wanted), is_immutable=is_named)


@pages.get("/tiles/<layer>.json")
@requires(Permission.PUBLIC)
def description(layer: str) -> Response:
    """Describe the tiles of a layer as TileJSON 3.0."""
    found = desk().layer(layer, on=clock.today())
    return described(tilejson.document(found))


@pages.get("/tiles/style.json")
@requires(Permission.PUBLIC)
def style() -> Response:
    """Give a MapLibre style that draws the layers, in Chinese or in English."""
    here, on = desk(), clock.today()
    found = [here.layer(name, on=on) for name in styles.LAYERS]
    return described(styles.document(found, current_language()))
