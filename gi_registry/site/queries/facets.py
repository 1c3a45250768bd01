"""How many products each choice beside the register would leave."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from gi_registry.areas.models import AreaCounty, AreaVersion
from gi_registry.products.models import Gi, GiRight
from gi_registry.products.rules import Evidence, RightKind
from gi_registry.products.rules.seasons import bit
from gi_registry.site.queries.products import Condition, conditions, in_force
from gi_registry.site.rules import Search

_PREFECTURE, _COUNTY = 4, 6
"""Digits of a code that tell a prefecture, and a county."""


@dataclass(frozen=True, slots=True)
class Facets:
    """Products by choice, counts; each as if its own group were not restricted.

    Attributes:
        prefectures: by the first four digits of GB/T 2260.
        counties: by all six, within the prefectures that are chosen.
        months: by month, 1 to 12.
    """

    kinds: dict[RightKind, int]
    categories: dict[str, int]
    prefectures: dict[str, int]
    counties: dict[str, int]
    months: dict[int, int]
    evidence: dict[Evidence, int]


def facets(session: Session, search: Search, *, on: date) -> Facets:
    """Count the products of a search by each group, in six queries at most."""
    wanted = conditions(search, on=on)

    def others(group: str) -> list[Condition]:
        return [each for name, each in wanted.items() if name != group]

    return Facets(
        kinds=_kinds(session, others("kind")),
        categories=_categories(session, others("category")),
        prefectures=_divisions(session, others("division"), on, _PREFECTURE, ()),
        counties=_counties(session, others, search, on),
        months=_months(session, others("month")),
        evidence=_evidence(session, others("evidence")),
    )


def _kinds(session: Session, where: list[Condition]) -> dict[RightKind, int]:
    count = func.count(func.distinct(GiRight.gi_id))
    statement = (
        select(GiRight.kind, count)
        .join(Gi, Gi.id == GiRight.gi_id)
        .where(*where)
        .group_by(GiRight.kind)
    )
    return dict(session.execute(statement).all())


def _categories(session: Session, where: list[Condition]) -> dict[str, int]:
    statement = (
        select(Gi.category, func.count())
        .where(*where)
        .group_by(Gi.category)
        .order_by(func.count().desc(), Gi.category)
    )
    return dict(session.execute(statement).all())


def _evidence(session: Session, where: list[Condition]) -> dict[Evidence, int]:
    statement = select(Gi.evidence, func.count()).where(*where).group_by(Gi.evidence)
    return dict(session.execute(statement).all())


def _months(session: Session, where: list[Condition]) -> dict[int, int]:
    sums = [
        func.coalesce(
            func.sum(case((Gi.season_mask.bitwise_and(bit(month)) != 0, 1), else_=0)), 0
        )
        for month in range(1, 13)
    ]
    row = session.execute(select(*sums).where(*where)).one()
    return {month: int(count) for month, count in enumerate(row, start=1)}


def _counties(
    session: Session,
    others: Callable[[str], list[Condition]],
    search: Search,
    on: date,
) -> dict[str, int]:
    within = tuple({prefix[:_PREFECTURE] for prefix in search.divisions})
    if not any(len(prefix) == _PREFECTURE for prefix in within):
        return {}
    return _divisions(session, others("division"), on, _COUNTY, within)


def _divisions(
    session: Session,
    where: list[Condition],
    on: date,
    digits: int,
    within: tuple[str, ...],
) -> dict[str, int]:
    prefix = func.substr(AreaCounty.code, 1, digits).label("prefix")
    statement = (
        select(prefix, func.count(func.distinct(Gi.id)))
        .select_from(AreaCounty)
        .join(AreaVersion, AreaVersion.id == AreaCounty.area_version_id)
        .join(Gi, Gi.id == AreaVersion.gi_id)
        .where(in_force(on), *where)
        .group_by(prefix)
        .order_by(prefix)
    )
    if within:
        chosen = func.substr(AreaCounty.code, 1, _PREFECTURE).in_(within)
        statement = statement.where(chosen)
    return dict(session.execute(statement).all())
