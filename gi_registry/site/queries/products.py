"""Products found by what they are, where they come from, and who makes them."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, defer, selectinload

from gi_registry.areas.models import AreaCounty, AreaVersion, Division
from gi_registry.core.paging import Page, page_of
from gi_registry.core.words import Words
from gi_registry.producers.models import Authorization, Entity
from gi_registry.producers.queries import was_called
from gi_registry.products import queries as products
from gi_registry.products.models import Gi, GiFact
from gi_registry.products.rules import Evidence, FactKind
from gi_registry.products.rules.naming import comparable
from gi_registry.site.rules import Search

_LEAST_FOR_NAMES = 2
"""Characters from which names of places and producers are looked through too."""

Condition = ColumnElement[bool]


def find(
    session: Session, search: Search, *, on: date, number: int, size: int
) -> Page[Gi]:
    """Return a page of the products found, each with its rights.

    Args:
        session: to read with.
        search: what is asked for.
        on: the day whose areas count.
        number: of the page, from 1.
        size: products a page.
    """
    wanted = conditions(search, on=on).values()
    statement = select(Gi).where(*wanted).options(*products.RIGHTS)
    ordered = products.ordered(statement, search.query)
    return page_of(session, ordered, number=number, size=size)


def find_whole(
    session: Session, search: Search, *, on: date, number: int, size: int
) -> Page[Gi]:
    """Return a page of the products found, each with all that is known of it."""
    wanted = conditions(search, on=on).values()
    statement = select(Gi).where(*wanted).options(*products.WHOLE)
    ordered = products.ordered(statement, search.query)
    return page_of(session, ordered, number=number, size=size)


def every_product(session: Session, search: Search, *, on: date) -> list[Gi]:
    """Return all products found, each with all that is known of it."""
    wanted = conditions(search, on=on).values()
    statement = select(Gi).where(*wanted).options(*products.WHOLE)
    return list(session.scalars(products.ordered(statement, search.query)))


def conditions(search: Search, *, on: date) -> dict[str, Condition]:
    """Return what a search asks for, by group; a facet leaves its own group out."""
    found = products.conditions(search.query)
    text = search.query.text
    if "text" in found and len(text) >= _LEAST_FOR_NAMES:
        found["text"] = or_(found["text"], _from_there(text, on), _made_by(text))
    if search.divisions:
        lies_in = [AreaCounty.code.startswith(p) for p in search.divisions]
        found["division"] = counties_of_product(on).where(or_(*lies_in)).exists()
    return found


def counties_of_product(on: date) -> Select[str]:
    """Select the counties of a product's area in force, correlated with `Gi`."""
    return (
        select(AreaCounty.code)
        .join(AreaVersion, AreaVersion.id == AreaCounty.area_version_id)
        .where(AreaVersion.gi_id == Gi.id, in_force(on))
        .correlate(Gi)
    )


def in_force(on: date) -> Condition:
    """Return the condition that an area is in force on a day."""
    ended = AreaVersion.valid_to
    return and_(AreaVersion.valid_from <= on, ended.is_(None) | (ended >= on))


def areas_of(
    session: Session, gi_ids: Iterable[int], *, on: date
) -> dict[int, AreaVersion]:
    """Return the areas in force by product, with clauses and counties, no geometry."""
    statement = (
        select(AreaVersion)
        .where(AreaVersion.gi_id.in_(set(gi_ids)), in_force(on))
        .options(
            selectinload(AreaVersion.clauses),
            selectinload(AreaVersion.counties),
            defer(AreaVersion.geometry, raiseload=True),
        )
        .order_by(AreaVersion.number)
    )
    return {area.gi_id: area for area in session.scalars(statement)}


def season_evidence(session: Session, gi_ids: Iterable[int]) -> dict[int, Evidence]:
    """Return how far the season of each product can be trusted, where it has one."""
    statement = select(GiFact.gi_id, GiFact.evidence).where(
        GiFact.gi_id.in_(set(gi_ids)), GiFact.kind == FactKind.SEASON
    )
    return dict(session.execute(statement).all())


def places(session: Session, codes: Iterable[str]) -> dict[str, Words]:
    """Return the names of divisions in force, by code of six digits."""
    statement = select(Division.code, Division.name, Division.name_en).where(
        Division.code.in_(set(codes)), Division.valid_to.is_(None)
    )
    return {code: Words(zh, en) for code, zh, en in session.execute(statement)}


def _from_there(text: str, on: date) -> Condition:
    """Whether the area names a division that is called so."""
    plain = comparable(text)
    named = select(Division.code).where(
        Division.valid_to.is_(None),
        or_(
            Division.name.contains(text, autoescape=True),
            Division.name_en.icontains(plain, autoescape=True),
        ),
    )
    in_named = AreaCounty.code.in_(named)
    return counties_of_product(on).where(in_named).exists()


def _made_by(text: str) -> Condition:
    """Whether an authorized user is or was called so, or has that credit code."""
    called = or_(
        Entity.name.contains(text, autoescape=True),
        was_called(text),
        Entity.uscc == text.upper(),
    )
    return (
        select(Authorization.id)
        .join(Entity, Entity.id == Authorization.entity_id)
        .where(Authorization.gi_id == Gi.id, called)
        .correlate(Gi)
        .exists()
    )
