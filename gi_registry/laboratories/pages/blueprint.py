"""The blueprint of the pages of laboratories, and what they share."""

from flask import Blueprint

from gi_registry.core import clock
from gi_registry.core.access import Permission, the_caller
from gi_registry.core.language import say
from gi_registry.laboratories.rules import LabState
from gi_registry.producers.service import By

pages = Blueprint("laboratories", __name__)

TONES = {
    LabState.CURRENT: "good",
    LabState.SUSPENDED: "warn",
    LabState.NOT_YET: "neutral",
    LabState.EXPIRED: "warn",
    LabState.ENDED: "stop",
}


def by() -> By:
    """Return who acts, and when."""
    return By(the_caller().account_id, clock.now())


def own_divisions() -> list[tuple[str, str]]:
    """Return the divisions for which the caller keeps laboratories, to choose from."""
    prefixes = the_caller().prefixes(Permission.LABORATORIES_KEEP)
    return [(each, each or say("全国", "everywhere")) for each in prefixes]
