from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from gi_registry.core.words import Words
from gi_registry.geo.locate import PointAnswer
from gi_registry.producers.errors import (
    OriginReasonError,
    OutsideAreaError,
    SameOfficerError,
    VisitDayError,
)
from gi_registry.producers.rules import Answers, Visit, check_answers, check_visit

BEGUN, TODAY = date(2026, 11, 1), date(2026, 11, 22)
VISIT = Visit(
    visited_on=date(2026, 11, 20),
    officer_one="张三",
    officer_two="李四",
    lon=112.32,
    lat=37.32,
    crs="EPSG:4490",
    finding="酿造车间在产地范围内",
)
SENTENCE = Words("在产地范围外：距边界 1.2 公里。", "Outside: 1.2 km from the border.")


@pytest.mark.parametrize(
    "day", [BEGUN, date(2026, 11, 10), TODAY], ids=["first", "between", "last"]
)
def test_a_visit_by_two_people_since_the_application_passes(day: date) -> None:
    check_visit(replace(VISIT, visited_on=day), earliest=BEGUN, today=TODAY)


@pytest.mark.parametrize("day", [date(2026, 10, 31), date(2026, 11, 23)])
def test_a_visit_before_the_application_or_in_the_future_is_none(day: date) -> None:
    with pytest.raises(VisitDayError):
        check_visit(replace(VISIT, visited_on=day), earliest=BEGUN, today=TODAY)


@pytest.mark.parametrize("second", ["张三", " 张 三 ", "张三\u3000"])
def test_one_person_is_not_two(second: str) -> None:
    with pytest.raises(SameOfficerError):
        check_visit(replace(VISIT, officer_two=second), earliest=BEGUN, today=TODAY)


@pytest.mark.parametrize(
    ("plot", "position", "reason"),
    list(product(PointAnswer, PointAnswer, ["", " ", "界桩"])),
)
def test_outside_is_refused_and_what_is_unsettled_needs_a_reason(
    plot: PointAnswer, position: PointAnswer, reason: str
) -> None:
    answers = Answers(plot, SENTENCE, position)

    if plot is PointAnswer.OUTSIDE:
        with pytest.raises(OutsideAreaError, match="Order 80") as refused:
            check_answers(answers, reason=reason)
        assert "第二十条" in refused.value.words.zh
        assert "1.2 公里" in refused.value.words.zh
    elif {plot, position} != {PointAnswer.INSIDE} and not reason.strip():
        with pytest.raises(OriginReasonError):
            check_answers(answers, reason=reason)
    else:
        check_answers(answers, reason=reason)
