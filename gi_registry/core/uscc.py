"""Unified social credit codes (统一社会信用代码): both check characters, in words.

Eighteen characters: who registered it, what it is, the six digits of the
registration office of that time, the nine of the organisation code with a check
character of its own, and a check character over all. Nothing is corrected by
itself: an O is not taken for a 0, the person is asked.

Source:
    GB 32100-2015; ISO/IEC 7064 (MOD 31-3 by GB/T 17710) for the last character;
    GB 11714-1997 for the seventeenth.
"""

from dataclasses import dataclass
from typing import Final
from unicodedata import category, normalize

from gi_registry.core.errors import InvalidError
from gi_registry.core.words import Words

LENGTH: Final = 18
ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""31 characters; the letters I, O, S, V and Z are not used."""
_MODULUS: Final = 31
_ORGANISATION = slice(8, 16)
_INNER: Final = 16
"""Where the organisation code's check character stands, counted from 0."""
_INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_INNER_MODULUS: Final = 11
_OFFICE = slice(2, 8)

_KINDS = {
    "1": "1239",
    "2": "19",
    "3": "123459",
    "4": "19",
    "5": "1239",
    "6": "129",
    "7": "129",
    "8": "19",
    "9": "123",
    "A": "19",
    "N": "1239",
    "Y": "1",
}
"""First character (who registers) to second ones (what is registered)."""

_LOOKS_LIKE = {"I": "1", "O": "0", "S": "5", "V": "U", "Z": "2"}


@dataclass(frozen=True, slots=True)
class Uscc:
    """A credit code whose two check characters are right.

    Attributes:
        code: 18 characters, upper case.
        warnings: what a person should look at again; the code is accepted.
    """

    code: str
    warnings: tuple[Words, ...] = ()


class UsccError(InvalidError):
    """A text is no credit code; the words say where, and what to compare."""

    slug = "credit-code"

    def __init__(self, words: Words):
        super().__init__(words, field="uscc")


class UsccLengthError(UsccError):
    """Not 18 characters."""

    slug = "credit-code-length"

    def __init__(self, length: int):
        super().__init__(
            Words(
                f"统一社会信用代码有 18 位，这里有 {length} 位；请对照营业执照再输入",
                f"A credit code has {LENGTH} characters, this has {length}; "
                "compare with the business licence",
            )
        )


class UsccCharacterError(UsccError):
    """A character that no credit code has in that place."""

    slug = "credit-code-character"

    def __init__(self, position: int, found: str, *, digit_due: bool):
        zh = f"第 {position} 位是“{found}”，"
        en = f"Character {position} is “{found}”; "
        alike = _LOOKS_LIKE.get(found)
        if alike is not None:
            zh += f"代码中不用字母 {found}。是不是 {alike}？请对照营业执照再输入"
            en += (
                f"credit codes have no letter {found}. Is it {alike}? "
                "Compare with the business licence"
            )
        elif digit_due:
            zh += "第 3 至 8 位只能是数字；请对照营业执照再输入"
            en += "characters 3 to 8 are digits only; compare with the business licence"
        else:
            zh += "代码只用数字和大写字母；请对照营业执照再输入"
            en += (
                "credit codes have only digits and capital letters; "
                "compare with the business licence"
            )
        super().__init__(Words(zh, en))


class UsccCheckError(UsccError):
    """One of the check characters, or both, do not fit.

    Attributes:
        is_inner_wrong: the organisation code's own, in place 17.
        is_outer_wrong: the one over the whole code, in place 18.
    """

    slug = "credit-code-check"

    def __init__(self, *, is_inner_wrong: bool, is_outer_wrong: bool):
        self.is_inner_wrong = is_inner_wrong
        self.is_outer_wrong = is_outer_wrong
        if is_inner_wrong and is_outer_wrong:
            words = Words(
                "第 17 位（组织机构代码校验码）和第 18 位（总校验码）都不符，"
                "多半是第 9 至 17 位中有误；请逐位对照营业执照",
                "Characters 17 (check of the organisation code) and 18 (check of the "
                "whole) both do not fit; the slip is most likely in characters 9 to "
                "17. Compare them one by one with the business licence",
            )
        elif is_inner_wrong:
            words = Words(
                "第 17 位（组织机构代码校验码）不符；"
                "请逐位对照营业执照上的第 9 至 17 位",
                "Character 17 (check of the organisation code) does not fit; compare "
                "characters 9 to 17 with the business licence",
            )
        else:
            words = Words(
                "第 18 位（总校验码）不符，多半是第 1 至 8 位或第 18 位有误；"
                "请逐位对照营业执照",
                "Character 18 (check of the whole) does not fit; the slip is most "
                "likely in characters 1 to 8 or 18. Compare with the business licence",
            )
        super().__init__(words)


def check(text: str) -> Uscc:
    """Return the credit code that a text holds.

    Args:
        text: as typed or pasted; full width, lower case and spaces do not matter.

    Returns:
        The code, with a warning where its first two characters are a pair that
        is not on our list; the list grows.

    Raises:
        UsccLengthError: not 18 characters.
        UsccCharacterError: a letter that is not used, or no digit where one is due.
        UsccCheckError: one of the check characters does not fit.
    """
    code = "".join(
        character
        for character in normalize("NFKC", text).upper()
        if not character.isspace() and category(character) != "Cf"
    )
    if len(code) != LENGTH:
        raise UsccLengthError(len(code))
    _refuse_characters(code)
    is_inner_wrong = inner_check(code[_ORGANISATION]) != code[_INNER]
    is_outer_wrong = outer_check(code[:-1]) != code[-1]
    if is_inner_wrong or is_outer_wrong:
        raise UsccCheckError(
            is_inner_wrong=is_inner_wrong, is_outer_wrong=is_outer_wrong
        )
    return Uscc(code, _warnings(code))


def outer_check(first_17: str) -> str:
    """Return the check character over the whole code.

    Args:
        first_17: all but the last character, of the alphabet.
    """
    total = sum(
        ALPHABET.index(character) * pow(3, place, _MODULUS)
        for place, character in enumerate(first_17)
    )
    return ALPHABET[-total % _MODULUS]


def inner_check(organisation: str) -> str:
    """Return the check character of an organisation code.

    Args:
        organisation: its first eight characters, places 9 to 16 of the credit code.
    """
    total = sum(
        int(character, 36) * weight
        for character, weight in zip(organisation, _INNER_WEIGHTS, strict=True)
    )
    value = -total % _INNER_MODULUS
    return "X" if value == _INNER_MODULUS - 1 else str(value)


def _refuse_characters(code: str) -> None:
    office = range(LENGTH)[_OFFICE]
    for place, character in enumerate(code):
        digit_due = place in office and character not in "0123456789"
        if character not in ALPHABET or digit_due:
            raise UsccCharacterError(place + 1, character, digit_due=digit_due)


def _warnings(code: str) -> tuple[Words, ...]:
    if code[1] in _KINDS.get(code[0], ""):
        return ()
    pair = code[:2]
    return (
        Words(
            f"代码开头“{pair}”不在已知的登记部门与机构类别之中，已照录；请再看一眼执照",
            f"The first two characters “{pair}” are no pair that we know; kept as "
            "typed. Look at the licence once more",
        ),
    )
