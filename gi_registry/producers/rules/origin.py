"""Whether a visit to the place of production passes (产地核验)."""

from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from gi_registry.core.words import Words
from gi_registry.geo.locate import PointAnswer
from gi_registry.producers.errors import (
    OriginReasonError,
    OutsideAreaError,
    SameOfficerError,
    VisitDayError,
)


@dataclass(frozen=True, slots=True)
class Visit:
    """What two officers did and found.

    Attributes:
        lon: of the position, in `crs`: degrees or easting in metres.
        lat: the same.
        crs: as people name it, such as EPSG:4326.
        finding: what was seen.
        reason: what shows that the place is inside, where the map does not.
    """

    visited_on: date
    officer_one: str
    officer_two: str
    lon: float
    lat: float
    crs: str
    finding: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """What the map says of the plot and of the position of the visit.

    Attributes:
        plot_words: the sentence about the plot, for a refusal.
    """

    plot: PointAnswer
    plot_words: Words
    position: PointAnswer

    @property
    def is_settled(self) -> bool:
        """Whether the map alone shows that both are inside."""
        return self.plot is self.position is PointAnswer.INSIDE


def check_visit(visit: Visit, *, earliest: date, today: date) -> None:
    """Refuse a visit that cannot have been one.

    Args:
        visit: what was recorded.
        earliest: day on which the application was begun.
        today: the present day in China.

    Raises:
        SameOfficerError: both names are the same.
        VisitDayError: before the application, or in the future.
    """
    if _plain(visit.officer_one) == _plain(visit.officer_two):
        raise SameOfficerError
    check_day(visit.visited_on, earliest=earliest, today=today)


def check_day(visited_on: date, *, earliest: date, today: date) -> None:
    """Refuse a day on which no visit can have been; see `check_visit`.

    Raises:
        VisitDayError: before the application, or in the future.
    """
    if not earliest <= visited_on <= today:
        raise VisitDayError(earliest, today)


def check_answers(answers: Answers, *, reason: str) -> None:
    """Refuse what lies outside, and what is not settled without a reason.

    With a reason the latter still takes a second person. Nobody passes a plot
    that is outside: if the map reads the announcement's wording wrongly, the
    area is decided anew first.

    Raises:
        OutsideAreaError: the plot is outside (Order 80 Arts 20, 30).
        OriginReasonError: it is not settled and no reason is given.
    """
    if answers.plot is PointAnswer.OUTSIDE:
        raise OutsideAreaError(answers.plot_words)
    if not answers.is_settled and not reason.strip():
        raise OriginReasonError


def _plain(name: str) -> str:
    return "".join(normalize("NFKC", name).split()).casefold()
