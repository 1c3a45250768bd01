"""What labels can be and how many there may be; values alone."""

from gi_registry.marks.rules.balance import Balance, is_conserved
from gi_registry.marks.rules.capacity import (
    BASIS_UNITS,
    MAX_WASTE_PERCENT,
    BasisUnits,
    Capacity,
    Term,
    Terms,
    allowance_g,
    ceiling_g,
    check_year,
    described,
    mass,
)
from gi_registry.marks.rules.ranges import RangeRequest, check_day, check_range
from gi_registry.marks.rules.runs import RunRequest, check_numbers, check_run, expiry
from gi_registry.marks.rules.states import (
    CAPACITY_BASIS_WORDS,
    FIRST_EPOCH,
    MAX_SIZE,
    RANGE_STATE_WORDS,
    RETURNS_CAPACITY,
    CapacityBasis,
    RangeState,
)
from gi_registry.marks.rules.tranches import (
    DEFAULT_TRANCHES,
    OPENS_AT_PERCENT,
    OpenTranche,
    check_tranches,
    open_tranche,
    read_tranches,
    written,
)

__all__ = [
    "BASIS_UNITS",
    "CAPACITY_BASIS_WORDS",
    "DEFAULT_TRANCHES",
    "FIRST_EPOCH",
    "MAX_SIZE",
    "MAX_WASTE_PERCENT",
    "OPENS_AT_PERCENT",
    "RANGE_STATE_WORDS",
    "RETURNS_CAPACITY",
    "Balance",
    "BasisUnits",
    "Capacity",
    "CapacityBasis",
    "OpenTranche",
    "RangeRequest",
    "RangeState",
    "RunRequest",
    "Term",
    "Terms",
    "allowance_g",
    "ceiling_g",
    "check_day",
    "check_numbers",
    "check_range",
    "check_run",
    "check_tranches",
    "check_year",
    "described",
    "expiry",
    "is_conserved",
    "mass",
    "open_tranche",
    "read_tranches",
    "written",
]
