"""What a week's list reads: grouped by product, in a constant number of statements."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Subquery,
    and_,
    case,
    cast,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session

from gi_registry.areas.models import AreaCounty, AreaVersion
from gi_registry.core.access import Caller, Permission
from gi_registry.core.reach import reach
from gi_registry.marks.models import LabelRange, LabelRun
from gi_registry.producers.models import Authorization
from gi_registry.producers.rules import MAY_USE
from gi_registry.products.models import Gi, GiFact, GiRight
from gi_registry.products.rules import Evidence, FactKind
from gi_registry.scans.models import Scan, ScannedItem
from gi_registry.scans.rules import Judgement, Verdict

_PROVINCE_DIGITS = 2
_DEAD = (Verdict.VOID, Verdict.NOT_ACTIVATED, Verdict.AUTHORIZATION_ENDED)
SHOWN_CODES = 3
"""Codes with findings that are named for each product."""


@dataclass(frozen=True, slots=True)
class Product:
    """A product with its season and where the season was read."""

    id: int
    code: str
    name_zh: str
    name_en: str
    category: str
    season_mask: int
    season_evidence: Evidence
    season_source: str | None


@dataclass(frozen=True, slots=True)
class ScanCounts:
    """Codes of one product that were scanned, as `rules.Scanned` counts them."""

    codes: int
    suspect: int
    dead: int


@dataclass(frozen=True, slots=True)
class FoundCode:
    """One code with a finding."""

    run_id: int
    index: int
    key_epoch: int
    is_suspect: bool
    """Else it is void, not activated or of an ended permission."""


@dataclass(frozen=True, slots=True)
class RunSum:
    """Labels of one product, production year and expiry.

    Attributes:
        year: production year.
        has_expired: whether the last day of activation is before the week.
        size: labels issued.
        used: labels activated or dead.
    """

    gi_id: int
    year: int
    has_expired: bool
    size: int
    used: int


def reached(caller: Caller) -> ColumnElement[bool]:
    """Return the condition that an authorization is in a caller's jurisdiction."""
    return reach(
        caller,
        Permission.SEASON,
        division=Authorization.division,
        authority=GiRight.managing_authority,
    )


def made_within(prefixes: Collection[str]) -> ColumnElement[bool]:
    """Return the condition that a product's area lies in one of divisions.

    The register is of one province: its officers see every product, also one
    whose wording could not be resolved.
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
    return Gi.id.in_(inside) if prefixes else Gi.id.is_(None)


def of_category(category: str) -> ColumnElement[bool]:
    """Return the condition that a product is of a kind of goods."""
    return Gi.category == category


def used_within(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition that a product has an authorization of some kind."""
    reaching = (
        select(Authorization.gi_id)
        .join(GiRight, GiRight.id == Authorization.right_id)
        .where(condition)
    )
    return Gi.id.in_(reaching)


def products(session: Session, *conditions: ColumnElement[bool]) -> list[Product]:
    """Return products in the order of their names' pinyin, with their seasons."""
    statement = (
        select(
            Gi.id,
            Gi.code,
            Gi.name_zh,
            Gi.name_en,
            Gi.category,
            Gi.season_mask,
            func.coalesce(GiFact.evidence, Evidence.MEMORY.value),
            GiFact.source,
        )
        .outerjoin(GiFact, and_(GiFact.gi_id == Gi.id, GiFact.kind == FactKind.SEASON))
        .where(*conditions)
        .order_by(Gi.search_text, Gi.id)
    )
    return [
        Product(*row[:6], Evidence(row[6]), row[7])
        for row in session.execute(statement)
    ]


def counties(session: Session, gi_ids: Collection[int]) -> dict[int, list[str]]:
    """Return the codes of the counties of each product's present area."""
    statement = (
        select(AreaVersion.gi_id, AreaCounty.code)
        .join(AreaCounty, AreaCounty.area_version_id == AreaVersion.id)
        .where(
            AreaVersion.valid_to.is_(None),
            AreaVersion.gi_id.in_(gi_ids),
        )
        .order_by(AreaVersion.gi_id, AreaCounty.ordinal)
    )
    found: dict[int, list[str]] = {gi_id: [] for gi_id in gi_ids}
    for gi_id, code in session.execute(statement):
        if code and code not in found[gi_id]:
            found[gi_id].append(code)
    return found


def users(
    session: Session, gi_ids: Collection[int], condition: ColumnElement[bool]
) -> dict[int, int]:
    """Return how many authorizations that allow use each product has."""
    statement = (
        select(Authorization.gi_id, func.count(Authorization.id))
        .join(GiRight, GiRight.id == Authorization.right_id)
        .where(
            Authorization.gi_id.in_(gi_ids), Authorization.state.in_(MAY_USE), condition
        )
        .group_by(Authorization.gi_id)
    )
    return {row[0]: row[1] for row in session.execute(statement)}


def scans(
    session: Session,
    gi_ids: Collection[int],
    condition: ColumnElement[bool],
    *,
    since: datetime,
    before: datetime,
) -> dict[int, ScanCounts]:
    """Return the codes scanned from an instant to another, by product."""
    items = _items(since, before)
    statement = (
        select(
            Authorization.gi_id,
            func.count(),
            func.sum(items.c.suspect),
            func.sum((1 - items.c.suspect) * items.c.dead),
        )
        .select_from(items)
        .join(LabelRun, LabelRun.id == items.c.run_id)
        .join(Authorization, Authorization.id == LabelRun.authorization_id)
        .join(GiRight, GiRight.id == Authorization.right_id)
        .where(Authorization.gi_id.in_(gi_ids), condition)
        .group_by(Authorization.gi_id)
    )
    return {
        gi_id: ScanCounts(int(codes), int(suspect), int(dead))
        for gi_id, codes, suspect, dead in session.execute(statement)
    }


def found_codes(
    session: Session,
    gi_ids: Collection[int],
    condition: ColumnElement[bool],
    *,
    since: datetime,
    before: datetime,
) -> dict[int, list[FoundCode]]:
    """Return a few codes with findings of each product, the latest first."""
    items = _items(since, before)
    place = func.row_number().over(
        partition_by=Authorization.gi_id,
        order_by=(items.c.suspect.desc(), items.c.last_at.desc(), items.c.index),
    )
    ordered = (
        select(
            Authorization.gi_id.label("gi_id"),
            items.c.run_id,
            items.c.index,
            LabelRun.key_epoch,
            items.c.suspect,
            place.label("place"),
        )
        .select_from(items)
        .join(LabelRun, LabelRun.id == items.c.run_id)
        .join(Authorization, Authorization.id == LabelRun.authorization_id)
        .join(GiRight, GiRight.id == Authorization.right_id)
        .where(
            Authorization.gi_id.in_(gi_ids),
            condition,
            or_(items.c.suspect == 1, items.c.dead == 1),
        )
        .subquery()
    )
    statement = (
        select(ordered)
        .where(ordered.c.place <= SHOWN_CODES)
        .order_by(ordered.c.gi_id, ordered.c.place)
    )
    found: dict[int, list[FoundCode]] = {}
    for gi_id, run_id, index, epoch, suspect, _place in session.execute(statement):
        code = FoundCode(run_id, index, epoch, bool(suspect))
        found.setdefault(gi_id, []).append(code)
    return found


def runs(
    session: Session,
    gi_ids: Collection[int],
    condition: ColumnElement[bool],
    *,
    on: date,
) -> Sequence[RunSum]:
    """Return labels issued and used by product, production year and expiry.

    Args:
        session: to read with.
        gi_ids: of the products.
        condition: on authorizations.
        on: runs whose last day is before it have expired.
    """
    labels = cast(LabelRange.end - LabelRange.first, BigInteger)
    used = (
        select(LabelRange.run_id, func.sum(labels).label("labels"))
        .where(LabelRange.undone_at.is_(None))
        .group_by(LabelRange.run_id)
        .subquery()
    )
    has_expired = case((LabelRun.expires_on < on, 1), else_=0)
    statement = (
        select(
            Authorization.gi_id,
            LabelRun.year,
            has_expired,
            func.sum(cast(LabelRun.size, BigInteger)),
            func.sum(func.coalesce(used.c.labels, 0)),
        )
        .join(Authorization, Authorization.id == LabelRun.authorization_id)
        .join(GiRight, GiRight.id == Authorization.right_id)
        .outerjoin(used, used.c.run_id == LabelRun.id)
        .where(Authorization.gi_id.in_(gi_ids), condition)
        .group_by(Authorization.gi_id, LabelRun.year, has_expired)
    )
    return [
        RunSum(gi_id, year, bool(expired), int(size), int(gone))
        for gi_id, year, expired, size, gone in session.execute(statement)
    ]


def _items(since: datetime, before: datetime) -> Subquery:
    """Select each code scanned in a time, with its findings as 0 or 1."""
    suspect_scan = case((Scan.verdict == Verdict.SUSPECT, 1), else_=0)
    dead_scan = case((Scan.verdict.in_(_DEAD), 1), else_=0)
    scanned = (
        select(
            Scan.run_id,
            Scan.index,
            func.max(Scan.at).label("last_at"),
            func.max(suspect_scan).label("suspect"),
            func.max(dead_scan).label("dead"),
        )
        .where(Scan.at >= since, Scan.at < before)
        .group_by(Scan.run_id, Scan.index)
        .subquery()
    )
    judged = case(
        (ScannedItem.judgement == Judgement.SUSPECT, 1),
        (ScannedItem.judgement == Judgement.CLEARED, 0),
        else_=scanned.c.suspect,
    )
    return (
        select(
            scanned.c.run_id,
            scanned.c.index,
            scanned.c.last_at,
            judged.label("suspect"),
            scanned.c.dead,
        )
        .outerjoin(
            ScannedItem,
            and_(
                ScannedItem.run_id == scanned.c.run_id,
                ScannedItem.index == scanned.c.index,
            ),
        )
        .subquery()
    )
