"""When a laboratory may test, and which one is meant."""

from datetime import date

import pytest

from gi_registry.laboratories.errors import LaboratoryNumberError
from gi_registry.laboratories.rules import (
    LabState,
    Listed,
    Qualification,
    checked_number,
    register_of,
)

HELD = Qualification(date(2024, 3, 1), date(2030, 2, 28))


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2024, 2, 29), LabState.NOT_YET),
        (date(2024, 3, 1), LabState.CURRENT),
        (date(2030, 2, 28), LabState.CURRENT),
        (date(2030, 3, 1), LabState.EXPIRED),
    ],
)
def test_both_days_of_the_period_belong_to_it(day: date, state: LabState) -> None:
    assert HELD.state_on(day) is state


def test_a_year_within_suspensions_and_an_end_has_no_day_left() -> None:
    spans = (
        (date(2025, 1, 1), date(2025, 6, 30)),
        (date(2025, 7, 1), date(2025, 12, 30)),
    )
    one_day = Qualification(HELD.valid_from, HELD.valid_to, None, spans)
    none = Qualification(HELD.valid_from, HELD.valid_to, date(2025, 12, 31), spans)
    year = (date(2025, 1, 1), date(2025, 12, 31))

    assert one_day.state_on(date(2025, 7, 1)) is LabState.SUSPENDED
    assert one_day.holds_within(*year)
    assert not none.holds_within(*year)


def test_a_number_has_one_form() -> None:
    assert checked_number(" ２５０４ 1234 567a ") == "25041234567A"
    with pytest.raises(LaboratoryNumberError):
        checked_number("CMA 号")


def test_names_and_numbers_are_looked_up_one_or_several() -> None:
    one = Listed(1, "示例检验所（太原）、示例分所", "250412345678", HELD)
    two = Listed(2, "示例检测中心", "250412345679", HELD)
    register = register_of([one, two], [(7, 2, (date(2025, 1, 1), None))])

    assert register.named("示例检验所(太原)、示例分所") == {
        "示例检验所(太原)、示例分所": (one,)
    }
    assert register.named("示例检测中心；无名所") == {
        "示例检测中心": (two,),
        "无名所": (),
    }
    assert register.numbered("2504 1234 5679") == {"250412345679": (two,)}
    year = (date(2024, 1, 1), date(2024, 12, 31))
    assert register.designated_within(7, *year) == ()
    assert register.designated_within(7, date(2025, 1, 1), date(2025, 1, 1)) == (two,)
