"""The way of an application: which step leads where, and who may take it.

Order 80 Art. 20: the office of the place of origin verifies it, the province
reviews, CNIPA examines, registers and announces. The province decides nothing;
what CNIPA did is only recorded.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from gi_registry.core.access import Permission
from gi_registry.core.words import Words
from gi_registry.producers.errors import WrongStepError
from gi_registry.producers.rules.states import (
    APPLICATION_STATE_WORDS,
    ApplicationState,
)


class Action(StrEnum):
    """What can be done with an application."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    VERIFY_ORIGIN = "verify-origin"
    PREFECTURE_REVIEW = "prefecture-review"
    PROVINCE_REVIEW = "province-review"
    RETURN = "return"
    RECORD_REGISTRATION = "record-registration"
    RECORD_ANNOUNCEMENT = "record-announcement"
    RECORD_REFUSAL = "record-refusal"


@dataclass(frozen=True, slots=True)
class Step:
    """Where an action leads, and who may take it."""

    target: ApplicationState
    permission: Permission


@dataclass(frozen=True, slots=True)
class Offer:
    """An action on a page: to be done, or why not.

    Attributes:
        refusal: why it cannot be done by this caller now; None if it can.
    """

    action: Action
    refusal: Words | None

    @property
    def words(self) -> Words:
        """What the action is called."""
        return ACTION_WORDS[self.action]


_S, _A, _P = ApplicationState, Action, Permission

STEPS: dict[tuple[ApplicationState, Action], Step] = {
    (_S.DRAFT, _A.SUBMIT): Step(_S.SUBMITTED, _P.PRODUCE),
    (_S.RETURNED, _A.SUBMIT): Step(_S.SUBMITTED, _P.PRODUCE),
    (_S.SUBMITTED, _A.VERIFY_ORIGIN): Step(_S.ORIGIN_VERIFIED, _P.ORIGIN_CHECK),
    (_S.SUBMITTED, _A.RETURN): Step(_S.RETURNED, _P.ORIGIN_CHECK),
    (_S.ORIGIN_VERIFIED, _A.PREFECTURE_REVIEW): Step(
        _S.PREFECTURE_REVIEWED, _P.PREFECTURE_REVIEW
    ),
    (_S.ORIGIN_VERIFIED, _A.RETURN): Step(_S.RETURNED, _P.PREFECTURE_REVIEW),
    (_S.PREFECTURE_REVIEWED, _A.PROVINCE_REVIEW): Step(
        _S.SENT_TO_CNIPA, _P.PROVINCE_REVIEW
    ),
    (_S.PREFECTURE_REVIEWED, _A.RETURN): Step(_S.RETURNED, _P.PROVINCE_REVIEW),
    (_S.SENT_TO_CNIPA, _A.RECORD_REGISTRATION): Step(_S.REGISTERED, _P.CNIPA_RECORD),
    (_S.SENT_TO_CNIPA, _A.RECORD_REFUSAL): Step(_S.REFUSED, _P.CNIPA_RECORD),
    (_S.REGISTERED, _A.RECORD_ANNOUNCEMENT): Step(_S.ANNOUNCED, _P.CNIPA_RECORD),
} | {
    (state, _A.WITHDRAW): Step(_S.WITHDRAWN, _P.PRODUCE)
    for state in (
        _S.DRAFT,
        _S.RETURNED,
        _S.SUBMITTED,
        _S.ORIGIN_VERIFIED,
        _S.PREFECTURE_REVIEWED,
        _S.SENT_TO_CNIPA,
    )
}
"""The whole way; what is not here cannot be done."""

EDITABLE = frozenset({_S.DRAFT, _S.RETURNED})
"""States in which the producer may change what the application says."""

OPEN = frozenset(_S) - {_S.ANNOUNCED, _S.REFUSED, _S.WITHDRAWN}
"""States from which something can still follow."""

OFFICER_ACTIONS = (
    _A.VERIFY_ORIGIN,
    _A.PREFECTURE_REVIEW,
    _A.PROVINCE_REVIEW,
    _A.RECORD_REGISTRATION,
    _A.RECORD_ANNOUNCEMENT,
    _A.RECORD_REFUSAL,
    _A.RETURN,
)
"""In the order of the way."""

ACTION_WORDS = {
    _A.SUBMIT: Words("提交申请", "Send the application"),
    _A.WITHDRAW: Words("撤回申请", "Withdraw the application"),
    _A.VERIFY_ORIGIN: Words("记录产地核验", "Record the origin check"),
    _A.PREFECTURE_REVIEW: Words("市级复核通过", "Pass the prefecture's review"),
    _A.PROVINCE_REVIEW: Words(
        "省级审核，报国家知识产权局", "Pass the province's review, send to CNIPA"
    ),
    _A.RETURN: Words("退回补正", "Return for correction"),
    _A.RECORD_REGISTRATION: Words("记录注册登记", "Record CNIPA's registration"),
    _A.RECORD_ANNOUNCEMENT: Words("记录公告", "Record CNIPA's announcement"),
    _A.RECORD_REFUSAL: Words("记录不予登记", "Record CNIPA's refusal"),
}

WAITS_FOR = {
    _S.DRAFT: Words(
        "请由生产者补齐后提交", "The producer completes it and sends it in"
    ),
    _S.RETURNED: Words(
        "请由生产者按退回原因补正后重新提交",
        "The producer corrects what was asked and sends it again",
    ),
    _S.SUBMITTED: Words(
        "请由产地管理部门实地核验产地",
        "The office of the place of origin visits the place",
    ),
    _S.ORIGIN_VERIFIED: Words("请由市级复核", "The prefecture reviews it"),
    _S.PREFECTURE_REVIEWED: Words("请由省级审核", "The province reviews it"),
    _S.SENT_TO_CNIPA: Words(
        "由国家知识产权局审查，省级收到结果后记录",
        "CNIPA examines it; the province records the outcome",
    ),
    _S.REGISTERED: Words(
        "已注册登记，等国家知识产权局公告；公告前不得用标",
        "CNIPA has registered it and will announce it; no use before that",
    ),
    _S.ANNOUNCED: Words(
        "已公告，可以用标，无须再办", "It is announced; nothing more is to be done"
    ),
    _S.REFUSED: Words(
        "国家知识产权局不予登记；可在原因消除后重新申请",
        "CNIPA refused it; apply anew once the reason is gone",
    ),
    _S.WITHDRAWN: Words("已撤回；可以重新申请", "It was withdrawn; apply anew"),
}
"""Who must act now, as a sentence without its full stop."""

NEEDS = {
    _S.RETURNED: Words("生产者补正", "The producer's corrections"),
    _S.SUBMITTED: Words(
        "现场核验记录（两人、日期、位置、照片）",
        "The record of a visit (two officers, day, position, photos)",
    ),
    _S.ORIGIN_VERIFIED: Words("市级复核意见", "The prefecture's review"),
    _S.PREFECTURE_REVIEWED: Words("省级审核意见", "The province's review"),
    _S.SENT_TO_CNIPA: Words(
        "国家知识产权局的登记号和日期", "CNIPA's registration number and day"
    ),
    _S.REGISTERED: Words(
        "公告号、日期和公告文件", "The announcement's number, day and file"
    ),
}
"""What the next step still lacks, of states that an officer sees."""

_WHO = {
    _P.PRODUCE: Words("由生产者办理", "The producer does this"),
    _P.ORIGIN_CHECK: Words(
        "由公告载明的产地管理部门或本县（市、区）办理",
        "The office of the place of origin does this",
    ),
    _P.PREFECTURE_REVIEW: Words("由市级办理", "The prefecture does this"),
    _P.PROVINCE_REVIEW: Words("由省级办理", "The province does this"),
    _P.CNIPA_RECORD: Words(
        "由省级记录国家知识产权局的结果", "The province records what CNIPA did"
    ),
}

_NOT_NOW = Words("尚未到这一步：{waits.zh}", "Not at this step. {waits.en}")


def step(state: ApplicationState, action: Action) -> Step:
    """Return where an action leads from a state.

    Raises:
        WrongStepError: it cannot be taken there.
    """
    found = STEPS.get((state, action))
    if found is None:
        raise WrongStepError(
            APPLICATION_STATE_WORDS[state], ACTION_WORDS[action], WAITS_FOR[state]
        )
    return found


def offers(state: ApplicationState, may: Callable[[Permission], bool]) -> list[Offer]:
    """Return every officer's action: to be done, or why not.

    Args:
        state: of the application.
        may: whether the caller holds a permission for the place of the
            application.
    """
    return [
        Offer(action, _refusal(STEPS.get((state, action)), state, may))
        for action in OFFICER_ACTIONS
    ]


def next_actions(
    state: ApplicationState, may: Callable[[Permission], bool]
) -> list[Action]:
    """Return the steps that lead on from a state and that the caller may take."""
    return [
        offer.action
        for offer in offers(state, may)
        if offer.refusal is None and offer.action is not Action.RETURN
    ]


def permissions_in(state: ApplicationState) -> frozenset[Permission]:
    """Return the permissions with which somebody can act in a state."""
    return frozenset(s.permission for (at, _), s in STEPS.items() if at is state)


def _refusal(
    found: Step | None, state: ApplicationState, may: Callable[[Permission], bool]
) -> Words | None:
    if found is None:
        return _NOT_NOW.filled(waits=WAITS_FOR[state])
    return None if may(found.permission) else _WHO[found.permission]
