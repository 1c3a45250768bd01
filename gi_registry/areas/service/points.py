"""Whether a place lies in an area, as far as the lines allow to say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from shapely import Point, STRtree
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from gi_registry.areas.models import AreaVersion, Plot
from gi_registry.areas.rules import (
    NO_READING,
    NOT_DRAWN,
    WAY_TO_CHANGE,
    AreaTest,
    FinestLevel,
)
from gi_registry.areas.service.layer_states import areas_key
from gi_registry.areas.service.readings import in_force
from gi_registry.areas.service.shapes import Kept, kept, shape
from gi_registry.core.memory import Remembered
from gi_registry.core.words import Words
from gi_registry.geo import locate
from gi_registry.geo.locate import PointAnswer
from gi_registry.products.models import Gi

_MOST = 4
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


class _Drawn(NamedTuple):
    """An area in force with a geometry."""

    head: _Head
    area: BaseGeometry
    code: str
    name: Words


class _Layer:
    """The areas in force on a day, by where they are."""

    def __init__(self, drawn: Sequence[_Drawn]) -> None:
        self._drawn = drawn
        self._tree = STRtree([each.area for each in drawn])
        widest = max((each.head.uncertainty_m for each in drawn), default=0)
        self._reach = widest / _METRES_PER_DEGREE

    def near(self, point: Point) -> list[_Drawn]:
        """Return the areas that hold a point or end near it, and maybe a few more."""
        found = self._tree.query(point, "dwithin", self._reach)
        return [self._drawn[position] for position in found]


_layers = Remembered[_Layer](_MOST)


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
    return _plot(*asked, plot)


def test_plots(
    session: Session, gi_id: int, plots: Sequence[Plot], *, on: date
) -> list[AreaTest]:
    """Say of each plot whether it lies in a product's area; in one query."""
    asked = _asked(session, gi_id, on)
    if isinstance(asked, AreaTest):
        return [asked] * len(plots)
    return [_plot(*asked, plot) for plot in plots]


def products_at(
    session: Session, lon: float, lat: float, *, on: date
) -> list[ProductThere]:
    """Return the products that a place may belong to, surest first, then by code.

    Products whose area is surely elsewhere, or not drawn, are left out.
    """
    point = Point(lon, lat)
    tests = [
        ProductThere(drawn.code, drawn.name, _point(drawn.head, drawn.area, point))
        for drawn in _layer(session, on).near(point)
    ]
    certain = [there for there in tests if _may_be(there)]
    return sorted(certain, key=lambda there: (_ORDER[there.test.answer], there.code))


_ORDER = {
    PointAnswer.INSIDE: 0,
    PointAnswer.UNKNOWN: 1,
    PointAnswer.NEAR_BORDER: 2,
    PointAnswer.OUTSIDE: 3,
}


def _may_be(there: ProductThere) -> bool:
    return there.test.answer is not PointAnswer.OUTSIDE


def _layer(session: Session, on: date) -> _Layer:
    """Return the areas in force, read again only if one or a product was changed."""
    return _layers.get(areas_key(session, on=on), lambda: _Layer(_drawn(session, on)))


def _drawn(session: Session, on: date) -> list[_Drawn]:
    statement = (
        _heads(on)
        .add_columns(Gi.code, Gi.name_zh, Gi.name_en)
        .join(Gi, Gi.id == AreaVersion.gi_id)
        .order_by(AreaVersion.number)
    )
    found = {}
    for *columns, code, zh, en in session.execute(statement):
        head = _Head(*columns)
        found[code] = head, shape(head.kept), Words(zh, en)
    return [
        _Drawn(head, area, code, name)
        for code, (head, area, name) in found.items()
        if area is not None
    ]


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


def _plot(head: _Head, area: BaseGeometry, plot: Plot) -> AreaTest:
    if isinstance(plot.geometry, Point):
        return _point(head, area, plot.geometry)
    found = locate.test_polygon(
        plot.geometry,
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
