"""Scratch PINs: six digits under a layer to be scratched off, from the epoch's key.

A PIN follows from the run and the index by a key of its own, which follows from
the key of the codes; nothing is stored, and no code tells its PIN.
"""

from typing import Final

import numpy as np
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import ECB
from numpy.typing import NDArray

from gi_registry.core.codes.item import check_range, plain
from gi_registry.core.derive import derive

PURPOSE: Final = "scratch-pin"
"""Names the keys of PINs under those of the codes; see `core.derive`."""

PIN_DIGITS: Final = 6
_PINS: Final = 10**PIN_DIGITS


class PinCipher:
    """The PINs of one epoch; threads may share it.

    Args:
        key: of the epoch's codes, 32 bytes.
        epoch: its number.

    Source:
        AES-256 as a pseudorandom function over `run | index | 0` (32, 32 and 64
        bits); the PIN is the first 64 bits modulo 10^6, whose bias is below 2^-44.
    """

    def __init__(self, key: bytes, *, epoch: int) -> None:
        # Each block is another one: there is nothing for a mode to hide.
        self._cipher = Cipher(AES256(derive(key, PURPOSE, epoch=epoch)), ECB())  # noqa: S305 -- see above

    def pin(self, run: int, index: int) -> str:
        """Return the six digits of one label.

        Raises:
            ValueError: the run or the index is out of range.
        """
        plain(run, index)
        block = run.to_bytes(4, "big") + index.to_bytes(4, "big") + bytes(8)
        mixed = self._cipher.encryptor().update(block)
        return f"{int.from_bytes(mixed[:8], 'big') % _PINS:0{PIN_DIGITS}d}"

    def pins(self, run: int, start: int, count: int) -> NDArray[np.uint64]:
        """Return the PINs of a range of indexes, as numbers.

        Raises:
            RunSizeError: the range ends beyond the largest index.
            ValueError: another argument is out of range.
        """
        plain(run, 0)
        check_range(start, count)
        blocks = np.zeros((count, 4), ">u4")
        blocks[:, 0] = run
        blocks[:, 1] = np.arange(start, start + count)
        mixed = self._cipher.encryptor().update(blocks.tobytes())
        firsts: NDArray[np.uint64] = np.frombuffer(mixed, ">u8")[::2].astype(np.uint64)
        return firsts % np.uint64(_PINS)
