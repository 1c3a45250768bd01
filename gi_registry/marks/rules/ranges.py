"""What may happen to a range of labels; values alone."""

from dataclasses import dataclass
from datetime import date

from gi_registry.marks.errors import (
    RangeBoundsError,
    RangeDayError,
    RangeReasonError,
    RunExpiredError,
)
from gi_registry.marks.rules.states import RangeState

MAX_REASON = 500


@dataclass(frozen=True, slots=True)
class RangeRequest:
    """What happened to the labels [first, end) of a run.

    Attributes:
        run_id: the run number.
        first: the first sequence number; they count from 0.
        end: one past the last.
        state: what happened.
        lot_id: the goods they went onto; only and always where activated.
        on_day: when.
        reason: as typed; needed unless activated.
    """

    run_id: int
    first: int
    end: int
    state: RangeState
    lot_id: int | None
    on_day: date
    reason: str

    @property
    def size(self) -> int:
        """Labels in the range, count."""
        return self.end - self.first


def check_range(request: RangeRequest, *, run_size: int) -> None:
    """Refuse what lies outside the run or lacks its reason.

    Raises:
        RangeBoundsError: empty, backwards, or beyond the labels of the run.
        RangeReasonError: labels are declared dead without saying why.
    """
    if not 0 <= request.first < request.end <= run_size:
        raise RangeBoundsError(
            first=request.first, last=request.end - 1, run_last=run_size - 1
        )
    if request.state.is_dead and not request.reason.strip():
        raise RangeReasonError
    if len(request.reason) > MAX_REASON:
        raise RangeReasonError


def check_day(
    request: RangeRequest, *, issued_on: date, expires_on: date, today: date
) -> None:
    """Refuse a day on which it cannot have happened.

    Raises:
        RangeDayError: in the future, or before the labels were issued.
        RunExpiredError: labels are activated after the last day of the run.
    """
    if not issued_on <= request.on_day <= today:
        raise RangeDayError(request.on_day, issued_on=issued_on, today=today)
    if request.state is RangeState.ACTIVATED and request.on_day > expires_on:
        raise RunExpiredError(expires_on)
