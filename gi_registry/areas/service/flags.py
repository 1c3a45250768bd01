"""Flags: which areas somebody must look at again, and why."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from gi_registry.accounts import service as accounts
from gi_registry.areas.models import AreaCounty, AreaFlag, AreaVersion
from gi_registry.areas.rules import FlagKind
from gi_registry.core.access import Permission, Place
from gi_registry.core.words import Words, china_day
from gi_registry.notices import service as notices
from gi_registry.notices.service import Kind, notice
from gi_registry.products.models import Gi

_PROVINCE_DIGITS = 2


def flag_divisions(
    session: Session, code: str, why: Words, *, since: date, now: datetime
) -> int:
    """Flag every product whose area in force lies in a county that was changed.

    Args:
        session: a writing session.
        code: of the county, as the areas have it.
        why: what happened to it.
        since: the day of the change.
        now: the present instant.

    Returns:
        How many products were flagged.
    """
    concerned = session.scalars(
        select(AreaVersion.gi_id)
        .join(AreaCounty, AreaCounty.area_version_id == AreaVersion.id)
        .where(AreaVersion.valid_to.is_(None), AreaCounty.code == code)
        .order_by(AreaVersion.gi_id)
        .distinct()
    ).all()
    session.add_all(
        AreaFlag(
            gi_id=gi_id,
            kind=FlagKind.DIVISION,
            division_code=code,
            why=why.zh,
            why_en=why.en,
            since=since,
            raised_at=now,
        )
        for gi_id in concerned
    )
    session.flush()
    _tell(session, concerned, code, why, now)
    return len(concerned)


def _tell(
    session: Session, gi_ids: Sequence[int], code: str, why: Words, now: datetime
) -> None:
    """Tell who decides areas there of products that were flagged."""
    officers = accounts.officers(session, Permission.AREA_DECIDE, on=china_day(now))
    for gi in session.scalars(select(Gi).where(Gi.id.in_(gi_ids))):
        said = notice(
            Kind.AREA_FLAGGED,
            link=f"/desk/areas/{gi.code}",
            subject=gi.code,
            once=f"{code}:{china_day(now)}",
            product=Words(gi.name_zh, gi.name_en),
            why=Words(why.zh.rstrip("。"), why.en.rstrip(".")),
        )
        notices.tell(session, officers.at(Place(code)), said, now=now)


def flag_wording(
    session: Session, gi: Gi, text: str, *, since: date, now: datetime
) -> None:
    """Flag a decided area of which the catalogue has another wording; once."""
    why = Words(
        f"目录中的产地文字已改为：{text}",
        f"The catalogue now has another wording: {text}",
    )
    already = select(AreaFlag.id).where(AreaFlag.gi_id == gi.id, AreaFlag.why == why.zh)
    if session.scalar(already.limit(1)) is None:
        session.add(
            AreaFlag(
                gi_id=gi.id,
                kind=FlagKind.WORDING,
                division_code=None,
                why=why.zh,
                why_en=why.en,
                since=since,
                raised_at=now,
            )
        )
        session.flush()


def open_flags(session: Session, gi_ids: Iterable[int]) -> dict[int, list[AreaFlag]]:
    """Return the flags that nobody has resolved, by product, oldest first."""
    statement = (
        select(AreaFlag)
        .where(AreaFlag.gi_id.in_(set(gi_ids)), AreaFlag.resolved_at.is_(None))
        .order_by(AreaFlag.id)
    )
    found: dict[int, list[AreaFlag]] = {}
    for flag in session.scalars(statement):
        found.setdefault(flag.gi_id, []).append(flag)
    return found


def flagged_products(session: Session, prefixes: Collection[str]) -> int:
    """Return how many products of a jurisdiction have an open flag."""
    statement = select(func.count(func.distinct(AreaFlag.gi_id))).where(
        AreaFlag.resolved_at.is_(None), lies_within(prefixes, AreaFlag.gi_id)
    )
    return session.scalar(statement) or 0


def resolve_flags(
    session: Session, gi_id: int, *, resolution: str, now: datetime, account_id: int
) -> list[AreaFlag]:
    """Resolve all open flags of a product; return them."""
    flags = open_flags(session, [gi_id]).get(gi_id, [])
    for flag in flags:
        flag.resolved_at = now
        flag.resolved_by_id = account_id
        flag.resolution = resolution
    return flags


def is_within(session: Session, gi_id: int, prefixes: Collection[str]) -> bool:
    """Say whether a product's area in force lies in a jurisdiction."""
    found = select(Gi.id).where(Gi.id == gi_id, lies_within(prefixes, Gi.id))
    return session.scalar(found) is not None


def lies_within(
    prefixes: Collection[str], gi_id: ColumnElement[int] | InstrumentedAttribute[int]
) -> ColumnElement[bool]:
    """Return the condition that a product's area in force lies in a jurisdiction.

    The register is of one province, whose officers see every product.
    """
    if any(len(prefix) <= _PROVINCE_DIGITS for prefix in prefixes):
        return true()
    inside = (
        select(AreaVersion.gi_id)
        .join(AreaCounty, AreaCounty.area_version_id == AreaVersion.id)
        .where(
            AreaVersion.valid_to.is_(None),
            or_(*(AreaCounty.code.startswith(each) for each in prefixes)),
        )
    )
    return gi_id.in_(inside) if prefixes else gi_id.is_(None)
