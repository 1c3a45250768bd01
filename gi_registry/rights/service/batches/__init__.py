"""Many rights at once: from CNIPA's announcement to the register, and out again.

A list is judged line by line against what is on record before anything is
written; then all that is new is recorded in one transaction.
"""

from gi_registry.rights.service.batches.judging import Listing, judge_rights
from gi_registry.rights.service.batches.listing import announced_rights
from gi_registry.rights.service.batches.recording import Recorded, record_rights

__all__ = [
    "Listing",
    "Recorded",
    "announced_rights",
    "judge_rights",
    "record_rights",
]
