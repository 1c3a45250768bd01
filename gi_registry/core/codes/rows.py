"""Many codes as text, and the halves that the text stands for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gi_registry.core.codes.errors import CodeFormatError
from gi_registry.core.codes.rounds import Halves
from gi_registry.core.codes.text import ALPHABET, LENGTH, LOOKALIKES, normalise

CodeArray: TypeAlias = NDArray[np.bytes_]
"""Codes of 20 bytes each, dtype S20."""

Codes: TypeAlias = CodeArray | str | bytes | Sequence[str] | Sequence[bytes]
"""Many codes: an S20 array, text with a code a line, or a list of texts."""

LANES: Final = 8_192
"""Codes side by side; their buffers fit into a second-level cache."""

LINE: Final = LENGTH + 1
"""Bytes of a code and its newline."""

_PAIR_SHIFTS: Final = (40, 30, 20, 10, 0)
_BAD_PAIR: Final = 1 << 15


@dataclass(frozen=True, slots=True)
class Parsed:
    """What codes say before any key is tried.

    Attributes:
        formed: which are 20 symbols of the alphabet.
        left: first halves; nought where not formed.
        right: second halves; nought where not formed.
    """

    formed: NDArray[np.bool_]
    left: Halves
    right: Halves


def write(rows: NDArray[np.uint8], left: Halves, right: Halves) -> None:
    """Write halves as text into the first 20 bytes of rows.

    Args:
        rows: one a code, next to each other in memory, 20 bytes wide or more.
        left: first halves.
        right: second halves.
    """
    size, width = rows.shape
    value = np.empty(size, np.int64)
    symbols = np.empty(size, np.uint16)
    offset = 0
    for half in (left, right):
        for shift in _PAIR_SHIFTS:
            np.right_shift(half.view(np.int64), shift, out=value)
            np.bitwise_and(value, 1023, out=value)
            # "clip" spares a copy; no value is out of the table.
            _PAIRS.take(value, out=symbols, mode="clip")
            np.ndarray((size,), np.uint16, rows.data, offset, (width,))[...] = symbols
            offset += 2


def parse(codes: Codes) -> Parsed:
    """Return the halves of many codes, as `text.normalise` would read them."""
    pairs = np.ascontiguousarray(_rows(codes)).view(np.uint16)
    size = len(pairs)
    parsed = Parsed(
        np.empty(size, np.bool_), np.empty(size, np.uint64), np.empty(size, np.uint64)
    )
    for at in range(0, size, LANES):
        lanes = slice(at, at + LANES)
        _parse_block(
            pairs[lanes],
            Parsed(parsed.formed[lanes], parsed.left[lanes], parsed.right[lanes]),
        )
    return parsed


def _parse_block(pairs: NDArray[np.uint16], into: Parsed) -> None:
    size = len(pairs)
    seen = np.zeros(size, np.uint16)
    value = np.empty(size, np.uint16)
    for half, first in ((into.left, 0), (into.right, 5)):
        half[...] = 0
        for column in range(first, first + 5):
            _VALUES.take(pairs[:, column], out=value, mode="clip")
            np.bitwise_or(seen, value, out=seen)
            np.left_shift(half, np.uint64(10), out=half)
            np.bitwise_or(half, value, out=half)
    np.less(seen, _BAD_PAIR, out=into.formed)
    np.multiply(into.left, into.formed, out=into.left)
    np.multiply(into.right, into.formed, out=into.right)


def _rows(codes: Codes) -> NDArray[np.uint8]:
    """Return codes as rows of 20 bytes; what is no code becomes noughts."""
    if isinstance(codes, np.ndarray):
        if codes.dtype == f"S{LENGTH}":
            return np.ascontiguousarray(codes).view(np.uint8).reshape(-1, LENGTH)
        return _rows(codes.tolist())
    if isinstance(codes, str | bytes):
        return _rows_of_lines(_as_bytes(codes))
    if all(map(_is_plain, codes)):
        joined = b"".join(map(_as_bytes, codes))
    else:
        joined = b"".join(map(_as_code, codes))
    return np.frombuffer(joined, np.uint8).reshape(-1, LENGTH)


def _rows_of_lines(text: bytes) -> NDArray[np.uint8]:
    if len(text) % LINE == 0:
        lines = np.frombuffer(text, np.uint8).reshape(-1, LINE)
        if (lines[:, LENGTH] == ord("\n")).all():
            return lines[:, :LENGTH]
    return _rows(text.splitlines())


def _is_plain(code: str | bytes) -> bool:
    return len(code) == LENGTH and code.isascii()


def _as_bytes(code: str | bytes) -> bytes:
    return code.encode() if isinstance(code, str) else code


def _as_code(code: str | bytes) -> bytes:
    text = code if isinstance(code, str) else code.decode(errors="replace")
    try:
        return normalise(text).encode()
    except CodeFormatError:
        return bytes(LENGTH)


def _pair_table() -> NDArray[np.uint16]:
    """Return the two symbols of each 10-bit value, as they lie in memory."""
    text = "".join(first + second for first in ALPHABET for second in ALPHABET)
    return np.frombuffer(text.encode(), np.uint16)


def _value_table() -> NDArray[np.uint16]:
    """Return the 10-bit value of each two bytes; `_BAD_PAIR` for no symbols."""
    values = {symbol: value for value, symbol in enumerate(ALPHABET)}
    values |= {letter: values[meant] for letter, meant in LOOKALIKES.items()}
    values |= {symbol.lower(): value for symbol, value in values.items()}
    table = np.full(1 << 16, _BAD_PAIR, np.uint16)
    for first, high in values.items():
        pairs = "".join(first + second for second in values).encode()
        table[np.frombuffer(pairs, np.uint16)] = [
            high << 5 | v for v in values.values()
        ]
    return table


_PAIRS: Final = _pair_table()
_VALUES: Final = _value_table()
