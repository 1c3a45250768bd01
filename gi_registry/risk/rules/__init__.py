"""Decisions about seasons and risk, of values alone."""

from gi_registry.risk.rules.festivals import FEAST_WORDS, Feast, Festival, next_within
from gi_registry.risk.rules.market import (
    AHEAD_DAYS,
    FESTIVAL_DAYS,
    SECTION_WORDS,
    YEAR_ROUND,
    Market,
    Phase,
    Section,
    market,
    season_around,
    season_end,
    section,
)
from gi_registry.risk.rules.scoring import (
    TERM_WORDS,
    WEIGHTS,
    Ledger,
    Scanned,
    Score,
    Signal,
    Term,
    score,
    weights,
)
from gi_registry.risk.rules.weeks import Week, week_from, week_of

__all__ = [
    "AHEAD_DAYS",
    "FEAST_WORDS",
    "FESTIVAL_DAYS",
    "SECTION_WORDS",
    "TERM_WORDS",
    "WEIGHTS",
    "YEAR_ROUND",
    "Feast",
    "Festival",
    "Ledger",
    "Market",
    "Phase",
    "Scanned",
    "Score",
    "Section",
    "Signal",
    "Term",
    "Week",
    "market",
    "next_within",
    "score",
    "season_around",
    "season_end",
    "section",
    "week_from",
    "week_of",
    "weights",
]
