"""One class for each refusal of the ledger of labels."""

from gi_registry.marks.errors.capacity import (
    CapacityExceededError,
    CapacityMissingError,
    CapacityReasonError,
    CapacityYearError,
    FactorDocumentError,
    TermError,
    TrancheClosedError,
    TranchesError,
)
from gi_registry.marks.errors.epochs import (
    EpochReasonError,
    EpochUnknownError,
    LeakDayError,
)
from gi_registry.marks.errors.ledger import (
    LedgerBrokenError,
    YearClosedError,
    YearNotOverError,
)
from gi_registry.marks.errors.ranges import (
    CeilingReachedError,
    RangeBoundsError,
    RangeDayError,
    RangeNotFoundError,
    RangeReasonError,
    RangeScannedError,
    RangeTakenError,
)
from gi_registry.marks.errors.runs import (
    AuthorizationNotUsableError,
    ReportMissingError,
    RunExpiredError,
    RunNotFoundError,
    RunNumberError,
    RunYearError,
)

__all__ = [
    "AuthorizationNotUsableError",
    "CapacityExceededError",
    "CapacityMissingError",
    "CapacityReasonError",
    "CapacityYearError",
    "CeilingReachedError",
    "EpochReasonError",
    "EpochUnknownError",
    "FactorDocumentError",
    "LeakDayError",
    "LedgerBrokenError",
    "RangeBoundsError",
    "RangeDayError",
    "RangeNotFoundError",
    "RangeReasonError",
    "RangeScannedError",
    "RangeTakenError",
    "ReportMissingError",
    "RunExpiredError",
    "RunNotFoundError",
    "RunNumberError",
    "RunYearError",
    "TermError",
    "TrancheClosedError",
    "TranchesError",
    "YearClosedError",
    "YearNotOverError",
]
