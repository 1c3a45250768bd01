"""What must hold for labels to be issued; values alone."""

from dataclasses import dataclass
from datetime import date

from gi_registry.marks.errors import (
    CapacityExceededError,
    LastDayError,
    ReportMissingError,
    RunNumberError,
    RunYearError,
    SeasonOverError,
    TrancheClosedError,
)
from gi_registry.marks.rules.capacity import Capacity, mass
from gi_registry.marks.rules.states import MAX_SIZE

MAX_NET_CONTENT_G = 10**9
MAX_PACK_NAME = 60


@dataclass(frozen=True, slots=True)
class MissingReport:
    """An annual report that is owed.

    Attributes:
        year: the year reported on.
        due_on: last day on which it was to be handed in.
    """

    year: int
    due_on: date


@dataclass(frozen=True, slots=True)
class RunRequest:
    """Labels asked for.

    Attributes:
        authorization_id: whose.
        year: production year whose capacity they draw on.
        size: labels, count.
        net_content_g: goods in one pack, grams.
        pack_name: such as 500 mL 瓶装.
        has_pin: whether each label has six digits under a scratch layer.
    """

    authorization_id: int
    year: int
    size: int
    net_content_g: int
    pack_name: str
    has_pin: bool = False

    @property
    def mass_g(self) -> int:
        """Goods that the labels would mark, grams."""
        return self.size * self.net_content_g


def check_run(request: RunRequest, capacity: Capacity, *, today: date) -> None:
    """Refuse labels beyond what is left, or of no sensible size.

    Raises:
        RunNumberError: the size, net content or pack name is out of bounds.
        RunYearError: the year is neither this one nor the last.
        CapacityExceededError: more than is left of the year.
        TrancheClosedError: more than the open tranches leave.
    """
    check_numbers(request)
    if request.year not in (today.year, today.year - 1):
        raise RunYearError(request.year, this_year=today.year)
    if request.mass_g > capacity.left_g:
        raise CapacityExceededError(
            asked=request.size,
            asked_mass=mass(request.mass_g),
            left=capacity.labels_left(request.net_content_g),
            left_mass=mass(capacity.left_g),
        )
    tranche = capacity.tranche
    if tranche.next_at_g is not None and request.mass_g > capacity.open_g:
        raise TrancheClosedError(
            asked_mass=mass(request.mass_g),
            left=capacity.labels_open(request.net_content_g),
            left_mass=mass(capacity.open_g),
            tranche=(tranche.number, tranche.of),
            needed=(mass(tranche.next_at_g), mass(capacity.activated_g)),
        )


def check_reported(
    request: RunRequest, capacity: Capacity, missing: MissingReport | None
) -> None:
    """Refuse labels of a new tranche while an annual report is owed.

    Args:
        request: what is asked for.
        capacity: of its year.
        missing: the report; none where the duty is met, or the province did not
            set this consequence.

    Raises:
        ReportMissingError: it goes beyond the tranches that were begun.
    """
    if missing is not None and request.mass_g > capacity.begun_g:
        raise ReportMissingError(
            year=missing.year,
            due_on=missing.due_on,
            left=capacity.begun_g // request.net_content_g,
            left_mass=mass(capacity.begun_g),
        )


def check_numbers(request: RunRequest) -> None:
    """Refuse what no run can have, whatever the capacity.

    Raises:
        RunNumberError: the size, net content or pack name is out of bounds.
    """
    if not 1 <= request.size <= MAX_SIZE:
        raise RunNumberError.of_size(MAX_SIZE)
    if not 1 <= request.net_content_g <= MAX_NET_CONTENT_G:
        raise RunNumberError.of_net_content(MAX_NET_CONTENT_G)
    if not 1 <= len(request.pack_name.strip()) <= MAX_PACK_NAME:
        raise RunNumberError.of_pack_name(MAX_PACK_NAME)


def expiry(year: int) -> date:
    """Return the last day on which labels of a production year may be activated.

    Goods of a harvest are packed into the year after it; later they need labels
    of their own year.
    """
    return date(year + 1, 12, 31)


def check_last_day(last_on: date, *, year: int, today: date) -> None:
    """Refuse a last day that cannot be set for a production year.

    Raises:
        LastDayError: it is past, or neither in the year nor in the one after it.
    """
    if not max(today, date(year, 1, 1)) <= last_on <= expiry(year):
        raise LastDayError(year, last=expiry(year))


def check_season(last_on: date, *, today: date) -> None:
    """Refuse labels that could not be put to use any more.

    Raises:
        SeasonOverError: the last day is past.
    """
    if today > last_on:
        raise SeasonOverError(last_on)
