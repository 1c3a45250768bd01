"""The blueprint that the pages of this domain hang on."""

from flask import Blueprint

from gi_registry.cases.rules import CaseState

pages = Blueprint("cases", __name__)

TONES = {
    CaseState.OPEN: "warn",
    CaseState.CURE: "warn",
    CaseState.HELD: "stop",
    CaseState.REPORTED: "stop",
    CaseState.CURED: "good",
    CaseState.CANCELLED: "stop",
    CaseState.CLOSED: "neutral",
}
