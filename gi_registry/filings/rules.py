"""The way of a filing, and whether the mark may be used at the event.

Seminars, exhibitions, fairs and the like for the public interest file with the
office of the province in which they are, with the filing form and the design
drawing; the province examines and reports, and use is allowed only after CNIPA has
filed it.

Source:
    《地理标志产品保护办法》 (CNIPA Order 80, in force 2024-02-01) Art. 21. The columns
    of the official form (使用登记备案表) were not seen; those here are what the
    article needs to be examined.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from gi_registry.core.access import Permission
from gi_registry.core.words import Words
from gi_registry.filings.errors import (
    EventOverError,
    FilingDayError,
    FilingStepError,
    FilingWordsError,
)

RULE: Final = "order80.21"


class EventKind(StrEnum):
    """What kind of event it is."""

    SEMINAR = "seminar"
    EXHIBITION = "exhibition"
    FAIR = "fair"
    OTHER = "other"


class FilingState(StrEnum):
    """Where a filing stands."""

    FILED_PROVINCE = "filed_province"
    RETURNED = "returned"
    PROV_OK = "prov_ok"
    CNIPA_FILED = "cnipa_filed"
    """Use is allowed, until the event ends."""
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Use(StrEnum):
    """Whether the mark may be used at the event on a day."""

    NOT_YET = "not_yet"
    ALLOWED = "allowed"
    ENDED = "ended"
    NEVER = "never"


_S, _P = FilingState, Permission

FILING_STEPS: Final[Mapping[tuple[FilingState, FilingState], Permission]] = {
    (_S.FILED_PROVINCE, _S.PROV_OK): _P.PROVINCE_REVIEW,
    (_S.FILED_PROVINCE, _S.RETURNED): _P.PROVINCE_REVIEW,
    (_S.FILED_PROVINCE, _S.REFUSED): _P.PROVINCE_REVIEW,
    (_S.PROV_OK, _S.CNIPA_FILED): _P.CNIPA_RECORD,
    (_S.PROV_OK, _S.REFUSED): _P.CNIPA_RECORD,
    (_S.RETURNED, _S.FILED_PROVINCE): _P.PRODUCE,
    (_S.FILED_PROVINCE, _S.WITHDRAWN): _P.PRODUCE,
    (_S.RETURNED, _S.WITHDRAWN): _P.PRODUCE,
}
"""The whole way: from a state to the next, and who takes the step. What is the
organiser's (PRODUCE) the province does for one without an account."""

NEEDS_WORDS: Final = frozenset({_S.RETURNED, _S.REFUSED, _S.CNIPA_FILED})
"""States that need a reason, or the number of CNIPA's filing."""

FILING_STATE_WORDS: Final = {
    _S.FILED_PROVINCE: Words("省级审查中", "With the province"),
    _S.RETURNED: Words("退回补正", "Returned"),
    _S.PROV_OK: Words("省级审查通过，已报国家知识产权局", "Passed on to CNIPA"),
    _S.CNIPA_FILED: Words("国家知识产权局已备案", "Filed by CNIPA"),
    _S.REFUSED: Words("不予备案", "Refused"),
    _S.WITHDRAWN: Words("已撤回", "Withdrawn"),
}

FILING_ACTION_WORDS: Final = {
    _S.FILED_PROVINCE: Words("补正后重新提交", "Send it again"),
    _S.PROV_OK: Words("审查通过，报国家知识产权局", "Pass it on to CNIPA"),
    _S.RETURNED: Words("退回补正", "Return it"),
    _S.REFUSED: Words("记录不予备案", "Record the refusal"),
    _S.CNIPA_FILED: Words("记录国家知识产权局备案", "Record CNIPA's filing"),
    _S.WITHDRAWN: Words("撤回", "Withdraw it"),
}

EVENT_KIND_WORDS: Final = {
    EventKind.SEMINAR: Words("研讨会", "Seminar"),
    EventKind.EXHIBITION: Words("展览", "Exhibition"),
    EventKind.FAIR: Words("展会", "Fair"),
    EventKind.OTHER: Words("其他公益性活动", "Another event for the public interest"),
}

USE_WORDS: Final = {
    Use.NOT_YET: Words(
        "现在还不能使用专用标志；国家知识产权局备案之后才能使用",
        "The mark may not be used yet: only after CNIPA has filed it",
    ),
    Use.ALLOWED: Words(
        "可以在本活动中使用专用标志，至活动结束为止",
        "The mark may be used at this event, until it ends",
    ),
    Use.ENDED: Words(
        "活动已经结束，不能再使用专用标志",
        "The event is over; the mark may not be used any more",
    ),
    Use.NEVER: Words(
        "不能使用专用标志；需要时请重新备案",
        "The mark may not be used; file again if it is needed",
    ),
}


@dataclass(frozen=True, slots=True)
class NewStep:
    """A step as it is recorded.

    Attributes:
        on: day of what happened.
        words: reason, remark, or the number of CNIPA's filing.
    """

    state: FilingState
    on: date
    words: str = ""


def check_days(starts_on: date, ends_on: date, *, today: date) -> None:
    """Refuse an event that ends before it begins, or is over.

    Raises:
        EventOverError: so it is.
    """
    first = max(starts_on, today)
    if ends_on < first:
        raise EventOverError(first)


def check_step(
    now: FilingState, new: NewStep, *, since: date, today: date
) -> Permission:
    """Refuse a step that cannot be taken; else return who takes it.

    Args:
        now: present state.
        new: what is to be recorded.
        since: day of the last step.
        today: the present day in China.

    Raises:
        FilingStepError: it does not follow.
        FilingDayError: before the last step, or in the future.
        FilingWordsError: reason or number is missing.
    """
    permission = FILING_STEPS.get((now, new.state))
    if permission is None:
        raise FilingStepError(FILING_STATE_WORDS[now], FILING_STATE_WORDS[new.state])
    if not since <= new.on <= today:
        raise FilingDayError("on", since, today)
    if new.state in NEEDS_WORDS and not new.words.strip():
        raise FilingWordsError
    return permission


def following(now: FilingState) -> dict[FilingState, Permission]:
    """Return what can be recorded next, and by whom."""
    return {new: held for (at, new), held in FILING_STEPS.items() if at is now}


def use(state: FilingState, ends_on: date, *, on: date) -> Use:
    """Return whether the mark may be used at an event on a day.

    Args:
        state: of its filing.
        ends_on: last day of the event.
        on: the day asked about.
    """
    if state in (_S.REFUSED, _S.WITHDRAWN):
        return Use.NEVER
    if on > ends_on:
        return Use.ENDED
    return Use.ALLOWED if state is _S.CNIPA_FILED else Use.NOT_YET
