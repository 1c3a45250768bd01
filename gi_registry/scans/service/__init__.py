"""Use cases of scans."""

from gi_registry.scans.service.checking import (
    Checked,
    check,
    decode,
    device_digest,
    grouped_or_none,
    needs_record,
    record,
    uncounted,
)
from gi_registry.scans.service.desk import Answer, Asked, Desk
from gi_registry.scans.service.looking import SAME_CHECK, Finding, look_up
from gi_registry.scans.service.telling import capacity_words, history

__all__ = [
    "SAME_CHECK",
    "Answer",
    "Asked",
    "Checked",
    "Desk",
    "Finding",
    "capacity_words",
    "check",
    "decode",
    "device_digest",
    "grouped_or_none",
    "history",
    "look_up",
    "needs_record",
    "record",
    "uncounted",
]
