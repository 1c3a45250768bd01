"""What stands behind a county's name in a wording, piece by piece."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

_HAN = r"[\u3400-\u9fff]"
_STOP = r"等|部分|一带|附近|周边|共\d|现辖|全境|全域|主产"
_ONE = rf"(?:(?!{_STOP}){_HAN})"
_UNIT = (
    r"乡镇[（(]?街道[）)]?|乡镇|乡|镇|街道办事处|街道|自然村|行政村|村庄|村|社区"
    r"|万亩|亩|公顷|平方公里|户"
)
_BEFORE = r"(?:等|共计?|合计|总计)?\s*"
_TOWNS = r"\d[\d,]*\s*个?\s*(?:乡镇|乡|镇|街道)"
_OF_TOWNS = ("乡", "镇", "街道")
_OF_VILLAGES = ("村", "社区")


class Sort(Enum):
    """What a piece is."""

    TOWN = auto()
    VILLAGE = auto()
    BARE = auto()
    """A name without 乡, 镇 or 村."""
    STEM = auto()
    """A township without 乡 or 镇, known by what stands around it."""
    COUNT = auto()
    OPEN = auto()
    PART = auto()
    AROUND = auto()
    WHOLE = auto()
    NOTE = auto()
    MAIN = auto()
    AND = auto()
    SKIP = auto()
    UNREAD = auto()


_PATTERNS: tuple[tuple[Sort, re.Pattern[str]], ...] = (
    (Sort.SKIP, re.compile(r"[\s、，,；;。：:\0]+")),
    (
        Sort.WHOLE,
        re.compile(
            r"的?(?:现辖|所辖)?(?:行政区域|行政区划|辖区|全境|全域|境内|全县|全市|全区)内?"
        ),
    ),
    (Sort.NOTE, re.compile(r"[（(][^（）()]*待核[^（）()]*[）)]")),
    (
        Sort.PART,
        re.compile(
            r"[（(]部分[^（）()]*[）)]"
            r"|的?部分(?:行政村|自然村|乡镇|村庄|村|乡|镇|社区|区域|地区)?"
        ),
    ),
    (Sort.SKIP, re.compile(r"[（(][^（）()]*[）)]")),
    (
        Sort.COUNT,
        re.compile(
            rf"{_BEFORE}{_TOWNS}(?:[、和]?{_TOWNS})*(?:街道)?"
            rf"|{_BEFORE}\d[\d,]*(?:\.\d+)?\s*个?\s*(?:{_UNIT})"
        ),
    ),
    (Sort.OPEN, re.compile(r"等(?:乡镇|乡|镇|街道|村|地区|地)*")),
    (Sort.AROUND, re.compile(r"一带|附近|周边")),
    (Sort.MAIN, re.compile(r"主产区?(?:为|在)?|主要产地(?:为|在)?")),
    (Sort.AND, re.compile(r"以及|及|和|与")),
    (Sort.TOWN, re.compile(rf"{_ONE}{{1,8}}?(?:街道办事处|街道|镇|乡)(?![镇乡])")),
    (
        Sort.BARE,
        re.compile(rf"{_ONE}+?(?=$|[^\u3400-\u9fff]|{_STOP}|(?<=村)[及和与])"),
    ),
    (Sort.UNREAD, re.compile(r"[\w.%°′″-]+|.", re.DOTALL | re.ASCII)),
)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a wording.

    Attributes:
        sort: what it is.
        text: verbatim.
        start: where in the wording it begins, characters.
        apart: whether something separates it from what stands before it.
    """

    sort: Sort
    text: str
    start: int
    apart: bool = False

    @property
    def end(self) -> int:
        """The character after its last one."""
        return self.start + len(self.text)

    @property
    def number(self) -> int:
        """The number of a count: 15 of 8镇7乡."""
        found = _NUMBER.findall(self.text)
        return int(sum(float(each.replace(",", "")) for each in found))

    @property
    def is_of_towns(self) -> bool:
        """Whether a count, or “and others”, is about townships."""
        return self.text.endswith(_OF_TOWNS)

    @property
    def is_of_villages(self) -> bool:
        """Whether a count, or “and others”, is about villages."""
        return self.text.endswith(_OF_VILLAGES)

    @property
    def is_total(self) -> bool:
        """Whether a count says that it is the sum of all."""
        return self.text.startswith(("共", "合计", "总计"))


def tokens(text: str, start: int, end: int, towns: Iterable[str]) -> list[Token]:
    """Cut text[start:end] into pieces; `towns` are known names, longest first."""
    known = "|".join(re.escape(name) for name in towns)
    patterns = _PATTERNS
    if known:
        patterns = ((Sort.TOWN, re.compile(known)), *_PATTERNS)
    return list(_cut(text, start, end, patterns))


def _cut(
    text: str, at: int, end: int, patterns: tuple[tuple[Sort, re.Pattern[str]], ...]
) -> Iterator[Token]:
    apart = False
    while at < end:
        sort, piece = _next(text, at, end, patterns)
        if sort is Sort.BARE and piece.endswith(_OF_VILLAGES):
            sort = Sort.VILLAGE
        if sort is not Sort.SKIP:
            yield Token(sort, piece, at, apart)
        apart = sort is Sort.SKIP
        at += len(piece)


def _next(
    text: str, at: int, end: int, patterns: tuple[tuple[Sort, re.Pattern[str]], ...]
) -> tuple[Sort, str]:
    for sort, pattern in patterns:
        found = pattern.match(text, at, end)
        if found is not None and found[0]:
            return sort, found[0]
    return Sort.UNREAD, text[at]
