"""States of an annual report; values alone."""

from enum import StrEnum

from gi_registry.core.words import Words


class ReportState(StrEnum):
    """Where an annual report stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    """Replaced by a later version after it had been accepted."""


REPORT_STATE_WORDS = {
    ReportState.DRAFT: Words("草稿", "Draft"),
    ReportState.SUBMITTED: Words("待县级审核", "Review due"),
    ReportState.RETURNED: Words("退回修改", "Returned"),
    ReportState.ACCEPTED: Words("已通过", "Accepted"),
    ReportState.CORRECTED: Words("已被更正版替代", "Replaced by a correction"),
}
