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
    inner = statement.order_by(None).subquery()
    total = session.scalar(select(func.count()).select_from(inner)) or 0
    number = max(1, min(number, math.ceil(total / size) or 1))
    limited = statement.limit(size).offset((number - 1) * size)
    one = len(statement.column_descriptions) == 1
    result = session.execute(limited)
    items = list(result.scalars()) if one else list(result)
    return Page(items, number, size, total)


def asked_page() -> int:
    """Return the `page` of the address, 1 where it is absent or no number."""
    text = request.args.get("page", "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 9 else 1  # noqa: PLR2004 -- keeps SQL offsets in range
