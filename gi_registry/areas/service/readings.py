"""Readings of the wording of areas: dated versions with their clauses."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from gi_registry.areas import wording
from gi_registry.areas.errors import DivisionsMissingError, ReadingOrderError
from gi_registry.areas.models import AreaClause, AreaVersion, Division, DivisionAlias
from gi_registry.areas.rules import DivisionLevel, FinestLevel, NewArea
from gi_registry.areas.service.divisions import prefecture_of
from gi_registry.areas.service.shapes import Kept, kept, shape
from gi_registry.core.db import lock
from gi_registry.geo.measure import area_m2
from gi_registry.products.models import Gi
from gi_registry.products.rules import Evidence
from gi_registry.translog import service as translog

_QUEUE = 0x61726561
"""Advisory lock under which versions are numbered."""
_DAY = timedelta(days=1)
_OF_CITY = re.compile(r"(.+)[(（](.+)[)）]")
_WAS_COUNTY_LEVEL = "县级"
_SOURCED = "sourced:"


@dataclass(frozen=True, slots=True)
class _County:
    code: str
    name: str
    uncertainty_m: int
    kept: Kept


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a wording comes to by the divisions in force."""

    clauses: tuple[wording.Clause, ...]
    geometry: BaseGeometry | None
    area_m2: int
    uncertainty_m: int


def import_area(
    session: Session, gi: Gi, new: NewArea, *, on: date, now: datetime
) -> AreaVersion:
    """Read an area's wording and keep it as a version, if it is not kept already.

    The area is the union of the counties that the wording names, or whose parts
    it names; its border is as uncertain as that of the least certain of them.
    The same reading again changes nothing; a different one ends the former on
    the day before.

    Args:
        session: a writing session.
        gi: the product.
        new: the wording.
        on: the day from which it counts.
        now: the present instant.

    Returns:
        The version in force, its clauses loaded.

    Raises:
        DivisionsMissingError: no divisions are loaded.
        ReadingOrderError: `on` is before the present version began.
    """
    lock(session, _QUEUE)
    reading = _read(session, new)
    present = _latest(session, gi.id)
    if present is not None and _same(present, new, reading):
        return present
    if present is not None:
        if on < present.valid_from:
            raise ReadingOrderError(on=on, since=present.valid_from)
        present.valid_to = max(present.valid_from, on - _DAY)
    version = AreaVersion(
        gi_id=gi.id,
        number=present.number + 1 if present else 1,
        text=new.text,
        finest_level=new.finest_level,
        source=new.source,
        evidence=new.evidence,
        valid_from=on,
        valid_to=None,
        made_at=now,
        uncertainty_m=reading.uncertainty_m,
        area_m2=reading.area_m2,
        geometry=reading.geometry,
        clauses=_rows(reading.clauses),
    )
    session.add(version)
    session.flush()
    translog.append(session, "area.read", gi.code, _entry(version), now=now)
    return version


def import_catalogue(
    session: Session, document: dict[str, Any], *, on: date, now: datetime
) -> int:
    """Read the areas of a catalogue's products that are registered.

    Args:
        session: a writing session.
        document: as `geodata/gi_catalogue.json`; products are found by `id`.
        on: the day from which new readings count.
        now: the present instant.

    Returns:
        How many areas are new or changed.
    """
    entries = {entry["id"]: entry["area"] for entry in document["products"]}
    registered = session.scalars(
        select(Gi).where(Gi.code.in_(entries)).order_by(Gi.code)
    )
    changed = 0
    for gi in registered:
        before = _latest(session, gi.id)
        after = import_area(session, gi, _new_area(entries[gi.code]), on=on, now=now)
        changed += before is not after
    return changed


def current_area(session: Session, gi_id: int, *, on: date) -> AreaVersion | None:
    """Return a product's area as read on a day, if there is one.

    Its clauses and its product are loaded.
    """
    statement = (
        select(AreaVersion)
        .options(joinedload(AreaVersion.gi), selectinload(AreaVersion.clauses))
        .where(AreaVersion.gi_id == gi_id, *in_force(on))
        .order_by(AreaVersion.number.desc())
        .limit(1)
    )
    return session.scalar(statement)


def area_versions(session: Session, gi_id: int) -> list[AreaVersion]:
    """Return all readings of a product's area, newest first, their clauses loaded."""
    statement = (
        select(AreaVersion)
        .options(selectinload(AreaVersion.clauses))
        .where(AreaVersion.gi_id == gi_id)
        .order_by(AreaVersion.number.desc())
    )
    return list(session.scalars(statement))


def in_force(on: date) -> tuple[Any, Any]:
    """Return the conditions that a version is in force on a day."""
    ended = AreaVersion.valid_to
    return AreaVersion.valid_from <= on, ended.is_(None) | (ended >= on)


def _new_area(entry: dict[str, Any]) -> NewArea:
    source: str = entry["source"]
    sourced = source.startswith(_SOURCED)
    return NewArea(
        text=entry["text"],
        county_codes=tuple(entry["county_adcodes"]),
        finest_level=FinestLevel(entry["finest_level_named"]),
        source=source.removeprefix(_SOURCED),
        evidence=Evidence.SOURCED if sourced else Evidence.MEMORY,
    )


def _latest(session: Session, gi_id: int) -> AreaVersion | None:
    versions = (
        select(AreaVersion)
        .options(selectinload(AreaVersion.clauses))
        .where(AreaVersion.gi_id == gi_id)
        .order_by(AreaVersion.number.desc())
        .limit(1)
    )
    return session.scalar(versions)


def _read(session: Session, new: NewArea) -> _Reading:
    counties = _counties(session)
    names = _names(session)
    former, successors = _former(session)
    codes = _in_force(new.county_codes, counties, successors)
    units = [
        wording.Unit(
            code=code,
            name=counties[code].name,
            prefecture=names.get(prefecture_of(code), ""),
            former=tuple(former.get(code, ())),
        )
        for code in codes
        if code in counties
    ]
    clauses = wording.clauses(new.text, new.finest_level, units, others=names.values())
    lost = [wording.gone(code) for code in codes if code not in counties]
    geometry = _union(counties[unit.code].kept for unit in units)
    return _Reading(
        clauses=(*clauses, *lost),
        geometry=geometry,
        area_m2=round(area_m2(geometry)) if geometry else 0,
        uncertainty_m=max((counties[u.code].uncertainty_m for u in units), default=0),
    )


def _counties(session: Session) -> dict[str, _County]:
    statement = select(
        Division.code, Division.name, Division.border_uncertainty_m, kept(Division)
    ).where(Division.level == DivisionLevel.COUNTY, Division.valid_to.is_(None))
    found = {row[0]: _County(*row) for row in session.execute(statement)}
    if not found:
        raise DivisionsMissingError
    return found


def _names(session: Session) -> dict[str, str]:
    """Return the names of all divisions but the province, by code."""
    statement = select(Division.code, Division.name).where(
        Division.level != DivisionLevel.PROVINCE, Division.valid_to.is_(None)
    )
    return {row.code: row.name for row in session.execute(statement)}


def _former(
    session: Session,
) -> tuple[dict[str, list[wording.Former]], dict[str, list[str]]]:
    """Return former names by present code, and present codes by former code."""
    aliases = list(session.scalars(select(DivisionAlias).order_by(DivisionAlias.id)))
    successors: dict[str, list[str]] = {}
    for alias in aliases:
        successors.setdefault(alias.old_code, []).append(alias.new_code)
    former: dict[str, list[wording.Former]] = {}
    for alias in aliases:
        name = _printed(alias.old_name)
        if name is not None:
            split = len(successors[alias.old_code]) > 1
            known = wording.Former(name, _change(alias), split)
            former.setdefault(alias.new_code, []).append(known)
    return former, successors


def _printed(old_name: str) -> str | None:
    """Return a former name as announcements print it.

    城区(长治) is printed 长治市城区; 忻州市(县级) cannot be told from the
    prefecture of that name, so it stands for nothing.
    """
    found = _OF_CITY.fullmatch(old_name)
    if found is None:
        return old_name
    name, city = found.groups()
    return None if city == _WAS_COUNTY_LEVEL else f"{city}市{name}"


def _change(alias: DivisionAlias) -> str:
    year = f"{alias.changed_year}年" if alias.changed_year else ""
    document = f"（{alias.document}）" if alias.document else ""
    return f"{year}改为{alias.new_name}{document}"


def _in_force(
    codes: Iterable[str], counties: dict[str, _County], successors: dict[str, list[str]]
) -> list[str]:
    """Return the codes with former ones replaced, in order, each once."""
    found: dict[str, None] = {}
    for code in codes:
        known = code in counties or code not in successors
        found.update(dict.fromkeys([code] if known else successors[code]))
    return list(found)


def _union(parts: Iterable[Kept]) -> BaseGeometry | None:
    shapes = [drawn for part in parts if (drawn := shape(part)) is not None]
    return shapely.union_all(shapes) if shapes else None


def _same(present: AreaVersion, new: NewArea, reading: _Reading) -> bool:
    said = (present.text, present.finest_level, present.source, present.evidence)
    if said != (new.text, new.finest_level, new.source, new.evidence):
        return False
    if _rows_as_clauses(present.clauses) != reading.clauses:
        return False
    if present.uncertainty_m != reading.uncertainty_m:
        return False
    return _same_shape(present.geometry, reading.geometry)


def _same_shape(one: BaseGeometry | None, other: BaseGeometry | None) -> bool:
    if one is None or other is None:
        return one is other
    return bool(shapely.equals_exact(one, other, normalize=True))


def _rows(clauses: Sequence[wording.Clause]) -> list[AreaClause]:
    return [
        AreaClause(
            ordinal=ordinal,
            text=clause.text,
            division_code=clause.code,
            status=clause.status,
            reason=clause.reason,
        )
        for ordinal, clause in enumerate(clauses, 1)
    ]


def _rows_as_clauses(rows: Iterable[AreaClause]) -> tuple[wording.Clause, ...]:
    return tuple(
        wording.Clause(row.text, row.division_code or "", row.status, row.reason)
        for row in rows
    )


def _entry(version: AreaVersion) -> dict[str, Any]:
    return {
        "version": version.number,
        "valid_from": version.valid_from.isoformat(),
        "finest_level": version.finest_level.value,
        "divisions": [clause.division_code for clause in version.clauses],
        "area_m2": version.area_m2,
        "evidence": version.evidence.value,
    }
