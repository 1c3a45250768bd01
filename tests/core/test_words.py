from datetime import UTC, date, datetime

from gi_registry.core.words import Language, Words, china_day, china_time, long_day


def test_days_are_written_as_each_language_writes_them() -> None:
    day = date(2026, 11, 22)

    assert long_day(day, Language.ZH) == "2026年11月22日"
    assert long_day(day, Language.EN) == "22 November 2026"


def test_the_law_counts_days_in_china() -> None:
    late = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)

    assert china_day(late) == date(2026, 11, 23)
    assert china_time(late) == "2026-11-23 00:30"


def test_words_are_filled_in_both_languages() -> None:
    words = Words("还剩 {left} 枚", "{left} left").filled(left=3)

    assert words == Words("还剩 3 枚", "3 left")
    assert words.said_in(Language.EN) == "3 left"
