"""Products looked up and searched."""

import csv
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from gi_registry.core.paging import PAGE_SIZE, Page, page_of
from gi_registry.core.published import codelist
from gi_registry.core.words import Words
from gi_registry.geo.layers import layer_path
from gi_registry.products import queries
from gi_registry.products.errors import GiNotFoundError, RightNotFoundError
from gi_registry.products.models import Gi, GiRight
from gi_registry.products.rules.catalogue import goods_of
from gi_registry.products.rules.search import Query


def by_code(session: Session, code: str) -> Gi:
    """Return a product with its rights, announcements, standards and facts.

    Args:
        session: to read with.
        code: such as SXGI-001.

    Raises:
        GiNotFoundError: there is none.
    """
    if not code.isprintable():  # PostgreSQL takes no NUL
        raise GiNotFoundError(code)
    statement = select(Gi).where(Gi.code == code).options(*queries.WHOLE)
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise GiNotFoundError(code)
    return found


def right(session: Session, right_id: int) -> GiRight:
    """Return a right with its product.

    Raises:
        RightNotFoundError: there is none.
    """
    statement = (
        select(GiRight).where(GiRight.id == right_id).options(joinedload(GiRight.gi))
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise RightNotFoundError(right_id)
    return found


def search(
    session: Session, query: Query, *, number: int = 1, size: int = PAGE_SIZE
) -> Page[Gi]:
    """Return a page of the products that a query finds, each with its rights.

    Args:
        session: to read with.
        query: what is asked for.
        number: of the page, from 1.
        size: products a page.
    """
    statement = (
        select(Gi).where(*queries.conditions(query).values()).options(*queries.RIGHTS)
    )
    return page_of(session, queries.ordered(statement, query), number=number, size=size)


def category_words(category: str) -> Words:
    """Return the words of a kind of goods; its code where the list lacks it."""
    return codelist("category").get(category, Words(category, category))


def goods_words(name_zh: str) -> Words | None:
    """Return what a product is in plain words, such as 苹果 / apples."""
    return goods_of(name_zh, codelist("goods"))


def fact_words(text: str) -> Words:
    """Return a fact, a remark or a source as people read it.

    Compilers write in English; what has been translated is said in Chinese too,
    each part of a list of sources by itself. Anything else stays as it is.
    """
    known = _translated()
    whole = known.get(text)
    if whole is None:
        whole = _JOINT.join(known.get(part, part) for part in text.split(_JOINT))
    return Words(whole, text)


_JOINT = "; "


@cache
def _translated() -> Mapping[str, str]:
    path = layer_path("gi_catalogue_zh.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        return MappingProxyType(
            {row["en"]: row["zh"] for row in csv.DictReader(stream)}
        )
