"""Reads of the ledger: what is decided, drawn, activated and left."""

from gi_registry.marks.queries.balances import balances
from gi_registry.marks.queries.ledger import (
    Drawn,
    accounted,
    authorization_number,
    drawn_g,
    ended_authorizations,
    first_unused,
    newest_decisions,
    newest_runs,
    product_of,
    range_over,
    run_lines,
    state_on,
)

__all__ = [
    "Drawn",
    "accounted",
    "authorization_number",
    "balances",
    "drawn_g",
    "ended_authorizations",
    "first_unused",
    "newest_decisions",
    "newest_runs",
    "product_of",
    "range_over",
    "run_lines",
    "state_on",
]
