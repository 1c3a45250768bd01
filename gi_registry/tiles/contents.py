"""What the tiles of each layer hold, for whoever draws or describes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from gi_registry.core.words import Words
from gi_registry.tiles.errors import TileLayerNotFoundError

PRODUCTION_AREAS: Final = "production-areas"
DIVISIONS: Final = "divisions"
DIVISION_LABELS: Final = "division-labels"

Kind = Literal["String", "Number", "Boolean"]


@dataclass(frozen=True, slots=True)
class SourceLayer:
    """A source layer of the tiles.

    Attributes:
        name: as in the tiles.
        words: what it is.
        has_points: whether its features are points; else they are polygons.
        fields: the type of each property.
    """

    name: str
    words: Words
    has_points: bool
    fields: Mapping[str, Kind]


_DIVISION_FIELDS: Final[Mapping[str, Kind]] = {
    "code": "String",
    "name": "String",
    "name_en": "String",
    "level": "String",
}
_LAYERS: Final = {
    PRODUCTION_AREAS: (
        SourceLayer(
            PRODUCTION_AREAS,
            Words("产地范围", "Production areas"),
            has_points=False,
            fields={
                "code": "String",
                "name": "String",
                "name_en": "String",
                "category": "String",
                "season_mask": "Number",
                "finer_than_polygon": "Boolean",
                "clauses": "String",
                "evidence": "String",
                "uncertainty_m": "Number",
                "version": "Number",
            },
        ),
    ),
    DIVISIONS: (
        SourceLayer(
            DIVISIONS,
            Words("行政区划", "Administrative divisions"),
            has_points=False,
            fields=_DIVISION_FIELDS,
        ),
        SourceLayer(
            DIVISION_LABELS,
            Words("区划名称的位置", "Where the names of divisions stand"),
            has_points=True,
            fields=_DIVISION_FIELDS,
        ),
    ),
}

LAYERS: Final = tuple(_LAYERS)
"""Names of the layers that have tiles, as in addresses."""


def described(name: str) -> tuple[SourceLayer, ...]:
    """Return what the tiles of a layer hold.

    Raises:
        TileLayerNotFoundError: no layer of this name has tiles.
    """
    found = _LAYERS.get(name)
    if found is None:
        raise TileLayerNotFoundError(name, known=LAYERS)
    return found
