"""Readings of the wording of areas: dated versions with their clauses."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, defer, joinedload, selectinload

from gi_registry.areas import wording
from gi_registry.areas.errors import ReadingOrderError
from gi_registry.areas.models import AreaClause, AreaCounty, AreaVersion
from gi_registry.areas.rules import FinestLevel, NewArea
from gi_registry.areas.service.flags import flag_wording
from gi_registry.areas.service.places import Drawn, Places, places
from gi_registry.core.db import lock
from gi_registry.products.models import Gi
from gi_registry.products.rules import Evidence
from gi_registry.translog import service as translog

QUEUE = 0x61726561
"""Advisory lock under which versions are numbered."""
_DAY = timedelta(days=1)
_SOURCED = "sourced:"


@dataclass(frozen=True, slots=True)
class CatalogueArea:
    """A product of a catalogue and the reading of its area's wording.

    Attributes:
        code: of the product.
        new: the wording as the catalogue has it.
        reading: what the wording says.
    """

    code: str
    new: NewArea
    reading: wording.Reading


def import_area(
    session: Session, gi: Gi, new: NewArea, *, on: date, now: datetime
) -> AreaVersion:
    """Read an area's wording and keep it as a version, if it is not kept already.

    What a machine reads is in force as a proposal. The area is the union of the
    counties that the wording names, or whose parts it names; its border is as
    uncertain as that of the least certain of them. The same reading again changes
    nothing; a different one ends the former on the day before. What an officer
    decided is left alone.

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
    return _import(session, places(session), gi, new, on=on, now=now)


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
    registered = list(
        session.scalars(select(Gi).where(Gi.code.in_(entries)).order_by(Gi.code))
    )
    known = places(session) if registered else None
    changed = 0
    for gi in registered:
        if known is not None:
            before = latest(session, gi.id)
            new = new_area(entries[gi.code])
            after = _import(session, known, gi, new, on=on, now=now)
            changed += before is not after
    return changed


def read_catalogue(session: Session, document: dict[str, Any]) -> list[CatalogueArea]:
    """Read the areas of a catalogue's products and keep nothing.

    Raises:
        DivisionsMissingError: no divisions are loaded.
    """
    known = places(session)
    found = []
    for entry in document["products"]:
        new = new_area(entry["area"])
        found.append(CatalogueArea(entry["id"], new, read_wording(known, new)))
    return found


def read_wording(known: Places, new: NewArea) -> wording.Reading:
    """Read a wording by the divisions in force."""
    return wording.read(
        new.text,
        known.gazetteer,
        listed=known.present(new.county_codes),
        outline=known.outline,
    )


def new_area(entry: dict[str, Any]) -> NewArea:
    """Return the area of a catalogue's entry."""
    source: str = entry["source"]
    sourced = source.startswith(_SOURCED)
    return NewArea(
        text=entry["text"],
        county_codes=tuple(entry["county_adcodes"]),
        finest_level=FinestLevel(entry["finest_level_named"]),
        source=source.removeprefix(_SOURCED),
        evidence=Evidence.SOURCED if sourced else Evidence.MEMORY,
    )


def current_area(session: Session, gi_id: int, *, on: date) -> AreaVersion | None:
    """Return a product's area as read on a day, if there is one.

    Its clauses and its product are loaded.
    """
    statement = (
        select(AreaVersion)
        .options(joinedload(AreaVersion.gi), *WHOLE)
        .where(AreaVersion.gi_id == gi_id, *in_force(on))
        .order_by(AreaVersion.number.desc())
        .limit(1)
    )
    return session.scalar(statement)


def area_versions(session: Session, gi_id: int) -> list[AreaVersion]:
    """Return all versions of a product's area, newest first, with their clauses.

    Without their geometry.
    """
    statement = (
        select(AreaVersion)
        .options(*WHOLE, defer(AreaVersion.geometry))
        .where(AreaVersion.gi_id == gi_id)
        .order_by(AreaVersion.number.desc())
    )
    return list(session.scalars(statement))


def latest(session: Session, gi_id: int) -> AreaVersion | None:
    """Return a product's newest version, its clauses and counties loaded."""
    statement = (
        select(AreaVersion)
        .options(*WHOLE)
        .where(AreaVersion.gi_id == gi_id)
        .order_by(AreaVersion.number.desc())
        .limit(1)
    )
    return session.scalar(statement)


def in_force(on: date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return the conditions that a version is in force on a day."""
    ended = AreaVersion.valid_to
    return AreaVersion.valid_from <= on, ended.is_(None) | (ended >= on)


WHOLE = (selectinload(AreaVersion.clauses), selectinload(AreaVersion.counties))
"""What is loaded with a version that is read whole."""


def end(present: AreaVersion, *, on: date) -> None:
    """End a version on the day before its successor begins.

    Raises:
        ReadingOrderError: `on` is before the version began.
    """
    if on < present.valid_from:
        raise ReadingOrderError(on=on, since=present.valid_from)
    present.valid_to = max(present.valid_from, on - _DAY)


def finer(one: FinestLevel, other: FinestLevel) -> FinestLevel:
    """Return the finer of two levels."""
    return max(one, other, key=list(FinestLevel).index)


def _import(
    session: Session, known: Places, gi: Gi, new: NewArea, *, on: date, now: datetime
) -> AreaVersion:
    lock(session, QUEUE)
    present = latest(session, gi.id)
    if present is not None and present.decided_by_id is not None:
        if new.text != present.text:
            flag_wording(session, gi, new.text, since=on, now=now)
        return present
    reading = read_wording(known, new)
    drawn = known.drawn(reading.counties)
    finest = finer(new.finest_level, reading.finest)
    if present is not None and _same(present, new, reading, drawn, finest):
        return present
    if present is not None:
        end(present, on=on)
    version = AreaVersion(
        gi_id=gi.id,
        number=present.number + 1 if present else 1,
        text=new.text,
        finest_level=finest,
        source=new.source,
        evidence=new.evidence,
        valid_from=on,
        valid_to=None,
        made_at=now,
        uncertainty_m=drawn.uncertainty_m,
        area_m2=drawn.area_m2,
        geometry=drawn.geometry,
        clauses=clause_rows(reading.clauses),
        counties=county_rows(reading.counties),
    )
    session.add(version)
    session.flush()
    translog.append(session, "area.read", gi.code, _entry(version), now=now)
    return version


def county_rows(codes: Iterable[str]) -> list[AreaCounty]:
    """Return the rows of the counties in which an area lies."""
    return [AreaCounty(code=code, ordinal=at) for at, code in enumerate(codes, 1)]


def _same(
    present: AreaVersion,
    new: NewArea,
    reading: wording.Reading,
    drawn: Drawn,
    finest: FinestLevel,
) -> bool:
    said = (present.text, present.finest_level, present.source, present.evidence)
    if said != (new.text, finest, new.source, new.evidence):
        return False
    if tuple(county.code for county in present.counties) != reading.counties:
        return False
    if [_facts(row) for row in present.clauses] != [
        _facts(row) for row in clause_rows(reading.clauses)
    ]:
        return False
    if present.uncertainty_m != drawn.uncertainty_m:
        return False
    return _same_shape(present.geometry, drawn.geometry)


def _same_shape(one: BaseGeometry | None, other: BaseGeometry | None) -> bool:
    if one is None or other is None:
        return one is other
    return bool(shapely.equals_exact(one, other, normalize=True))


def clause_rows(clauses: Sequence[wording.Clause]) -> list[AreaClause]:
    """Return the rows of the clauses that a machine read."""
    return [
        AreaClause(
            ordinal=ordinal,
            text=clause.text,
            kind=clause.kind,
            division_code=clause.county,
            codes=list(clause.codes),
            status=clause.status,
            cause=clause.cause,
            reason=clause.reason.zh,
            reason_en=clause.reason.en,
            begins=clause.start,
            ends=clause.end,
            evidence=dict(clause.evidence),
        )
        for ordinal, clause in enumerate(clauses, 1)
    ]


def _facts(row: AreaClause) -> tuple[object, ...]:
    return (
        (row.text, row.kind, row.division_code, tuple(row.codes), row.cause),
        (row.reason, row.reason_en, row.begins, row.ends, row.evidence),
    )


def _entry(version: AreaVersion) -> dict[str, Any]:
    return {
        "version": version.number,
        "valid_from": version.valid_from.isoformat(),
        "finest_level": version.finest_level.value,
        "divisions": [county.code for county in version.counties],
        "clauses": [
            {"text": row.text, "kind": row.kind.value, "status": row.status.value}
            for row in version.clauses
        ],
        "area_m2": version.area_m2,
        "evidence": version.evidence.value,
    }
