"""How often a scratch PIN may be entered; values alone."""

import hmac
from datetime import datetime, timedelta
from typing import Final
from unicodedata import normalize

from gi_registry.core.codes import PIN_DIGITS
from gi_registry.scans.errors import PinClosedError, PinFormatError, PinWaitError

FREE_TRIES: Final = 5
"""Wrong entries of a code before each further one has to wait."""

WAIT: Final = timedelta(hours=1)
"""From a wrong entry beyond the free ones to the next try."""

MOST_WRONG: Final = 20
"""Wrong entries of a code in all: a guess then succeeded once in 50,000 codes."""


def typed_pin(text: str) -> str:
    """Return the six digits that were typed, spaces and full width forgiven.

    Raises:
        PinFormatError: they are not six digits.
    """
    pin = "".join(normalize("NFKC", text).split())
    if len(pin) != PIN_DIGITS or not (pin.isascii() and pin.isdecimal()):
        raise PinFormatError
    return pin


def check_tries(wrong: int, last_wrong_at: datetime | None, *, now: datetime) -> None:
    """Refuse an entry before it is compared.

    Args:
        wrong: entries of the code that were wrong, count.
        last_wrong_at: when the last of them was.
        now: the present instant.

    Raises:
        PinClosedError: too many were wrong.
        PinWaitError: the last wrong one is not long enough ago.
    """
    if wrong >= MOST_WRONG:
        raise PinClosedError(MOST_WRONG)
    if wrong >= FREE_TRIES and last_wrong_at is not None:
        until = last_wrong_at + WAIT
        if now < until:
            raise PinWaitError(minutes=int((until - now).total_seconds()) // 60 + 1)


def tries_left(wrong: int) -> int:
    """Return how many entries are free before one has to wait, count."""
    return max(0, FREE_TRIES - wrong)


def is_same(pin: str, typed: str) -> bool:
    """Whether two PINs are the same, in a time that tells nothing of them."""
    return hmac.compare_digest(pin.encode(), typed.encode())
