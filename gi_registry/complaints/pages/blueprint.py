"""Where the pages of complaints hang."""

from typing import Final

from flask import Blueprint

from gi_registry.complaints.rules import ComplaintState

pages = Blueprint("complaints", __name__)

TONES: Final = {
    ComplaintState.RECEIVED: "warn",
    ComplaintState.TAKEN: "warn",
    ComplaintState.FOUNDED: "good",
    ComplaintState.UNFOUNDED: "neutral",
    ComplaintState.OUTSIDE: "neutral",
}
"""Colour of a state's tag."""
