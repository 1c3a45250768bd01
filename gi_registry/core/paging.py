"""Pages of a long list, by number, with the total."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import request, url_for
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

T = TypeVar("T")

PAGE_SIZE = 25
MAX_PAGE_SIZE = 200
_NAMED = 2_000
"""Ids that are fetched at once, so that they need not be counted."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list.

    Attributes:
        items: at most `size` of them.
        number: counted from 1.
        total: items on all pages.
    """

    items: Sequence[T]
    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least 1."""
        return max(1, math.ceil(self.total / self.size))

    @property
    def first(self) -> int:
        """Number of the first item shown, counted from 1; 0 if there is none."""
        return (self.number - 1) * self.size + 1 if self.total else 0

    @property
    def last(self) -> int:
        """Number of the last item shown."""
        return min(self.number * self.size, self.total)

    def url(self, number: int) -> str:
        """Return the present address with another page number."""
        values: dict[str, Any] = dict(request.view_args or {})
        values |= {key: request.args.getlist(key) for key in request.args}
        values["page"] = number
        return url_for(request.endpoint or "site.home", **values)

    def map(self, make: Callable[[T], Any]) -> "Page[Any]":
        """Return the same page of something made from each item."""
        items = [make(item) for item in self.items]
        return Page(items, self.number, self.size, self.total)


def page_of(
    session: Session,
    statement: Select[*tuple[Any, ...]],
    *,
    number: int,
    size: int = PAGE_SIZE,
) -> Page[Any]:
    """Run a statement for one page, and count the whole, in two queries.

    Args:
        session: to read with.
        statement: ordered; its rows are given as entities if it selects one.
        number: from 1; beyond the end it gives the last page.
        size: items a page.
    """
    total = count_of(session, statement)
    number = max(1, min(number, math.ceil(total / size) or 1))
    limited = statement.limit(size).offset((number - 1) * size)
    one = len(statement.column_descriptions) == 1
    result = session.execute(limited)
    items = list(result.scalars()) if one else list(result)
    return Page(items, number, size, total)


def count_of(session: Session, statement: Select[*tuple[Any, ...]]) -> int:
    """Return how many rows a statement gives."""
    inner = statement.order_by(None).subquery()
    return session.scalar(select(func.count()).select_from(inner)) or 0


def page_by_id(
    session: Session,
    which: Select[int],
    load: Callable[[Sequence[int]], Select[*tuple[Any, ...]]],
    *,
    number: int,
    total: int | None = None,
) -> Page[Any]:
    """Find which rows stand on a page by their ids alone, and load only those.

    What is found is mostly little, and is then found once, total and all; sorting
    and counting never carry what is shown.

    Args:
        session: to read with.
        which: ids, ordered.
        load: selects rows by their ids, the entity first.
        number: from 1; beyond the end it gives the last page.
        total: how many there are, where it is known already.
    """
    found: Sequence[int] | None = None
    if total is None:
        found = session.scalars(which.limit(_NAMED + 1)).all()
        total = len(found)
    if found is not None and total > _NAMED:
        total, found = count_of(session, which), None
    number = max(1, min(number, math.ceil(total / PAGE_SIZE) or 1))
    first = (number - 1) * PAGE_SIZE
    if found is None:
        ids = session.scalars(which.limit(PAGE_SIZE).offset(first)).all()
    else:
        ids = found[first : first + PAGE_SIZE]
    rows = {row[0].id: row for row in session.execute(load(ids))} if ids else {}
    items = [rows[each] if len(rows[each]) > 1 else rows[each][0] for each in ids]
    return Page(items, number, PAGE_SIZE, total)


def page_of_list(found: Sequence[T], *, number: int) -> Page[T]:
    """Return one page of a list that is at hand.

    Args:
        found: all of it.
        number: from 1; beyond the end it gives the last page.
    """
    number = max(1, min(number, math.ceil(len(found) / PAGE_SIZE) or 1))
    first = (number - 1) * PAGE_SIZE
    return Page(found[first : first + PAGE_SIZE], number, PAGE_SIZE, len(found))


def asked_page() -> int:
    """Return the `page` of the address, 1 where it is absent or no number."""
    text = request.args.get("page", "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 9 else 1  # noqa: PLR2004 -- keeps SQL offsets in range
