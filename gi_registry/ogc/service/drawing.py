"""Small pictures of features for the pages."""

from collections.abc import Sequence

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from gi_registry.areas import pictures
from gi_registry.areas import service as areas
from gi_registry.areas.errors import DivisionsMissingError
from gi_registry.core.memory import Remembered
from gi_registry.core.words import Language, Words
from gi_registry.ogc.service.held import Held

_POINT_DEG = 0.04
"""How large the mark of a point is drawn, degrees."""
_MANY = Words("本页要素的位置示意图", "Sketch of where the features of this page lie")
_ONE = Words("{name}的位置示意图", "Sketch of where {name} lies")

_drawn = Remembered[str](64)


def picture_of_page(
    session: Session, held: Held, positions: Sequence[int], language: Language
) -> str | None:
    """Return the province with the features of a page, for inline use.

    Returns:
        None where no divisions are loaded.
    """
    key = (session.get_bind().engine.url, held.state, tuple(positions), language)
    try:
        ground = areas.layer(session).ground
    except DivisionsMissingError:
        return None

    def draw() -> str:
        shapes = [_shape(held.features[at].geometry) for at in positions]
        whole = shapely.union_all([shape for shape in shapes if shape is not None])
        return pictures.province_svg(whole, ground, words=_MANY.said_in(language))

    return _drawn.get(key, draw)


def picture_of_one(
    session: Session, held: Held, position: int, language: Language
) -> str | None:
    """Return where a feature lies, for inline use.

    Returns:
        None where no divisions are loaded, or nothing is drawn.
    """
    feature = held.features[position]
    shape = _shape(feature.geometry)
    if shape is None:
        return None
    key = (session.get_bind().engine.url, held.state, position, language)
    try:
        ground = areas.layer(session).ground
    except DivisionsMissingError:
        return None

    def draw() -> str:
        name = feature.name.said_in(language)
        words = _ONE.filled(name=name).said_in(language)
        return pictures.area_picture_svg(shape, ground, words=words)

    return _drawn.get(key, draw)


def _shape(geometry: BaseGeometry | None) -> BaseGeometry | None:
    if geometry is None or geometry.geom_type != "Point":
        return geometry
    return geometry.buffer(_POINT_DEG)
