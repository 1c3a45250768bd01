"""The whole record of a thing: every step with person, office, time and reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from gi_registry.accounts.models import Account, Organisation
from gi_registry.core.words import Words
from gi_registry.producers.models import (
    Application,
    ApplicationEvent,
    Assignment,
    Authorization,
    AuthorizationStatus,
)
from gi_registry.producers.rules import APPLICATION_STATE_WORDS
from gi_registry.producers.rules.deeds import deed_words
from gi_registry.translog.models import LogLeaf


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One thing that somebody did.

    Attributes:
        held_for: name of the absent person for whom a deputy did it.
        words: what was done.
        detail: reason or remark, as typed.
        entry: index in the log of decisions, where it is in it.
    """

    at: datetime
    person: str
    office: str
    held_for: str | None
    words: Words
    detail: str
    entry: int | None


def record_of(session: Session, number: str) -> list[RecordLine]:
    """Return all that was done with an application or authorization, newest first."""
    reasons = dict(_reasons(session, number))
    lines = [*_decisions(session, number, reasons), *_assignments(session, number)]
    return sorted(lines, key=lambda line: (line.at, line.entry or -1), reverse=True)


def _reasons(
    session: Session, number: str
) -> Iterator[tuple[tuple[datetime, int], str]]:
    """Give what was typed, which the log leaves out, by when and by whom."""
    steps = (
        select(ApplicationEvent.at, ApplicationEvent.account_id, ApplicationEvent.words)
        .join(Application, Application.id == ApplicationEvent.application_id)
        .where(Application.number == number)
    )
    states = (
        select(
            AuthorizationStatus.recorded_at,
            AuthorizationStatus.account_id,
            AuthorizationStatus.reason,
        )
        .join(Authorization, Authorization.id == AuthorizationStatus.authorization_id)
        .where(Authorization.number == number)
    )
    for statement in (steps, states):
        for at, account_id, words in session.execute(statement):
            yield (at, account_id), words


def _decisions(
    session: Session, number: str, reasons: dict[tuple[datetime, int], str]
) -> Iterator[RecordLine]:
    absent = aliased(Account)
    statement = (
        select(LogLeaf, Account.name, Organisation.name, absent.name)
        .outerjoin(Account, Account.id == LogLeaf.account_id)
        .outerjoin(Organisation, Organisation.id == Account.organisation_id)
        .outerjoin(absent, absent.id == LogLeaf.for_id)
        .where(LogLeaf.subject == number)
    )
    for leaf, person, office, held_for in session.execute(statement):
        typed = reasons.get((leaf.at, leaf.account_id or 0), "")
        yield RecordLine(
            at=leaf.at,
            person=person or "",
            office=office or "",
            held_for=held_for,
            words=deed_words(leaf.kind),
            detail="" if leaf.kind.startswith("override.") else typed,
            entry=leaf.index,
        )


def _assignments(session: Session, number: str) -> Iterator[RecordLine]:
    by = aliased(Account)
    statement = (
        select(Assignment, Account.name, by.name, Organisation.name)
        .join(Application, Application.id == Assignment.application_id)
        .join(Account, Account.id == Assignment.account_id)
        .join(by, by.id == Assignment.assigned_by_id)
        .join(Organisation, Organisation.id == by.organisation_id)
        .where(Application.number == number)
    )
    for each, holder, person, office in session.execute(statement):
        state = APPLICATION_STATE_WORDS[each.state]
        own = Words("承办", "Took it")
        given = Words(f"移交{holder}承办", f"Handed it to {holder}")
        is_own = each.account_id == each.assigned_by_id
        yield RecordLine(
            each.assigned_at,
            person,
            office,
            None,
            own if is_own else given,
            state.zh,
            None,
        )
