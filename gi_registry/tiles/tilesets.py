"""Tile sets and their grid as OGC API - Tiles describes them.

Source:
    OGC 20-057, OGC API - Tiles - Part 1: Core; OGC 17-083r4, Two Dimensional Tile
    Matrix Set and Tile Set Metadata, with the grid of its annex D.1.
"""

from typing import Any, Final

from shapely import Point

from gi_registry.areas.service import ATTRIBUTION
from gi_registry.core.words import Language, Words
from gi_registry.tiles.contents import LAYERS, SourceLayer, described
from gi_registry.tiles.rules import DEEPEST, to_world
from gi_registry.tiles.service import TileLayer

GRID: Final = "WebMercatorQuad"
MVT: Final = "application/vnd.mapbox-vector-tile"

_TILES = "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf"
_GRIDS = "http://www.opengis.net/spec/tms/2.0/conf"
CONFORMS_TO: Final = (
    f"{_TILES}/core",
    f"{_TILES}/tileset",
    f"{_TILES}/tilesets-list",
    f"{_TILES}/geodata-tilesets",
    f"{_TILES}/mvt",
    f"{_GRIDS}/tilematrixset",
    f"{_GRIDS}/json-tilematrixset",
)

_REL = "http://www.opengis.net/def/rel/ogc/1.0"
_GRID_URI = f"http://www.opengis.net/def/tilematrixset/OGC/1.0/{GRID}"
_CRS = "http://www.opengis.net/def/crs/EPSG/0/3857"
_CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_JSON = "application/json"
_SCALE: Final = 559_082_264.0287178
"""Scale denominator of level 0, at 0.28 mm a pixel."""

_PIXEL_M: Final = 156_543.03392804097
"""Of level 0, metres."""

_HALF_WORLD_M: Final = 20_037_508.342789244
_LEVELS: Final = 25
"""That the standard defines; tiles are made of the first ones."""

_SIDE_PX: Final = 256
_TYPES: Final = {"String": "string", "Number": "number", "Boolean": "boolean"}

_SETS = Words("矢量瓦片集", "Vector tile sets")
_SET = Words("矢量瓦片集（WebMercatorQuad）", "Vector tiles on WebMercatorQuad")
_GRID_WORDS = Words("网格定义", "The grid")
_GRIDS_WORDS = Words("瓦片网格", "Grids of tiles")
_ONE = Words("瓦片，先行后列", "A tile, row before column")

Document = dict[str, Any]


def landing_links(root: str, language: Language) -> list[Document]:
    """Return what the landing page says of tiles."""
    href = f"{root}/ogc/tileMatrixSets"
    return [_link(href, f"{_REL}/tiling-schemes", _GRIDS_WORDS, language)]


def collection_links(root: str, name: str, language: Language) -> list[Document]:
    """Return what a collection says of its tiles; nothing where it has none."""
    if name not in LAYERS:
        return []
    return [_link(_address(root, name), f"{_REL}/tilesets-vector", _SETS, language)]


def tile_sets(root: str, layer: TileLayer, language: Language) -> Document:
    """Return the list of a collection's tile sets: there is one."""
    one = tile_set(root, layer, language)
    kept = ("title", "dataType", "crs", "tileMatrixSetURI", "links")
    return {
        "links": [_link(_address(root, layer.name), "self", _SETS, language)],
        "tilesets": [{key: one[key] for key in kept}],
    }


def tile_set(root: str, layer: TileLayer, language: Language) -> Document:
    """Return the description of a collection's tile set."""
    here = f"{_address(root, layer.name)}/{GRID}"
    west, south, east, north = layer.bounds
    template = f"{here}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}"
    return {
        "title": described(layer.name)[0].words.said_in(language),
        "dataType": "vector",
        "crs": _CRS,
        "tileMatrixSetURI": _GRID_URI,
        "attribution": ATTRIBUTION,
        "tileMatrixSetLimits": [_limits(layer, zoom) for zoom in range(DEEPEST + 1)],
        "boundingBox": {
            "lowerLeft": [west, south],
            "upperRight": [east, north],
            "crs": _CRS84,
            "orderedAxes": ["Lon", "Lat"],
        },
        "layers": [_layer(source, language) for source in described(layer.name)],
        "links": [
            _link(here, "self", _SET, language),
            _link(_grid(root), f"{_REL}/tiling-scheme", _GRID_WORDS, language),
            _link(template, "item", _ONE, language, kind=MVT) | {"templated": True},
        ],
    }


def grids(root: str, language: Language) -> Document:
    """Return the list of grids: there is one."""
    link = _link(_grid(root), "self", _GRID_WORDS, language)
    one = {"id": GRID, "title": GRID, "uri": _GRID_URI, "crs": _CRS, "links": [link]}
    return {"tileMatrixSets": [one]}


def grid() -> Document:
    """Return the definition of the grid."""
    return {
        "id": GRID,
        "title": "Google Maps Compatible for the World",
        "uri": _GRID_URI,
        "crs": _CRS,
        "orderedAxes": ["X", "Y"],
        "wellKnownScaleSet": (
            "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible"
        ),
        "tileMatrices": [
            {
                "id": str(level),
                "scaleDenominator": _SCALE / 2**level,
                "cellSize": _PIXEL_M / 2**level,
                "cornerOfOrigin": "topLeft",
                "pointOfOrigin": [-_HALF_WORLD_M, _HALF_WORLD_M],
                "tileWidth": _SIDE_PX,
                "tileHeight": _SIDE_PX,
                "matrixWidth": 2**level,
                "matrixHeight": 2**level,
            }
            for level in range(_LEVELS)
        ],
    }


def _limits(layer: TileLayer, zoom: int) -> Document:
    west, south, east, north = layer.bounds
    first, last = (to_world(Point(corner)) for corner in ((west, north), (east, south)))
    across = 2**zoom
    return {
        "tileMatrix": str(zoom),
        "minTileRow": int(first.y * across),
        "maxTileRow": int(last.y * across),
        "minTileCol": int(first.x * across),
        "maxTileCol": int(last.x * across),
    }


def _layer(source: SourceLayer, language: Language) -> Document:
    return {
        "id": source.name,
        "title": source.words.said_in(language),
        "dataType": "vector",
        "geometryDimension": 0 if source.has_points else 2,
        "crs": _CRS,
        "maxTileMatrix": str(DEEPEST),
        "minTileMatrix": "0",
        "propertiesSchema": {
            "type": "object",
            "properties": {
                name: {"type": _TYPES[kind]} for name, kind in source.fields.items()
            },
        },
    }


def _address(root: str, name: str) -> str:
    return f"{root}/ogc/collections/{name}/tiles"


def _grid(root: str) -> str:
    return f"{root}/ogc/tileMatrixSets/{GRID}"


def _link(
    href: str, rel: str, title: Words, language: Language, *, kind: str = _JSON
) -> Document:
    return {"href": href, "rel": rel, "type": kind, "title": title.said_in(language)}
