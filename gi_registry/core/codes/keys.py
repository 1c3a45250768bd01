"""The keys of item codes: one for each epoch, all from the master secret."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gi_registry.core.codes import bulk, rows
from gi_registry.core.codes.item import ItemCipher
from gi_registry.core.codes.pins import PinCipher
from gi_registry.core.codes.text import normalise
from gi_registry.core.derive import derive

PURPOSE: Final = "item-code"
"""Names the keys of codes under the master secret; see `core.derive`."""

CHUNK: Final = 65_536
"""Codes in one piece of text, unless the caller says otherwise."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a genuine code says.

    Attributes:
        epoch: which key made it.
        run: the run number.
        index: which label of the run, from nought.
    """

    epoch: int
    run: int
    index: int


class DecodedMany(NamedTuple):
    """What many codes say, in the order in which they were given.

    Attributes:
        ok: which were made with one of the keys.
        epoch: which key made it; nought where none did.
        run: run numbers; nought where not ok.
        index: indexes within the run; nought where not ok.
    """

    ok: NDArray[np.bool_]
    epoch: NDArray[np.uint32]
    run: NDArray[np.uint32]
    index: NDArray[np.uint32]  # type: ignore[assignment] # hides tuple.index


class CodeKeys:
    """The keys that make and open item codes; threads may share it.

    Args:
        master: the master secret, 32 bytes.
        epochs: the epochs in use. Decoding tries the newest, the highest
            number, first; each one more costs a forged code a decryption more.

    Raises:
        ValueError: the secret is not 32 bytes, or there is no epoch.
    """

    def __init__(self, master: bytes, epochs: Iterable[int] = (1,)) -> None:
        self._take({epoch: derive(master, PURPOSE, epoch=epoch) for epoch in epochs})

    @classmethod
    def of_key(cls, key: bytes, *, epoch: int = 1) -> "CodeKeys":
        """Return keys that are one AES key itself, without a master secret.

        Args:
            key: 32 bytes.
            epoch: the epoch that it goes by.
        """
        keys = cls.__new__(cls)
        keys._take({epoch: key})  # noqa: SLF001 -- one of our own
        return keys

    def _take(self, keys: dict[int, bytes]) -> None:
        if not keys:
            msg = "there must be a key"
            raise ValueError(msg)
        newest_first = sorted(keys, reverse=True)
        self._ciphers = {epoch: ItemCipher(keys[epoch]) for epoch in newest_first}
        self._pins = {e: PinCipher(keys[e], epoch=e) for e in newest_first}

    @property
    def epochs(self) -> tuple[int, ...]:
        """The epochs in use, newest first."""
        return tuple(self._ciphers)

    def encode(self, epoch: int, run: int, index: int) -> str:
        """Return the code of one label, 20 symbols.

        Raises:
            KeyError: the epoch is not in use.
            ValueError: the run is not of 32 bits, or the index not of 28.
        """
        return self._ciphers[epoch].encode(run, index)

    def decode(self, code: str) -> Decoded | None:
        """Return what a code says, or nothing if no key of ours made it.

        Args:
            code: as typed or scanned.

        Raises:
            CodeFormatError: it is not a code at all.
        """
        code = normalise(code)
        for epoch, cipher in self._ciphers.items():
            found = cipher.decode(code)
            if found is not None:
                return Decoded(epoch, *found)
        return None

    def pin(self, epoch: int, run: int, index: int) -> str:
        """Return the scratch PIN of one label, six digits.

        Raises:
            KeyError: the epoch is not in use.
            ValueError: the run is not of 32 bits, or the index not of 28.
        """
        return self._pins[epoch].pin(run, index)

    def pins(self, epoch: int, run: int, start: int, count: int) -> NDArray[np.uint64]:
        """Return the scratch PINs of a range of indexes, as numbers.

        Raises:
            KeyError: the epoch is not in use.
            RunSizeError: the range ends beyond the largest index.
            ValueError: another argument is out of range.
        """
        return self._pins[epoch].pins(run, start, count)

    def encode_range(
        self, epoch: int, run: int, start: int, count: int, *, chunk: int = CHUNK
    ) -> Iterator[bytes]:
        """Give the codes of a range of indexes as lines of ASCII.

        Args:
            epoch: which key.
            run: the run number.
            start: the first index.
            count: how many.
            chunk: codes in one piece; memory follows it, not `count`.

        Raises:
            KeyError: the epoch is not in use.
            RunSizeError: the range ends beyond the largest index.
            ValueError: another argument is out of range.
        """
        return bulk.encode_lines(self._ciphers[epoch], run, start, count, chunk=chunk)

    def encode_array(
        self, epoch: int, run: int, start: int, count: int
    ) -> rows.CodeArray:
        """Return the codes of a range of indexes, dtype S20, 20 bytes each.

        Raises:
            KeyError: the epoch is not in use.
            RunSizeError: the range ends beyond the largest index.
            ValueError: another argument is out of range.
        """
        return bulk.encode_array(self._ciphers[epoch], run, start, count)

    def decode_many(self, codes: rows.Codes) -> DecodedMany:
        """Return what many codes say; what is no code at all is simply not ok.

        Args:
            codes: an S20 array (fastest), lines of ASCII, or a list of texts as
                typed.
        """
        parsed = rows.parse(codes)
        size = len(parsed.formed)
        found = DecodedMany(
            np.zeros(size, np.bool_),
            *(np.zeros(size, np.uint32) for _ in range(3)),
        )
        left = np.flatnonzero(parsed.formed)
        for epoch, cipher in self._ciphers.items():
            opened = bulk.decode(cipher, parsed.left[left], parsed.right[left])
            hits = left[opened.ok]
            found.ok[hits] = True
            found.epoch[hits] = epoch
            found.run[hits] = opened.run[opened.ok]
            found.index[hits] = opened.index[opened.ok]
            left = left[~opened.ok]
        return found


def well_formed(codes: rows.Codes) -> NDArray[np.bool_]:
    """Return which of many texts have the form of a code."""
    return rows.parse(codes).formed
