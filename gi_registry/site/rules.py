"""What is asked of the public register, and how it is written in an address."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from gi_registry.products.rules import Evidence, RightKind
from gi_registry.products.rules.search import Query, Sort

_DIVISION = re.compile(r"[0-9]{2}(?:[0-9]{2}(?:[0-9]{2})?)?")
LONGEST_TEXT = 100
"""Characters of a search that are looked at."""

Kind = TypeVar("Kind", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Search:
    """A search of products and of where they come from.

    Attributes:
        query: what is asked of the products.
        divisions: prefixes of GB/T 2260 codes; the area lies in one of them.
    """

    query: Query = field(default_factory=Query)
    divisions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """The parts of a search as texts, such as an address carries them.

    Attributes:
        division: GB/T 2260, whole or its first digits.
        county: narrows a division that is named, too; by itself it is nothing, so
            that taking the division away takes its counties away.
    """

    q: str = ""
    kind: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    division: tuple[str, ...] = ()
    county: tuple[str, ...] = ()
    month: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    sort: str = ""


def search_of(asked: Asked) -> Search:
    """Return the search that an address asks for; what means nothing is left out."""
    return Search(
        Query(
            text=_printable(asked.q)[:LONGEST_TEXT].strip(),
            kinds=_members(RightKind, asked.kind),
            categories=tuple(dict.fromkeys(map(_printable, asked.category))),
            months=_months(asked.month),
            evidence=_members(Evidence, asked.evidence),
            sort=next(iter(_members(Sort, [asked.sort])), Sort.RELEVANCE),
        ),
        _divisions(asked),
    )


def prefix_of(code: str) -> str:
    """Return the digits that a division shares with all below it; "" for no code.

    Args:
        code: GB/T 2260, whole or without its zeros: 140700 and 1407 are the same.
    """
    if not _DIVISION.fullmatch(code):
        return ""
    while code.endswith("00"):
        code = code[:-2]
    return code


def whole_code(prefix: str) -> str:
    """Return the six digits of a division whose zeros were taken off."""
    return prefix.ljust(6, "0")


def _printable(text: str) -> str:
    """Return text without what no one can have typed; PostgreSQL keeps no NUL."""
    return "".join(mark for mark in text if mark.isprintable())


def _members(kind: type[Kind], texts: Iterable[str]) -> tuple[Kind, ...]:
    known = {member.value for member in kind}
    return tuple(kind(text) for text in dict.fromkeys(texts) if text in known)


def _divisions(asked: Asked) -> tuple[str, ...]:
    wide = dict.fromkeys(
        prefix for code in asked.division if (prefix := prefix_of(code))
    )
    narrow = dict.fromkeys(filter(None, map(prefix_of, asked.county)))
    found: dict[str, None] = {}
    for prefix in wide:
        within = [code for code in narrow if code.startswith(prefix)]
        found.update(dict.fromkeys(within or [prefix]))
    return tuple(found)


def _months(texts: Iterable[str]) -> tuple[int, ...]:
    return tuple(
        int(text)
        for text in dict.fromkeys(texts)
        if text in {str(month) for month in range(1, 13)}
    )
