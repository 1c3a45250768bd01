"""Tables of labels: the ledger, and what stands around it."""

from gi_registry.marks.models.ledger import (
    CapacityDecision,
    CapacityFactor,
    CertificateKey,
    CodeEpoch,
    LabelRange,
    LabelRun,
    LedgerClosing,
)

__all__ = [
    "CapacityDecision",
    "CapacityFactor",
    "CertificateKey",
    "CodeEpoch",
    "LabelRange",
    "LabelRun",
    "LedgerClosing",
]
