"""docs/states.md: every way of states, drawn from the data that the code goes by."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from gi_registry.annual_reports import rules as reports
from gi_registry.cases import rules as cases
from gi_registry.complaints import rules as complaints
from gi_registry.core.access import ROLE_PERMISSIONS, ROLE_WORDS, Permission
from gi_registry.core.words import Words
from gi_registry.filings import rules as filings
from gi_registry.producers.rules import (
    ACTION_WORDS,
    APPLICATION_STATE_WORDS,
    AUTHORIZATION_STATE_WORDS,
    CHANGES,
    STEPS,
    ApplicationState,
    AuthorizationState,
    Change,
    needs_second,
)
from gi_registry.producers.rules.members import (
    MEMBER_STATE_WORDS,
    MEMBER_STEPS,
    MemberState,
)
from gi_registry.rights import rules as rights

_HEAD: Final = """# Ways of states

Drawn by `gi-registry states` from the tables that the code decides by; a test holds \
this page equal to them. What is not drawn here is refused, and a refusal changes \
nothing.
"""


@dataclass(frozen=True, slots=True)
class Arrow:
    """One step.

    Attributes:
        action: what is done; none where the new state says it.
        who: roles that may.
    """

    old: str
    new: str
    action: Words | None
    who: Words


@dataclass(frozen=True, slots=True)
class Way:
    """All states of one kind of thing, and the steps between them.

    Attributes:
        title: of the section.
        source: the law, and where the data stand.
        begins: the first states.
        states: every state with what it is called.
    """

    title: Words
    source: str
    begins: tuple[str, ...]
    states: dict[str, Words]
    arrows: tuple[Arrow, ...]


def who_may(permission: Permission) -> Words:
    """Return the roles that hold a permission, in words."""
    holders = [
        ROLE_WORDS[role]
        for role, held in ROLE_PERMISSIONS.items()
        if permission in held
    ]
    return Words("、".join(w.zh for w in holders), ", ".join(w.en for w in holders))


def applications() -> Way:
    """Return the way of an application."""
    return Way(
        Words("申请", "Applications"),
        "Order 80 Art. 20; `STEPS` in `gi_registry/producers/rules/steps.py`",
        (ApplicationState.DRAFT.value,),
        {state.value: APPLICATION_STATE_WORDS[state] for state in ApplicationState},
        tuple(
            Arrow(
                state.value,
                found.target.value,
                ACTION_WORDS[action],
                who_may(found.permission),
            )
            for (state, action), found in STEPS.items()
        ),
    )


@dataclass(frozen=True, slots=True)
class _Held:
    """A state that holds, for the rules."""

    state: AuthorizationState
    from_on: date = date.min
    to_on: date | None = None


def takes_two(old: AuthorizationState, new: AuthorizationState) -> bool:
    """Return whether a change of state always takes two people."""
    change = Change(new, date.max, "")
    return needs_second(_Held(old), change, due_on=None)


def authorizations() -> Way:
    """Return the way of an authorization."""
    one = who_may(Permission.AUTHORIZATION_CONTROL)
    two = _by(Permission.AUTHORIZATION_CONTROL, two=True)
    return Way(
        Words("用标资格", "Authorizations"),
        "Order 80 Arts 20 and 31; `CHANGES` in "
        "`gi_registry/producers/rules/changes.py`",
        (AuthorizationState.ANNOUNCED.value,),
        {state.value: AUTHORIZATION_STATE_WORDS[state] for state in AuthorizationState},
        tuple(
            Arrow(old.value, new.value, None, two if takes_two(old, new) else one)
            for old, followers in CHANGES.items()
            for new in followers
        ),
    )


def procedures() -> Iterator[Way]:
    """Give the ways of the procedures in the life of a right."""
    recorded = who_may(Permission.CNIPA_RECORD)
    itself = Words("由受理的异议带来", "follows from an opposition that is accepted")
    for procedure, steps in rights.STEPS.items():
        if not steps:  # begins and is over in one
            continue
        reached = {new for followers in steps.values() for new in followers}
        tracks = rights.Track if procedure is rights.Procedure.CHANGE else (None,)
        begins = {rights.first(procedure, track) for track in tracks}
        used = reached | steps.keys()
        yield Way(
            Words(
                f"权利：{rights.PROCEDURE_WORDS[procedure].zh}",
                f"Rights: {rights.PROCEDURE_WORDS[procedure].en}",
            ),
            "Order 80 Arts 12-16, 26-29; `STEPS` in "
            "`gi_registry/rights/rules/steps.py`",
            tuple(s.value for s in rights.State if s in begins),
            {s.value: rights.STATE_WORDS[s] for s in rights.State if s in used},
            tuple(
                Arrow(
                    old.value,
                    new.value,
                    None,
                    recorded if new in rights.following(procedure, old) else itself,
                )
                for old, followers in steps.items()
                for new in followers
            ),
        )


def registers() -> Way:
    """Return the way of a member or licence of a mark."""
    return Way(
        Words("商标成员与许可", "Members and licences"),
        "Order 79 Arts 11, 13, 15-17; `MEMBER_STEPS` in "
        "`gi_registry/producers/rules/members.py`. 待备案 follows from the first day "
        "of the licence",
        (MemberState.PERMITTED.value, MemberState.RECORDAL_DUE.value),
        {state.value: MEMBER_STATE_WORDS[state] for state in MemberState},
        tuple(
            Arrow(old.value, new.value, None, who_may(Permission.CNIPA_RECORD))
            for old, followers in MEMBER_STEPS.items()
            for new in followers
        ),
    )


def cases_of_31() -> Iterator[Way]:
    """Give the ways of cases, with and without a cure period."""
    for can_be_cured, words in (
        (False, Words("没有改正期的四种情形", "the four triggers without a cure")),
        (True, Words("限期改正的两种情形", "the two triggers with a cure period")),
    ):
        arrows = tuple(
            Arrow(old.value, new.value, cases.ACTION_WORDS[new], who_may(s.permission))
            for (old, new), s in cases.CASE_STEPS.items()
            if s.can_be_cured in (None, can_be_cured)
            and old
            is not (cases.CaseState.HELD if can_be_cured else cases.CaseState.CURE)
        )
        used = {arrow.new for arrow in arrows} | {arrow.old for arrow in arrows}
        yield Way(
            Words(f"停止用标案件：{words.zh}", f"Cases: {words.en}"),
            "Order 80 Art. 31; `CASE_STEPS` in `gi_registry/cases/rules.py`",
            (cases.CaseState.OPEN.value,),
            {
                state.value: cases.CASE_STATE_WORDS[state]
                for state in cases.CaseState
                if state.value in used
            },
            arrows,
        )


def consumer_reports() -> Way:
    """Return the way of what a consumer reports."""
    return Way(
        Words("投诉举报", "Complaints"),
        "`COMPLAINT_STEPS` in `gi_registry/complaints/rules.py`",
        (complaints.ComplaintState.RECEIVED.value,),
        {s.value: complaints.STATE_WORDS[s] for s in complaints.ComplaintState},
        tuple(
            Arrow(old.value, new.value, action, who_may(Permission.COMPLAINT_HANDLE))
            for (old, new), action in complaints.COMPLAINT_STEPS.items()
        ),
    )


def events() -> Way:
    """Return the way of a filing of an event."""
    return Way(
        Words("公益活动用标备案", "Filings of events"),
        "Order 80 Art. 21; `FILING_STEPS` in `gi_registry/filings/rules.py`",
        (filings.FilingState.FILED_PROVINCE.value,),
        {s.value: filings.FILING_STATE_WORDS[s] for s in filings.FilingState},
        tuple(
            Arrow(
                old.value,
                new.value,
                filings.FILING_ACTION_WORDS[new],
                who_may(permission),
            )
            for (old, new), permission in filings.FILING_STEPS.items()
        ),
    )


def annual_reports() -> Way:
    """Return the way of a version of an annual report."""
    return Way(
        Words("年报", "Annual reports"),
        "A provincial arrangement: no national form, date or way is known; "
        "`STEPS_OF_REPORT` in `gi_registry/annual_reports/rules/steps.py`",
        (reports.ReportState.DRAFT.value,),
        {s.value: reports.REPORT_STATE_WORDS[s] for s in reports.ReportState},
        tuple(
            Arrow(
                state.value,
                found.target.value,
                reports.REPORT_ACTION_WORDS[action],
                _by(found.permission, two=found.two),
            )
            for (state, action), found in reports.STEPS_OF_REPORT.items()
        ),
    )


def _by(permission: Permission, *, two: bool) -> Words:
    one = who_may(permission)
    return Words(f"{one.zh}，须两人", f"{one.en}, two people") if two else one


def ways() -> Iterator[Way]:
    """Give every way that is drawn."""
    yield from (applications(), authorizations(), *procedures())
    yield from (
        registers(),
        *cases_of_31(),
        consumer_reports(),
        events(),
        annual_reports(),
    )


def page() -> str:
    """Return docs/states.md."""
    return "\n".join([_HEAD, *(line for way in ways() for line in _section(way))])


def _section(way: Way) -> Iterator[str]:
    yield f"## {way.title.zh} · {way.title.en}\n"
    yield f"{way.source}.\n"
    yield "```mermaid\nstateDiagram-v2"
    yield from (f"  {state}: {_both(words)}" for state, words in way.states.items())
    yield from (f"  [*] --> {state}" for state in way.begins)
    for arrow in way.arrows:
        label = f": {_both(arrow.action)}" if arrow.action else ""
        yield f"  {arrow.old} --> {arrow.new}{label}"
    leaving = {arrow.old for arrow in way.arrows}
    yield from (f"  {state} --> [*]" for state in way.states if state not in leaving)
    yield "```\n"
    yield "| from | what is done | to | by |\n|---|---|---|---|"
    for arrow in way.arrows:
        old, new = way.states[arrow.old], way.states[arrow.new]
        done = _both(arrow.action or new)
        yield f"| {_both(old)} | {done} | {_both(new)} | {_both(arrow.who)} |"
    yield ""


def _both(words: Words) -> str:
    return f"{words.zh} {words.en}"
