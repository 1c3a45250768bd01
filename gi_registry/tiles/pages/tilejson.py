"""What map libraries read to find the tiles of a layer.

Source:
    https://github.com/mapbox/tilejson-spec/tree/master/3.0.0
"""

from typing import Any

from gi_registry.areas import service as areas
from gi_registry.core.language import said
from gi_registry.tiles.contents import described
from gi_registry.tiles.pages.answers import here
from gi_registry.tiles.rules import DEEPEST
from gi_registry.tiles.service import TileLayer


def document(layer: TileLayer) -> dict[str, Any]:
    """Return the TileJSON of a layer; its tiles' address names the present state."""
    west, south, east, north = layer.bounds
    sources = described(layer.name)
    return {
        "tilejson": "3.0.0",
        "name": said(sources[0].words),
        "version": "1.0.0",
        "stamp": layer.stamp,
        "scheme": "xyz",
        "tiles": [address(layer)],
        "minzoom": 0,
        "maxzoom": DEEPEST,
        "bounds": [west, south, east, north],
        "center": [(west + east) / 2, (south + north) / 2, 6],
        "attribution": areas.ATTRIBUTION,
        "vector_layers": [
            {
                "id": source.name,
                "description": said(source.words),
                "minzoom": 0,
                "maxzoom": DEEPEST,
                "fields": dict(source.fields),
            }
            for source in sources
        ],
    }


def address(layer: TileLayer) -> str:
    """Return where a layer's tiles of this state are, z, x and y to be filled in."""
    return f"{here()}/tiles/{layer.name}/{{z}}/{{x}}/{{y}}.mvt?v={layer.stamp}"
