"""The way of a report through the offices: which step leads where, and who may take it.

The county checks, the prefecture sums up, the province locks the year; each sends
back one level. What is locked moves only by two people.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from gi_registry.annual_reports.errors.chain import (
    LockEarlyError,
    NothingToLockError,
    NothingToSumError,
    ReportStepError,
    StillCheckedError,
    StillSummedError,
)
from gi_registry.annual_reports.rules.calendar import STEP_WORDS, Campaign
from gi_registry.annual_reports.rules.states import REPORT_STATE_WORDS, ReportState
from gi_registry.core.access import Permission
from gi_registry.core.words import Words


class Action(StrEnum):
    """What is done with one version of a report."""

    SUBMIT = "submit"
    ACCEPT = "accept"
    RETURN = "return"
    SUM = "sum"
    SEND_BACK = "send-back"
    LOCK = "lock"
    REOPEN = "reopen"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class Step:
    """Where an action leads, and who may take it.

    Attributes:
        two: whether one asks for it and another carries it out.
    """

    target: ReportState
    permission: Permission
    two: bool = False


_S, _A, _P = ReportState, Action, Permission

STEPS_OF_REPORT: Final[dict[tuple[ReportState, Action], Step]] = {
    (_S.DRAFT, _A.SUBMIT): Step(_S.SUBMITTED, _P.PRODUCE),
    (_S.SUBMITTED, _A.ACCEPT): Step(_S.ACCEPTED, _P.REPORT_REVIEW),
    (_S.SUBMITTED, _A.RETURN): Step(_S.RETURNED, _P.REPORT_REVIEW),
    (_S.ACCEPTED, _A.SUM): Step(_S.SUMMED, _P.REPORT_SUM),
    (_S.ACCEPTED, _A.SEND_BACK): Step(_S.SUBMITTED, _P.REPORT_SUM),
    (_S.SUMMED, _A.SEND_BACK): Step(_S.ACCEPTED, _P.REPORT_LOCK),
    (_S.SUMMED, _A.LOCK): Step(_S.LOCKED, _P.REPORT_LOCK),
    (_S.LOCKED, _A.REOPEN): Step(_S.REOPENED, _P.REPORT_LOCK, two=True),
    (_S.REOPENED, _A.LOCK): Step(_S.LOCKED, _P.REPORT_LOCK),
    (_S.ACCEPTED, _A.REPLACE): Step(_S.CORRECTED, _P.REPORT_REVIEW),
    (_S.SUMMED, _A.REPLACE): Step(_S.CORRECTED, _P.REPORT_REVIEW),
    (_S.REOPENED, _A.REPLACE): Step(_S.CORRECTED, _P.REPORT_REVIEW),
}
"""The whole way; what is not here cannot be done."""

REPORT_ACTION_WORDS: Final = {
    _A.SUBMIT: Words("提交", "Hand in"),
    _A.ACCEPT: Words("县级审核通过", "Accept (county)"),
    _A.RETURN: Words("退回使用人修改", "Return to the user"),
    _A.SUM: Words("市级汇总", "Sum up (prefecture)"),
    _A.SEND_BACK: Words("退回下一级复核", "Send back one level"),
    _A.LOCK: Words("省级锁定", "Lock (province)"),
    _A.REOPEN: Words("锁定后准予更正", "Let a locked one be corrected"),
    _A.REPLACE: Words("更正版通过后替代", "Replaced once a correction is accepted"),
}


def step(state: ReportState, action: Action) -> Step:
    """Return the step that an action takes from a state.

    Raises:
        ReportStepError: it cannot be done there.
    """
    found = STEPS_OF_REPORT.get((state, action))
    if found is None:
        raise ReportStepError(REPORT_STATE_WORDS[state], REPORT_ACTION_WORDS[action])
    return found


def offered(state: ReportState, *actions: Action) -> Step | None:
    """Return the first of some actions' steps that a state has, if it has one."""
    found = (STEPS_OF_REPORT.get((state, action)) for action in actions)
    return next((each for each in found if each is not None), None)


_UNTIL: Final = {
    ReportState.SUBMITTED: "county_by",
    ReportState.ACCEPTED: "prefecture_by",
    ReportState.SUMMED: "province_by",
    ReportState.REOPENED: "province_by",
}


def due_of(state: ReportState, days: Campaign) -> tuple[Words, date] | None:
    """Return what a report waits for, and the last day for it; None if for nothing."""
    step = _UNTIL.get(state)
    return None if step is None else (STEP_WORDS[step], getattr(days, step))


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many reports of a place stand where.

    Attributes:
        county: handed in, not checked.
        prefecture: checked, not summed up.
        province: summed up or reopened, not locked.
    """

    county: int = 0
    prefecture: int = 0
    province: int = 0


def check_sum(waiting: Waiting, days: Campaign, *, on: date) -> None:
    """Refuse a summing-up that would leave behind what is still in time.

    Raises:
        NothingToSumError: the county has passed nothing.
        StillCheckedError: counties have reports to check, and still time to.
    """
    if not waiting.prefecture:
        raise NothingToSumError
    if waiting.county and on <= days.county_by:
        raise StillCheckedError(waiting.county, days.county_by)


def check_lock(waiting: Waiting, days: Campaign, *, on: date) -> None:
    """Refuse a locking that would leave behind what is still in time.

    Raises:
        LockEarlyError: users can still hand in.
        StillSummedError: counties or prefectures have reports, and still time.
        NothingToLockError: nothing is summed up.
    """
    if on <= days.users_by:
        raise LockEarlyError(days.users_by)
    below = waiting.county + waiting.prefecture
    if below and on <= days.prefecture_by:
        raise StillSummedError(below, days.prefecture_by)
    if not waiting.province:
        raise NothingToLockError
