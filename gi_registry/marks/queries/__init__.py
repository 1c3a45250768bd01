"""Reads of the ledger: what is decided, drawn, activated and left."""

from gi_registry.marks.queries.balances import balances
from gi_registry.marks.queries.books import (
    highest_decision,
    is_closed,
    ranges_of_holder,
    run_totals,
)
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
from gi_registry.marks.queries.passages import (
    activations_of_lot,
    activations_over,
    is_recalled,
    last_day,
    newly_expired,
    passages,
    recall_over,
    recalled,
    recalls_of_holder,
)

__all__ = [
    "Drawn",
    "accounted",
    "activations_of_lot",
    "activations_over",
    "authorization_number",
    "balances",
    "drawn_g",
    "ended_authorizations",
    "first_unused",
    "highest_decision",
    "is_closed",
    "is_recalled",
    "last_day",
    "newest_decisions",
    "newest_runs",
    "newly_expired",
    "passages",
    "product_of",
    "range_over",
    "ranges_of_holder",
    "recall_over",
    "recalled",
    "recalls_of_holder",
    "run_lines",
    "run_totals",
    "state_on",
]
