"""Lists of individuals under a business, such as the households of a cooperative."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final
from unicodedata import normalize

from gi_registry.core.identity import Concealed
from gi_registry.core.words import Words

INDIVIDUAL_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("姓名", "户主", "户主姓名", "农户", "成员", "name"),
    "identity": ("身份证号码", "身份证号", "公民身份号码", "证件号码", "identity"),
    "from_on": ("加入日期", "起始日", "自", "from"),
}
"""Key of each column to the heads that it may have; the first one is ours."""

WORKER_FIELDS: Final = (*INDIVIDUAL_COLUMNS["name"][1:5], "worker")
"""Columns of a file of plots that name who works them."""

_PERSON: Final = re.compile(r"(.*?[^\dXx])[\s(（]*(\d{3}[\dXx])?[)）]?")

INDIVIDUAL_NEEDED: Final = ("name", "identity")
LONGEST_NAME: Final = 60
MOST_AT_ONCE: Final = 5_000
"""Lines of one list."""


class IndividualOutcome(StrEnum):
    """What becomes of a line."""

    NEW = "new"
    SAME = "same"
    """On the list already."""
    REFUSED = "refused"

    @property
    def words(self) -> Words:
        """What people call it."""
        return _OUTCOMES[self]


_OUTCOMES = {
    IndividualOutcome.NEW: Words("新增", "New"),
    IndividualOutcome.SAME: Words("已在名单", "On the list already"),
    IndividualOutcome.REFUSED: Words("不能录入", "Refused"),
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as people write them.

    Attributes:
        last4: of the identity number; empty where only the name is written.
    """

    name: str
    last4: str = ""


def person_in(text: str) -> Person | None:
    """Return whom a text names, such as 示例户 0014; none where it is empty."""
    text = normalize("NFC", text).strip()
    if not text:
        return None
    found = _PERSON.fullmatch(text)
    if found is None:
        return Person(text)
    return Person(found[1].strip(" (（"), (found[2] or "").upper())


@dataclass(frozen=True, slots=True)
class NewIndividual:
    """A person who produces under a business.

    Attributes:
        concealed: the identity number, as it is kept.
        from_on: first day.
    """

    name: str
    concealed: Concealed
    from_on: date


@dataclass(slots=True)
class IndividualLine:
    """One line of a list, judged; it holds no identity number.

    Attributes:
        row: its number in the file, from 1.
        last4: of the identity number, where it is sound.
        new: what is added; none where nothing is.
    """

    row: int
    name: str
    last4: str = ""
    outcome: IndividualOutcome = IndividualOutcome.NEW
    words: list[Words] = field(default_factory=list)
    new: NewIndividual | None = None

    def refuse(self, words: Words) -> None:
        """Say why it cannot be taken."""
        self.outcome = IndividualOutcome.REFUSED
        self.new = None
        self.words.append(words)
