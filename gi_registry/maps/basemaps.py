"""The base map that an operator has set beneath the maps, if any."""

from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

from gi_registry.core.settings import Settings, TileCrs
from gi_registry.core.words import Words

_TIANDITU_HOSTS = tuple(f"https://t{n}.tianditu.gov.cn" for n in range(8))
_TIANDITU_LAYERS = ("vec", "cva")
"""Its vector map, and the names upon it."""
_TIANDITU = (
    "https://t{{s}}.tianditu.gov.cn/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile"
    "&VERSION=1.0.0&LAYER={layer}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles"
    "&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}&tk={key}"
)


@dataclass(frozen=True, slots=True)
class BaseMap:
    """Tiles in Web Mercator, 256 pixels wide.

    Attributes:
        layers: addresses, the lowest first; `{s}` stands for 0 to 7.
        hosts: scheme and host of each, for the page's policy.
        crs: what they are drawn in; the maps above are shifted over GCJ-02.
        name: as the map's own menu calls it.
        attribution: whose it is, with its 审图号.
    """

    layers: tuple[str, ...]
    hosts: tuple[str, ...]
    crs: TileCrs
    name: Words
    attribution: Words


def base_map_of(settings: Settings) -> BaseMap | None:
    """Return the base map that is set; none means our own county map alone."""
    if settings.tianditu_key:
        return BaseMap(
            layers=tuple(
                _TIANDITU.format(layer=layer, key=settings.tianditu_key)
                for layer in _TIANDITU_LAYERS
            ),
            hosts=_TIANDITU_HOSTS,
            crs="CGCS2000",
            name=Words("天地图", "Tianditu"),
            attribution=_with_number(Words("底图：天地图", "Tianditu"), settings),
        )
    if settings.basemap_url:
        parts = urlsplit(settings.basemap_url)
        said = settings.basemap_attribution
        return BaseMap(
            layers=(settings.basemap_url,),
            hosts=(f"{parts.scheme}://{parts.netloc}",),
            crs=cast("TileCrs", settings.basemap_crs),
            name=Words("底图", "Base map"),
            attribution=_with_number(Words(said, said), settings),
        )
    return None


def _with_number(words: Words, settings: Settings) -> Words:
    number = settings.map_approval_number
    if not number:
        return words
    return Words(
        f"{words.zh}，审图号：{number}", f"{words.en}, map approval number {number}"
    )
