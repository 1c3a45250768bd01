"""What people ask for about a report, as values."""

from dataclasses import dataclass

from gi_registry.annual_reports.rules.figures import Answers
from gi_registry.annual_reports.rules.states import Verdict


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as typed, and the revision that it was typed on."""

    revision: int
    answers: Answers


@dataclass(frozen=True, slots=True)
class Declaration:
    """Who declares which revision true, and the reason for differences."""

    revision: int
    signatory: str
    change_reason: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What an officer says, and why; a return needs words."""

    verdict: Verdict
    words: str = ""
