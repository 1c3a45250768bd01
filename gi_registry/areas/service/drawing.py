"""Small pictures of areas for cards and for the scan page, remembered."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from shapely.geometry.base import BaseGeometry
from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from gi_registry.areas import pictures
from gi_registry.areas.models import AreaVersion
from gi_registry.areas.service.layer import Layer, layer
from gi_registry.areas.service.readings import in_force
from gi_registry.areas.service.shapes import Kept, kept, shape
from gi_registry.core.words import Language, Words
from gi_registry.products.models import Gi

_REMEMBERED = 1_000
_COUNTY_DIGITS = 6
_NAMED = Words(
    "{product}产地示意图：{place}", "Sketch of the area of {product}: {place}"
)
_UNNAMED = Words("{product}产地示意图", "Sketch of the area of {product}")


def map_svg(
    session: Session,
    gi_id: int,
    *,
    highlight_code: str | None = None,
    language: Language = Language.ZH,
    on: date | None = None,
) -> str:
    """Return a 16:9 picture of a product's area, under 6 kB, for inline use.

    Args:
        session: to read with.
        gi_id: the product.
        highlight_code: of a division in force, marked and named; a longer code
            stands for its county; one that is not known marks nothing.
        language: of the name and of what a screen reader says.
        on: the day whose area is drawn; the newest one without it.

    Raises:
        DivisionsMissingError: no divisions are loaded.
    """
    ground = layer(session)
    statement = (
        select(Gi.name_zh, Gi.name_en, kept(AreaVersion))
        .outerjoin(AreaVersion, and_(AreaVersion.gi_id == Gi.id, *_counting(on)))
        .where(Gi.id == gi_id)
        .order_by(AreaVersion.number.desc())
        .limit(1)
    )
    zh, en, area = session.execute(statement).one()
    code = (highlight_code or "")[:_COUNTY_DIGITS]
    return _picture(area, ground, Words(zh, en), code, language)


def area_svg(
    session: Session, area: BaseGeometry | None, product: Words, language: Language
) -> str:
    """Return a 16:9 picture of an area that is not in force yet, for inline use.

    Raises:
        DivisionsMissingError: no divisions are loaded.
    """
    words = _UNNAMED.filled(product=product.said_in(language))
    return pictures.area_picture_svg(
        area, layer(session).ground, words=words.said_in(language)
    )


def silhouettes(
    session: Session, gi_ids: Iterable[int], *, on: date | None = None
) -> dict[int, str]:
    """Return the cards' pictures of products' areas, in two queries.

    Args:
        session: to read with.
        gi_ids: of the products; those without an area get the bare province.
        on: the day whose areas are drawn; the newest ones without it.

    Raises:
        DivisionsMissingError: no divisions are loaded.
    """
    wanted = list(gi_ids)
    ground = layer(session)
    statement = (
        select(AreaVersion.gi_id, kept(AreaVersion))
        .where(AreaVersion.gi_id.in_(wanted), *_counting(on))
        .order_by(AreaVersion.number)
    )
    areas = {row.gi_id: row.kept for row in session.execute(statement)}
    return {gi_id: _silhouette(areas.get(gi_id), ground) for gi_id in wanted}


def _counting(on: date | None) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of the versions that are drawn."""
    return (AreaVersion.valid_to.is_(None),) if on is None else in_force(on)


@lru_cache(maxsize=_REMEMBERED)
def _silhouette(area: Kept, ground: Layer) -> str:
    return pictures.silhouette_svg(shape(area), ground.ground.province)


@lru_cache(maxsize=_REMEMBERED)
def _picture(
    area: Kept, ground: Layer, product: Words, code: str, language: Language
) -> str:
    place = ground.places.get(code)
    if place is None:
        words = _UNNAMED.filled(product=product.said_in(language))
        return pictures.area_picture_svg(
            shape(area), ground.ground, words=words.said_in(language)
        )
    name = place.name.said_in(language)
    words = _NAMED.filled(product=product.said_in(language), place=name)
    return pictures.area_picture_svg(
        shape(area),
        ground.ground,
        words=words.said_in(language),
        highlight=pictures.Highlight(place.geometry, name, place.label),
    )
