"""What a scan may answer, and what speaks for a copied code; values alone."""

from gi_registry.scans.rules.kinds import (
    JUDGEMENT_WORDS,
    VERDICT_WORDS,
    Judgement,
    Verdict,
)
from gi_registry.scans.rules.pins import (
    FREE_TRIES,
    MOST_WRONG,
    WAIT,
    check_tries,
    is_same,
    tries_left,
    typed_pin,
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
    "FREE_TRIES",
    "JUDGEMENT_WORDS",
    "MOST_WRONG",
    "PERISHABLE",
    "PREFECTURE_DIGITS",
    "PROVINCES",
    "VERDICT_WORDS",
    "WAIT",
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
    "check_tries",
    "decide",
    "is_program",
    "is_same",
    "known_place",
    "season_end",
    "signals",
    "tries_left",
    "typed_pin",
]
