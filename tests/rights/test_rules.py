"""The ways of the procedures, every step of them, and the periods of the Order."""

from datetime import date
from itertools import product

import pytest

from gi_registry.core.errors import GiError
from gi_registry.law import rules as law
from gi_registry.products.rules import RightKind, RightStatus
from gi_registry.rights.errors import (
    DayOrderError,
    EarlyError,
    GroundMissingError,
    NotAcceptableError,
    OppositionOpenError,
    OppositionUpheldError,
    ReasonMissingError,
    ReceivedMissingError,
    RenewalDayError,
    RightOpenError,
    StateNotNextError,
    SuccessorError,
)
from gi_registry.rights.rules import (
    PERIODS,
    PROCEDURE_WORDS,
    RULES_OF,
    STATE_WORDS,
    STEPS,
    Ending,
    NewProcedure,
    NewState,
    Procedure,
    Standing,
    State,
    Touched,
    Track,
    check,
    check_opening,
    following,
    last_day,
    not_acceptable,
    track_of,
)

S, P = State, Procedure
DAY, TODAY = date(2026, 3, 2), date(2026, 11, 23)

WAYS = {
    (P.RECOGNITION, S.SUBMITTED_PROVINCE): {S.SENT_TO_CNIPA, S.PROV_REJECTED},
    (P.RECOGNITION, S.SENT_TO_CNIPA): {S.FORMAL_EXAM},
    (P.RECOGNITION, S.FORMAL_EXAM): {S.ACCEPTED, S.DEFECT_NOTICE, S.NOT_ACCEPTED},
    (P.RECOGNITION, S.DEFECT_NOTICE): {S.ANSWERED, S.NOT_ACCEPTED},
    (P.RECOGNITION, S.ANSWERED): {S.FORMAL_EXAM},
    (P.RECOGNITION, S.ACCEPTED): {S.TECH_EXAM},
    (P.RECOGNITION, S.TECH_EXAM): {S.PRELIM_ANNOUNCED, S.REJECTED},
    (P.RECOGNITION, S.PRELIM_ANNOUNCED): {S.RECOGNISED},
    (P.RECOGNITION, S.OPPOSED): {S.RECOGNISED, S.NOT_RECOGNISED},
    (P.OPPOSITION, S.FILED): {S.ACCEPTED, S.NOT_ACCEPTED},
    (P.OPPOSITION, S.ACCEPTED): {S.NEGOTIATION},
    (P.OPPOSITION, S.NEGOTIATION): {S.SETTLED, S.EXPERT_REVIEW},
    (P.OPPOSITION, S.EXPERT_REVIEW): {S.UPHELD, S.DISMISSED},
    (P.CHANGE, S.EXAM): {S.ANNOUNCED, S.REFUSED},
    (P.CHANGE, S.TECH_EXAM): {S.PRELIM_CHANGE_ANNOUNCED, S.REFUSED},
    (P.CHANGE, S.PRELIM_CHANGE_ANNOUNCED): {S.ANNOUNCED},
    (P.CHANGE, S.OPPOSED): {S.ANNOUNCED, S.REFUSED},
    (P.REVOCATION, S.REQUESTED): {S.EXAM, S.NOT_ACCEPTED},
    (P.REVOCATION, S.EXAM): {S.REVOKED, S.DISMISSED},
}
"""The machines of law.md I.4, written down by hand."""


def standing(kind: Procedure, state: State) -> Standing:
    """Give a procedure in which nothing but the way decides, as far as it can."""
    opposed = (S.UPHELD, S.SETTLED) if state is S.OPPOSED else ()
    return Standing(kind, state, DAY, opposed_by=opposed)


@pytest.mark.parametrize("kind", P)
def test_what_follows_what_is_the_law_s(kind: Procedure) -> None:
    for now, new in product(S, S):
        is_allowed = new in WAYS.get((kind, now), ())
        ways = STEPS[kind].get(now, ())

        assert (new in following(kind, now)) is is_allowed
        if not is_allowed and new not in ways:
            with pytest.raises(StateNotNextError) as refused:
                check(
                    Standing(kind, now, DAY), NewState(new, DAY, DAY, "x"), today=TODAY
                )
            assert refused.value.words.zh
            assert refused.value.words.en


@pytest.mark.parametrize(
    ("kind", "now", "new"),
    [(kind, now, new) for (kind, now), news in WAYS.items() for new in news],
)
def test_each_step_can_be_taken_when_its_guards_hold(
    kind: Procedure, now: State, new: State
) -> None:
    at = standing(kind, now)
    if now is S.OPPOSED:
        upheld = new in (S.NOT_RECOGNISED, S.REFUSED)
        decided = (S.UPHELD,) if upheld else (S.DISMISSED, S.NOT_ACCEPTED)
        at = Standing(kind, now, DAY, opposed_by=decided)
    if new is S.NOT_ACCEPTED and now in (S.FILED, S.REQUESTED):
        grounds = not_acceptable(kind, filed_on=DAY, last_day=None, reasons="")
        at = Standing(kind, now, DAY, grounds=grounds)

    check(at, NewState(new, DAY, DAY, "理由"), today=TODAY)

    with pytest.raises(DayOrderError):
        check(at, NewState(new, date(2026, 3, 1), DAY, "理由"), today=TODAY)
    with pytest.raises(DayOrderError):
        check(at, NewState(new, date(2026, 11, 24), DAY, "理由"), today=TODAY)


@pytest.mark.parametrize(
    ("kind", "state", "on", "received", "expected"),
    [
        # Announced 2024-04-19, protected from 2024-06-20: a real case.
        (P.RECOGNITION, S.PRELIM_ANNOUNCED, date(2024, 4, 19), None, (2024, 6, 19)),
        (P.CHANGE, S.PRELIM_CHANGE_ANNOUNCED, date(2024, 12, 31), None, (2025, 2, 28)),
        (P.RECOGNITION, S.SUBMITTED_PROVINCE, date(2026, 1, 15), None, (2026, 4, 15)),
        (
            P.RECOGNITION,
            S.DEFECT_NOTICE,
            date(2026, 1, 5),
            date(2026, 1, 15),
            (2026, 5, 15),
        ),
        (
            P.REVOCATION,
            S.REVOKED,
            date(2026, 1, 5),
            date(2026, 1, 31),
            (2026, 7, 31),
        ),
    ],
)
def test_periods_end_on_the_corresponding_day(
    kind: Procedure,
    state: State,
    on: date,
    received: date | None,
    expected: tuple[int, int, int],
) -> None:
    assert last_day(kind, state, on, received) == date(*expected)


def test_every_period_and_procedure_cites_a_rule_that_is_kept() -> None:
    keys = [each.rule for each in PERIODS.values()]
    keys += [key for found in RULES_OF.values() for key in found]

    assert all(law.find(key, on=TODAY) for key in keys)
    assert set(PROCEDURE_WORDS) == set(P)
    assert set(STATE_WORDS) == set(S)


def test_main_content_forces_the_main_track() -> None:
    for touched in (Touched.NAME, Touched.AREA, Touched.QUALITY, Touched.FORM):
        assert track_of([touched, Touched.OTHER], Track.MINOR) is Track.MAIN
    assert track_of([Touched.OTHER], Track.MINOR) is Track.MINOR
    assert track_of([Touched.OTHER], Track.MAIN) is Track.MAIN


def test_late_or_without_reasons_is_not_accepted_and_nothing_else() -> None:
    last = date(2024, 6, 19)
    day_after = date(2024, 6, 20)

    def grounds(filed_on: date, reasons: str) -> int:
        found = not_acceptable(
            P.OPPOSITION, filed_on=filed_on, last_day=last, reasons=reasons
        )
        return len(found)

    assert grounds(last, "名称通用") == 0
    assert grounds(day_after, "名称通用") == 1
    assert grounds(last, "  ") == 1
    assert grounds(day_after, "") == 2


@pytest.mark.parametrize(
    ("at", "new", "error"),
    [
        (
            Standing(P.OPPOSITION, S.FILED, DAY, grounds=(STATE_WORDS[S.FILED],)),
            NewState(S.ACCEPTED, DAY),
            NotAcceptableError,
        ),
        (
            Standing(P.OPPOSITION, S.FILED, DAY),
            NewState(S.NOT_ACCEPTED, DAY, words="没有证据"),
            NotAcceptableError,
        ),
        (
            Standing(P.REVOCATION, S.REQUESTED, DAY),
            NewState(S.NOT_ACCEPTED, DAY, words="没有证据"),
            NotAcceptableError,
        ),
        (
            Standing(P.RECOGNITION, S.TECH_EXAM, DAY),
            NewState(S.REJECTED, DAY, words=" "),
            ReasonMissingError,
        ),
        (
            Standing(P.RECOGNITION, S.FORMAL_EXAM, DAY),
            NewState(S.DEFECT_NOTICE, DAY),
            ReceivedMissingError,
        ),
        (
            Standing(P.REVOCATION, S.EXAM, DAY),
            NewState(S.REVOKED, DAY, date(2026, 3, 1), "情形一"),
            ReceivedMissingError,
        ),
        (
            Standing(P.RECOGNITION, S.OPPOSED, DAY, opposed_by=(S.NEGOTIATION,)),
            NewState(S.RECOGNISED, DAY),
            OppositionOpenError,
        ),
        (
            Standing(P.RECOGNITION, S.OPPOSED, DAY, opposed_by=(S.UPHELD,)),
            NewState(S.RECOGNISED, DAY, words="x"),
            OppositionUpheldError,
        ),
        (
            Standing(P.CHANGE, S.OPPOSED, DAY, opposed_by=(S.DISMISSED,)),
            NewState(S.REFUSED, DAY, words="x"),
            OppositionUpheldError,
        ),
        (
            Standing(P.RECOGNITION, S.OPPOSED, DAY, opposed_by=(S.SETTLED,)),
            NewState(S.RECOGNISED, DAY),
            ReasonMissingError,
        ),
        (
            Standing(P.RECOGNITION, S.PRELIM_ANNOUNCED, DAY, due_on=date(2026, 5, 2)),
            NewState(S.RECOGNISED, date(2026, 5, 2)),
            EarlyError,
        ),
    ],
)
def test_a_guard_refuses_and_says_what_to_do(
    at: Standing, new: NewState, error: type[GiError]
) -> None:
    with pytest.raises(error) as refused:
        check(at, new, today=TODAY)

    assert refused.value.words.zh != refused.value.words.en


def test_the_day_after_the_last_one_is_not_early() -> None:
    at = Standing(P.RECOGNITION, S.PRELIM_ANNOUNCED, DAY, due_on=date(2026, 5, 2))

    check(at, NewState(S.RECOGNISED, date(2026, 5, 3)), today=TODAY)
    check(at, NewState(S.RECOGNISED, DAY, words="公告载明如此"), today=TODAY)


PRODUCT, MARK = RightKind.PRODUCT_PROTECTION, RightKind.CERTIFICATION_MARK
KEPT, GONE = RightStatus.PROTECTED, RightStatus.REVOKED


@pytest.mark.parametrize(
    ("new", "kind", "status", "error"),
    [
        (NewProcedure(P.RECOGNITION, DAY), PRODUCT, RightStatus.PENDING, None),
        (NewProcedure(P.RECOGNITION, DAY), PRODUCT, KEPT, RightOpenError),
        (NewProcedure(P.RECOGNITION, DAY), MARK, RightStatus.PENDING, RightOpenError),
        (NewProcedure(P.CHANGE, DAY), PRODUCT, KEPT, None),
        (NewProcedure(P.CHANGE, DAY), PRODUCT, GONE, RightOpenError),
        (NewProcedure(P.CHANGE, date(2026, 11, 24)), PRODUCT, KEPT, DayOrderError),
        (NewProcedure(P.REVOCATION, DAY, ground=6), PRODUCT, KEPT, None),
        (NewProcedure(P.REVOCATION, DAY), PRODUCT, KEPT, GroundMissingError),
        (NewProcedure(P.REVOCATION, DAY, ground=7), PRODUCT, KEPT, GroundMissingError),
        (
            NewProcedure(P.ENDING, DAY, ending=Ending.EXPIRED, reasons="x"),
            PRODUCT,
            KEPT,
            RightOpenError,
        ),
        (
            NewProcedure(P.ENDING, DAY, ending=Ending.EXPIRED, reasons="x"),
            MARK,
            KEPT,
            None,
        ),
        (
            NewProcedure(P.ENDING, DAY, ending=Ending.EXPIRED),
            MARK,
            KEPT,
            ReasonMissingError,
        ),
        (
            NewProcedure(P.ENDING, DAY, ending=Ending.CONVERTED, reasons="x"),
            RightKind.AGRI_GI,
            KEPT,
            SuccessorError,
        ),
        (
            NewProcedure(
                P.ENDING, DAY, ending=Ending.CANCELLED, reasons="x", successor_id=1
            ),
            MARK,
            KEPT,
            SuccessorError,
        ),
        (
            NewProcedure(P.RENEWAL, DAY, valid_to=date(2035, 5, 5)),
            MARK,
            RightStatus.EXPIRED,
            None,
        ),
        (
            NewProcedure(P.RENEWAL, DAY, valid_to=date(2025, 5, 5)),
            MARK,
            KEPT,
            RenewalDayError,
        ),
        (
            NewProcedure(P.RENEWAL, DAY, valid_to=date(2035, 5, 5)),
            PRODUCT,
            KEPT,
            RightOpenError,
        ),
    ],
)
def test_which_procedures_a_right_enters(
    new: NewProcedure,
    kind: RightKind,
    status: RightStatus,
    error: type[GiError] | None,
) -> None:
    def ask() -> None:
        check_opening(new, kind, status, valid_to=date(2025, 5, 5), today=TODAY)

    if error is None:
        ask()
    else:
        with pytest.raises(error):
            ask()
