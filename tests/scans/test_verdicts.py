"""The order of verdicts, over everything that can be known of a label."""

import itertools
from datetime import date

import pytest

from gi_registry.core.words import Words
from gi_registry.marks.rules import RangeState
from gi_registry.producers.rules import AuthorizationState
from gi_registry.scans.rules import (
    Facts,
    Judgement,
    Rule,
    Signal,
    Verdict,
    decide,
)

DAY = date(2026, 10, 8)
TODAY = date(2026, 11, 22)
EXPIRES = date(2027, 12, 31)
SIGNALS = [Signal(rule, Words("理由", "reason")) for rule in Rule]
IN_USE = AuthorizationState.IN_USE


def facts(
    state: RangeState | None = RangeState.ACTIVATED,
    then: AuthorizationState | None = IN_USE,
    today: AuthorizationState | None = IN_USE,
    judgement: Judgement | None = None,
    signals: int = 0,
    expires_on: date = EXPIRES,
) -> Facts:
    return Facts(
        state=state,
        on_day=DAY if state else None,
        expires_on=expires_on,
        state_then=then if state else None,
        state_today=today,
        judgement=judgement,
        signals=SIGNALS[:signals],
    )


MATRIX = list(
    itertools.product(
        [None, *RangeState],
        [None, *AuthorizationState],
        [None, IN_USE, AuthorizationState.STOPPED],
        [None, *Judgement],
        range(len(SIGNALS) + 1),
    )
)
USABLE = {"announced", "in_use", "rectify"}


def expected(case: tuple[object, ...]) -> str:
    """Say the rule once more, in the words of the design."""
    state, then, _, judgement, signals = case
    if state in ("void", "lost", "stolen", "returned", "recalled"):
        return "void"
    if state in (None, "at_printer", "delivered", "expired"):
        return "not_activated"
    if then not in USABLE:
        return "authorization_ended"
    if judgement == "suspect" or (isinstance(signals, int) and signals > 1):
        return "suspect"
    return "genuine"


def test_the_most_serious_thing_is_the_answer_in_every_case() -> None:
    wrong = [
        case
        for case in MATRIX
        if decide(facts(*case), today=TODAY)[0].value != expected(case)
    ]

    assert wrong == []
    assert {expected(case) for case in MATRIX} == {
        verdict.value
        for verdict in Verdict
        if verdict not in (Verdict.FORGED, Verdict.NOT_ISSUED)
    }


@pytest.mark.parametrize("state", [s for s in RangeState if s.is_dead])
def test_a_dead_label_says_what_became_of_it_and_when(state: RangeState) -> None:
    _, [reason] = decide(facts(state), today=TODAY)

    assert reason.slug == state.value
    assert "2026年10月8日" in reason.words.zh
    assert "8 October 2026" in reason.words.en


def test_a_label_at_the_printer_is_on_no_goods() -> None:
    _, [reason] = decide(facts(RangeState.AT_PRINTER), today=TODAY)

    assert reason.slug == "at_printer"
    assert decide(facts(RangeState.DELIVERED), today=TODAY)[1] == ()


def test_an_unused_label_says_that_its_run_has_expired() -> None:
    fresh = decide(facts(None), today=EXPIRES)[1]
    stale = decide(facts(None), today=date(2028, 1, 1))[1]

    assert fresh == ()
    assert [reason.slug for reason in stale] == ["run_expired"]


@pytest.mark.parametrize(
    ("then", "slug"),
    [
        (AuthorizationState.SUSPENDED, "suspended"),
        (AuthorizationState.STOPPED, "stopped"),
        (AuthorizationState.EXPIRED, "expired"),
        (None, "not_in_force"),
    ],
)
def test_a_right_that_had_ended_is_named(
    then: AuthorizationState | None, slug: str
) -> None:
    _, [reason] = decide(facts(then=then), today=TODAY)

    assert reason.slug == slug


def test_a_right_that_ended_later_is_said_and_changes_nothing() -> None:
    verdict, [reason] = decide(facts(today=AuthorizationState.STOPPED), today=TODAY)

    assert verdict is Verdict.GENUINE
    assert reason.slug == "ended_since"
    assert "已停止用标" in reason.words.zh


def test_one_signal_is_said_and_changes_nothing() -> None:
    verdict, reasons = decide(facts(signals=1), today=TODAY)

    assert verdict is Verdict.GENUINE
    assert [reason.slug for reason in reasons] == ["many_devices"]


def test_an_officers_word_is_enough() -> None:
    verdict, reasons = decide(facts(judgement=Judgement.SUSPECT), today=TODAY)

    assert verdict is Verdict.SUSPECT
    assert [reason.slug for reason in reasons] == ["officer"]
