"""Pages of marks: certificates, labels of producers, capacity of officers."""

from gi_registry.marks.pages import (
    account,
    capacity,
    certificate,
    evidence,
    factors,
    figures,
    holder,
    printer,
    printers,
    printing,
    printlots,
    run,
    runs,
    sheets,
    terms,
)
from gi_registry.marks.pages.blueprint import pages

__all__ = [
    "account",
    "capacity",
    "certificate",
    "evidence",
    "factors",
    "figures",
    "holder",
    "pages",
    "printer",
    "printers",
    "printing",
    "printlots",
    "run",
    "runs",
    "sheets",
    "terms",
]
