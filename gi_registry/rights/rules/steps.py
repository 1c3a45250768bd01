"""The ways of the procedures as data: what may follow what, and what it needs.

Source:
    《地理标志产品保护办法》 (CNIPA Order 80, in force 2024-02-01) Arts 12-16 and
    26-29, read from a public transcription. The negotiation and the ruling of
    Art. 16 belong to each opposition, of which there may be several at once; so
    an application or a change that is opposed only waits for them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from gi_registry.core.words import Words
from gi_registry.products.rules import AnnouncementKind
from gi_registry.rights.rules.states import Procedure, State, Track

_P, _S, _A = Procedure, State, AnnouncementKind

STEPS: Final[Mapping[Procedure, Mapping[State, tuple[State, ...]]]] = {
    _P.RECOGNITION: {
        _S.SUBMITTED_PROVINCE: (_S.SENT_TO_CNIPA, _S.PROV_REJECTED),
        _S.SENT_TO_CNIPA: (_S.FORMAL_EXAM,),
        _S.FORMAL_EXAM: (_S.ACCEPTED, _S.DEFECT_NOTICE, _S.NOT_ACCEPTED),
        _S.DEFECT_NOTICE: (_S.ANSWERED, _S.NOT_ACCEPTED),
        _S.ANSWERED: (_S.FORMAL_EXAM,),
        _S.ACCEPTED: (_S.TECH_EXAM,),
        _S.TECH_EXAM: (_S.PRELIM_ANNOUNCED, _S.REJECTED),
        _S.PRELIM_ANNOUNCED: (_S.RECOGNISED, _S.OPPOSED),
        _S.OPPOSED: (_S.RECOGNISED, _S.NOT_RECOGNISED),
    },
    _P.OPPOSITION: {
        _S.FILED: (_S.ACCEPTED, _S.NOT_ACCEPTED),
        _S.ACCEPTED: (_S.NEGOTIATION,),
        _S.NEGOTIATION: (_S.SETTLED, _S.EXPERT_REVIEW),
        _S.EXPERT_REVIEW: (_S.UPHELD, _S.DISMISSED),
    },
    _P.CHANGE: {
        _S.EXAM: (_S.ANNOUNCED, _S.REFUSED),
        _S.TECH_EXAM: (_S.PRELIM_CHANGE_ANNOUNCED, _S.REFUSED),
        _S.PRELIM_CHANGE_ANNOUNCED: (_S.ANNOUNCED, _S.OPPOSED),
        _S.OPPOSED: (_S.ANNOUNCED, _S.REFUSED),
    },
    _P.REVOCATION: {
        _S.REQUESTED: (_S.EXAM, _S.NOT_ACCEPTED),
        _S.EXAM: (_S.REVOKED, _S.DISMISSED),
    },
    _P.ENDING: {},
    _P.RENEWAL: {},
}
"""What may follow what; what is not here cannot be recorded."""

FOLLOWS_BY_ITSELF: Final = frozenset({_S.OPPOSED})
"""What nobody records: it follows from an opposition that is accepted."""

FIRST: Final[Mapping[Procedure, State]] = {
    _P.RECOGNITION: _S.SUBMITTED_PROVINCE,
    _P.OPPOSITION: _S.FILED,
    _P.CHANGE: _S.EXAM,
    _P.REVOCATION: _S.REQUESTED,
    _P.ENDING: _S.ENDED,
    _P.RENEWAL: _S.RENEWED,
}
"""Where each begins; a main change begins in TECH_EXAM."""

ANNOUNCES: Final[Mapping[tuple[Procedure, State], AnnouncementKind]] = {
    (_P.RECOGNITION, _S.PRELIM_ANNOUNCED): _A.PRELIMINARY,
    (_P.RECOGNITION, _S.RECOGNISED): _A.FINAL,
    (_P.CHANGE, _S.PRELIM_CHANGE_ANNOUNCED): _A.CHANGE_PRELIMINARY,
    (_P.CHANGE, _S.ANNOUNCED): _A.CHANGE,
    (_P.REVOCATION, _S.REVOKED): _A.REVOKED,
}
"""What CNIPA announces, and as what: number, day and file are needed."""

RECEIVED: Final = frozenset(
    {(_P.RECOGNITION, _S.DEFECT_NOTICE), (_P.REVOCATION, _S.REVOKED)}
)
"""Notices from whose receipt a period runs: the day of receipt is needed."""

AGAINST: Final = frozenset(
    {
        _S.PROV_REJECTED,
        _S.NOT_ACCEPTED,
        _S.REJECTED,
        _S.NOT_RECOGNISED,
        _S.REFUSED,
        _S.DISMISSED,
        _S.UPHELD,
        _S.REVOKED,
        _S.SETTLED,
        _S.ENDED,
    }
)
"""States that need their reason in words."""

PRELIMINARY: Final = frozenset({_S.PRELIM_ANNOUNCED, _S.PRELIM_CHANGE_ANNOUNCED})

OPPOSITION_PENDING: Final = frozenset(
    {_S.FILED, _S.ACCEPTED, _S.NEGOTIATION, _S.EXPERT_REVIEW}
)
"""States in which an opposition is not decided."""


@dataclass(frozen=True, slots=True)
class Need:
    """What has to be given to record a state.

    Attributes:
        announcement: kind of the announcement, if CNIPA announces it.
        received: whether the day of receipt is needed.
        reason: whether it needs its reason.
    """

    announcement: AnnouncementKind | None
    received: bool
    reason: bool


def need(procedure: Procedure, state: State) -> Need:
    """Return what has to be given to record a state of a procedure."""
    at = (procedure, state)
    return Need(ANNOUNCES.get(at), at in RECEIVED, state in AGAINST)


def first(procedure: Procedure, track: Track | None = None) -> State:
    """Return where a procedure begins."""
    return _S.TECH_EXAM if track is Track.MAIN else FIRST[procedure]


def following(procedure: Procedure, state: State) -> tuple[State, ...]:
    """Return what can be recorded next; nothing where it is over."""
    return tuple(
        each
        for each in STEPS[procedure].get(state, ())
        if each not in FOLLOWS_BY_ITSELF
    )


def is_over(procedure: Procedure, state: State) -> bool:
    """Whether nothing follows."""
    return not STEPS[procedure].get(state)


WAITS_FOR: Final[Mapping[tuple[Procedure, State], Words]] = {
    (_P.RECOGNITION, _S.SUBMITTED_PROVINCE): Words(
        "省级初审，提出意见", "the province reviews it first"
    ),
    (_P.RECOGNITION, _S.DEFECT_NOTICE): Words(
        "申请人答复补正通知", "the applicant answers the notice"
    ),
    (_P.RECOGNITION, _S.PRELIM_ANNOUNCED): Words(
        "任何单位或个人可以提出异议", "anybody may oppose"
    ),
    (_P.RECOGNITION, _S.OPPOSED): Words(
        "国家知识产权局裁决异议", "CNIPA rules on the opposition"
    ),
    (_P.CHANGE, _S.PRELIM_CHANGE_ANNOUNCED): Words(
        "任何单位或个人可以提出异议", "anybody may oppose"
    ),
    (_P.CHANGE, _S.OPPOSED): Words(
        "国家知识产权局裁决异议", "CNIPA rules on the opposition"
    ),
    (_P.OPPOSITION, _S.NEGOTIATION): Words("双方协商", "the parties negotiate"),
}
"""Who acts; where nothing stands, CNIPA does."""

CNIPA_ACTS: Final = Words("国家知识产权局办理", "CNIPA acts")
