"""Whether a place lies in an area, as far as the lines allow to say."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from shapely import Point
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Select, Table, func, select
from sqlalchemy.orm import Session

from gi_registry.areas.models import AreaVersion, Plot
from gi_registry.areas.rules import (
    NO_READING,
    NOT_DRAWN,
    WAY_TO_CHANGE,
    AreaTest,
    FinestLevel,
)
from gi_registry.areas.service.readings import in_force
from gi_registry.areas.service.shapes import Kept, kept, shape
from gi_registry.core.words import Words
from gi_registry.geo import locate
from gi_registry.geo.columns import candidates
from gi_registry.geo.crs import Bounds
from gi_registry.geo.locate import PointAnswer
from gi_registry.products.models import Gi

_TABLE = cast("Table", AreaVersion.__table__)
_METRES_PER_DEGREE = 80_000
"""A degree of longitude is longer than this south of 44 degrees north."""


@dataclass(frozen=True, slots=True)
class _Head:
    """A version as a test needs it."""

    id: int
    gi_id: int
    finest_level: FinestLevel
    uncertainty_m: int
    kept: Kept


@dataclass(frozen=True, slots=True)
class ProductThere:
    """A product whose area holds a place, may hold it, or ends near it."""

    code: str
    name: Words
    test: AreaTest


def test_point(
    session: Session, gi_id: int, lon: float, lat: float, *, on: date
) -> AreaTest:
    """Say whether a point lies in a product's area.

    Args:
        session: to read with.
        gi_id: the product.
        lon: EPSG:4490, degrees.
        lat: the same.
        on: the day whose reading of the area counts.

    Returns:
        UNKNOWN, with words that say why, where no area is entered or drawn.
    """
    asked = _asked(session, gi_id, on)
    if isinstance(asked, AreaTest):
        return asked
    return _point(*asked, Point(lon, lat))


def test_plot(session: Session, plot: Plot, *, on: date) -> AreaTest:
    """Say whether a plot lies in its product's area: all of it, to be INSIDE."""
    asked = _asked(session, plot.gi_id, on)
    if isinstance(asked, AreaTest):
        return asked
    head, area = asked
    if isinstance(plot.geometry, Point):
        return _point(head, area, plot.geometry)
    found = locate.test_polygon(
        plot.geometry,
        area,
        uncertainty_m=head.uncertainty_m,
        finer_than_polygon=head.finest_level.finer_than_polygon,
    )
    return _test(head, found)


def products_at(
    session: Session, lon: float, lat: float, *, on: date
) -> list[ProductThere]:
    """Return the products that a place may belong to, surest first, then by code.

    Products whose area is surely elsewhere, or not drawn, are left out.
    """
    widest = select(func.max(AreaVersion.uncertainty_m)).where(*in_force(on))
    reach = (session.scalar(widest) or 0) / _METRES_PER_DEGREE
    box = Bounds(lon - reach, lat - reach, lon + reach, lat + reach)
    near = candidates(session, _TABLE, box)
    statement = (
        _heads(on)
        .add_columns(Gi.code, Gi.name_zh, Gi.name_en)
        .join(Gi, Gi.id == AreaVersion.gi_id)
        .where(AreaVersion.id.in_(near))
        .order_by(AreaVersion.number)
    )
    point = Point(lon, lat)
    found: dict[str, ProductThere] = {}
    for *columns, code, zh, en in session.execute(statement):
        head = _Head(*columns)
        area = shape(head.kept)
        if area is not None:
            test = _point(head, area, point)
            found[code] = ProductThere(code, Words(zh, en), test)
    certain = [there for there in found.values() if _may_be(there)]
    return sorted(certain, key=lambda there: (_ORDER[there.test.answer], there.code))


_ORDER = {
    PointAnswer.INSIDE: 0,
    PointAnswer.UNKNOWN: 1,
    PointAnswer.NEAR_BORDER: 2,
    PointAnswer.OUTSIDE: 3,
}


def _may_be(there: ProductThere) -> bool:
    return there.test.answer is not PointAnswer.OUTSIDE


def _heads(on: date) -> Select[Any]:
    return select(
        AreaVersion.id,
        AreaVersion.gi_id,
        AreaVersion.finest_level,
        AreaVersion.uncertainty_m,
        kept(AreaVersion),
    ).where(*in_force(on))


def _asked(
    session: Session, gi_id: int, on: date
) -> tuple[_Head, BaseGeometry] | AreaTest:
    """Return the version to ask, or the answer where there is nothing to ask."""
    statement = (
        _heads(on)
        .where(AreaVersion.gi_id == gi_id)
        .order_by(AreaVersion.number.desc())
        .limit(1)
    )
    row = session.execute(statement).first()
    if row is None:
        return AreaTest(PointAnswer.UNKNOWN, None, None, NO_READING, None)
    head = _Head(*row)
    area = shape(head.kept)
    if area is None:
        return AreaTest(PointAnswer.UNKNOWN, None, None, NOT_DRAWN, head.id)
    return head, area


def _point(head: _Head, area: BaseGeometry, point: Point) -> AreaTest:
    found = locate.test_point(
        point,
        area,
        uncertainty_m=head.uncertainty_m,
        finer_than_polygon=head.finest_level.finer_than_polygon,
    )
    return _test(head, found)


def _test(head: _Head, found: locate.PointTest | locate.PolygonTest) -> AreaTest:
    words = found.words
    if found.answer is PointAnswer.OUTSIDE:
        words = Words(words.zh + WAY_TO_CHANGE.zh, words.en + WAY_TO_CHANGE.en)
    return AreaTest(found.answer, found.distance_m, head.uncertainty_m, words, head.id)
