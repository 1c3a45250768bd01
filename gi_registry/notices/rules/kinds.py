"""Kinds of notices, and what belongs together; their words are in `catalogue`."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from gi_registry.core.words import Words


class Group(StrEnum):
    """What belongs together: a filter of the list, a choice of what is mailed."""

    APPLICATIONS = "applications"
    AUTHORIZATIONS = "authorizations"
    OFFICE = "office"
    CLOCKS = "clocks"
    REPORTS = "reports"
    LABELS = "labels"
    EVENTS = "events"


GROUP_WORDS: Final = {
    Group.APPLICATIONS: Words("用标申请", "Applications"),
    Group.AUTHORIZATIONS: Words("用标资格", "Right to use the mark"),
    Group.OFFICE: Words("主管部门内部事项", "Matters of the office"),
    Group.CLOCKS: Words("期限", "Clocks"),
    Group.REPORTS: Words("年报", "Annual reports"),
    Group.LABELS: Words("标识和产量依据", "Labels and evidence of capacity"),
    Group.EVENTS: Words("公益活动用标备案", "Filings of events"),
}


class Kind(StrEnum):
    """Of what somebody is told; the name before the point is the group's."""

    APPLICATION_WAITS = "application.waits"
    APPLICATION_MOVED = "application.moved"
    APPLICATION_RETURNED = "application.returned"
    APPLICATION_REFUSED = "application.refused"
    APPLICATION_WITHDRAWN = "application.withdrawn"
    APPLICATION_OVERDUE = "application.overdue"
    AUTHORIZATION_CHANGED = "authorization.changed"
    CHANGE_WAITS = "authorization.change-waits"
    CHANGE_DECIDED = "authorization.change-decided"
    OVERRIDE_ASKED = "override.asked"
    OVERRIDE_DECIDED = "override.decided"
    AREA_FLAGGED = "area.flagged"
    NON_USE = "clock.non-use"
    NON_USE_OVER = "clock.non-use-over"
    RIGHT_ENDS = "clock.right-ends"
    REPORT_OPEN = "report.open"
    REPORT_DUE = "report.due"
    REPORT_OVERDUE = "report.overdue"
    REPORT_SUBMITTED = "report.submitted"
    REPORT_RECORDED = "report.recorded"
    REPORT_ACCEPTED = "report.accepted"
    REPORT_RETURNED = "report.returned"
    REPORT_SENT_BACK = "report.sent-back"
    REPORT_REOPENED = "report.reopened"
    REPORT_COMMENT = "report.comment"
    REPORTS_MISSING = "report.missing"
    REPORTS_BEHIND = "report.behind"
    EVIDENCE_CONFIRMED = "evidence.confirmed"
    EVIDENCE_REFUSED = "evidence.refused"
    EVIDENCE_WAITS = "evidence.waits"
    PRINT_HANDED_OVER = "print.handed-over"
    PRINT_DIFFERENT = "print.different"
    EVENT_WAITS = "event.waits"
    EVENT_RETURNED = "event.returned"
    EVENT_PASSED_ON = "event.passed-on"
    EVENT_FILED = "event.filed"
    EVENT_REFUSED = "event.refused"
    EVENT_ENDED = "event.ended"
    COMPLAINT_ARRIVED = "complaint.arrived"
    LOG_CONTRADICTED = "log.contradicted"


@dataclass(frozen=True, slots=True)
class Described:
    """What a kind of notice says, and to whom.

    Attributes:
        group: what it belongs to.
        title: a few words; the head in the list and in a mail.
        sentence: with placeholders.
        told: who gets it.
    """

    group: Group
    title: Words
    sentence: Words
    told: Words
