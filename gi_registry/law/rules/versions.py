"""What a rule version is: one article of one instrument over one span of days."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from gi_registry.core.words import Words


class Grade(StrEnum):
    """How an article is known to the compiler; what is only remembered is not here."""

    READ = "read"
    REF = "ref"
    CASE = "case"

    @property
    def words(self) -> Words:
        """The grade in plain words."""
        return _GRADES[self]


_GRADES = {
    Grade.READ: Words(
        "读过条文或其直接引文", "The article or a direct quotation was read"
    ),
    Grade.REF: Words(
        "读过引用或介绍该条的材料，未见条文",
        "A page that cites or describes it was read, not the article itself",
    ),
    Grade.CASE: Words("见于实际决定", "Seen in a real decision"),
}


class Reach(StrEnum):
    """Where it was read."""

    OFFICIAL = "A"
    PRESS = "B"
    COPY = "C"

    @property
    def words(self) -> Words:
        """The place in plain words."""
        return _REACHES[self]


_REACHES = {
    Reach.OFFICIAL: Words("官方网站", "an official site"),
    Reach.PRESS: Words(
        "报刊、律所或公共法规库", "press, a law firm or a public corpus"
    ),
    Reach.COPY: Words(
        "转载文本，引用前请核对官方文本",
        "a copy by others; check the official text before you quote it",
    ),
}


@dataclass(frozen=True, slots=True)
class Instrument:
    """A measure, a provision or an announcement that holds rules, in one text of it.

    Attributes:
        key: such as `order80`.
        title: without the marks《》.
        issue: who issued it, under which number, when.
        since: first day in force; none where that day is not confirmed.
        reach: what kind of place it was read in.
        source: web addresses, or a description where none was kept.
        until: last day in force; none while it is.
        note: what a reader must know of this text; none if nothing.
    """

    key: str
    title: Words
    issue: Words
    since: date | None
    reach: Reach
    source: str
    until: date | None = None
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """What one article of an instrument says.

    Attributes:
        name: its number, or a name of ours where the number was not seen.
        title: what it is about.
        text: what it says, in our own words, never the wording of the law.
        leaves_open: what the text does not say; none if nothing matters here.
        grade: how it is known.
    """

    name: int | str
    title: Words
    text: Words
    leaves_open: Words | None = None
    grade: Grade = Grade.READ


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """One rule as it holds over the days of its instrument."""

    instrument: Instrument
    article: Article

    @property
    def key(self) -> str:
        """Instrument and article, such as `order80.20`; never renamed."""
        return f"{self.instrument.key}.{self.article.name}"

    @property
    def since(self) -> date | None:
        """First day in force; none where that day is not confirmed."""
        return self.instrument.since

    @property
    def reference(self) -> str:
        """Key and version, as records of decisions keep it: `order80.20@2024-02-01`."""
        return f"{self.key}@{self.since.isoformat() if self.since else 'undated'}"

    @property
    def citation(self) -> Words:
        """How it is quoted, such as 《地理标志产品保护办法》第二十条."""
        title, name = self.instrument.title, self.article.name
        if isinstance(name, int):
            return Words(
                f"《{title.zh}》第{chinese(name)}条", f"{title.en}, Art. {name}"
            )
        about = self.article.title
        return Words(f"《{title.zh}》（{about.zh}）", f"{title.en}: {about.en}")

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day in China."""
        since, until = self.since, self.instrument.until
        return (since is None or since <= on) and (until is None or on <= until)


_DIGITS: Final = "零一二三四五六七八九"
_TEN: Final = 10


def chinese(number: int) -> str:
    """Return 1 to 99 as law writes it, such as 二十 or 三十一."""
    tens, ones = divmod(number, _TEN)
    if not tens:
        return _DIGITS[ones]
    head = "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")
