"""What the map says of a place: county, products, and how sure that is."""

from dataclasses import dataclass
from datetime import date

from shapely import Point
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from gi_registry.areas import service as areas
from gi_registry.areas.service import ProductThere
from gi_registry.core.words import Words
from gi_registry.geo.locate import PointAnswer, length_words
from gi_registry.geo.measure import distance_to_border_m
from gi_registry.maps.search import Spot

OUTSIDE = Words("不在本省", "Outside the province")
_SWAPPED = Words(
    "输入的是纬度在前，这里按经度、纬度读取；请核对县区。",
    "You typed latitude first; it was read as longitude, latitude. Check the county.",
)
_NEAR_COUNTY_BORDER = Words(
    "此处距县界约 {far_zh}，误差约 {off_zh}，也可能属于邻县。",
    "About {far_en} from the county border, give or take {off_en}: it may belong to "
    "the next county.",
)
_ROUGH = Words(
    "定位误差约 {off_zh}。少数手机浏览器给出的是偏移坐标（GCJ-02），会再差约 500 米；"
    "要紧时请用测量坐标核对。",
    "Your position is known to about {off_en}. Some phones' browsers give shifted "
    "coordinates (GCJ-02), another 500 m off; where it matters, check with a survey.",
)
_NEARER_THAN_KNOWN = Words(
    "距边界 {far_zh}，小于定位误差，不能判定。",
    "{far_en} from the border, less than your position is known to: no answer.",
)


@dataclass(frozen=True, slots=True)
class There:
    """A product whose area holds the place or ends near it.

    Attributes:
        answer: as the map marks it.
    """

    code: str
    name: Words
    answer: PointAnswer
    words: Words


@dataclass(frozen=True, slots=True)
class Here:
    """What is known of a place.

    Attributes:
        title: the county, or that there is none.
        warnings: what makes the answer doubtful.
    """

    spot: Spot
    title: Words
    warnings: tuple[Words, ...]
    products: tuple[There, ...]


def here(session: Session, spot: Spot, *, accuracy_m: float = 0, on: date) -> Here:
    """Say what is at a place.

    Args:
        session: to read with.
        spot: EPSG:4490 or WGS84, degrees.
        accuracy_m: by how much the place itself may be off, metres.
        on: the day whose areas count.
    """
    county = areas.county_at(session, spot.lon, spot.lat)
    warnings = [_SWAPPED] if spot.is_swapped else []
    if accuracy_m:
        warnings.append(_rough(accuracy_m))
    if county is not None:
        border = areas.layer(session).places[county.code].geometry
        warnings += _near_border(
            border, spot, off_m=county.border_uncertainty_m + accuracy_m
        )
    found = areas.products_at(session, spot.lon, spot.lat, on=on)
    return Here(
        spot,
        Words(county.name, county.name_en) if county else OUTSIDE,
        tuple(warnings),
        tuple(_there(each, accuracy_m) for each in found),
    )


def _rough(accuracy_m: float) -> Words:
    off = length_words(accuracy_m)
    return _ROUGH.filled(off_zh=off.zh, off_en=off.en)


def _near_border(border: BaseGeometry, spot: Spot, *, off_m: float) -> list[Words]:
    far_m = distance_to_border_m(Point(spot.lon, spot.lat), border)
    if far_m > off_m:
        return []
    far, off = length_words(far_m), length_words(off_m)
    return [
        _NEAR_COUNTY_BORDER.filled(
            far_zh=far.zh, far_en=far.en, off_zh=off.zh, off_en=off.en
        )
    ]


def _there(found: ProductThere, accuracy_m: float) -> There:
    test = found.test
    if test.distance_m is None or test.distance_m > accuracy_m:
        return There(found.code, found.name, test.answer, test.words)
    far = length_words(test.distance_m)
    words = _NEARER_THAN_KNOWN.filled(far_zh=far.zh, far_en=far.en)
    return There(found.code, found.name, PointAnswer.NEAR_BORDER, words)
