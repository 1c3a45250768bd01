"""What a file is judged against, from the database."""

from collections.abc import Collection
from datetime import date

from shapely.geometry.base import BaseGeometry
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from gi_registry.areas.models import AreaVersion, Division, DivisionAlias, Plot
from gi_registry.areas.rules import DivisionLevel
from gi_registry.areas.service.readings import in_force
from gi_registry.areas.service.shapes import kept, shape
from gi_registry.core.words import Words
from gi_registry.geo.intake.ground import Domain, Ground, Standing, reference_ground
from gi_registry.products.models import Gi


def ground_of(
    session: Session,
    products: Collection[str],
    *,
    on: date,
    owner_id: int | None = None,
) -> Ground:
    """Return the divisions in force, and the areas and plots of some products.

    Where no divisions are loaded, those of the reference layers stand in.

    Args:
        session: to read with.
        products: their codes or exact names.
        on: the day whose areas count.
        owner_id: the organisation that may know its plots' names; those of others
            are nameless.
    """
    divisions = _divisions(session)
    whole = divisions.get(DivisionLevel.PROVINCE)
    if not whole:
        reference = reference_ground()
        counties, province = reference.counties, reference.province
    else:
        counties, province = tuple(divisions[DivisionLevel.COUNTY]), whole[0]
    areas = _areas(session, products, on) if products else {}
    standing = tuple(_standing(session, products, owner_id)) if products else ()
    return Ground(counties, province, areas, standing)


def _divisions(session: Session) -> dict[DivisionLevel, list[Domain]]:
    former: dict[str, list[str]] = {}
    aliases = select(
        DivisionAlias.new_code, DivisionAlias.old_name, DivisionAlias.old_code
    )
    for code, name, old in session.execute(aliases):
        former.setdefault(code, []).extend((name, old))
    statement = (
        select(
            Division.level,
            Division.code,
            Division.name,
            Division.name_en,
            Division.border_uncertainty_m,
            kept(Division),
        )
        .where(Division.valid_to.is_(None))
        .order_by(Division.code)
    )
    found: dict[DivisionLevel, list[Domain]] = {}
    for level, code, zh, en, uncertainty, geometry in session.execute(statement):
        drawn = shape(geometry)
        if drawn is not None:
            names = tuple(former.get(code, ()))
            domain = Domain(Words(zh, en), drawn, uncertainty, code, names)
            found.setdefault(level, []).append(domain)
    return found


def _areas(session: Session, products: Collection[str], on: date) -> dict[str, Domain]:
    """Return the areas of products by code and by name; those that are drawn."""
    statement = (
        select(
            Gi.code,
            Gi.name_zh,
            Gi.name_en,
            AreaVersion.uncertainty_m,
            kept(AreaVersion),
        )
        .join(Gi, Gi.id == AreaVersion.gi_id)
        .where(*in_force(on), _named(products))
        .order_by(AreaVersion.number)
    )
    found: dict[str, Domain] = {}
    for code, zh, en, uncertainty, geometry in session.execute(statement):
        drawn = shape(geometry)
        if drawn is not None:
            found[code] = found[zh] = Domain(Words(zh, en), drawn, uncertainty, code)
    return found


def _standing(
    session: Session, products: Collection[str], owner_id: int | None
) -> list[Standing]:
    """Return the plots of products that are in use; sites of workshops are none."""
    statement = (
        select(Plot.name, Plot.organisation_id, Gi.code, Gi.name_zh, Plot.geometry)
        .join(Gi, Gi.id == Plot.gi_id)
        .where(_named(products), Plot.ended_at.is_(None), Plot.measured_m2 > 0)
        .order_by(Plot.id)
    )
    return [
        Standing(
            name if holder == owner_id else "",
            code if code in products else zh,
            geometry,
        )
        for name, holder, code, zh, geometry in session.execute(statement)
    ]


def _named(products: Collection[str]) -> ColumnElement[bool]:
    return or_(Gi.code.in_(products), Gi.name_zh.in_(products))


def county_shapes(session: Session) -> list[BaseGeometry]:
    """Return the outlines of the counties in force, to be drawn under plots."""
    counties = _divisions(session).get(DivisionLevel.COUNTY) or list(
        reference_ground().counties
    )
    return [county.geometry for county in counties]


def products_to_choose(session: Session) -> list[tuple[str, Words]]:
    """Return the products of the register, code and name, by code."""
    statement = select(Gi.code, Gi.name_zh, Gi.name_en).order_by(Gi.code)
    return [(code, Words(zh, en)) for code, zh, en in session.execute(statement)]
