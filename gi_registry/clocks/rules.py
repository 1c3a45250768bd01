"""When the right to use the mark comes into question, counted from evidence.

Order 80 Art. 31: CNIPA cancels the registration of a producer that has not used
the mark on the protected product within two years and does not put that right in
the time set. The Order does not say from when the two years run; here they run
from the day on which use became possible, or from the last use on record if that
is later. Months are counted as the Civil Code does (Arts 201, 202, from memory):
the first day does not count, and the last is the corresponding day, or the last
of its month.
"""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from gi_registry.core.words import Words
from gi_registry.law.rules import months_after

MONTHS: Final = 24
"""Without use, after which somebody has to decide."""

NOTICES: Final = (12, 18, 21, 23)
"""Months without use, after which producer and office are told."""

RIGHT_NOTICES: Final = (90, 30, 7, 0)
"""Days before the end of a licence or a mark, on which the same are told."""

RIGHT_LATE: Final = 90
"""Days after which nobody is told any more that it has ended."""

_DECEMBER: Final = 12


class Ending(StrEnum):
    """What comes to its end."""

    NON_USE = "non_use"
    """Two years without use."""
    RIGHT = "right"
    """The licence or mark behind an authorization."""


class UseKind(StrEnum):
    """What shows that the mark was used."""

    ACTIVATION = "activation"
    """Labels put on goods, of a lot."""
    REPORT = "report"
    """An accepted annual report with marked output."""
    RECORDED = "recorded"
    """What an office saw itself, such as photographs of an inspection."""

    @property
    def words(self) -> Words:
        """What people call it."""
        return _KINDS[self]


_KINDS = {
    UseKind.ACTIVATION: Words("启用标识", "Labels put to use"),
    UseKind.REPORT: Words(
        "审定的年报载有用标产量", "Accepted report with marked output"
    ),
    UseKind.RECORDED: Words("主管部门记录的用标证据", "Use put on record by an office"),
}


class Decision(StrEnum):
    """What an office decided after two years without use."""

    RECTIFY = "rectify"
    """To be put right by a day (限期改正)."""
    EXCUSED = "excused"
    """There is a good reason; the reason is on record."""


DECISION_WORDS = {
    Decision.RECTIFY: Words("限期改正", "To be put right by a day"),
    Decision.EXCUSED: Words("有正当理由，暂不处理", "Excused, for the reason given"),
}


class Stage(StrEnum):
    """How far the two years have run."""

    QUIET = "quiet"
    TOLD = "told"
    """At least one notice is due."""
    OVER = "over"
    """Two years are over and nobody has decided."""
    DECIDED = "decided"
    """Two years are over, and somebody decided."""

    @property
    def words(self) -> Words:
        """What people call it."""
        return _STAGES[self]


_STAGES = {
    Stage.QUIET: Words("一年内有用标", "Used within a year"),
    Stage.TOLD: Words("一年以上未用标", "Not used for over a year"),
    Stage.OVER: Words("满两年未用标，待决定", "Two years without use, to be decided"),
    Stage.DECIDED: Words("满两年未用标，已决定", "Two years without use, decided"),
}


@dataclass(frozen=True, slots=True)
class NonUse:
    """The clock of non-use of one authorization, on a day.

    Attributes:
        runs_from: last day that counts as use, or the day from which the mark
            could be used.
        is_used: whether any use is on record.
        ends_on: last day of the two years.
        months: whole months run.
        told: the notices that are due, months.
        next_notice_on: day of the next one; none if the last one is past.
        stage: how far it has run.
    """

    runs_from: date
    is_used: bool
    ends_on: date
    months: int
    told: tuple[int, ...]
    next_notice_on: date | None
    stage: Stage

    def days_left(self, on: date) -> int:
        """Return days until the two years end; negative when they are over."""
        return (self.ends_on - on).days


def months_before(day: date, months: int) -> date:
    """Return the last day from which so many months are over on a day.

    Args:
        day: the present one.
        months: 0 or more.

    Returns:
        The latest start for which `months_after(start, months) < day`.
    """
    back = day.year * _DECEMBER + day.month - 1 - months
    year, month = divmod(back, _DECEMBER)
    last = calendar.monthrange(year, month + 1)[1]
    start = date(year, month + 1, min(day.day, last))
    while months_after(start, months) >= day:
        start = date.fromordinal(start.toordinal() - 1)
    return start


def non_use(
    possible_from: date,
    used_on: Iterable[date],
    *,
    on: date,
    decided_on: Iterable[date] = (),
) -> NonUse:
    """Return the clock of non-use.

    Args:
        possible_from: first day on which the mark could be used: of the
            announcement, or of the opening of the artwork's download.
        used_on: days of use on record, in any order; those after `on` do not
            count.
        on: the present day in China.
        decided_on: days on which an office decided about it.
    """
    last = max((day for day in used_on if day <= on), default=None)
    runs_from = possible_from if last is None else max(possible_from, last)
    ends_on = months_after(runs_from, MONTHS)
    months = 0
    while months_after(runs_from, months + 1) < on:
        months += 1
    told = tuple(notice for notice in NOTICES if notice <= months)
    ahead = (months_after(runs_from, notice) for notice in NOTICES)
    if months >= MONTHS:
        is_decided = any(ends_on < day <= on for day in decided_on)
        stage = Stage.DECIDED if is_decided else Stage.OVER
    else:
        stage = Stage.TOLD if told else Stage.QUIET
    return NonUse(
        runs_from=runs_from,
        is_used=last is not None and last >= possible_from,
        ends_on=ends_on,
        months=months,
        told=told,
        next_notice_on=next((day for day in ahead if day >= on), None),
        stage=stage,
    )


def non_use_step(clock: NonUse) -> int | None:
    """Return the months of which people are to be told, if not yet.

    Of several that have passed only the last; none before the first, and none once
    somebody has decided.
    """
    if clock.stage is Stage.OVER:
        return MONTHS
    return clock.told[-1] if clock.stage is Stage.TOLD else None


def right_step(ends_on: date, *, on: date) -> int | None:
    """Return the days before the end of which people are to be told, if not yet.

    Args:
        ends_on: last day of the licence or mark.
        on: the present day in China.
    """
    left = (ends_on - on).days
    if left < -RIGHT_LATE:
        return None
    return min((days for days in RIGHT_NOTICES if left <= days), default=None)
