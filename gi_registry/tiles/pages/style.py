"""A MapLibre style of our own colours: areas over divisions, with names.

There is no glyph server: `glyphs` is left out, and MapLibre draws the names with
fonts of the device. An older map library that insists on glyphs leaves them out.

Source:
    https://maplibre.org/maplibre-style-spec/, version 8.
"""

from collections.abc import Sequence
from typing import Any, Final

from gi_registry.core.words import Language, Words
from gi_registry.tiles.contents import DIVISION_LABELS, DIVISIONS, PRODUCTION_AREAS
from gi_registry.tiles.pages import tilejson
from gi_registry.tiles.service import TileLayer

LAYERS: Final = (DIVISIONS, PRODUCTION_AREAS)
"""The layers that the style draws, lowest first."""

PAPER, LAND, LINE, EDGE = "#f7f6f3", "#efece4", "#e5e2db", "#85888e"
TEXT, MUTED, ACCENT = "#1d2129", "#6b6f76", "#1f5c4a"
"""As in static/css/app.css, in the light scheme."""

_NAME = Words("山西省地理标志产地", "Production areas of geographical indications")
_FONTS = ["Noto Sans CJK SC Regular"]
_COUNTY_ZOOM = 7
_PREFECTURE_ZOOM = 4
_Style = dict[str, Any]


def document(layers: Sequence[TileLayer], language: Language) -> _Style:
    """Return the style.

    Args:
        layers: in their present state.
        language: of the names.
    """
    west, south, east, north = layers[0].bounds
    return {
        "version": 8,
        "name": _NAME.said_in(language),
        "center": [(west + east) / 2, (south + north) / 2],
        "zoom": 6,
        "sources": {
            layer.name: {"type": "vector"} | _source(layer) for layer in layers
        },
        "layers": [
            {
                "id": "paper",
                "type": "background",
                "paint": {"background-color": PAPER},
            },
            _fill("land", DIVISIONS, LAND, 1, "province"),
            _fill("areas", PRODUCTION_AREAS, ACCENT, 0.12),
            _line("counties", DIVISIONS, LINE, 0.8, "county"),
            _line("prefectures", DIVISIONS, EDGE, 0.8, "prefecture"),
            _line("province", DIVISIONS, EDGE, 1.5, "province"),
            _line("area-borders", PRODUCTION_AREAS, ACCENT, 1),
            _names("prefecture-names", "prefecture", language)
            | {"minzoom": _PREFECTURE_ZOOM, "maxzoom": _COUNTY_ZOOM},
            _names("county-names", "county", language) | {"minzoom": _COUNTY_ZOOM},
        ],
    }


def _source(layer: TileLayer) -> _Style:
    described = tilejson.document(layer)
    return {
        key: described[key]
        for key in ("tiles", "minzoom", "maxzoom", "bounds", "attribution")
    }


def _layer(name: str, kind: str, source: str, level: str, paint: _Style) -> _Style:
    style: _Style = {"id": name, "type": kind, "source": source}
    style |= {"source-layer": source, "paint": paint}
    return style | ({"filter": ["==", ["get", "level"], level]} if level else {})


def _fill(
    name: str, source: str, colour: str, opacity: float, level: str = ""
) -> _Style:
    paint = {"fill-color": colour, "fill-opacity": opacity, "fill-antialias": False}
    return _layer(name, "fill", source, level, paint)


def _line(name: str, source: str, colour: str, width: float, level: str = "") -> _Style:
    paint = {"line-color": colour, "line-width": width}
    return _layer(name, "line", source, level, paint)


def _names(name: str, level: str, language: Language) -> _Style:
    field = "name" if language is Language.ZH else "name_en"
    paint = {"text-color": TEXT, "text-halo-color": PAPER, "text-halo-width": 1.5}
    style = _layer(name, "symbol", DIVISIONS, level, paint)
    layout = {"text-field": ["get", field], "text-font": _FONTS, "text-size": 12}
    return style | {"source-layer": DIVISION_LABELS, "layout": layout}
