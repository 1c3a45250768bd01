"""What is on record of businesses: their changes, and the value of a day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from gi_registry.core.access import Caller, Permission, Place
from gi_registry.core.paging import Page, page_of
from gi_registry.producers import queries
from gi_registry.producers.errors import ChangeNotFoundError
from gi_registry.producers.models import Authorization, Entity, EntityChange
from gi_registry.producers.rules import ChangeKind, ChangeState, value_on

_AT_ONCE = 500


def changes_of(session: Session, entity_id: int) -> Sequence[EntityChange]:
    """Return the changes of a business, newest first, with all that they name."""
    statement = (
        select(EntityChange)
        .where(EntityChange.entity_id == entity_id)
        .options(
            joinedload(EntityChange.entity),
            joinedload(EntityChange.authorization).joinedload(Authorization.gi),
        )
        .order_by(EntityChange.id.desc())
    )
    return session.scalars(statement).all()


def names_on(session: Session, entities: Iterable[Entity], day: date) -> dict[int, str]:
    """Return what businesses were called on a day, by their id; in one query."""
    by_id: Mapping[int, Entity] = {entity.id: entity for entity in entities}
    statement = confirmed(ChangeKind.NAME).where(
        EntityChange.entity_id.in_(by_id), EntityChange.from_on > day
    )
    later: dict[int, list[EntityChange]] = {}
    for change in session.scalars(statement):
        later.setdefault(change.entity_id, []).append(change)
    return {
        key: value_on(entity.name, later.get(key, ()), day)
        for key, entity in by_id.items()
    }


def former_names(session: Session, entity_id: int) -> list[tuple[str, date]]:
    """Return what a business was called before, each until which day, oldest first."""
    statement = confirmed(ChangeKind.NAME).where(EntityChange.entity_id == entity_id)
    return [(each.old, each.from_on) for each in session.scalars(statement)]


def standard_on(
    session: Session, authorization: Authorization, day: date
) -> str | None:
    """Return the standard that an authorization's goods were made to on a day."""
    changes = session.scalars(
        confirmed(ChangeKind.STANDARD).where(
            EntityChange.authorization_id == authorization.id
        )
    ).all()
    return value_on(authorization.standard_number or "", changes, day) or None


def change(session: Session, number: str) -> EntityChange:
    """Return a change with its business, authorization, right and product.

    Raises:
        ChangeNotFoundError: there is none.
    """
    statement = (
        select(EntityChange)
        .where(EntityChange.number == number)
        .options(*queries.WHOLE_CHANGE)
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise ChangeNotFoundError(number)
    return found


def place_of_change(change: EntityChange) -> Place:
    """Return where a change belongs: its county, and the authority named."""
    held = change.authorization
    return Place(change.division, held.right.managing_authority if held else None)


def changes(
    session: Session, caller: Caller, state: ChangeState | None, *, number: int
) -> Page[EntityChange]:
    """Return a page of the changes in a caller's jurisdiction, oldest first."""
    return page_of(session, queries.changes(caller, state), number=number)


def every_change(
    session: Session, caller: Caller, state: ChangeState | None
) -> Iterator[EntityChange]:
    """Give all the changes of a list, for an export."""
    statement = queries.changes(caller, state)
    yield from session.scalars(statement.execution_options(yield_per=_AT_ONCE))


def waiting_changes(session: Session, caller: Caller) -> int:
    """Return how many changes wait for a caller to decide."""
    statement = queries.changes(
        caller, ChangeState.WAITING, permission=Permission.ORIGIN_CHECK
    )
    inner = statement.order_by(None).with_only_columns(EntityChange.id).subquery()
    return session.scalar(select(func.count()).select_from(inner)) or 0


def confirmed(kind: ChangeKind) -> Select[EntityChange]:
    """Select the confirmed changes of a kind, by first day."""
    return (
        select(EntityChange)
        .where(EntityChange.kind == kind, EntityChange.state == ChangeState.CONFIRMED)
        .order_by(EntityChange.from_on, EntityChange.id)
    )
