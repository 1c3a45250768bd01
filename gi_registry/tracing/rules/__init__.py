"""What a lot is, what can happen to it, and what its labels may say; values alone."""

from gi_registry.tracing.rules.deliveries import check_all_named
from gi_registry.tracing.rules.kinds import (
    EVIDENCE_LEVEL_WORDS,
    LOT_EVENT_WORDS,
    LOT_STATE_WORDS,
    TOLD_BY_PRODUCERS,
    EvidenceLevel,
    LotEventKind,
    LotState,
)
from gi_registry.tracing.rules.lots import (
    Activation,
    NewEvent,
    NewLot,
    check_activation,
    check_event,
    check_lot,
    labels_words,
    lot_number,
)

__all__ = [
    "EVIDENCE_LEVEL_WORDS",
    "LOT_EVENT_WORDS",
    "LOT_STATE_WORDS",
    "TOLD_BY_PRODUCERS",
    "Activation",
    "EvidenceLevel",
    "LotEventKind",
    "LotState",
    "NewEvent",
    "NewLot",
    "check_activation",
    "check_all_named",
    "check_event",
    "check_lot",
    "labels_words",
    "lot_number",
]
