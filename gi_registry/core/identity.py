"""Identity numbers of citizens: checked, and then kept only in a form that hides them.

What is kept: a keyed hash with a salt of its own, from which nobody without the
installation's secret finds the number; a keyed hash that is the same for the same
person under the same business, so that nobody is listed twice; the last four
characters. There are so few numbers that a hash without a secret would hide none.

Source:
    GB 11643-1999, 公民身份号码; check character by ISO/IEC 7064, MOD 11-2.
"""

import hmac
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from unicodedata import normalize

from gi_registry.core.errors import InvalidError
from gi_registry.core.words import Words

LENGTH: Final = 18
_CHECKS: Final = "0123456789X"
_MODULUS: Final = 11
_SHOWN: Final = 4
SALT_BYTES: Final = 16


class IdentityError(InvalidError):
    """A text is no identity number; the text itself is in no message."""

    slug = "identity-number"

    def __init__(self, words: Words):
        super().__init__(words, field="identity")


class IdentityFormError(IdentityError):
    """Not 17 digits and a check character."""

    slug = "identity-number-form"

    def __init__(self, length: int):
        super().__init__(
            Words(
                f"身份证号码应为 17 位数字加 1 位校验码，这里有 {length} 位；"
                "请对照身份证再输入",
                "An identity number has 17 digits and a check character, this has "
                f"{length} characters; compare with the identity card",
            )
        )


class IdentityBirthError(IdentityError):
    """Characters 7 to 14 are no day of birth."""

    slug = "identity-number-birth"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "第 7 至 14 位不是出生日期；请对照身份证再输入",
                "Characters 7 to 14 are no day of birth; compare with the identity "
                "card",
            )
        )


class IdentityCheckError(IdentityError):
    """The check character does not fit."""

    slug = "identity-number-check"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "最后一位校验码不符，号码中有误；请逐位对照身份证",
                "The last character does not fit, so there is a slip; compare "
                "character by character with the identity card",
            )
        )


@dataclass(frozen=True, slots=True)
class Concealed:
    """An identity number as it is kept.

    Attributes:
        salt: of this row, hex.
        digest: keyed hash of salt and number, hex.
        key: keyed hash of number and business, hex: the same for the same person.
        last4: its last four characters.
    """

    salt: str = field(repr=False)
    digest: str = field(repr=False)
    key: str = field(repr=False)
    last4: str


def check(text: str) -> str:
    """Return the identity number that a text holds.

    Args:
        text: as typed; full width, a small x and blanks do not matter.

    Raises:
        IdentityFormError: not 17 digits and a check character.
        IdentityBirthError: no day of birth where one is due.
        IdentityCheckError: the check character does not fit.
    """
    number = "".join(normalize("NFKC", text).upper().split())
    body = number[:-1]
    digits = body.isascii() and body.isdigit()
    if len(number) != LENGTH or not digits or number[-1] not in _CHECKS:
        raise IdentityFormError(len(number))
    try:
        date(int(body[6:10]), int(body[10:12]), int(body[12:14]))
    except ValueError as error:
        raise IdentityBirthError from error
    if check_character(body) != number[-1]:
        raise IdentityCheckError
    return number


def check_character(body: str) -> str:
    """Return the check character of 17 digits (ISO/IEC 7064, MOD 11-2).

    Args:
        body: the digits; each counts 2 to the power of its place from the right,
            the check character's place being 0.
    """
    total = sum(
        int(digit) * pow(2, len(body) - place, _MODULUS)
        for place, digit in enumerate(body)
    )
    return _CHECKS[(1 - total) % _MODULUS]


def conceal(number: str, under: str, *, pepper: bytes, salt: bytes) -> Concealed:
    """Return what is kept of an identity number.

    Args:
        number: as `check` gives it.
        under: the business, by which the same person has the same key.
        pepper: the installation's secret for this, 32 bytes.
        salt: random, 16 bytes, of this row alone.
    """
    return Concealed(
        salt=salt.hex(),
        digest=_hash(pepper, b"salted", salt, number.encode()),
        key=_hash(pepper, b"under", under.encode(), number.encode()),
        last4=number[-_SHOWN:],
    )


def is_of(number: str, kept: Concealed, *, pepper: bytes) -> bool:
    """Whether a number, as `check` gives it, is the one that is kept."""
    salt = bytes.fromhex(kept.salt)
    digest = _hash(pepper, b"salted", salt, number.encode())
    return hmac.compare_digest(digest, kept.digest)


def _hash(pepper: bytes, *parts: bytes) -> str:
    message = b"".join(len(part).to_bytes(2, "big") + part for part in parts)
    return hmac.digest(pepper, message, "sha256").hex()
