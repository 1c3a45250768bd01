"""What the map shows of a product, which products a search leaves, and how small."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

import numpy as np
import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from gi_registry.areas.rules import FinestLevel
from gi_registry.core.words import Words
from gi_registry.products.rules import RightKind
from gi_registry.products.rules.naming import comparable
from gi_registry.products.rules.seasons import bit

FINE_UNITS = 10_000
"""To a degree, in the map's exact data: about 10 m, finer than the lines are."""

NOT_ENTERED = Words("尚未录入产地范围", "The area has not been entered yet")
NOT_DRAWN = Words("公告所列产地尚不能落图", "The area named cannot be drawn yet")
_FINER = {
    FinestLevel.TOWNSHIP: Words(
        "公告列到乡镇，图上为所在县的范围，实际产地在其中",
        "The announcement names townships; the map shows their counties, in which "
        "the area lies",
    ),
    FinestLevel.VILLAGE: Words(
        "公告列到村，图上为所在县的范围，实际产地在其中",
        "The announcement names villages; the map shows their counties, in which "
        "the area lies",
    ),
}
_AS_DRAWN = Words(
    "按公告所列县界绘制，界线误差约 {uncertainty:,} 米",
    "Drawn by the counties that the announcement names; the border is known to "
    "about {uncertainty:,} m",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A product in the map's list.

    Attributes:
        places: names of the counties that its area names.
        regions: the same, with their prefectures; for the search alone.
        season_mask: bit 0 January … bit 11 December.
        certainty: how sure the drawn area is, in words.
        is_finer: whether the wording is finer than what is drawn.
        is_unverified: whether nobody has checked the wording of the area.
        is_drawn: whether there is something to see on the map.
    """

    gi_id: int
    code: str
    name: Words
    category: str
    category_words: Words
    kinds: tuple[RightKind, ...]
    places: tuple[Words, ...]
    regions: tuple[Words, ...]
    season_mask: int
    search_text: str
    certainty: Words
    is_finer: bool
    is_unverified: bool
    is_drawn: bool

    @property
    def searched(self) -> str:
        """What the search looks through: names of the product and of its counties."""
        regions = (comparable(f"{region.zh} {region.en}") for region in self.regions)
        return "\n".join((self.search_text.strip(), *regions))


@dataclass(frozen=True, slots=True)
class Filter:
    """What is looked for; what is empty restricts nothing.

    Attributes:
        month: 1 to 12, or 0.
    """

    text: str = ""
    category: str = ""
    month: int = 0

    def __bool__(self) -> bool:
        """Whether anything is looked for."""
        return bool(self.text or self.category or self.month)

    def keeps(self, entry: Entry) -> bool:
        """Whether an entry is what is looked for."""
        words = comparable(self.text).split()
        searched = entry.searched
        return (
            all(word in searched for word in words)
            and self.category in ("", entry.category)
            and (not self.month or bool(entry.season_mask & bit(self.month)))
        )


def certainty(finest: FinestLevel, uncertainty_m: int, *, is_drawn: bool) -> Words:
    """Return in words how sure a drawn area is.

    Args:
        finest: the finest level that the wording names.
        uncertainty_m: by how much the border may be off, metres.
        is_drawn: whether it has a geometry.
    """
    if not is_drawn:
        return NOT_DRAWN
    return _FINER.get(finest) or _AS_DRAWN.filled(uncertainty=uncertainty_m)


def rings(geometry: BaseGeometry, units: int) -> list[list[int]]:
    """Return the rings of a geometry as whole units, made for compression.

    Args:
        geometry: EPSG:4490, degrees.
        units: how many a degree has.

    Returns:
        Each ring as a flat list: the first corner's longitude and latitude, then
        the step to each further corner; it closes by itself. Rings that shrink
        to less than three corners are left out.
    """
    found = (_ring(ring, units) for ring in _each_ring(geometry))
    return [ring for ring in found if ring]


def _each_ring(geometry: BaseGeometry) -> Iterable[BaseGeometry]:
    for part in shapely.get_parts(geometry):
        if isinstance(part, Polygon):
            yield part.exterior
            yield from part.interiors


def _ring(ring: BaseGeometry, units: int) -> list[int]:
    corners = np.rint(shapely.get_coordinates(ring)[:-1] * units).astype(np.int64)
    moved = np.any(corners != np.roll(corners, 1, axis=0), axis=1)
    corners = corners[moved]
    if len(corners) < 3:  # noqa: PLR2004 -- a ring has three corners
        return []
    steps = np.diff(corners, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    return cast("list[int]", steps.ravel().tolist())
