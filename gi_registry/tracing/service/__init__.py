"""Use cases of lots."""

from gi_registry.tracing.service.activation import (
    activate,
    activations,
    undo_activation,
)
from gi_registry.tracing.service.events import Moment, add_event, moment, timeline
from gi_registry.tracing.service.lots import (
    LotLine,
    close_lot,
    lot,
    lot_by_number,
    lot_line,
    lots_of,
    open_lot,
    plots_for,
)

__all__ = [
    "LotLine",
    "Moment",
    "activate",
    "activations",
    "add_event",
    "close_lot",
    "lot",
    "lot_by_number",
    "lot_line",
    "lots_of",
    "moment",
    "open_lot",
    "plots_for",
    "timeline",
    "undo_activation",
]
