"""FF1's ten rounds over many codes side by side."""

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gi_registry.core.codes.item import HALF_MASK, ItemCipher

Halves: TypeAlias = NDArray[np.uint64]
"""FF1's halves, 50 bits each."""

_BLOCK: Final = 16
_MASK: Final = np.uint64(HALF_MASK)
_LAST_8_BYTES: Final = (1 << 64) - 1


class Rounds:
    """The rounds under one key, in buffers that are used again and again.

    One thread at a time; AES lets go of the interpreter while it works.

    Args:
        cipher: the key.
        lanes: the most codes that a call may bring.
    """

    def __init__(self, cipher: ItemCipher, lanes: int) -> None:
        self._context = cipher.context()
        self._states = [np.uint64(state & _LAST_8_BYTES) for state in cipher.states]
        # Every block begins with the same 8 bytes; a round writes the other 8.
        blocks = np.empty((lanes, 2), ">u8")
        blocks[:, 0] = cipher.states[0] >> 64
        self._read = blocks[:, 1]
        self._blocks = blocks.view(np.uint8).reshape(-1).data
        # `update_into` wants room for one block more, less a byte.
        made = np.empty(lanes * _BLOCK + _BLOCK - 1, np.uint8)
        self._made = made.data
        # Bytes 4 to 11 of a block hold the 50 bits that FF1 adds.
        self._mixed = np.ndarray((lanes,), ">u8", made.data, 4, (_BLOCK,))
        self._halves = np.empty((2, lanes), np.uint64)
        self._spare = np.empty(lanes, np.uint64)

    def encrypt(self, left: Halves, right: Halves) -> tuple[Halves, Halves]:
        """Return the halves of the codes; they last until the next call."""
        return self._run(left, right, np.add, 1)

    def decrypt(self, left: Halves, right: Halves) -> tuple[Halves, Halves]:
        """Return the halves under the codes; they last until the next call."""
        right, left = self._run(right, left, np.subtract, -1)
        return left, right

    def _run(
        self, changed: Halves, read: Halves, combine: np.ufunc, step: int
    ) -> tuple[Halves, Halves]:
        size = len(changed)
        spare = self._spare[:size]
        first, second = self._halves[0, :size], self._halves[1, :size]
        first[...], second[...] = changed, read
        for state in self._states[::step]:
            np.bitwise_xor(second, state, out=spare)
            self._read[:size] = spare
            self._context.update_into(self._blocks[: size * _BLOCK], self._made)
            spare[...] = self._mixed[:size]
            combine(first, spare, out=first)
            np.bitwise_and(first, _MASK, out=first)
            first, second = second, first
        return first, second
