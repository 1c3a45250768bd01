"""How an item code is written: 20 symbols of Crockford's base 32."""

import re
import unicodedata
from string import ascii_uppercase
from typing import Final

from gi_registry.core.codes.errors import CodeFormatError

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters without I, L, O and U; a symbol's place is its value."""

LENGTH: Final = 20
"""Symbols in a code."""

LOOKALIKES: Final = {"I": "1", "L": "1", "O": "0"}
"""Letters that no code has, and what a person meant by them."""

_GROUP: Final = 4
_LONGEST: Final = 200
_TYPED: Final = str.maketrans(
    {letter.lower(): LOOKALIKES.get(letter, letter) for letter in ascii_uppercase}
    | LOOKALIKES
    | dict.fromkeys(" -", "")
)
# Dashes of every kind, blanks, and the marks of no width that copying leaves.
_DROPPED: Final = re.compile(r"[\s\-‐-―−﹘﹣\u200b-\u200f\u2060\ufeff]+")
_CODE: Final = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


def normalise(text: str) -> str:
    """Return the code that a person meant.

    Lower case, full-width characters, spaces and hyphens are accepted, and I or
    L for 1, O for 0.

    Args:
        text: as typed or scanned.

    Returns:
        20 symbols of `ALPHABET`.

    Raises:
        CodeFormatError: there are not 20 symbols, or one is in no code.
    """
    code = text.translate(_TYPED)
    if _CODE.fullmatch(code):
        return code
    return _repaired(text)


def grouped(code: str) -> str:
    """Return a code as printed, such as `CBQY-ZAWQ-2FNF-JK44-59A1`.

    Raises:
        CodeFormatError: it is not a code.
    """
    code = normalise(code)
    return "-".join(code[at : at + _GROUP] for at in range(0, LENGTH, _GROUP))


def _repaired(text: str) -> str:
    if len(text) > _LONGEST:
        raise CodeFormatError.of_length(len(text))
    plain = unicodedata.normalize("NFKC", text)
    code = _DROPPED.sub("", plain).translate(_TYPED)
    if len(code) != LENGTH:
        raise CodeFormatError.of_length(len(code))
    for position, symbol in enumerate(code, start=1):
        if symbol not in ALPHABET:
            raise CodeFormatError.of_symbol(symbol, position=position)
    return code
