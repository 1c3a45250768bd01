"""How a desk is divided, and what may be done with a piece of work on it."""

from enum import StrEnum

from gi_registry.core.access import Permission
from gi_registry.core.words import Words
from gi_registry.producers.rules.states import ApplicationState
from gi_registry.producers.rules.steps import (
    ACTION_WORDS,
    Action,
    permissions_in,
)


class Tab(StrEnum):
    """A part of an officer's desk; the values stand in addresses."""

    MINE = "mine"
    """Waits for me to act, and no colleague has taken it."""
    SOON = "soon"
    """Its time ends within `SOON_DAYS`."""
    OVERDUE = "overdue"
    """Its time is over."""
    RETURNED = "returned"
    """With the producer, for correction."""
    OPEN = "open"
    """Everything under way."""


TAB_WORDS = {
    Tab.MINE: Words("待我办理", "Waiting for me"),
    Tab.SOON: Words("一周内到期", "Due within a week"),
    Tab.OVERDUE: Words("已逾期", "Overdue"),
    Tab.RETURNED: Words("已退回补正", "Returned"),
    Tab.OPEN: Words("全部在办", "All under way"),
}

SOON_DAYS = 7
"""Calendar days from today."""


class Bulk(StrEnum):
    """What may be done with many applications at once."""

    TAKE = "take"
    PREFECTURE_REVIEW = "prefecture-review"
    PROVINCE_REVIEW = "province-review"


BULK_WORDS = {
    Bulk.TAKE: Words("承办", "Take them"),
    Bulk.PREFECTURE_REVIEW: ACTION_WORDS[Action.PREFECTURE_REVIEW],
    Bulk.PROVINCE_REVIEW: ACTION_WORDS[Action.PROVINCE_REVIEW],
}

BULK_PERMISSION = {
    Bulk.TAKE: Permission.DESK,
    Bulk.PREFECTURE_REVIEW: Permission.PREFECTURE_REVIEW,
    Bulk.PROVINCE_REVIEW: Permission.PROVINCE_REVIEW,
}
"""Without it the deed is not offered; for each application its own guard decides."""


def officers_permissions(state: ApplicationState) -> frozenset[Permission]:
    """Return the permissions with which an officer can act in a state."""
    return permissions_in(state) - {Permission.PRODUCE}
