"""The officers' list of areas: how far each is read, and what waits."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from gi_registry.areas.models import AreaClause, AreaDraft, AreaFlag, AreaVersion
from gi_registry.areas.rules import ClauseStatus
from gi_registry.areas.service.flags import lies_within
from gi_registry.core.paging import PAGE_SIZE, Page, page_of
from gi_registry.core.words import Words
from gi_registry.products.models import Gi

VIEWS = {
    "": Words("全部", "All"),
    "open": Words("未经确认", "Not confirmed"),
    "flagged": Words("有提示待处理", "Flagged"),
    "gone": Words("有区划已不存在", "With divisions that are gone"),
    "ambiguous": Words("有待定的部分", "With ambiguous clauses"),
    "draft": Words("有草稿", "With a draft"),
    "decided": Words("已确认", "Confirmed"),
}


@dataclass(frozen=True, slots=True)
class WantedAreas:
    """Filters of the list.

    Attributes:
        view: a key of `VIEWS`.
        text: in the product's name or code.
        sort: code, name, gone, ambiguous, flags or since; `-` for down.
    """

    view: str = ""
    text: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A product's area in the list; counts of clauses by status."""

    code: str
    name: Words
    version: int
    since: date
    is_decided: bool
    resolved: int
    ambiguous: int
    gone: int
    flags: int
    has_draft: bool


def area_list(
    session: Session,
    prefixes: Collection[str],
    wanted: WantedAreas,
    *,
    number: int = 1,
    size: int = PAGE_SIZE,
) -> Page[AreaRow]:
    """Return a page of the areas in a jurisdiction.

    Args:
        session: to read with.
        prefixes: of the divisions that somebody is in charge of.
        wanted: filters.
        number: of the page, from 1.
        size: areas in a page.
    """
    page = page_of(session, _statement(prefixes, wanted), number=number, size=size)
    return page.map(
        lambda row: AreaRow(
            code=row.code,
            name=Words(row.name_zh, row.name_en),
            version=row.number,
            since=row.valid_from,
            is_decided=row.decided_by_id is not None,
            resolved=row.resolved,
            ambiguous=row.ambiguous,
            gone=row.gone,
            flags=row.flags,
            has_draft=row.draft is not None,
        )
    )


def _statement(
    prefixes: Collection[str], wanted: WantedAreas
) -> Select[*tuple[object, ...]]:
    clauses = _clauses()
    flags = (
        select(AreaFlag.gi_id, func.count().label("flags"))
        .where(AreaFlag.resolved_at.is_(None))
        .group_by(AreaFlag.gi_id)
        .subquery()
    )
    resolved, ambiguous, gone, open_flags = (
        func.coalesce(column, 0)
        for column in (
            clauses.c.resolved,
            clauses.c.ambiguous,
            clauses.c.gone,
            flags.c.flags,
        )
    )
    views: dict[str, ColumnElement[bool]] = {
        "open": AreaVersion.decided_by_id.is_(None),
        "decided": AreaVersion.decided_by_id.is_not(None),
        "flagged": open_flags > 0,
        "gone": gone > 0,
        "ambiguous": ambiguous > 0,
        "draft": AreaDraft.id.is_not(None),
    }
    conditions = [lies_within(prefixes, AreaVersion.gi_id)]
    if wanted.view in views:
        conditions.append(views[wanted.view])
    if wanted.text:
        named = Gi.search_text.icontains(wanted.text, autoescape=True)
        conditions.append(or_(named, Gi.code.icontains(wanted.text, autoescape=True)))
    sorts: dict[str, ColumnElement[Any] | InstrumentedAttribute[Any]] = {
        "code": Gi.code,
        "name": Gi.search_text,
        "gone": gone,
        "ambiguous": ambiguous,
        "flags": open_flags,
        "since": AreaVersion.valid_from,
    }
    key = wanted.sort.removeprefix("-")
    by = sorts.get(key, Gi.code)
    down = wanted.sort.startswith("-")
    return (
        select(
            Gi.code,
            Gi.name_zh,
            Gi.name_en,
            AreaVersion.number,
            AreaVersion.valid_from,
            AreaVersion.decided_by_id,
            resolved.label("resolved"),
            ambiguous.label("ambiguous"),
            gone.label("gone"),
            open_flags.label("flags"),
            AreaDraft.id.label("draft"),
        )
        .join(Gi, Gi.id == AreaVersion.gi_id)
        .outerjoin(clauses, clauses.c.version_id == AreaVersion.id)
        .outerjoin(flags, flags.c.gi_id == AreaVersion.gi_id)
        .outerjoin(AreaDraft, AreaDraft.gi_id == AreaVersion.gi_id)
        .where(and_(AreaVersion.valid_to.is_(None), *conditions))
        .order_by(by.desc() if down else by, Gi.code)
    )


def _clauses() -> Subquery:
    """Count the clauses of each version by status."""

    def so(status: ClauseStatus) -> ColumnElement[int]:
        return func.sum(case((AreaClause.status == status, 1), else_=0))

    return (
        select(
            AreaClause.area_version_id.label("version_id"),
            so(ClauseStatus.RESOLVED).label("resolved"),
            so(ClauseStatus.AMBIGUOUS).label("ambiguous"),
            so(ClauseStatus.GONE).label("gone"),
        )
        .group_by(AreaClause.area_version_id)
        .subquery()
    )
