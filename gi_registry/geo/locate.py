"""Whether a point or a plot lies in an area, as far as the lines allow to say.

A published border is itself uncertain by hundreds of metres (ADR 0003), so that
a plain yes or no would often be a guess. The answer is three-valued, and a
fourth says that the announcement is finer than the polygon.
"""

from dataclasses import dataclass
from enum import StrEnum

import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from gi_registry.core.words import Words
from gi_registry.geo.measure import (
    area_m2,
    check_area,
    distance_to_border_m,
    farthest_from_m,
)

_METRES_PER_KILOMETRE = 1000


class PointAnswer(StrEnum):
    """What can be said of a place and an area."""

    INSIDE = "inside"
    NEAR_BORDER = "near-border"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"

    @property
    def words(self) -> Words:
        """The answer in a few words."""
        return _ANSWERS[self]


_ANSWERS = {
    PointAnswer.INSIDE: Words("在产地范围内", "Inside the production area"),
    PointAnswer.NEAR_BORDER: Words(
        "在界线附近，不能判定", "Too near the border to say"
    ),
    PointAnswer.OUTSIDE: Words("在产地范围外", "Outside the production area"),
    PointAnswer.UNKNOWN: Words("仅凭界线图不能判定", "The map alone cannot say"),
}

_DISTANCES = Words(
    "距边界 {distance_zh}，界线误差约 {uncertainty_zh}",
    "{distance_en} from the border, which is known to about {uncertainty_en}",
)

_NEXT = {
    PointAnswer.INSIDE: Words("", ""),
    PointAnswer.NEAR_BORDER: Words(
        "请实地核查，或提供更精确的界线。",
        " Check it on the ground, or give a more exact border.",
    ),
    PointAnswer.OUTSIDE: Words(
        "如认为有误，请核对坐标和坐标系。",
        " If that seems wrong, check the coordinates and their coordinate system.",
    ),
    PointAnswer.UNKNOWN: Words(
        "公告列到乡镇或村，而图上只有县界；请按公告文字核对所在乡镇、村。",
        " The announcement names townships or villages, the map only counties: "
        "check the township and village against the announcement's text.",
    ),
}


@dataclass(frozen=True)
class PointTest:
    """The answer for a point, with the figures that it rests on.

    Attributes:
        answer: what can be said.
        distance_m: from the point to the border of the area, metres.
        uncertainty_m: by how much border and point together may be off, metres.
        words: the whole sentence.
    """

    answer: PointAnswer
    distance_m: float
    uncertainty_m: float
    words: Words


@dataclass(frozen=True)
class PolygonTest:
    """The answer for a plot, with the figures that it rests on.

    Attributes:
        answer: what can be said of the whole plot: INSIDE only if all of it is,
            OUTSIDE if a part of it surely is.
        distance_m: from the plot to the border of the area, metres; 0 if the
            border crosses the plot.
        reach_m: how far the plot reaches out of the area, metres; 0 if it does
            not.
        share_outside: of the plot's area, 0 to 1.
        uncertainty_m: as for `PointTest`.
        words: the whole sentence.
    """

    answer: PointAnswer
    distance_m: float
    reach_m: float
    share_outside: float
    uncertainty_m: float
    words: Words


def length_words(metres: float) -> Words:
    """Return a length as 350 米 or 1.2 公里, and as 350 m or 1.2 km."""
    whole = round(metres)
    if whole < _METRES_PER_KILOMETRE:
        return Words(f"{whole} 米", f"{whole} m")
    kilometres = f"{metres / _METRES_PER_KILOMETRE:.1f}"
    return Words(f"{kilometres} 公里", f"{kilometres} km")


def test_point(
    point: Point,
    area: BaseGeometry,
    *,
    uncertainty_m: float,
    finer_than_polygon: bool,
) -> PointTest:
    """Say whether a point lies in an area.

    Args:
        point: EPSG:4490, degrees.
        area: polygon or multipolygon, EPSG:4490.
        uncertainty_m: by how much the border, and the point if it is not
            surveyed, may be off, metres, not negative.
        finer_than_polygon: whether the announcement names townships or villages
            while the polygon is made of whole counties.

    Raises:
        ShapeError: the area is no sound polygon, or the point is empty.
        ValueError: the uncertainty is negative.
    """
    _check(area, uncertainty_m)
    distance = distance_to_border_m(point, area)
    answer = _answer(
        within=bool(area.intersects(point)),
        near=distance <= uncertainty_m,
        finer=finer_than_polygon,
    )
    words = _sentence(answer, distance, uncertainty_m)
    return PointTest(answer, distance, uncertainty_m, words)


def test_polygon(
    polygon: BaseGeometry,
    area: BaseGeometry,
    *,
    uncertainty_m: float,
    finer_than_polygon: bool,
) -> PolygonTest:
    """Say whether a plot lies in an area, and how much of it does not.

    Args:
        polygon: the plot, polygon or multipolygon, EPSG:4490, degrees.
        area: as for `test_point`.
        uncertainty_m: as for `test_point`.
        finer_than_polygon: as for `test_point`.

    Raises:
        ShapeError: the plot or the area is no sound polygon.
        ValueError: the uncertainty is negative.
    """
    check_area(polygon)
    _check(area, uncertainty_m)
    distance = distance_to_border_m(polygon, area)
    within = bool(area.covers(polygon))
    share, reach = (0.0, 0.0) if within else _outside(polygon, area)
    answer = _answer(
        within=within,
        near=reach <= uncertainty_m and distance <= uncertainty_m,
        finer=finer_than_polygon,
    )
    words = _sentence(answer, distance, uncertainty_m)
    if share:
        part = _part_outside(share, reach)
        words = Words(part.zh + words.zh, part.en + words.en)
    return PolygonTest(answer, distance, reach, share, uncertainty_m, words)


def _check(area: BaseGeometry, uncertainty_m: float) -> None:
    check_area(area)
    if not uncertainty_m >= 0:
        msg = "an uncertainty is a length and not negative"
        raise ValueError(msg)


def _answer(*, within: bool, near: bool, finer: bool) -> PointAnswer:
    if near:
        return PointAnswer.NEAR_BORDER
    if not within:
        return PointAnswer.OUTSIDE
    return PointAnswer.UNKNOWN if finer else PointAnswer.INSIDE


def _outside(polygon: BaseGeometry, area: BaseGeometry) -> tuple[float, float]:
    """Return the share that is outside, and how far it reaches out, metres.

    The reach is that of the outer corners, so it may be more, never less.
    """
    rest = shapely.difference(polygon, area)
    if rest.is_empty:
        return 0.0, 0.0
    share = area_m2(rest) / area_m2(polygon)
    hulls = shapely.convex_hull(shapely.get_parts(rest))
    corners = (Point(corner) for corner in shapely.get_coordinates(hulls))
    return share, farthest_from_m(corners, area)


def _sentence(answer: PointAnswer, distance: float, uncertainty: float) -> Words:
    far, off = length_words(distance), length_words(uncertainty)
    figures = _DISTANCES.filled(
        distance_zh=far.zh,
        distance_en=far.en,
        uncertainty_zh=off.zh,
        uncertainty_en=off.en,
    )
    said, then = answer.words, _NEXT[answer]
    return Words(
        f"{said.zh}：{figures.zh}。{then.zh}", f"{said.en}: {figures.en}.{then.en}"
    )


def _part_outside(share: float, reach: float) -> Words:
    far = length_words(reach)
    return Words(
        f"地块面积的 {share:.1%} 在界线外，最远超出 {far.zh}。",
        f"{share:.1%} of the plot lies beyond the border, by up to {far.en}. ",
    )
