"""The six triggers of Art. 31, every step of a case, the day to put it right."""

from datetime import date
from itertools import product

import pytest

from gi_registry.cases.errors import (
    CaseDayError,
    CaseStepError,
    CureDayError,
    CureReasonError,
    CureRunningError,
    EvidenceMissingError,
)
from gi_registry.cases.rules import (
    ACTION_WORDS,
    CASE_STATE_WORDS,
    RULE,
    TRIGGER_WORDS,
    CaseState,
    NewStep,
    Standing,
    Trigger,
    check_opening,
    check_step,
    following,
)
from gi_registry.core.access import Permission
from gi_registry.core.errors import GiError
from gi_registry.law import rules as law

S, T, P = CaseState, Trigger, Permission
DAY, TODAY, DUE = date(2026, 8, 3), date(2026, 11, 23), date(2026, 12, 31)
PAST = date(2026, 10, 31)

CURABLE = {T.NOT_TO_STANDARD, T.NOT_USED}
"""Those with 限期未改正 in Art. 31, by hand."""

WAY = {
    (S.OPEN, S.CURE): (P.AUTHORIZATION_CONTROL, CURABLE),
    (S.OPEN, S.HELD): (P.AUTHORIZATION_CONTROL, set(T) - CURABLE),
    (S.OPEN, S.CLOSED): (P.AUTHORIZATION_CONTROL, set(T)),
    (S.CURE, S.CURED): (P.AUTHORIZATION_CONTROL, set(T)),
    (S.CURE, S.REPORTED): (P.AUTHORIZATION_CONTROL, set(T)),
    (S.HELD, S.REPORTED): (P.AUTHORIZATION_CONTROL, set(T)),
    (S.HELD, S.CLOSED): (P.AUTHORIZATION_CONTROL, set(T)),
    (S.REPORTED, S.CANCELLED): (P.CNIPA_RECORD, set(T)),
    (S.REPORTED, S.CLOSED): (P.CNIPA_RECORD, set(T)),
}


@pytest.mark.parametrize("trigger", Trigger)
def test_every_step_is_allowed_or_refused(trigger: Trigger) -> None:
    for now, new in product(S, S):
        permission, triggers = WAY.get((now, new), (None, set()))
        at = Standing(trigger, now, DAY, due_on=PAST)
        step = NewStep(new, TODAY, "核查情况", DUE)

        if trigger in triggers:
            assert check_step(at, step, today=TODAY).permission is permission
            assert new in following(trigger, now)
        else:
            with pytest.raises(CaseStepError):
                check_step(at, step, today=TODAY)
            assert new not in following(trigger, now)


def test_words_and_rule_are_there_for_everything() -> None:
    assert set(TRIGGER_WORDS) == set(T)
    assert set(CASE_STATE_WORDS) == set(S)
    assert set(ACTION_WORDS) == set(S) - {S.OPEN}
    assert law.find(RULE, on=TODAY) is not None


OPEN = Standing(T.NOT_TO_STANDARD, S.OPEN, DAY)
OPEN_WITH_SETTING = Standing(T.NOT_TO_STANDARD, S.OPEN, DAY, usual_due_on=DUE)
CURE = Standing(T.NOT_TO_STANDARD, S.CURE, DAY, due_on=PAST)


@pytest.mark.parametrize(
    ("at", "new", "error"),
    [
        (OPEN, NewStep(S.CURE, TODAY, "无设定，按文书", DUE), None),
        (OPEN, NewStep(S.CURE, TODAY, "", DUE), CureReasonError),
        (OPEN, NewStep(S.CURE, TODAY, "x", None), CureDayError),
        (OPEN, NewStep(S.CURE, TODAY, "x", TODAY), CureDayError),
        (OPEN_WITH_SETTING, NewStep(S.CURE, TODAY, "", DUE), None),
        (OPEN_WITH_SETTING, NewStep(S.CURE, TODAY, "", PAST), CureDayError),
        (
            OPEN_WITH_SETTING,
            NewStep(S.CURE, TODAY, "", date(2027, 1, 1)),
            CureReasonError,
        ),
        (CURE, NewStep(S.REPORTED, PAST, "未改正"), CureRunningError),
        (CURE, NewStep(S.REPORTED, date(2026, 11, 1), "未改正"), None),
        (CURE, NewStep(S.CURED, PAST, " "), EvidenceMissingError),
        (CURE, NewStep(S.CURED, date(2026, 8, 2), "x"), CaseDayError),
        (CURE, NewStep(S.CURED, date(2026, 11, 24), "x"), CaseDayError),
    ],
)
def test_guards(at: Standing, new: NewStep, error: type[GiError] | None) -> None:
    if error is None:
        check_step(at, new, today=TODAY)
    else:
        with pytest.raises(error):
            check_step(at, new, today=TODAY)


def test_a_case_needs_facts_and_a_day() -> None:
    check_opening("现场检查", DAY, first=DAY, today=TODAY)
    with pytest.raises(EvidenceMissingError):
        check_opening(" ", DAY, first=DAY, today=TODAY)
    for day in (date(2026, 8, 2), date(2026, 11, 24)):
        with pytest.raises(CaseDayError):
            check_opening("x", day, first=DAY, today=TODAY)
