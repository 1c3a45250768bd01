"""The periods of law, held against those who count by them."""

from datetime import date

from gi_registry.clocks.rules import MONTHS
from gi_registry.law.rules import TIMERS, Span, Unit, rule
from gi_registry.rights.rules import PERIODS

BY_KEY = {each.key: each for each in TIMERS}


def test_every_period_has_its_article_in_force() -> None:
    for each in TIMERS:
        assert rule(each.rule, on=date(2026, 11, 23)).key == each.rule
    assert len(BY_KEY) == len(TIMERS)


def test_the_clocks_of_rights_and_of_use_count_by_them() -> None:
    by_rule = {each.rule: each.span for each in TIMERS}

    for period in PERIODS.values():
        assert by_rule[period.rule] == Span(period.months, Unit.MONTHS)
    assert BY_KEY["mark-not-used"].span == Span(MONTHS, Unit.MONTHS)
