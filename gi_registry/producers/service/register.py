"""Businesses as an officer reads them: the list, one of them, those gone."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from gi_registry.areas import service as areas
from gi_registry.core.access import Caller
from gi_registry.core.paging import Page, page_of
from gi_registry.core.words import Words
from gi_registry.producers import queries
from gi_registry.producers.errors import BusinessNotFoundError
from gi_registry.producers.models import Application, Authorization, Entity
from gi_registry.producers.queries.register import EntityWanted, seen_entities
from gi_registry.producers.rules import MAY_USE, OPEN
from gi_registry.products.models import GiRight

_BATCH = 500

Fact = tuple[Words, Words]
Facts = Callable[[Session, Sequence[int]], list[Fact]]
"""What a domain above knows of a business, by the ids of its authorizations."""

_FACTS: dict[str, Facts] = {}


@dataclass(frozen=True, slots=True)
class EntityRow:
    """One business in the register.

    Attributes:
        may_use: its authorizations under which the mark may be used, count.
        under_way: its applications that something can follow, count.
    """

    entity: Entity
    place: Words
    may_use: int
    under_way: int


def offer_facts(name: str, facts: Facts) -> None:
    """Put lines on every business's page; called once, when a domain is imported."""
    _FACTS[name] = facts


def facts_of(session: Session, authorization_ids: Sequence[int]) -> list[Fact]:
    """Return what the domains above know of a business."""
    return [
        fact
        for _, facts in sorted(_FACTS.items())
        for fact in facts(session, authorization_ids)
    ]


def businesses(
    session: Session, caller: Caller, wanted: EntityWanted, *, number: int
) -> Page[EntityRow]:
    """Return a page of the businesses in a caller's jurisdiction."""
    page = page_of(session, queries.entities(caller, wanted), number=number)
    rows = iter(_rows(session, page.items))
    return page.map(lambda _: next(rows))


def every_business(
    session: Session, caller: Caller, wanted: EntityWanted
) -> Iterator[EntityRow]:
    """Give all of them, for an export."""
    statement = queries.entities(caller, wanted)
    for part in session.scalars(statement).partitions(_BATCH):
        yield from _rows(session, part)


def business(
    session: Session, caller: Caller, code: str
) -> tuple[Entity, Sequence[Authorization], Sequence[Application]]:
    """Return a business with its authorizations and its applications that were sent.

    Raises:
        BusinessNotFoundError: there is none, or not in the caller's jurisdiction.
    """
    entity = session.scalar(
        select(Entity).where(Entity.uscc == code, seen_entities(caller))
    )
    if entity is None:
        raise BusinessNotFoundError(code)
    held = session.scalars(
        select(Authorization)
        .where(Authorization.entity_id == entity.id)
        .options(joinedload(Authorization.gi), joinedload(Authorization.announcement))
        .order_by(Authorization.id.desc())
    ).all()
    sent = session.scalars(
        select(Application)
        .where(
            Application.entity_id == entity.id, Application.submitted_at.is_not(None)
        )
        .options(joinedload(Application.right).joinedload(GiRight.gi))
        .order_by(Application.id.desc())
    ).all()
    return entity, held, sent


def gone(session: Session, caller: Caller, *, number: int) -> Page[Authorization]:
    """Return a page of the authorizations whose business is gone."""
    return page_of(session, queries.gone(caller), number=number)


def every_gone(session: Session, caller: Caller) -> Sequence[Authorization]:
    """Return all of them, for an export."""
    return session.scalars(queries.gone(caller)).all()


def gone_count(session: Session, caller: Caller) -> int:
    """Return how many authorizations are to be reported to CNIPA for cancellation."""
    inner = queries.gone(caller).order_by(None).with_only_columns(Authorization.id)
    return session.scalar(select(func.count()).select_from(inner.subquery())) or 0


def _rows(session: Session, entities: Sequence[Entity]) -> list[EntityRow]:
    ids = [entity.id for entity in entities]
    names = areas.names(session, {entity.division for entity in entities})
    held = dict(
        session.execute(
            select(Authorization.entity_id, func.count())
            .where(Authorization.entity_id.in_(ids), Authorization.state.in_(MAY_USE))
            .group_by(Authorization.entity_id)
        ).all()
    )
    under_way = dict(
        session.execute(
            select(Application.entity_id, func.count())
            .where(
                Application.entity_id.in_(ids),
                Application.state.in_(OPEN),
                Application.submitted_at.is_not(None),
            )
            .group_by(Application.entity_id)
        ).all()
    )
    return [
        EntityRow(
            entity,
            names.get(entity.division, Words(entity.division, entity.division)),
            held.get(entity.id, 0),
            under_way.get(entity.id, 0),
        )
        for entity in entities
    ]
