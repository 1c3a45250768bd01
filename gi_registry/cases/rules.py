"""The six triggers of Order 80 Art. 31 and the way of a case.

Four triggers have no cure period: business licence cancelled or revoked, production
licence cancelled or revoked, moved out of the area, product no longer made. Two lead
to a cancellation only if they are not put right by a set day: not produced to the
standard, and no use within two years. The Order does not say how long that is: the
office sets it, or somebody writes down why it is this day.

CNIPA cancels; a case only leads to a report and records what became of it.

Source:
    《地理标志产品保护办法》 (CNIPA Order 80, in force 2024-02-01) Art. 31.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from gi_registry.cases.errors import (
    CaseDayError,
    CaseStepError,
    CureDayError,
    CureReasonError,
    CureRunningError,
    EvidenceMissingError,
)
from gi_registry.core.access import Permission
from gi_registry.core.words import Words

RULE: Final = "order80.31"


class Trigger(StrEnum):
    """What leads to a cancellation."""

    LICENCE = "licence"
    PRODUCTION_LICENCE = "production_licence"
    MOVED = "moved"
    NO_LONGER_MADE = "no_longer_made"
    NOT_TO_STANDARD = "not_to_standard"
    NOT_USED = "not_used"

    @property
    def can_be_cured(self) -> bool:
        """Whether it leads to a cancellation only after a day that was set."""
        return self in (Trigger.NOT_TO_STANDARD, Trigger.NOT_USED)


class CaseState(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    """Evidence is on record; the province looks at it."""
    CURE = "cure"
    """To be put right by a day; use goes on (RECTIFY)."""
    HELD = "held"
    """No cure period; use is suspended (SUSPENDED)."""
    REPORTED = "reported"
    """To CNIPA."""
    CURED = "cured"
    CANCELLED = "cancelled"
    """By CNIPA, and announced (STOPPED)."""
    CLOSED = "closed"
    """Without consequence."""


@dataclass(frozen=True, slots=True)
class Step:
    """Who may take a step, and for which triggers.

    Attributes:
        can_be_cured: only for triggers that are so; none for all.
    """

    permission: Permission
    can_be_cured: bool | None = None


_S, _P = CaseState, Permission
_CONTROL, _CNIPA = Step(_P.AUTHORIZATION_CONTROL), Step(_P.CNIPA_RECORD)

CASE_STEPS: Final[Mapping[tuple[CaseState, CaseState], Step]] = {
    (_S.OPEN, _S.CURE): Step(_P.AUTHORIZATION_CONTROL, can_be_cured=True),
    (_S.OPEN, _S.HELD): Step(_P.AUTHORIZATION_CONTROL, can_be_cured=False),
    (_S.OPEN, _S.CLOSED): _CONTROL,
    (_S.CURE, _S.CURED): _CONTROL,
    (_S.CURE, _S.REPORTED): _CONTROL,
    (_S.HELD, _S.REPORTED): _CONTROL,
    (_S.HELD, _S.CLOSED): _CONTROL,
    (_S.REPORTED, _S.CANCELLED): _CNIPA,
    (_S.REPORTED, _S.CLOSED): _CNIPA,
}
"""The whole way, from a state to the next; what is not here cannot be recorded."""

OPENERS: Final = (Permission.ORIGIN_CHECK, Permission.AUTHORIZATION_CONTROL)
"""Either is enough to open a case: the county that supervises, or the province."""

OPEN_STATES: Final = (_S.OPEN, _S.CURE, _S.HELD, _S.REPORTED)

TRIGGER_WORDS: Final = {
    Trigger.LICENCE: Words(
        "营业执照被注销或吊销", "Business licence cancelled or revoked"
    ),
    Trigger.PRODUCTION_LICENCE: Words(
        "相关生产许可被注销或吊销", "Production licence cancelled or revoked"
    ),
    Trigger.MOVED: Words("已迁出产地范围", "Moved out of the area"),
    Trigger.NO_LONGER_MADE: Words("不再生产该产品", "The product is no longer made"),
    Trigger.NOT_TO_STANDARD: Words("未按相应标准生产", "Not produced to the standard"),
    Trigger.NOT_USED: Words(
        "两年内未在受保护产品上使用专用标志",
        "Mark not used on the product for two years",
    ),
}

CASE_STATE_WORDS: Final = {
    _S.OPEN: Words("待省级处理", "With the province"),
    _S.CURE: Words("限期改正中", "To be put right"),
    _S.HELD: Words("已暂停用标", "Use suspended"),
    _S.REPORTED: Words("已报国家知识产权局", "Reported to CNIPA"),
    _S.CURED: Words("已改正", "Put right"),
    _S.CANCELLED: Words("已注销公告", "Cancelled and announced"),
    _S.CLOSED: Words("结案，不予处理", "Closed without consequence"),
}

ACTION_WORDS: Final = {
    _S.CURE: Words("责令限期改正", "Have it put right by a day"),
    _S.HELD: Words("暂停用标", "Suspend use"),
    _S.REPORTED: Words("报国家知识产权局", "Report to CNIPA"),
    _S.CURED: Words("记录已改正", "Record that it was put right"),
    _S.CANCELLED: Words("记录注销公告", "Record CNIPA's cancellation"),
    _S.CLOSED: Words("结案，不予处理", "Close without consequence"),
}


@dataclass(frozen=True, slots=True)
class NewStep:
    """A step as an officer records it.

    Attributes:
        on: day of what is recorded.
        words: findings or reason.
        due_on: last day to put it right, of CURE.
    """

    state: CaseState
    on: date
    words: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands, as far as the next step depends on it.

    Attributes:
        last_on: day of its last event.
        due_on: last day to put it right, if one was set.
        usual_due_on: the day that follows from what the office set; none while
            nothing is set.
    """

    trigger: Trigger
    state: CaseState
    last_on: date
    due_on: date | None = None
    usual_due_on: date | None = None


def following(trigger: Trigger, state: CaseState) -> dict[CaseState, Step]:
    """Return what can be recorded next in a case of a trigger, and by whom."""
    return {
        new: step
        for (now, new), step in CASE_STEPS.items()
        if now is state and step.can_be_cured in (None, trigger.can_be_cured)
    }


def check_opening(words: str, on: date, *, first: date, today: date) -> None:
    """Refuse a case that cannot be opened.

    Args:
        words: what is known, and where it comes from.
        on: day on which it was found.
        first: first day of the authorization.
        today: the present day in China.

    Raises:
        EvidenceMissingError: nothing is said.
        CaseDayError: before the authorization, or in the future.
    """
    if not words.strip():
        raise EvidenceMissingError
    if not first <= on <= today:
        raise CaseDayError("on", first, today)


def check_step(now: Standing, new: NewStep, *, today: date) -> Step:
    """Refuse a step that cannot be taken; else return who may take it.

    Raises:
        CaseStepError: it does not follow, or not for this trigger.
        EvidenceMissingError: nothing is said, where something is needed.
        CaseDayError: before the last event, or in the future.
        CureDayError: to be put right, without a day in the future.
        CureReasonError: another day than the office set, and nobody says why.
        CureRunningError: reported before the last day is over.
    """
    step = following(now.trigger, now.state).get(new.state)
    if step is None:
        words = CASE_STATE_WORDS
        raise CaseStepError(words[now.state], words[new.state])
    if not now.last_on <= new.on <= today:
        raise CaseDayError("on", now.last_on, today)
    if new.state is CaseState.CURE:
        _check_cure(now, new, today)
    elif not new.words.strip():
        raise EvidenceMissingError
    is_early = now.due_on is not None and new.on <= now.due_on
    if new.state is CaseState.REPORTED and now.state is CaseState.CURE and is_early:
        raise CureRunningError(now.due_on or today)
    return step


def _check_cure(now: Standing, new: NewStep, today: date) -> None:
    if new.due_on is None or new.due_on <= today:
        raise CureDayError(today)
    if new.due_on != now.usual_due_on and not new.words.strip():
        raise CureReasonError
