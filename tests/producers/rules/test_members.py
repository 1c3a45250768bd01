"""Members and licences: every step, every refusal, the three months."""

from datetime import date
from itertools import product

import pytest

from gi_registry.core.errors import GiError
from gi_registry.law import rules as law
from gi_registry.producers.errors import (
    LicenceTermError,
    MemberDayError,
    MemberStepError,
    NonMemberLicenceError,
    NotAMarkError,
    OwnMarkError,
    ReasonNeededError,
)
from gi_registry.producers.rules.members import (
    MEMBER_STATE_WORDS,
    MEMBER_STEPS,
    RECORDAL_RULE,
    Mark,
    MemberKind,
    MemberState,
    MemberStep,
    NewMember,
    check_member,
    check_step,
    due_on,
    shown,
)
from gi_registry.products.rules import RightKind

S = MemberState
DAY, TODAY = date(2026, 8, 31), date(2026, 11, 23)
COLLECTIVE = Mark(RightKind.COLLECTIVE_MARK, "示例协会", date(2030, 6, 30))
CERTIFYING = Mark(RightKind.CERTIFICATION_MARK, "示例协会", date(2030, 6, 30))

WAY = {
    (S.PERMITTED, S.CANCELLED),
    (S.RECORDAL_DUE, S.RECORDED),
    (S.RECORDAL_DUE, S.CANCELLED),
    (S.RECORDED, S.ANNOUNCED),
    (S.RECORDED, S.CANCELLED),
    (S.ANNOUNCED, S.CANCELLED),
    (S.CANCELLED, S.CANCEL_RECORDED),
}
"""The machine of law.md I.4, written down by hand."""


@pytest.mark.parametrize(("now", "new"), list(product(S, S)))
def test_every_step_is_allowed_or_refused(now: S, new: S) -> None:
    step = MemberStep(new, DAY, "示例1号")

    if (now, new) in WAY:
        check_step(now, step, since=DAY, today=TODAY)
        with pytest.raises(ReasonNeededError):
            check_step(now, MemberStep(new, DAY, " "), since=DAY, today=TODAY)
        with pytest.raises(MemberDayError):
            check_step(now, step, since=TODAY, today=TODAY)
    else:
        with pytest.raises(MemberStepError):
            check_step(now, step, since=DAY, today=TODAY)
    assert set(MEMBER_STEPS) == set(MEMBER_STATE_WORDS) == set(S)


def test_what_has_begun_is_to_be_recorded_within_three_months() -> None:
    assert shown(S.PERMITTED, TODAY, on=date(2026, 11, 22)) is S.PERMITTED
    assert shown(S.PERMITTED, TODAY, on=TODAY) is S.RECORDAL_DUE
    assert shown(S.RECORDED, DAY, on=TODAY) is S.RECORDED
    for kind in MemberKind:
        assert due_on(kind, S.PERMITTED, DAY, None) == date(2026, 11, 30)
        assert due_on(kind, S.RECORDED, DAY, None) is None
    assert due_on(MemberKind.MEMBER, S.CANCELLED, DAY, TODAY) == date(2027, 2, 23)
    assert due_on(MemberKind.LICENCE, S.CANCELLED, DAY, TODAY) is None
    assert law.find(RECORDAL_RULE, on=TODAY) is not None


def new(name: str = "示例公司", **given: date | MemberKind | None) -> NewMember:
    values = {"from_on": DAY, "ends_on": None, "kind": None} | given
    return NewMember(name, "91140727MA0GUX3R4J", "1", **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("mark", "asked", "error"),
    [
        (COLLECTIVE, new(), None),
        (COLLECTIVE, new(kind=MemberKind.MEMBER), None),
        (COLLECTIVE, new(kind=MemberKind.LICENCE), NonMemberLicenceError),
        (CERTIFYING, new(ends_on=date(2030, 6, 30)), None),
        (CERTIFYING, new(ends_on=date(2030, 7, 1)), LicenceTermError),
        (CERTIFYING, new(from_on=date(2030, 7, 1)), LicenceTermError),
        (CERTIFYING, new(ends_on=date(2026, 8, 30)), MemberDayError),
        (CERTIFYING, new("示例协会"), OwnMarkError),
        (COLLECTIVE, new("示例协会"), None),
        (Mark(RightKind.PRODUCT_PROTECTION, None, None), new(), NotAMarkError),
        (Mark(RightKind.CERTIFICATION_MARK, None, None), new(), None),
    ],
)
def test_who_can_be_a_member_or_licensee(
    mark: Mark, asked: NewMember, error: type[GiError] | None
) -> None:
    if error is None:
        kinds = {
            RightKind.COLLECTIVE_MARK: MemberKind.MEMBER,
            RightKind.CERTIFICATION_MARK: MemberKind.LICENCE,
        }
        assert check_member(mark, asked) is kinds[mark.kind]
    else:
        with pytest.raises(error):
            check_member(mark, asked)
