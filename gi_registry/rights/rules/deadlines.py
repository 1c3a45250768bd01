"""Last days of the periods in the life of a right, each with its article.

Periods from a receipt (自收到…) run from the day of receipt, not from that of the
notice. All are calendar months: the Order names no working days.

Source:
    CNIPA Order 80 Arts 12, 13, 15, 26(2) and 29.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from gi_registry.core.words import Words
from gi_registry.law.rules import months_after
from gi_registry.rights.rules.states import Procedure, State


@dataclass(frozen=True, slots=True)
class Period:
    """A period of law.

    Attributes:
        months: calendar months.
        rule: key of the article in `law.rules`.
        title: what ends.
        who: acts within it.
    """

    months: int
    rule: str
    title: Words
    who: Words


_OPPOSITION: Final = Words("提出异议的最后一天", "Last day to oppose")
_ANYBODY: Final = Words("任何单位或个人", "anybody")

PERIODS: Final[Mapping[tuple[Procedure, State], Period]] = {
    (Procedure.RECOGNITION, State.SUBMITTED_PROVINCE): Period(
        3,
        "order80.12",
        Words("省级初审意见", "The province's first review"),
        Words("省级知识产权部门", "the province"),
    ),
    (Procedure.RECOGNITION, State.DEFECT_NOTICE): Period(
        4,
        "order80.13",
        Words("答复补正通知", "Answer to CNIPA's notice of defects"),
        Words("申请人", "the applicant"),
    ),
    (Procedure.RECOGNITION, State.PRELIM_ANNOUNCED): Period(
        2, "order80.15", _OPPOSITION, _ANYBODY
    ),
    (Procedure.CHANGE, State.PRELIM_CHANGE_ANNOUNCED): Period(
        2, "order80.26", _OPPOSITION, _ANYBODY
    ),
    (Procedure.REVOCATION, State.REVOKED): Period(
        6,
        "order80.29",
        Words("对撤销决定起诉", "Court action against the revocation"),
        Words("不服撤销决定的当事人", "a party that does not accept it"),
    ),
}
"""Periods that begin when a procedure comes into a state."""


def last_day(
    procedure: Procedure, state: State, on: date, received_on: date | None = None
) -> date | None:
    """Return the last day of the period that a state begins, if it begins one.

    Args:
        procedure: what is done.
        state: that it came into.
        on: the day of the event; of an application, the day on which the province
            received it.
        received_on: the day on which the notice was received, if it was a notice.
    """
    period = PERIODS.get((procedure, state))
    return months_after(received_on or on, period.months) if period else None
