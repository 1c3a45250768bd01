"""Many item codes at once: the same codes as `item`, in numpy.

Memory does not grow with the number of codes that are encoded: `LANES` of them
at a time are worked on in buffers that stay in the processor's cache.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gi_registry.core.codes.item import (
    HALF_BITS,
    HALF_MASK,
    INDEX_BITS,
    RUN_SIZE,
    ItemCipher,
    check_range,
    plain,
)
from gi_registry.core.codes.rounds import Halves, Rounds
from gi_registry.core.codes.rows import LANES, LINE, CodeArray, write
from gi_registry.core.codes.text import LENGTH


@dataclass(frozen=True, slots=True)
class Opened:
    """What one key makes of many codes.

    Attributes:
        ok: which are not forged.
        run: run numbers; nought where forged.
        index: indexes within the run; nought where forged.
    """

    ok: NDArray[np.bool_]
    run: NDArray[np.uint32]
    index: NDArray[np.uint32]


def encode_lines(
    cipher: ItemCipher, run: int, start: int, count: int, *, chunk: int
) -> Iterator[bytes]:
    """Give the codes of a range of indexes as lines of ASCII.

    Args:
        cipher: the key.
        run: the run number.
        start: the first index.
        count: how many.
        chunk: codes in one piece of text; memory follows it, not `count`.

    Returns:
        Pieces of `chunk` codes, the last one shorter; each code ends in a newline.

    Raises:
        RunSizeError: the range ends beyond the largest index.
        ValueError: another argument is out of range.
    """
    _check(run, start, count)
    if chunk < 1:
        msg = f"a piece holds at least one code, not {chunk}"
        raise ValueError(msg)
    return _lines(cipher, run, range(start, start + count), chunk)


def encode_array(cipher: ItemCipher, run: int, start: int, count: int) -> CodeArray:
    """Return the codes of a range of indexes, 20 bytes each.

    Raises:
        RunSizeError: the range ends beyond the largest index.
        ValueError: another argument is out of range.
    """
    _check(run, start, count)
    rows = np.empty((count, LENGTH), np.uint8)
    _fill(Rounds(cipher, min(count, LANES)), rows, run, start)
    return rows.view(f"S{LENGTH}").reshape(-1)


def decode(cipher: ItemCipher, left: Halves, right: Halves) -> Opened:
    """Open many codes with one key.

    Args:
        cipher: the key.
        left: first halves, as `rows.parse` gives them.
        right: second halves.
    """
    size = len(left)
    opened = Opened(
        np.empty(size, np.bool_), np.empty(size, np.uint32), np.empty(size, np.uint32)
    )
    rounds = Rounds(cipher, min(size, LANES))
    for at in range(0, size, LANES):
        lanes = slice(at, at + LANES)
        high, low = rounds.decrypt(left[lanes], right[lanes])
        # `high` holds 40 zero bits and the first 10 bits of the run.
        ok = high < 1 << (HALF_BITS - 40)
        number = high << np.uint64(HALF_BITS - INDEX_BITS) | low >> np.uint64(
            INDEX_BITS
        )
        opened.ok[lanes] = ok
        opened.run[lanes] = number * ok
        opened.index[lanes] = (low & np.uint64(RUN_SIZE - 1)) * ok
    return opened


def _check(run: int, start: int, count: int) -> None:
    plain(run, 0)
    check_range(start, count)


def _lines(cipher: ItemCipher, run: int, indexes: range, chunk: int) -> Iterator[bytes]:
    widest = min(len(indexes), chunk)
    rounds = Rounds(cipher, min(widest, LANES))
    rows = np.full((widest, LINE), ord("\n"), np.uint8)
    for at in range(0, len(indexes), chunk):
        piece = indexes[at : at + chunk]
        filled = rows[: len(piece)]
        _fill(rounds, filled, run, piece.start)
        yield filled.tobytes()


def _fill(rounds: Rounds, rows: NDArray[np.uint8], run: int, start: int) -> None:
    """Write the codes of consecutive indexes into the first bytes of rows."""
    number = plain(run, 0)
    base = np.uint64(number & HALF_MASK)
    for at in range(0, len(rows), LANES):
        block = rows[at : at + LANES]
        right = np.arange(start + at, start + at + len(block), dtype=np.uint64)
        left = np.full(len(block), number >> HALF_BITS, np.uint64)
        write(block, *rounds.encrypt(left, right | base))
