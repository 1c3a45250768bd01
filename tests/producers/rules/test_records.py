from dataclasses import dataclass
from datetime import date

import pytest

from gi_registry.producers.errors import RecordDayError, SameValueError
from gi_registry.producers.rules import check_change_of_record, value_on


@dataclass
class Before:
    old: str
    from_on: date


HISTORY = [Before("甲", date(2020, 5, 1)), Before("乙", date(2024, 2, 29))]


@pytest.mark.parametrize(
    ("day", "called"),
    [
        ("1999-01-01", "甲"),
        ("2020-04-30", "甲"),
        ("2020-05-01", "乙"),
        ("2024-02-28", "乙"),
        ("2024-02-29", "丙"),
        ("2026-11-22", "丙"),
    ],
)
def test_a_name_holds_until_the_day_before_the_next(day: str, called: str) -> None:
    assert value_on("丙", HISTORY, date.fromisoformat(day)) == called


def test_a_change_changes_something_and_neither_rewrites_nor_foretells() -> None:
    today, last = date(2026, 11, 22), date(2024, 2, 29)

    check_change_of_record("丙", "丁", from_on=today, last=last, today=today)
    check_change_of_record("丙", "丁", from_on=last, last=last, today=today)
    with pytest.raises(SameValueError):
        check_change_of_record("丙", "丙", from_on=today, last=last, today=today)
    for day in (date(2024, 2, 28), date(2026, 11, 23)):
        with pytest.raises(RecordDayError):
            check_change_of_record("丙", "丁", from_on=day, last=last, today=today)
