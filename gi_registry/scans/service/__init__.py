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
from gi_registry.scans.service.judging import (
    Record,
    Suspicious,
    judge,
    record_of,
    suspicious,
)
from gi_registry.scans.service.looking import SAME_CHECK, Finding, look_up
from gi_registry.scans.service.packing import note_pack
from gi_registry.scans.service.pins import (
    PinEntry,
    asks_pin,
    enter_pin,
    pin_first_at,
)
from gi_registry.scans.service.telling import capacity_words, history
from gi_registry.scans.service.verifying import MOST_CODES, Verified, verify

__all__ = [
    "MOST_CODES",
    "SAME_CHECK",
    "Answer",
    "Asked",
    "Checked",
    "Desk",
    "Finding",
    "PinEntry",
    "Record",
    "Suspicious",
    "Verified",
    "asks_pin",
    "capacity_words",
    "check",
    "decode",
    "device_digest",
    "enter_pin",
    "grouped_or_none",
    "history",
    "judge",
    "look_up",
    "needs_record",
    "note_pack",
    "pin_first_at",
    "record",
    "record_of",
    "suspicious",
    "uncounted",
    "verify",
]
