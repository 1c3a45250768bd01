"""One product as it is published: itself, its area, where its rights come from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from gi_registry.areas.models import AreaClause, AreaVersion
from gi_registry.areas.rules import CLAUSE_STATUS_WORDS, ClauseKind, ClauseStatus
from gi_registry.core.paging import Page
from gi_registry.core.words import Words
from gi_registry.products import service as products
from gi_registry.products.models import Gi, GiRight
from gi_registry.site import queries
from gi_registry.site.rules import Search


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of an area's wording, its division named.

    Attributes:
        text: verbatim.
        kind: what it is.
        code: of the county or wider division in which it lies.
        codes: of the divisions that it names.
        place: the name of `code` today.
        reason: why it has its status.
    """

    text: str
    kind: ClauseKind
    code: str | None
    codes: tuple[str, ...]
    place: Words | None
    status: ClauseStatus
    reason: Words


@dataclass(frozen=True, slots=True)
class Predecessor:
    """A right that another one of the same product came from."""

    right: GiRight
    before: GiRight


@dataclass(frozen=True, slots=True)
class Described:
    """A product and what other domains know of it.

    Attributes:
        gi: rights, announcements, standards and facts loaded.
        goods: what it is in plain words; none where nobody has said.
        area: in force, clauses loaded, without geometry.
        clauses: of the area.
        lineage: rights that came from others, as far as a source says so.
    """

    gi: Gi
    goods: Words | None
    area: AreaVersion | None
    clauses: tuple[Clause, ...]
    lineage: tuple[Predecessor, ...]


def described(session: Session, code: str, *, on: date) -> Described:
    """Return a product as it is published.

    Raises:
        GiNotFoundError: there is none.
    """
    return _described(session, [products.by_code(session, code)], on=on)[0]


def every_described(
    session: Session, search: Search, *, on: date, number: int = 1, size: int = 0
) -> Page[Described]:
    """Return the products found as they are published.

    Args:
        session: to read with.
        search: what is asked for.
        on: the day whose areas count.
        number: of the page, from 1.
        size: products a page; 0 for all on one page.
    """
    if size:
        page = queries.find_whole(session, search, on=on, number=number, size=size)
    else:
        found = queries.every_product(session, search, on=on)
        page = Page(found, 1, max(1, len(found)), len(found))
    items = _described(session, page.items, on=on)
    return Page(items, page.number, page.size, page.total)


def _described(session: Session, found: Sequence[Gi], *, on: date) -> list[Described]:
    areas = queries.areas_of(session, [gi.id for gi in found], on=on)
    codes = {
        clause.division_code or "" for area in areas.values() for clause in area.clauses
    }
    names = queries.places(session, codes)
    return [
        Described(
            gi=gi,
            goods=products.goods_words(gi.name_zh),
            area=areas.get(gi.id),
            clauses=_clauses(areas.get(gi.id), names),
            lineage=_lineage(gi),
        )
        for gi in found
    ]


def _clauses(area: AreaVersion | None, names: dict[str, Words]) -> tuple[Clause, ...]:
    if area is None:
        return ()
    return tuple(
        Clause(
            text=clause.text,
            kind=clause.kind,
            codes=tuple(clause.codes),
            code=clause.division_code,
            place=names.get(clause.division_code or ""),
            status=clause.status,
            reason=_reason(clause),
        )
        for clause in area.clauses
    )


def _reason(clause: AreaClause) -> Words:
    en = clause.reason_en or CLAUSE_STATUS_WORDS[clause.status].en
    return Words(clause.reason, en)


def _lineage(gi: Gi) -> tuple[Predecessor, ...]:
    by_id = {right.id: right for right in gi.rights}
    return tuple(
        Predecessor(right, by_id[right.supersedes_id])
        for right in gi.rights
        if right.supersedes_id in by_id
    )
