from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_registry.producers.errors import (
    AnnouncementNeededError,
    ReasonNeededError,
    RecordDayError,
    StateChangeError,
)
from gi_registry.producers.rules import (
    AuthorizationState,
    Change,
    NewAnnouncement,
    check_change,
    needs_second,
    state_on,
)

T = AuthorizationState
SINCE, TODAY = date(2026, 1, 1), date(2026, 11, 22)
ANNOUNCED = NewAnnouncement(700, date(2026, 11, 2), "0" * 64)
CHANGE = Change(T.SUSPENDED, date(2026, 6, 1), "抽检不合格", announcement=ANNOUNCED)

FOLLOWS = {
    T.ANNOUNCED: "in_use rectify suspended stopped expired withdrawn entity_gone",
    T.IN_USE: "rectify suspended stopped expired withdrawn entity_gone",
    T.RECTIFY: "in_use suspended stopped expired withdrawn entity_gone",
    T.SUSPENDED: "in_use rectify stopped expired withdrawn entity_gone",
    T.EXPIRED: "stopped",
    T.WITHDRAWN: "stopped",
    T.ENTITY_GONE: "stopped",
    T.STOPPED: "",
}


@dataclass
class Span:
    state: AuthorizationState
    from_on: date
    to_on: date | None


@pytest.mark.parametrize(("old", "new"), list(product(T, T)))
def test_each_state_follows_only_what_it_may(
    old: AuthorizationState, new: AuthorizationState
) -> None:
    change = replace(CHANGE, state=new)

    if new.value in FOLLOWS[old].split():
        check_change(old, change, since=SINCE, today=TODAY)
    else:
        with pytest.raises(StateChangeError):
            check_change(old, change, since=SINCE, today=TODAY)


def test_only_cnipa_stops_a_use_and_it_announces_it() -> None:
    unannounced = replace(CHANGE, state=T.STOPPED, announcement=None)

    with pytest.raises(AnnouncementNeededError):
        check_change(T.IN_USE, unannounced, since=SINCE, today=TODAY)


def test_a_reason_is_needed() -> None:
    with pytest.raises(ReasonNeededError):
        check_change(T.IN_USE, replace(CHANGE, reason=" "), since=SINCE, today=TODAY)


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2026, 11, 23)])
def test_a_change_is_neither_before_the_present_state_nor_in_the_future(
    day: date,
) -> None:
    with pytest.raises(RecordDayError):
        check_change(T.IN_USE, replace(CHANGE, on=day), since=SINCE, today=TODAY)


def test_a_day_to_put_things_right_comes_after_the_change() -> None:
    early = replace(CHANGE, state=T.RECTIFY, due_on=date(2026, 5, 31))

    with pytest.raises(RecordDayError) as caught:
        check_change(T.IN_USE, early, since=SINCE, today=TODAY)

    assert caught.value.field == "due_on"


HISTORY = [
    Span(T.ANNOUNCED, date(2024, 3, 15), date(2024, 5, 1)),
    Span(T.IN_USE, date(2024, 5, 1), date(2026, 6, 8)),
    Span(T.RECTIFY, date(2026, 6, 8), date(2026, 6, 8)),
    Span(T.SUSPENDED, date(2026, 6, 8), None),
]


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2024, 3, 14), None),
        (date(2024, 3, 15), T.ANNOUNCED),
        (date(2024, 4, 30), T.ANNOUNCED),
        (date(2024, 5, 1), T.IN_USE),
        (date(2026, 6, 7), T.IN_USE),
        (date(2026, 6, 8), T.SUSPENDED),
        (date(2099, 1, 1), T.SUSPENDED),
    ],
)
def test_a_day_belongs_to_the_state_that_began_by_it(
    day: date, state: AuthorizationState | None
) -> None:
    assert state_on(HISTORY, day, valid_to=None) is state


def test_after_the_licence_ends_nobody_may_use_recorded_or_not() -> None:
    last = date(2025, 12, 31)

    assert state_on(HISTORY, last, valid_to=last) is T.IN_USE
    assert state_on(HISTORY, date(2026, 1, 1), valid_to=last) is T.EXPIRED
    assert state_on(HISTORY, date(2026, 7, 1), valid_to=last) is T.SUSPENDED


@given(st.lists(st.integers(0, 400), min_size=1, max_size=6), st.integers(-5, 410))
def test_exactly_one_state_holds_on_every_day_since_the_first(
    lengths: list[int], offset: int
) -> None:
    spans, day = [], SINCE
    for number, length in enumerate(lengths):
        is_last = number == len(lengths) - 1
        until = None if is_last else day + timedelta(length)
        spans.append(Span(list(T)[number], day, until))
        day = until or day
    asked = SINCE + timedelta(offset)

    holding = [
        span.state
        for span in spans
        if span.from_on <= asked and (span.to_on is None or asked < span.to_on)
    ]
    found = state_on(spans, asked, valid_to=None)

    assert len(holding) == (0 if offset < 0 else 1)
    assert found is (holding[0] if holding else None)


@pytest.mark.parametrize(
    ("old", "new", "due_on", "expected"),
    [
        (T.SUSPENDED, T.IN_USE, None, True),
        (T.SUSPENDED, T.RECTIFY, None, True),
        (T.SUSPENDED, T.STOPPED, None, False),
        (T.RECTIFY, T.IN_USE, date(2026, 6, 8), False),
        (T.RECTIFY, T.IN_USE, date(2026, 6, 7), True),
        (T.RECTIFY, T.SUSPENDED, date(2026, 6, 7), False),
        (T.RECTIFY, T.IN_USE, None, False),
        (T.ANNOUNCED, T.IN_USE, None, False),
    ],
)
def test_letting_use_go_on_against_what_was_set_takes_two_people(
    old: T, new: T, due_on: date | None, *, expected: bool
) -> None:
    change = Change(new, date(2026, 6, 8), "示例")

    found = needs_second(Span(old, date(2026, 1, 1), None), change, due_on=due_on)

    assert found is expected
