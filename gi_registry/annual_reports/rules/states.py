"""States of an annual report; values alone."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from gi_registry.annual_reports.rules.calendar import Campaign
from gi_registry.core.words import Words

FILTERS: Final = ("review", "look", "not-filed", "returned", "filed", "accepted")
"""What a desk can be narrowed to."""


class DeskList(StrEnum):
    """A list of the desk; what the database itself keeps of each year."""

    OWED = "owed"
    """Who must report, whatever came."""
    UNFILED = "unfiled"
    """Of those, whose duty no version meets."""
    REVIEW = "review"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    FORMER = "former"
    """Versions with a later one in their place; shown nowhere, though one that the
    county accepted counts until its correction is accepted."""


class ReportState(StrEnum):
    """Where one version of an annual report stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    """Replaced by a later version after it had been accepted."""
    SUMMED = "summed"
    """Accepted by the county, summed up by the prefecture."""
    LOCKED = "locked"
    """With its year, by the province."""
    REOPENED = "reopened"
    """Two officers let a locked one be corrected; it stands until then."""

    @property
    def is_filed(self) -> bool:
        """Whether the duty to report is met while this version stands."""
        return self in FILED


ACCEPTED: Final = (
    ReportState.ACCEPTED,
    ReportState.SUMMED,
    ReportState.LOCKED,
    ReportState.REOPENED,
)
"""States of a version that the county accepted and that stands."""
FILED: Final = (ReportState.SUBMITTED, *ACCEPTED)
"""States of a version that meets the duty to report."""


class Verdict(StrEnum):
    """What an officer says of a submitted report."""

    ACCEPT = "accept"
    RETURN = "return"


REPORT_STATE_WORDS = {
    ReportState.DRAFT: Words("草稿", "Draft"),
    ReportState.SUBMITTED: Words("待县级审核", "Review due"),
    ReportState.RETURNED: Words("退回修改", "Returned"),
    ReportState.ACCEPTED: Words("县级已通过", "Accepted"),
    ReportState.CORRECTED: Words("已被更正版替代", "Replaced by a correction"),
    ReportState.SUMMED: Words("市级已汇总", "Summed up"),
    ReportState.LOCKED: Words("省级已锁定", "Locked"),
    ReportState.REOPENED: Words("锁定后准予更正", "Reopened"),
}

REPORT_STEP_WORDS = {
    ReportState.DRAFT: Words("开始填报", "begun"),
    ReportState.SUBMITTED: Words("提交", "handed in"),
    ReportState.RETURNED: Words("退回", "returned"),
    ReportState.ACCEPTED: Words("县级通过审核", "accepted"),
    ReportState.CORRECTED: Words("被更正版替代", "replaced by a correction"),
    ReportState.SUMMED: Words("市级汇总", "summed up"),
    ReportState.LOCKED: Words("省级锁定", "locked"),
    ReportState.REOPENED: Words("锁定后准予更正", "reopened after the lock"),
}
"""What happened when a version came into a state."""

TONES = {
    ReportState.SUBMITTED: "neutral",
    ReportState.RETURNED: "warn",
    **dict.fromkeys(ACCEPTED, "good"),
}
"""As the tag macro takes it; what is not here is neutral."""
_NOT_STARTED = Words("未填报", "Not started")
_CORRECTING = Words("更正草稿", "Correction in draft")
_OVERDUE = Words("已逾期", "Overdue")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a user stands with one year's report.

    Attributes:
        words: the state in a word or two.
        tone: "neutral", "good", "warn" or "stop", as the tag macro takes it.
        is_overdue: the day for users has passed and no version is filed.
        state: of the newest version; None before the first.
    """

    words: Words
    tone: str
    is_overdue: bool
    state: ReportState | None


def standing(
    newest: ReportState | None, *, is_filed: bool, campaign: Campaign, on: date
) -> Standing:
    """Say how a user stands with one year's report on a day.

    Args:
        newest: state of the newest version; None if none was begun.
        is_filed: whether a submitted or accepted version stands.
        campaign: the days of that year's reports.
        on: the day.
    """
    overdue = on > campaign.users_by and not is_filed
    words = _NOT_STARTED if newest is None else REPORT_STATE_WORDS[newest]
    if newest is ReportState.DRAFT and is_filed:
        words = _CORRECTING
    if overdue and newest is not ReportState.RETURNED:
        suffix = Words("", "") if newest is None else words
        words = Words(
            "，".join(part for part in (_OVERDUE.zh, suffix.zh) if part),
            ", ".join(part for part in (_OVERDUE.en, suffix.en.lower()) if part),
        )
    tone = "stop" if overdue else TONES.get(newest, "neutral") if newest else "neutral"
    return Standing(words, tone, overdue, newest)
