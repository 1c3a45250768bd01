"""What may be asked of the register."""

from dataclasses import dataclass
from enum import StrEnum

from gi_registry.core.words import Words
from gi_registry.products.rules import Evidence, RightKind


class Sort(StrEnum):
    """In which order products are listed."""

    RELEVANCE = "relevance"
    NAME = "name"
    """By pinyin."""
    SINCE = "since"
    """By the first year of protection, newest first; unknown last."""


SORT_WORDS = {
    Sort.RELEVANCE: Words("相关度", "Relevance"),
    Sort.NAME: Words("名称拼音", "Name"),
    Sort.SINCE: Words("保护时间", "Protected since"),
}


@dataclass(frozen=True, slots=True)
class Query:
    """A search of the register; what is empty restricts nothing.

    Attributes:
        text: as typed: part of a name in characters, pinyin, initials, English.
        kinds: a product has a right of one of these kinds.
        categories: codes of kinds of goods.
        months: in season in one of these, 1 to 12.
        evidence: of the product.
    """

    text: str = ""
    kinds: tuple[RightKind, ...] = ()
    categories: tuple[str, ...] = ()
    months: tuple[int, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    sort: Sort = Sort.RELEVANCE
