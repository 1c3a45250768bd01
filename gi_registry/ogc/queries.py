"""The rows behind each collection, as features."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import shapely
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.areas.models import AreaCounty, AreaVersion, Division
from gi_registry.areas.service.shapes import kept, shape
from gi_registry.ogc.rules.collections import Feature
from gi_registry.products.models import Gi, GiRight
from gi_registry.products.rules.seasons import months_of


def production_areas(session: Session, *, on: date) -> list[Feature]:
    """Return every version of every area.

    Args:
        session: to read with.
        on: the day that counts as today.
    """
    statement = (
        select(
            AreaVersion.id,
            AreaVersion.gi_id,
            AreaVersion.number,
            AreaVersion.text,
            AreaVersion.finest_level,
            AreaVersion.source,
            AreaVersion.evidence,
            AreaVersion.valid_from,
            AreaVersion.valid_to,
            AreaVersion.uncertainty_m,
            AreaVersion.area_m2,
            Gi.code,
            Gi.name_zh,
            Gi.name_en,
            Gi.category,
            kept(AreaVersion),
        )
        .join(Gi, Gi.id == AreaVersion.gi_id)
        .order_by(AreaVersion.gi_id, AreaVersion.number)
    )
    rows = session.execute(statement).all()
    named = _divisions_named(session)
    current = _current(rows, on)
    return [_area(row, named.get(row.id, []), row.id in current) for row in rows]


def divisions(session: Session, *, on: date) -> list[Feature]:
    """Return every division of every time."""
    statement = select(
        Division.code,
        Division.name,
        Division.name_en,
        Division.level,
        Division.parent_code,
        Division.valid_from,
        Division.valid_to,
        Division.border_uncertainty_m,
        Division.area_m2,
        Division.source,
        kept(Division),
    )
    return [_division(row, on) for row in session.execute(statement)]


def products(session: Session, *, on: date) -> list[Feature]:
    """Return every product, at a place inside its area in force."""
    statement = select(
        Gi.id,
        Gi.code,
        Gi.name_zh,
        Gi.name_en,
        Gi.category,
        Gi.season_mask,
        Gi.evidence,
        Gi.confidence,
    )
    rights = _rights(session)
    areas = {
        area.properties["code"]: area
        for area in production_areas(session, on=on)
        if area.properties["current"]
    }
    return [
        _product(row, rights.get(row.id, []), areas.get(row.code))
        for row in session.execute(statement)
    ]


def _area(row: Any, divisions: list[str], is_current: bool) -> Feature:  # noqa: ANN401, FBT001 -- a row
    return Feature(
        id=f"{row.code}-v{row.number}",
        properties={
            "code": row.code,
            "version": row.number,
            "name": row.name_zh,
            "name_en": row.name_en,
            "category": row.category,
            "valid_from": row.valid_from.isoformat(),
            "valid_to": _iso(row.valid_to),
            "current": is_current,
            "text": row.text,
            "finest_level": row.finest_level.value,
            "finer_than_polygon": row.finest_level.finer_than_polygon,
            "divisions": divisions,
            "uncertainty_m": row.uncertainty_m,
            "area_m2": row.area_m2,
            "source": row.source,
            "evidence": row.evidence.value,
        },
        geometry=shape(row.kept),
        since=row.valid_from,
        until=row.valid_to,
    )


def _division(row: Any, on: date) -> Feature:  # noqa: ANN401 -- a row
    ended = row.valid_to is not None and row.valid_to < on
    return Feature(
        id=f"{row.code}-{row.valid_from:%Y%m%d}",
        properties={
            "code": row.code,
            "name": row.name,
            "name_en": row.name_en,
            "level": row.level.value,
            "parent": row.parent_code,
            "valid_from": row.valid_from.isoformat(),
            "valid_to": _iso(row.valid_to),
            "current": row.valid_from <= on and not ended,
            "uncertainty_m": row.border_uncertainty_m,
            "area_m2": row.area_m2,
            "source": row.source,
        },
        geometry=shape(row.kept),
        since=row.valid_from,
        until=row.valid_to,
    )


def _product(row: Any, kinds: list[str], area: Feature | None) -> Feature:  # noqa: ANN401 -- a row
    drawn = area.geometry if area else None
    return Feature(
        id=row.code,
        properties={
            "code": row.code,
            "name": row.name_zh,
            "name_en": row.name_en,
            "category": row.category,
            "season_months": list(months_of(row.season_mask)),
            "kinds": kinds,
            "area": area.id if area else None,
            "evidence": row.evidence.value,
            "confidence": row.confidence.value,
        },
        geometry=shapely.point_on_surface(drawn) if drawn is not None else None,
    )


def _current(rows: Iterable[Any], on: date) -> set[int]:
    """Return the ids of the last versions in force, one a product."""
    last = {
        row.gi_id: row.id
        for row in rows
        if row.valid_from <= on and (row.valid_to is None or row.valid_to >= on)
    }
    return set(last.values())


def _divisions_named(session: Session) -> dict[int, list[str]]:
    statement = select(AreaCounty.area_version_id, AreaCounty.code).order_by(
        AreaCounty.area_version_id, AreaCounty.ordinal
    )
    found: dict[int, list[str]] = {}
    for version_id, code in session.execute(statement):
        found.setdefault(version_id, []).append(code)
    return found


def _rights(session: Session) -> dict[int, list[str]]:
    statement = select(GiRight.gi_id, GiRight.kind).order_by(
        GiRight.gi_id, GiRight.ordinal
    )
    found: dict[int, dict[str, None]] = {}
    for gi_id, kind in session.execute(statement):
        found.setdefault(gi_id, {})[kind.value] = None
    return {gi_id: list(kinds) for gi_id, kinds in found.items()}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
