"""Many announced users at once: from CNIPA's list to the register.

A list is judged line by line against what is on record before anything is
written; then all that is new is recorded in one transaction.
"""

from gi_registry.producers.service.batches.judging import judge_batch
from gi_registry.producers.service.batches.recording import record_batch

__all__ = ["judge_batch", "record_batch"]
