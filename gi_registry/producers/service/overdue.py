"""Applications whose time is over: whoever must act is told, once a step."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from gi_registry.accounts import service as accounts
from gi_registry.core.words import Words, china_day
from gi_registry.law import service as law
from gi_registry.notices import service as notices
from gi_registry.notices.service import Kind, notice
from gi_registry.producers.models import Application
from gi_registry.producers.queries import due_by
from gi_registry.producers.rules import WAITS_FOR, ApplicationState
from gi_registry.producers.service import telling
from gi_registry.producers.service.assigning import taken_by
from gi_registry.producers.service.deadlines import due
from gi_registry.producers.service.steps import place_of
from gi_registry.products.models import GiRight


def overdue(session: Session, *, on: date) -> Sequence[int]:
    """Return the applications whose time was over before a day, by id.

    Nothing is overdue where no office has set a time.
    """
    condition = due_by(law.settings(session), on - timedelta(days=1))
    return session.scalars(select(Application.id).where(condition)).all()


def tell_overdue(session: Session, ids: Sequence[int], *, now: datetime) -> None:
    """Tell whoever must act on applications that are overdue, each step once.

    An officer who has taken the application is told alone; else all who can act.

    Args:
        session: a writing session.
        ids: a few hundred at most.
        now: the present instant.
    """
    statement = (
        select(Application)
        .where(Application.id.in_(ids))
        .options(
            joinedload(Application.entity),
            joinedload(Application.right).joinedload(GiRight.gi),
        )
    )
    found = session.scalars(statement).all()
    times = due(session, found, on=china_day(now))
    for each in found:
        if times[each.id].is_overdue:
            _tell(session, each, times[each.id].due_on, now)


def _tell(
    session: Session, late: Application, due_on: date | None, now: datetime
) -> None:
    is_producers = late.state is ApplicationState.RETURNED
    if is_producers:
        told = accounts.members(session, late.entity.organisation_id)
    elif taker := taken_by(session, late):
        told = frozenset({taker.id})
    else:
        told = telling.officers_of(
            session, late.state, place_of(late), on=china_day(now)
        )
    side = "producer" if is_producers else "desk"
    said = notice(
        Kind.APPLICATION_OVERDUE,
        link=f"/{side}/applications/{late.number}",
        subject=late.number,
        once=late.state_since.isoformat(),
        holder=late.entity.name,
        product=Words(late.right.gi.name_zh, late.right.gi.name_en),
        due_on=due_on,
        waits=WAITS_FOR[late.state],
    )
    notices.tell(session, told, said, now=now)
