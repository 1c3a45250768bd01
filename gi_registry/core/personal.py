"""Identity numbers of citizens where none belongs: found, and taken out.

Lists and files of plots come out of other people's systems and bring columns that
nobody asked for. What this finds is never kept, shown or logged in the clear.

Source:
    GB 11643-1999; its first two digits are a province by GB/T 2260.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final
from unicodedata import normalize

from gi_registry.core import identity, uscc

_HEADS: Final = re.compile(
    r"身份证|身份證|公民身份|证件号|sfz|zjh|id_?card|identity_?(?:no|num|card)",
    re.IGNORECASE,
)
"""What heads of columns with such numbers say; DBF cuts names to ten bytes."""
_BUSINESS: Final = re.compile(
    r"许可|营业|注册|权证|登记证|产权|检验|licen", re.IGNORECASE
)
"""Heads of certificates of things and businesses, not of persons."""
_NUMBER: Final = re.compile(r"(?<![0-9A-Za-z])(?:\d[ \t-]?){17}[\dXx](?![0-9A-Za-z])")
_SHOWN: Final = 4
_SHORTEST: Final = 15
"""Digits of the numbers of before 1999, which have no check character."""
_LONG: Final = re.compile(rf"\d{{{_SHORTEST},}}")
_PROVINCES: Final = frozenset(
    code
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65))
    for code in range(first, last + 1)
) | {71, 81, 82, 83}
_CENTURIES: Final = frozenset({"19", "20"})
_BLANKS: Final = re.compile(r"[\s-]")
_HEAD_WITHIN: Final = 20
_SHORT: Final = 1e14
"""A number below has fewer digits than `_SHORTEST`."""
_LOST_FROM: Final = 1e17
_LOST_TO: Final = 1e18
_LOST: Final = 2
"""Final digits that a spreadsheet's number loses of eighteen."""


def is_named(head: str) -> bool:
    """Whether a column's head says that it holds identity numbers."""
    text = "".join(normalize("NFKC", head).split())
    return bool(_HEADS.search(text)) and not _BUSINESS.search(text)


def is_found(value: object) -> bool:
    """Whether a cell holds an identity number, alone or within a text.

    A credit code is none; a spreadsheet's number that has lost the last digits of
    one is.
    """
    if isinstance(value, float):
        return _LOST_FROM <= value < _LOST_TO and _is_born(_plain(value))
    if not isinstance(value, str | int) or len(text := str(value)) < identity.LENGTH:
        return False
    return any(_numbers(normalize("NFKC", text)))


def hidden(text: str) -> str:
    """Return a text with the last four characters of each identity number in it."""
    if len(text) < identity.LENGTH:
        return text
    plain = normalize("NFKC", text)
    for match in reversed(list(_numbers(plain))):
        kept = match[0][-_SHOWN:].upper()
        text = plain = f"{plain[: match.start()]}{kept}{plain[match.end() :]}"
    return text


def without(properties: Mapping[str, str]) -> tuple[dict[str, str], set[str]]:
    """Return attributes without identity numbers, and the names of those that had one.

    An attribute that is a number, or whose name says so, is left out; of one within
    a text the last four characters stay.
    """
    kept, had = dict[str, str](), set[str]()
    for name, text in properties.items():
        if _is_under(name, text):
            had.add(name)
            continue
        kept[name] = shown = hidden(text)
        if shown != text:
            had.add(name)
            if len(shown) == _SHOWN:
                del kept[name]
    return kept, had


def cells(rows: Iterable[Sequence[object]]) -> Iterator[tuple[int, int]]:
    """Return where in a table identity numbers are: row and column, from 0.

    A column is also known by its head, within the first rows of the table.
    """
    named = set[int]()
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if value.__class__ is float and value < _SHORT:
                continue
            if is_found(value) or (column in named and _is_long(value)):
                yield row, column
            elif row < _HEAD_WITHIN and isinstance(value, str) and is_named(value):
                named.add(column)


def _is_under(name: str, text: str) -> bool:
    """Whether a text under a head is long enough to be a number of a person."""
    return is_named(name) and _is_long(text)


def _is_long(value: object) -> bool:
    plain = _plain(value)
    return bool(_LONG.search(plain)) and not _is_business(plain)


def _plain(value: object) -> str:
    text = f"{value:.0f}" if isinstance(value, float) else str(value)
    return _BLANKS.sub("", normalize("NFKC", text)).upper()


def _numbers(text: str) -> Iterator[re.Match[str]]:
    """Return the identity numbers within a text that is NFKC."""
    return (match for match in _NUMBER.finditer(text) if _is_one(match[0]))


def _is_one(text: str) -> bool:
    number = _plain(text)
    if not _is_born(number) or _is_business(number):
        return False
    check = identity.check_character(number[:-1])
    return number[-1] == check or number.endswith("0" * _LOST)


def _is_born(number: str) -> bool:
    """Whether digits have a province and a day of birth, whatever they end with."""
    if int(number[:2]) not in _PROVINCES or number[6:8] not in _CENTURIES:
        return False
    try:
        date.fromisoformat(number[6:14])
    except ValueError:
        return False
    return True


def _is_business(text: str) -> bool:
    try:
        uscc.check(text)
    except uscc.UsccError:
        return False
    return True
