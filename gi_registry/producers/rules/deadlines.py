"""Who must act on an application, and by when.

Source:
    Order 80 Art. 20 names the offices and sets no time at any level, so every
    length is a setting of the province; where that is empty there is no day.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from gi_registry.core.access import ROLE_WORDS, Role
from gi_registry.core.words import Words
from gi_registry.law.rules import (
    PROVISIONAL,
    Setting,
    Settings,
    Span,
    Unit,
    deadline,
    working_days_between,
)
from gi_registry.producers.rules.states import ApplicationState

_S = ApplicationState

SETTING_OF: Final = {
    _S.SUBMITTED: Setting.ORIGIN_CHECK,
    _S.ORIGIN_VERIFIED: Setting.PREFECTURE_REVIEW,
    _S.PREFECTURE_REVIEWED: Setting.PROVINCE_REVIEW,
    _S.RETURNED: Setting.CORRECTION,
}
"""State to the setting that says how long it may last; in the others no office
of the province is awaited."""

ROLE_OF: Final = {
    _S.DRAFT: Role.PRODUCER,
    _S.RETURNED: Role.PRODUCER,
    _S.SUBMITTED: Role.COUNTY,
    _S.ORIGIN_VERIFIED: Role.PREFECTURE,
    _S.PREFECTURE_REVIEWED: Role.PROVINCE,
}
"""State to the role that acts in it; in the others it is CNIPA, or nobody."""

_CNIPA = Words("国家知识产权局", "CNIPA")
_PROVINCE = Words("省级知识产权管理部门", "The provincial IP office")


@dataclass(frozen=True, slots=True)
class Due:
    """Who must act, and by when.

    Attributes:
        who: the office, or the producer, by name; none where nothing waits.
        role: of those who act; none for CNIPA.
        setting: what sets the time; none where nothing can.
        starts_on: day in China on which it was received.
        span: how long, as it was set on that day; none while it was not set.
        due_on: last day; none where no time is set.
        is_provisional: whether a notice on holidays still to come may move it.
        left: days left in the unit of the span (calendar days for months); 0 on
            the last day, negative after it; none where no time is set.
        is_overdue: whether the last day is past.
    """

    who: Words | None
    role: Role | None
    setting: Setting | None
    starts_on: date
    span: Span | None = None
    due_on: date | None = None
    is_provisional: bool = False
    left: int | None = None
    is_overdue: bool = False

    @property
    def role_words(self) -> Words | None:
        """The role, as people call it."""
        return None if self.role is None else ROLE_WORDS[self.role]

    @property
    def left_words(self) -> Words | None:
        """How long is left, or how long it is over; none where no time is set."""
        if self.left is None or self.span is None:
            return None
        unit = Unit.DAYS if self.span.unit is Unit.MONTHS else self.span.unit
        zh, en = unit.words
        if self.is_overdue:
            if not self.left:  # only days off have passed since
                return Words("已过期限", "Overdue")
            return Words(f"已逾期{-self.left}{zh}", f"{-self.left} {en} overdue")
        if not self.left:
            return Words("今天到期", "Due today")
        return Words(f"还剩{self.left}{zh}", f"{self.left} {en} left")

    @property
    def provisional_words(self) -> Words | None:
        """The mark beside a day that may yet move."""
        return PROVISIONAL if self.is_provisional else None


@dataclass(frozen=True, slots=True)
class Offices:
    """The offices of one place.

    Attributes:
        authority: that the announcement names for the place of origin, if any.
        county: name of the county of origin.
        prefecture: name of the prefecture over it.
    """

    authority: str | None
    county: Words
    prefecture: Words


def who_acts(state: ApplicationState, offices: Offices) -> Words | None:
    """Return the office, or the producer, that must act; None where all is done."""
    if state in (_S.SENT_TO_CNIPA, _S.REGISTERED):
        return _CNIPA
    if state is _S.SUBMITTED and offices.authority:
        return Words(offices.authority, offices.authority)
    return {
        Role.PRODUCER: Words("生产者", "The producer"),
        Role.COUNTY: _office(offices.county),
        Role.PREFECTURE: _office(offices.prefecture),
        Role.PROVINCE: _PROVINCE,
        None: None,
    }[ROLE_OF.get(state)]


def due(
    state: ApplicationState,
    since: date,
    division: str,
    offices: Offices,
    settings: Settings,
    *,
    on: date,
) -> Due:
    """Return who must act on an application and by when.

    Args:
        state: of the application.
        since: day in China on which the state began: the day of receipt.
        division: county of origin.
        offices: of that place.
        settings: of all provinces; the value that held on `since` counts.
        on: the present day in China.
    """
    setting = SETTING_OF.get(state)
    span = None
    if setting is not None:
        span = settings.span(setting, division, on=since)
    who, role = who_acts(state, offices), ROLE_OF.get(state)
    if span is None:
        return Due(who, role, setting, since)
    last = deadline(since, span)
    is_over = last.day < on
    if span.unit is Unit.WORKING_DAYS:
        left = working_days_between(on, last.day)
    else:
        left = (last.day - on).days
    return Due(
        who, role, setting, since, span, last.day, last.is_provisional, left, is_over
    )


def _office(of: Words) -> Words:
    return Words(f"{of.zh}知识产权管理部门", f"The IP office of {of.en}")
