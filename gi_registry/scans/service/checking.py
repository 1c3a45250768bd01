"""One check of one code: answered from what is known, and counted."""

import hashlib
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy.orm import Session

from gi_registry.core.codes import CodeFormatError, CodeKeys, Decoded, grouped
from gi_registry.core.prepared import Direct
from gi_registry.core.words import china_day
from gi_registry.scans import queries
from gi_registry.scans.rules import Reason, Seen
from gi_registry.scans.service.looking import SAME_CHECK, Finding, look_up

_DIGEST_BYTES: Final = 8


class Checked(NamedTuple):
    """The answer to a check.

    Attributes:
        finding: what is to be said of the code.
        checks: how often it was checked, this time included, count.
        first_at: when it was checked first; None where that is now, or where
            the code is none of ours.
    """

    finding: Finding
    checks: int
    first_at: datetime | None

    @property
    def is_first(self) -> bool:
        """Whether nobody had checked the code before."""
        return self.finding.is_ours and self.checks == 1


def device_digest(key: bytes, address: str, browser: str, now: datetime) -> str:
    """Return what tells devices apart within a day in China.

    Args:
        key: 32 bytes, of this installation.
        address: of the caller; goes nowhere but in here.
        browser: what it calls itself.
        now: the present instant.
    """
    text = f"{china_day(now).isoformat()}\n{address}\n{browser}".encode()
    return hashlib.blake2b(text, digest_size=_DIGEST_BYTES, key=key).hexdigest()


def decode(keys: CodeKeys, text: str) -> tuple[Decoded | None, Reason | None]:
    """Return what a text says, and why it is no code if it is none."""
    try:
        return keys.decode(text), None
    except CodeFormatError as error:
        return None, Reason(error.slug, error.words)


def grouped_or_none(text: str) -> str | None:
    """Return a code as printed, or None where the text is no code."""
    try:
        return grouped(text)
    except CodeFormatError:
        return None


def record(on: Session | Direct, finding: Finding, present: Seen) -> Checked:
    """Count a check of one of our codes, unless it is the same check again.

    Args:
        on: to write with.
        finding: what was found for it; `look_up` was given the same check.
        present: the check.
    """
    if isinstance(on, Session):
        on = Direct.of(on)
    known = finding.known
    if known is None or finding.run is None or finding.index is None:
        return uncounted(finding)
    if known.range_id is not None and known.first_scan_at is None:
        # Also where the same device looked before the label was put to use.
        queries.note_first_scan(on, known.range_id, present.at)
    if known.just_now is not None:
        if present.division is not None:
            queries.place_check(on, known.just_now, present.division)
        return uncounted(finding)
    values = {
        "since": present.at - SAME_CHECK,
        "run_id": finding.run,
        "index": finding.index,
        "at": present.at,
        "verdict": finding.verdict,
        "device": present.device,
        "division": present.division,
    }
    counted = queries.add_check(on, values)
    if counted is None:
        return uncounted(finding)
    return Checked(finding, counted.checks, counted.first_at)


def needs_record(finding: Finding, present: Seen) -> bool:
    """Whether a check has anything to write."""
    known = finding.known
    if known is None:
        return False
    is_first_of_range = known.range_id is not None and known.first_scan_at is None
    return known.just_now is None or present.division is not None or is_first_of_range


def uncounted(finding: Finding, *, missed: int = 0) -> Checked:
    """Return an answer that was not counted, with the count as it stands.

    Args:
        finding: the answer.
        missed: checks that should have been counted and could not be.
    """
    known = finding.known
    if known is None:
        return Checked(finding, 0, None)
    return Checked(finding, max((known.checks or 0) + missed, 1), known.first_at)


def check(
    session: Session, decoded: Decoded | None, present: Seen, *, now: datetime
) -> Checked:
    """Answer a check and count it, in one transaction.

    A page does the two apart, so that its answer does not wait for the record.

    Args:
        session: a writing session.
        decoded: what the code says; None is a forged one.
        present: the check.
        now: the present instant.
    """
    finding = look_up(session, decoded, now=now, present=present)
    return record(session, finding, present)
