"""Tables of labels: the ledger, and what stands around it."""

from gi_registry.marks.models.evidence import CapacityEvidence, CapacityGround
from gi_registry.marks.models.files import FileOut, LabelFile
from gi_registry.marks.models.ledger import (
    CapacityDecision,
    CapacityFactor,
    CertificateKey,
    CodeEpoch,
    LabelRange,
    LabelRun,
    LedgerClosing,
)
from gi_registry.marks.models.passages import LabelRecall, LabelTerm, RunExpiry
from gi_registry.marks.models.printers import (
    Printer,
    PrinterPaper,
    PrintLot,
    PrintLotPart,
)

__all__ = [
    "CapacityDecision",
    "CapacityEvidence",
    "CapacityFactor",
    "CapacityGround",
    "CertificateKey",
    "CodeEpoch",
    "FileOut",
    "LabelFile",
    "LabelRange",
    "LabelRecall",
    "LabelRun",
    "LabelTerm",
    "LedgerClosing",
    "PrintLot",
    "PrintLotPart",
    "Printer",
    "PrinterPaper",
    "RunExpiry",
]
