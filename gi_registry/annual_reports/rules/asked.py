"""What people ask for about a report, as values."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from gi_registry.annual_reports.rules.figures import FIGURES, Answers
from gi_registry.annual_reports.rules.states import Verdict

REASON: Final = "reason_"
"""Before the name of an answer: the reason why it is unlike the registry's."""

REASONED: Final = tuple(each.name for each in FIGURES if each.source is not None)
"""The answers that are filled in, of which a change needs a reason."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as typed.

    Attributes:
        revision: the one that it was typed on.
        answers: all of them.
        reasons: why answers are unlike the registry's, by name; None leaves those
            that there are.
        base: the draft as it was when the typing began; None where nobody knows.
        left: names, reasons under `REASON`, of what stays as it stands in the draft:
            what was typed cannot be read, or a colleague's is to stand.
    """

    revision: int
    answers: Answers
    reasons: Mapping[str, str] | None = None
    base: "Draft | None" = None
    left: frozenset[str] = frozenset()

    def typed(self) -> dict[str, Any]:
        """Return everything typed by name, reasons under `REASON`, but what is left."""
        everything = asdict(self.answers)
        if self.reasons is not None:
            everything |= {REASON + n: self.reasons.get(n, "") for n in REASONED}
        return {n: value for n, value in everything.items() if n not in self.left}


@dataclass(frozen=True, slots=True)
class Declaration:
    """Who declares which revision true, and the reason for differences."""

    revision: int
    signatory: str
    change_reason: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What an officer says, and why; a return needs words or reasons.

    Attributes:
        reasons: pairs of the name of an answer and what is wrong with it.
    """

    verdict: Verdict
    words: str = ""
    reasons: tuple[tuple[str, str], ...] = ()
