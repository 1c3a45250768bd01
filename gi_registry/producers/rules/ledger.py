"""The quarterly ledger (台账): what a quarter is, and what is entered under what."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from gi_registry.core.words import Words
from gi_registry.producers.errors import QuarterError
from gi_registry.producers.rules.states import ApplicationState

FIRST_YEAR: Final = 2020
_LAST_QUARTER: Final = 4


class Section(StrEnum):
    """What an entry of the ledger is about; the values stand in addresses."""

    RECEIVED = "received"
    VERIFIED = "verified"
    REVIEWED = "reviewed"
    SENT = "sent"
    REGISTERED = "registered"
    ANNOUNCED = "announced"
    REFUSED = "refused"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    ON_TIME = "on-time"
    LATE = "late"
    STATES = "states"
    OVERRIDES = "overrides"


SECTION_WORDS = {
    Section.RECEIVED: Words("收到申请（含补正后重报）", "Received, or sent in again"),
    Section.VERIFIED: Words("产地核验通过", "Origin verified"),
    Section.REVIEWED: Words("市级复核通过", "Passed by the prefecture"),
    Section.SENT: Words("省级审核上报", "Reviewed and sent to CNIPA"),
    Section.REGISTERED: Words("国家知识产权局登记", "Registered by CNIPA"),
    Section.ANNOUNCED: Words("国家知识产权局公告", "Announced by CNIPA"),
    Section.REFUSED: Words("国家知识产权局不予登记", "Refused by CNIPA"),
    Section.RETURNED: Words("退回补正", "Returned for correction"),
    Section.WITHDRAWN: Words("申请人撤回", "Withdrawn by the applicant"),
    Section.ON_TIME: Words("按期办理", "Done in time"),
    Section.LATE: Words("逾期办理", "Done late"),
    Section.STATES: Words("用标状态变更", "Changes of the right to use the mark"),
    Section.OVERRIDES: Words("两人例外", "Exceptions by two people"),
}

STEPS_OF = {
    ApplicationState.SUBMITTED: Section.RECEIVED,
    ApplicationState.ORIGIN_VERIFIED: Section.VERIFIED,
    ApplicationState.PREFECTURE_REVIEWED: Section.REVIEWED,
    ApplicationState.SENT_TO_CNIPA: Section.SENT,
    ApplicationState.REGISTERED: Section.REGISTERED,
    ApplicationState.ANNOUNCED: Section.ANNOUNCED,
    ApplicationState.REFUSED: Section.REFUSED,
    ApplicationState.RETURNED: Section.RETURNED,
    ApplicationState.WITHDRAWN: Section.WITHDRAWN,
}
"""State that a step leads to, to the section that it is entered under."""


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months of a year.

    Raises:
        QuarterError: no quarter from 2020 on, or of this millennium.
    """

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (FIRST_YEAR <= self.year < 3_000 and 1 <= self.number <= _LAST_QUARTER):  # noqa: PLR2004 -- the millennium
            raise QuarterError

    @property
    def first(self) -> date:
        """First day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def end(self) -> date:
        """First day of the next quarter."""
        if self.number == _LAST_QUARTER:
            return date(self.year + 1, 1, 1)
        return date(self.year, 3 * self.number + 1, 1)

    @property
    def words(self) -> Words:
        """What it is called."""
        return Words(
            f"{self.year}年第{'一二三四'[self.number - 1]}季度",
            f"Quarter {self.number} of {self.year}",
        )


def quarter_of(day: date) -> Quarter:
    """Return the quarter that a day lies in."""
    return Quarter(day.year, (day.month + 2) // 3)
