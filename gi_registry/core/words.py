"""What is said to people, in the two languages of the registry.

Chinese is written first, by the terms of the law; English stands beside it in
the same line of code, so that neither can be missing (ADR 0007).
"""

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from babel.dates import format_date

from gi_registry.core.counted import put_right

_CHINA = ZoneInfo("Asia/Shanghai")


class Language(StrEnum):
    """A language that every page is written in."""

    ZH = "zh"
    EN = "en"

    @property
    def tag(self) -> str:
        """The BCP 47 tag for `lang` attributes."""
        return "zh-CN" if self is Language.ZH else "en"


class Words(NamedTuple):
    """One sentence or term in both languages."""

    zh: str
    en: str

    def said_in(self, language: Language) -> str:
        """Return the sentence in one language."""
        return self.zh if language is Language.ZH else put_right(self.en)

    def filled(self, **facts: object) -> "Words":
        """Return both sentences with their `{placeholders}` filled in."""
        return Words(self.zh.format(**facts), self.en.format(**facts))


def china_day(at: datetime) -> date:
    """Return the calendar day in China of an instant; the law counts these."""
    return at.astimezone(_CHINA).date()


def china_begins(day: date) -> datetime:
    """Return the first instant of a calendar day in China."""
    return datetime(day.year, day.month, day.day, tzinfo=_CHINA)


def china_time(at: datetime) -> str:
    """Return an instant as China's wall clock, such as 2026-11-22 22:42."""
    return at.astimezone(_CHINA).strftime("%Y-%m-%d %H:%M")


def long_day(day: date, language: Language) -> str:
    """Return a day as 2026年11月22日 or 22 November 2026."""
    locale = "zh_Hans_CN" if language is Language.ZH else "en_GB"
    return format_date(day, format="long", locale=locale)
