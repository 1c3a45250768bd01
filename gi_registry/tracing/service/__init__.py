"""Use cases of lots."""

from gi_registry.tracing.service.activation import (
    activate,
    activations,
    lot_of_activation,
    undo_activation,
)
from gi_registry.tracing.service.deliveries import (
    DELIVERY_COLUMNS,
    DELIVERY_NEEDED,
    DeliveryLine,
    Side,
    enter_deliveries,
    of_printer,
    of_user,
)
from gi_registry.tracing.service.events import Moment, add_event, moment, timeline
from gi_registry.tracing.service.lines import day_in, each_line, whole_in
from gi_registry.tracing.service.listing import (
    LIST_COLUMNS,
    LIST_NEEDED,
    ListLine,
    carry_out,
)
from gi_registry.tracing.service.lots import (
    LotLine,
    close_lot,
    every_lot,
    lot,
    lot_by_number,
    lot_line,
    lots_of,
    open_lot,
    plots_for,
)

__all__ = [
    "DELIVERY_COLUMNS",
    "DELIVERY_NEEDED",
    "LIST_COLUMNS",
    "LIST_NEEDED",
    "DeliveryLine",
    "ListLine",
    "LotLine",
    "Moment",
    "Side",
    "activate",
    "activations",
    "add_event",
    "carry_out",
    "close_lot",
    "day_in",
    "each_line",
    "enter_deliveries",
    "every_lot",
    "lot",
    "lot_by_number",
    "lot_line",
    "lot_of_activation",
    "lots_of",
    "moment",
    "of_printer",
    "of_user",
    "open_lot",
    "plots_for",
    "timeline",
    "undo_activation",
    "whole_in",
]
