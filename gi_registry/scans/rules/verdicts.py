"""The answer to a scan of a code that we issued, from what is known of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from gi_registry.core.words import Language, Words, long_day
from gi_registry.marks.rules import RANGE_STATE_WORDS, RangeState
from gi_registry.producers.rules import AUTHORIZATION_STATE_WORDS, AuthorizationState
from gi_registry.scans.rules.kinds import Judgement, Verdict
from gi_registry.scans.rules.signals import Signal

_ENOUGH_SIGNALS: Final = 2
_NOT_BEGUN: Final = Words("尚未生效", "not in force")


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for a verdict.

    Attributes:
        slug: short name for programs; never renamed.
        words: the sentence for people.
    """

    slug: str
    words: Words


_BEFORE_USE: Final = (
    Reason(
        "at_printer",
        Words(
            "这枚标识还在印刷厂，没有交付使用人；不应出现在任何产品上",
            "The printer has not handed this label over; it should be on no goods",
        ),
    ),
)


class Facts(NamedTuple):
    """What is known of one label of a run.

    Attributes:
        state: what happened to it; None if nothing did.
        on_day: when that was.
        expires_on: last day on which labels of its run may be activated.
        state_then: of the authorization, on the day of activation.
        state_today: of the authorization, today.
        judgement: of an officer on this code.
        signals: copy signals that fire; of a code that an officer cleared, those
            of what came later.
        leaked_on: from when on strangers may make codes of its run; None while
            they cannot.
    """

    state: RangeState | None
    on_day: date | None
    expires_on: date
    state_then: AuthorizationState | None
    state_today: AuthorizationState | None
    judgement: Judgement | None
    signals: Sequence[Signal]
    leaked_on: date | None = None


def decide(facts: Facts, *, today: date) -> tuple[Verdict, tuple[Reason, ...]]:
    """Return the most serious thing that is true of a label, and why."""
    if facts.state is not None and facts.state.is_dead:
        return Verdict.VOID, (_dead(facts.state, facts.on_day),)
    if facts.state is not RangeState.ACTIVATED or facts.on_day is None:
        return Verdict.NOT_ACTIVATED, _unused(facts, today)
    if facts.state_then is None or not facts.state_then.may_use:
        return Verdict.AUTHORIZATION_ENDED, (_ended(facts.state_then, facts.on_day),)
    reasons = (
        *_leaked(facts),
        *_judged(facts),
        *_fired(facts),
        *_ended_since(facts),
    )
    return Verdict.SUSPECT if _is_suspect(facts) else Verdict.GENUINE, reasons


def _is_suspect(facts: Facts) -> bool:
    said_so = facts.judgement is Judgement.SUSPECT or facts.leaked_on is not None
    return said_so or len(facts.signals) >= _ENOUGH_SIGNALS


def _dead(state: RangeState, on: date | None) -> Reason:
    words = RANGE_STATE_WORDS[state]
    if on is None:
        return Reason(state.value, words)
    said = Words(
        f"{long_day(on, Language.ZH)}{words.zh}",
        f"{words.en} on {long_day(on, Language.EN)}",
    )
    return Reason(state.value, said)


def _unused(facts: Facts, today: date) -> tuple[Reason, ...]:
    if today <= facts.expires_on:
        return _BEFORE_USE if facts.state is RangeState.AT_PRINTER else ()
    day = facts.expires_on
    words = Words(
        f"这批标识在{long_day(day, Language.ZH)}之后已不能启用",
        f"Labels of this run could be put to use until {long_day(day, Language.EN)}",
    )
    return (Reason("run_expired", words),)


def _ended(state: AuthorizationState | None, on: date) -> Reason:
    words = AUTHORIZATION_STATE_WORDS[state] if state else _NOT_BEGUN
    said = Words(
        f"{long_day(on, Language.ZH)}启用时，该企业的用标资格为“{words.zh}”",
        f"On {long_day(on, Language.EN)}, when it was put to use, the producer's "
        f"right to the mark was “{words.en}”",
    )
    return Reason(state.value if state else "not_in_force", said)


def _leaked(facts: Facts) -> tuple[Reason, ...]:
    if facts.leaked_on is None:
        return ()
    day = facts.leaked_on
    words = Words(
        f"这批标识的密钥自{long_day(day, Language.ZH)}起可能已泄露，"
        "仅凭编码不能证明是真品；请核对包装和购物凭证",
        "The key of this run may have leaked on "
        f"{long_day(day, Language.EN)}, so the code alone proves nothing; look at "
        "pack and receipt",
    )
    return (Reason("key_leaked", words),)


def _judged(facts: Facts) -> tuple[Reason, ...]:
    if facts.judgement is not Judgement.SUSPECT:
        return ()
    words = Words("执法人员认为此码可疑", "An officer found this code suspicious")
    return (Reason("officer", words),)


def _fired(facts: Facts) -> tuple[Reason, ...]:
    return tuple(Reason(signal.rule.value, signal.words) for signal in facts.signals)


def _ended_since(facts: Facts) -> tuple[Reason, ...]:
    """Say that the right ended after the label was rightly put to use."""
    state = facts.state_today
    if state is not None and state.may_use:
        return ()
    words = AUTHORIZATION_STATE_WORDS[state] if state else _NOT_BEGUN
    said = Words(
        f"启用时用标资格有效；该企业今日的状态为“{words.zh}”",
        "The right to the mark held when the label was put to use; today it is "
        f"“{words.en}”",
    )
    return (Reason("ended_since", said),)
