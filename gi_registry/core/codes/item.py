"""One item code: a run and an index in 20 symbols, and back.

A code is FF1 (NIST SP 800-38G; radix 32, 20 symbols, empty tweak, AES-256)
over the 100-bit number `[40 zero bits | 32-bit run | 28-bit index]`. Here each
of FF1's halves is a 50-bit integer, and each of its ten rounds a single AES
block, because the CBC-MAC state after FF1's constant first block is kept.
"""

import threading
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import ECB

from gi_registry.core.codes.errors import RunSizeError
from gi_registry.core.codes.text import ALPHABET

RUN_BITS: Final = 32
INDEX_BITS: Final = 28
RUNS: Final = 1 << RUN_BITS
"""Run numbers are below this."""

RUN_SIZE: Final = 1 << INDEX_BITS
"""Labels that one run can count; indexes are below this."""

HALF_BITS: Final = 50
HALF_MASK: Final = (1 << HALF_BITS) - 1
ROUNDS: Final = 10

# P of SP 800-38G, algorithm 7, step 5: version 1, method 2, one, radix 32, ten
# rounds, half of 10 symbols, 20 symbols, a tweak of no bytes.
FIRST_BLOCK: Final = bytes((1, 2, 1, 0, 0, 32, 10, 10, 0, 0, 0, 20, 0, 0, 0, 0))

_PAIRS: Final = tuple(first + second for first in ALPHABET for second in ALPHABET)
_PAIR_SHIFTS: Final = tuple(range(90, -1, -10))
# Python reads base 32 with other digits; one translation makes it fast.
_TO_BASE_32: Final = str.maketrans(ALPHABET, "0123456789abcdefghijklmnopqrstuv")


class ItemCipher:
    """The two directions of one code under one key; threads may share it.

    Args:
        key: an AES key of 32 bytes.

    Raises:
        ValueError: the key is not 32 bytes.
    """

    def __init__(self, key: bytes) -> None:
        # FF1 is made of single AES blocks; there is nothing for a mode to hide.
        self._cipher = Cipher(AES256(key), ECB())  # noqa: S305 -- see above
        self._local = threading.local()
        state = int.from_bytes(self.context().update(FIRST_BLOCK), "big")
        self.states: Final = tuple(state ^ (i << 56) for i in range(ROUNDS))
        """What each round adds its half to, as 128-bit numbers."""

    def context(self) -> CipherContext:
        """Return a fresh AES context; one must not be shared between threads."""
        return self._cipher.encryptor()

    def encode(self, run: int, index: int) -> str:
        """Return the 20 symbols of one label.

        Raises:
            ValueError: the run or the index is out of range.
        """
        number = plain(run, index)
        left, right = number >> HALF_BITS, number & HALF_MASK
        update = self._encryptor().update
        for state in self.states:
            mixed = update((state ^ right).to_bytes(16, "big"))
            left, right = (
                right,
                (left + int.from_bytes(mixed[4:12], "big")) & HALF_MASK,
            )
        number = left << HALF_BITS | right
        return "".join([_PAIRS[number >> shift & 1023] for shift in _PAIR_SHIFTS])

    def decode(self, code: str) -> tuple[int, int] | None:
        """Return the run and the index in a code, or nothing if it is forged.

        Args:
            code: 20 symbols as `text.normalise` gives them.
        """
        number = int(code.translate(_TO_BASE_32), 32)
        left, right = number >> HALF_BITS, number & HALF_MASK
        update = self._encryptor().update
        for state in reversed(self.states):
            mixed = update((state ^ left).to_bytes(16, "big"))
            left, right = (
                (right - int.from_bytes(mixed[4:12], "big")) & HALF_MASK,
                left,
            )
        number = left << HALF_BITS | right
        if number >> (RUN_BITS + INDEX_BITS):
            return None
        return number >> INDEX_BITS, number & (RUN_SIZE - 1)

    def _encryptor(self) -> CipherContext:
        try:
            kept: CipherContext = self._local.context
        except AttributeError:
            kept = self._local.context = self.context()
        return kept


def plain(run: int, index: int) -> int:
    """Return the number under a code: 40 zero bits, the run, the index.

    Raises:
        ValueError: the run is not of 32 bits, or the index not of 28.
    """
    if not 0 <= run < RUNS:
        msg = f"a run number lies between 0 and {RUNS - 1}, not at {run}"
        raise ValueError(msg)
    if not 0 <= index < RUN_SIZE:
        msg = f"an index lies between 0 and {RUN_SIZE - 1}, not at {index}"
        raise ValueError(msg)
    return run << INDEX_BITS | index


def check_range(start: int, count: int) -> None:
    """Refuse a range of indexes that one run cannot hold.

    Raises:
        RunSizeError: it ends beyond the largest index.
        ValueError: the start or the count is negative.
    """
    if start < 0 or count < 0:
        msg = f"neither the start nor the count is negative: {start}, {count}"
        raise ValueError(msg)
    if start + count > RUN_SIZE:
        raise RunSizeError(end=start + count, limit=RUN_SIZE)
