"""One application, locked while somebody takes a step with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gi_registry.core.access import Place
from gi_registry.core.acting import acting_for
from gi_registry.core.db import lock
from gi_registry.core.ids import numbered
from gi_registry.core.words import china_day
from gi_registry.producers import queries
from gi_registry.producers.errors import ApplicationNotFoundError
from gi_registry.producers.models import (
    Application,
    ApplicationEvent,
    Authorization,
    EntityChange,
    EntityList,
)
from gi_registry.producers.rules import Action, ApplicationState, step, step_basis
from gi_registry.producers.service import telling
from gi_registry.translog import service as translog

NUMBERS = 0x6E756D
"""Advisory lock under which public numbers are given."""


@dataclass(frozen=True, slots=True)
class By:
    """Who acts, and when.

    Attributes:
        account_id: kept beside the public log entry, never in it.
        now: the instant of the act.
    """

    account_id: int
    now: datetime


def locked(session: Session, number: str) -> Application:
    """Return an application with all of it, locked until the transaction ends.

    Raises:
        ApplicationNotFoundError: there is none.
    """
    statement = (
        select(Application)
        .where(Application.number == number)
        .options(*queries.WHOLE_APPLICATION)
        .with_for_update(of=Application)
        .execution_options(populate_existing=True)
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise ApplicationNotFoundError(number)
    return found


def locked_own(session: Session, number: str, organisation_id: int) -> Application:
    """Return one's own application, locked; another's is not there.

    Raises:
        ApplicationNotFoundError: there is none, or it is somebody else's.
    """
    found = locked(session, number)
    if found.entity.organisation_id != organisation_id:
        raise ApplicationNotFoundError(number)
    return found


def place_of(thing: Application | Authorization) -> Place:
    """Return where a thing belongs: its county, and the authority named.

    Args:
        thing: with its right loaded.
    """
    return Place(thing.division, thing.right.managing_authority)


def advance(
    session: Session,
    application: Application,
    action: Action,
    *,
    by: By,
    words: str = "",
    facts: dict[str, Any] | None = None,
) -> None:
    """Take a step: the new state, its event, its notices, its line in the log.

    Args:
        session: a writing session.
        application: locked, with its entity, right and product.
        action: the step.
        by: who takes it.
        words: reason or remark, as typed; not logged.
        facts: further facts for the log; nothing personal.

    Raises:
        WrongStepError: it cannot be taken from the present state.
    """
    came_from = application.state
    target = step(came_from, action).target
    basis = step_basis(application.route, action, on=china_day(by.now))
    record(session, application, target, by=by, words=words, basis=basis)
    telling.of_step(
        session,
        application,
        came_from,
        place=place_of(application),
        by=by,
        words=words,
    )
    body = {
        "gi": application.right.gi.code,
        "uscc": application.entity.uscc,
        "state": target.value,
        "rules": basis,
    }
    translog.append(
        session,
        f"application.{action.value}",
        application.number,
        body | (facts or {}),
        now=by.now,
        account_id=by.account_id,
    )


def record(
    session: Session,
    application: Application,
    target: ApplicationState,
    *,
    by: By,
    words: str = "",
    basis: list[str] | None = None,
) -> None:
    """Set a state and keep the event, with the rules of law behind it."""
    application.events.append(
        ApplicationEvent(
            from_state=application.state,
            to_state=target,
            account_id=by.account_id,
            for_id=acting_for(session, by.account_id),
            at=by.now,
            words=words,
            rules=basis,
        )
    )
    application.state = target
    application.state_since = by.now
    session.flush()


def next_number(
    session: Session,
    prefix: str,
    year: int,
    table: type[Application | Authorization | EntityChange | EntityList],
) -> str:
    """Return the next public number of a year, without a gap.

    The caller inserts the row in the same transaction.
    """
    lock(session, NUMBERS)
    start = f"{prefix}-{year}-"
    last = session.scalar(
        select(func.max(table.number)).where(table.number.startswith(start))
    )
    return numbered(prefix, year, int(last.rpartition("-")[2]) + 1 if last else 1)
