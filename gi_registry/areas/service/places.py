"""The divisions in force, as wordings are read and areas are put together by."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.areas.errors import DivisionsMissingError
from gi_registry.areas.models import Division, DivisionAlias, DivisionChange
from gi_registry.areas.rules import ChangeKind, DivisionLevel
from gi_registry.areas.service.divisions import prefecture_of
from gi_registry.areas.service.shapes import Kept, kept, shape
from gi_registry.areas.wording import Former, Gazetteer, Unit
from gi_registry.geo import layers
from gi_registry.geo.measure import area_m2

_OF_CITY = re.compile(r"(.+)[(（](.+)[)）]")
_WAS_COUNTY_LEVEL = "县级"


@dataclass(frozen=True, slots=True)
class County:
    """A county in force.

    Attributes:
        uncertainty_m: how far its border may be off, metres.
    """

    code: str
    name: str
    uncertainty_m: int
    kept: Kept

    @property
    def outline(self) -> BaseGeometry:
        """Its polygon, EPSG:4490."""
        drawn = shape(self.kept)
        if drawn is None:
            raise DivisionsMissingError
        return drawn


@dataclass(frozen=True, slots=True)
class _Succession:
    """A division's former code and name, and one of its successors."""

    old_code: str
    old_name: str
    new_code: str
    new_name: str
    year: int | None
    document: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """What an area comes to on the map.

    Attributes:
        geometry: EPSG:4490; none where nothing is drawn.
        area_m2: geodesic.
        uncertainty_m: how far its border may be off, metres.
    """

    geometry: BaseGeometry | None
    area_m2: int
    uncertainty_m: int


@dataclass(frozen=True, slots=True)
class Places:
    """The divisions in force on the day of reading.

    Attributes:
        counties: by code.
        gazetteer: their names, former names, townships and villages.
        successors: present codes by former code.
    """

    counties: dict[str, County]
    gazetteer: Gazetteer
    successors: dict[str, tuple[str, ...]]

    def present(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Return the codes with former ones replaced, in order, each once."""
        found: dict[str, None] = {}
        for code in codes:
            known = code in self.counties or code not in self.successors
            found.update(dict.fromkeys([code] if known else self.successors[code]))
        return tuple(found)

    def outline(self, code: str) -> BaseGeometry:
        """Return a county's polygon."""
        return self.counties[code].outline

    def drawn(
        self, codes: Iterable[str], outlines: Sequence[tuple[BaseGeometry, int]] = ()
    ) -> Drawn:
        """Put an area together of whole counties and of outlines of its own.

        Args:
            codes: of counties; those not in force are passed over.
            outlines: polygons, EPSG:4490, and how far each may be off, metres.
        """
        counties = [self.counties[code] for code in codes if code in self.counties]
        shapes = [*(county.outline for county in counties)]
        shapes += [geometry for geometry, _ in outlines]
        if not shapes:
            return Drawn(None, 0, 0)
        union = shapely.union_all(shapes)
        uncertainty = max(
            (
                *(county.uncertainty_m for county in counties),
                *(off for _, off in outlines),
            )
        )
        return Drawn(union, round(area_m2(union)), uncertainty)


def places(session: Session) -> Places:
    """Return the divisions in force.

    Raises:
        DivisionsMissingError: none are loaded.
    """
    counties = _counties(session)
    names = _names(session)
    former, successors = _former(session)
    units = {
        code: Unit(
            code=code,
            name=county.name,
            prefecture=names.get(prefecture_of(code), ""),
            former=tuple(former.get(code, ())),
        )
        for code, county in counties.items()
    }
    province = next((name for name in names.values() if name.endswith("省")), "")
    gazetteer = Gazetteer(units, province, layers.townships(), layers.villages())
    return Places(counties, gazetteer, successors)


def _counties(session: Session) -> dict[str, County]:
    statement = (
        select(
            Division.code, Division.name, Division.border_uncertainty_m, kept(Division)
        )
        .where(Division.level == DivisionLevel.COUNTY, Division.valid_to.is_(None))
        .order_by(Division.code)
    )
    found = {row[0]: County(*row) for row in session.execute(statement)}
    if not found:
        raise DivisionsMissingError
    return found


def _names(session: Session) -> dict[str, str]:
    statement = select(Division.code, Division.name).where(Division.valid_to.is_(None))
    return {row.code: row.name for row in session.execute(statement)}


def _former(
    session: Session,
) -> tuple[dict[str, list[Former]], dict[str, tuple[str, ...]]]:
    """Return former names by present code, and present codes by former code."""
    known = _successions(session)
    successors: dict[str, tuple[str, ...]] = {}
    for each in known:
        before = successors.get(each.old_code, ())
        if each.new_code not in before:
            successors[each.old_code] = (*before, each.new_code)
    former: dict[str, list[Former]] = {}
    for each in known:
        name = _printed(each.old_name)
        if name is not None and each.old_name != each.new_name:
            split = len(successors[each.old_code]) > 1
            former.setdefault(each.new_code, []).append(
                Former(name, _change(each), split)
            )
    return former, successors


def _successions(session: Session) -> list[_Succession]:
    """Return what the layers say became of divisions, and what loads recorded."""
    aliases = [
        _Succession(
            row.old_code,
            row.old_name,
            row.new_code,
            row.new_name,
            row.changed_year,
            row.document,
        )
        for row in session.scalars(select(DivisionAlias).order_by(DivisionAlias.id))
    ]
    told = {(each.old_code, each.new_code) for each in aliases}
    recorded = session.scalars(
        select(DivisionChange)
        .where(
            DivisionChange.new_code.is_not(None),
            DivisionChange.kind != ChangeKind.BORDER,
        )
        .order_by(DivisionChange.id)
    )
    return aliases + [
        _Succession(
            row.old_code,
            row.old_name,
            row.new_code or "",
            row.new_name,
            row.on_day.year,
            row.document,
        )
        for row in recorded
        if (row.old_code, row.new_code) not in told
    ]


def _printed(old_name: str) -> str | None:
    """Return a former name as announcements print it.

    城区(长治) is printed 长治市城区; 忻州市(县级) cannot be told from the
    prefecture of that name and is left out.
    """
    found = _OF_CITY.fullmatch(old_name)
    if found is None:
        return old_name
    name, city = found.groups()
    return None if city == _WAS_COUNTY_LEVEL else f"{city}市{name}"


def _change(each: _Succession) -> str:
    year = f"{each.year}年" if each.year else ""
    document = f"（{each.document}）" if each.document else ""
    return f"{year}改为{each.new_name}{document}"
