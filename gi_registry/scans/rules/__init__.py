"""What a scan may answer, and what speaks for a copied code; values alone."""

from gi_registry.scans.rules.kinds import (
    JUDGEMENT_WORDS,
    VERDICT_WORDS,
    Judgement,
    Verdict,
)
from gi_registry.scans.rules.places import PROVINCES, known_place
from gi_registry.scans.rules.programs import is_program
from gi_registry.scans.rules.signals import (
    PERISHABLE,
    PREFECTURE_DIGITS,
    WINDOW,
    Goods,
    Position,
    Rule,
    Seen,
    Signal,
    season_end,
    signals,
)
from gi_registry.scans.rules.verdicts import Facts, Reason, decide

__all__ = [
    "JUDGEMENT_WORDS",
    "PERISHABLE",
    "PREFECTURE_DIGITS",
    "PROVINCES",
    "VERDICT_WORDS",
    "WINDOW",
    "Facts",
    "Goods",
    "Judgement",
    "Position",
    "Reason",
    "Rule",
    "Seen",
    "Signal",
    "Verdict",
    "decide",
    "is_program",
    "known_place",
    "season_end",
    "signals",
]
