"""What is true of every label of a run, piece by piece; values alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gi_registry.marks.rules.states import RangeState


@dataclass(frozen=True, slots=True)
class Stretch:
    """Labels next to each other of which one thing is true.

    Attributes:
        first: the first sequence number.
        end: one past the last.
        state: what happened; None where nothing did.
        on_day: when.
        reason: as typed.
        lot: number of the goods that they went onto.
        is_kept: whether a printer keeps them as samples; they never expire.
    """

    first: int
    end: int
    state: RangeState | None = None
    on_day: date | None = None
    reason: str = ""
    lot: str | None = None
    is_kept: bool = False

    @property
    def size(self) -> int:
        """Labels, count."""
        return self.end - self.first

    @property
    def last(self) -> int:
        """The last sequence number."""
        return self.end - 1


def stretches(
    size: int,
    ends: Sequence[Stretch],
    beside: Sequence[Stretch] = (),
    *,
    expired_on: date | None = None,
) -> Iterator[Stretch]:
    """Give a whole run in order: what is true of its labels today.

    Args:
        size: labels in the run.
        ends: what became of labels, in order; they never overlap.
        beside: labels at a printer, delivered, or recalled.
        expired_on: the last day of the run, once that is past.
    """
    recalls = _in_order(beside, RangeState.RECALLED)
    printed = _in_order(beside, RangeState.AT_PRINTER, RangeState.DELIVERED)
    at = 0
    for end in (*ends, Stretch(size, size)):
        gap = Stretch(at, end.first)
        if expired_on is None:
            yield from _split(gap, printed)
        else:
            rest = replace(gap, state=RangeState.EXPIRED, on_day=expired_on)
            yield from _split(rest, [each for each in printed if each.is_kept])
        is_used = end.state is RangeState.ACTIVATED
        yield from _split(end, recalls if is_used else ())
        at = end.end


def _in_order(given: Sequence[Stretch], *states: RangeState) -> list[Stretch]:
    return sorted(
        (each for each in given if each.state in states), key=lambda each: each.first
    )


def _split(whole: Stretch, by: Sequence[Stretch] = ()) -> Iterator[Stretch]:
    """Give a stretch in pieces, where something else is true of some."""
    at = whole.first
    for each in by:
        first, end = max(at, each.first), min(whole.end, each.end)
        if first >= end:
            continue
        if first > at:
            yield replace(whole, first=at, end=first)
        yield replace(each, first=first, end=end, lot=whole.lot)
        at = end
    if at < whole.end:
        yield replace(whole, first=at)
