"""Seasons, claims on land and their overlaps; how a declared area compares."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shapely.geometry.base import BaseGeometry

from gi_registry.areas.claims.errors import (
    PlotNotResumableError,
    PlotOverlapError,
    SeasonError,
)
from gi_registry.core.words import Words

MOST_SHARED = 0.05
"""Of the smaller plot, which another claim may cover; more of it blocks."""
LEAST_SHARED_M2 = 1.0
"""m2; less is two readings of one edge, and nobody is told."""
UNDO = timedelta(days=30)
"""For how long a plot that was ended can be taken up again."""

_SQUARE_METRES_PER_MU = 2000 / 3
_AGREES, _NEAR = 0.02, 0.10
"""Of the measured area, by which the declared one may differ."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What is to stand instead of a plot as it is.

    Attributes:
        declared_m2: what the producer says, m2; 0 for a point.
        geometry: polygon, or point of a workshop, already in EPSG:4490.
        crs_given: the coordinate system in which it came in.
        source: how it was measured.
        reason: why it is corrected, as typed.
    """

    name: str
    declared_m2: int
    geometry: BaseGeometry
    crs_given: str
    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Overlap:
    """Land that two claims of one product and season share.

    Attributes:
        plot_id: of the claim that is made; 0 for an outline that is only tried.
        other_id: of the claim that is there; for officers alone.
        shared_m2: geodesic.
        share: of the smaller plot, 0 to 1.
        own_name: what the other plot is called where it is of the same
            organisation; none where it is somebody else's, of which nothing is said.
    """

    plot_id: int
    other_id: int
    shared_m2: float
    share: float
    own_name: str | None

    @property
    def blocks(self) -> bool:
        """Whether it is more than two readings of one edge can explain."""
        return self.share > MOST_SHARED

    @property
    def words(self) -> Words:
        """How much is shared, and what to do; never with whom."""
        figures = {
            "share": _percent(self.share),
            "mu": f"{self.shared_m2 / _SQUARE_METRES_PER_MU:,.2f}",
            "name": self.own_name,
        }
        return (_SHARED if self.own_name is None else _SHARED_OWN).filled(**figures)


_SHARED = Words(
    "与同一产品、同一产季的另一登记地块重叠 {mu} 亩（占较小地块的 {share}），"
    "未超过 5%，可以登记。请对照现场核对这一侧的边界。",
    "{mu} mu ({share} of the smaller plot) are also within another plot that is "
    "claimed for this product and season. That is not over 5%, so it may stand; "
    "check this edge on the ground.",
)
_SHARED_OWN = Words(
    "与您的地块“{name}”重叠 {mu} 亩（占较小地块的 {share}），未超过 5%，可以登记。"
    "请核对这一侧的边界。",
    "{mu} mu ({share} of the smaller plot) are also within your plot “{name}”. That "
    "is not over 5%, so it may stand; check this edge.",
)


def season_of(on: date) -> int:
    """Return the season that a day belongs to: its calendar year in China."""
    return on.year


def check_season(season: int, *, on: date) -> None:
    """Refuse a season that is over or too far away.

    Args:
        season: a year.
        on: the present day in China.

    Raises:
        SeasonError: it is neither the present season nor the next.
    """
    present = season_of(on)
    if season not in (present, present + 1):
        raise SeasonError(season=season, present=present)


def check_overlaps(overlaps: Iterable[Overlap], *, season: int) -> None:
    """Refuse a claim on land that is claimed for the same product and season.

    Raises:
        PlotOverlapError: an overlap covers more than 5 % of the smaller plot; it
            tells of the largest.
    """
    blocking = [overlap for overlap in overlaps if overlap.blocks]
    if not blocking:
        return
    worst = max(blocking, key=lambda overlap: overlap.share)
    raise PlotOverlapError(
        share=worst.share,
        shared_m2=worst.shared_m2,
        season=season,
        own_name=worst.own_name,
        plot_ids=tuple(sorted({overlap.plot_id for overlap in blocking})),
    )


def check_resumable(
    ended_at: datetime | None, *, is_replaced: bool, now: datetime
) -> None:
    """Refuse to take a plot up again that is not ended, replaced, or long gone.

    Raises:
        PlotNotResumableError: it cannot be.
    """
    if ended_at is None or is_replaced or now - ended_at > UNDO:
        raise PlotNotResumableError(days=UNDO.days)


def comparison(declared_m2: int, measured_m2: int) -> Words:
    """Say how the declared area of an outline compares with the measured one.

    What differs by more than half is refused before; see `check_plot_size`.

    Args:
        declared_m2: what the producer says, m2.
        measured_m2: geodesic, m2, more than 0.
    """
    difference = (declared_m2 - measured_m2) / measured_m2
    if abs(difference) <= _AGREES:
        return Words("与填报面积相符", "Agrees with the declared area")
    more = difference > 0
    share = f"{abs(difference):.0%}"
    words = Words(
        f"填报面积比按边界量得的{'多' if more else '少'} {share}",
        f"The declared area is {share} {'more' if more else 'less'} than measured",
    )
    if abs(difference) <= _NEAR:
        return words
    return Words(
        f"{words.zh}，请核对边界和填报数",
        f"{words.en}; check the outline and the figure",
    )


def _percent(share: float) -> str:
    return f"{share:.1%}" if share >= 0.001 else "<0.1%"  # noqa: PLR2004 -- one decimal
