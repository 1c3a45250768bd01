"""Drafts of areas: what officers make of a wording before they decide it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from gi_registry.areas import drafting
from gi_registry.areas.drafting import Clauses, DraftClause, Judgement
from gi_registry.areas.errors import (
    AreaNotFoundError,
    AreaPolygonError,
    CodeUnknownError,
    DraftChangedError,
)
from gi_registry.areas.models import AreaClause, AreaDraft, AreaOutline, AreaVersion
from gi_registry.areas.rules import FinestLevel, NewArea
from gi_registry.areas.service.places import Drawn, Places, places
from gi_registry.areas.service.readings import (
    QUEUE,
    clause_rows,
    latest,
    read_wording,
)
from gi_registry.core.db import lock
from gi_registry.geo.measure import area_m2
from gi_registry.products.models import Gi

_COUNTY_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Stand:
    """What an officer's page was made from; it must still be so when it comes back.

    Attributes:
        version: number of the newest version; 0 without one.
        revision: of the draft; 0 without one.
    """

    version: int
    revision: int


@dataclass(frozen=True, slots=True)
class NewOutline:
    """A polygon that an officer attaches to a clause.

    Attributes:
        geometry: EPSG:4490.
        crs_given: coordinate system in which it came in.
        source: where it comes from.
        uncertainty_m: how far it may be off, metres.
    """

    geometry: BaseGeometry
    crs_given: str
    source: str
    uncertainty_m: int


@dataclass(frozen=True, eq=False, slots=True)
class Desk:
    """An area as an officer works on it.

    Attributes:
        gi: the product.
        version: the newest one, clauses and counties loaded; none without one.
        draft: if somebody has begun one.
        text: the wording that is worked on.
        clauses: of the draft, or of the version.
        counties: codes of the counties in which the area lies.
    """

    gi: Gi
    version: AreaVersion | None
    draft: AreaDraft | None
    text: str
    clauses: Clauses
    counties: tuple[str, ...]

    @property
    def stand(self) -> Stand:
        """What the page is made from."""
        number = self.version.number if self.version else 0
        return Stand(number, self.draft.revision if self.draft else 0)


@dataclass(frozen=True, eq=False, slots=True)
class Preview:
    """What an area would become.

    Attributes:
        drawn: the polygon with its size and uncertainty.
        finest: the finest level that the wording names and the polygon has not.
        gained_m2: what it has more than the version in force.
        lost_m2: what it has less.
        outside_m2: of it, what lies outside the counties that the clauses name.
    """

    drawn: Drawn
    finest: FinestLevel
    gained_m2: int
    lost_m2: int
    outside_m2: int


def desk_of(session: Session, gi: Gi) -> Desk:
    """Return an area as an officer works on it."""
    version = latest(session, gi.id)
    draft = session.scalar(select(AreaDraft).where(AreaDraft.gi_id == gi.id))
    if draft is not None:
        kept = tuple(DraftClause.from_json(each) for each in draft.clauses)
        return Desk(gi, version, draft, draft.text, kept, tuple(draft.counties))
    if version is None:
        return Desk(gi, None, None, "", (), ())
    counties = tuple(county.code for county in version.counties)
    rows = drafted(version.clauses)
    return Desk(gi, version, None, version.text, rows, counties)


def drafted(rows: Iterable[AreaClause]) -> Clauses:
    """Return the clauses of a version as values."""
    return tuple(
        DraftClause(
            text=row.text,
            kind=row.kind,
            status=row.status,
            cause=row.cause,
            reason=row.reason,
            reason_en=row.reason_en,
            county=row.division_code,
            codes=tuple(row.codes),
            begins=row.begins,
            ends=row.ends,
            evidence=row.evidence,
            outline_id=row.outline_id,
        )
        for row in rows
    )


def change_draft(
    session: Session,
    gi: Gi,
    stand: Stand,
    change: Callable[[Desk], Clauses],
    *,
    now: datetime,
    account_id: int,
) -> AreaDraft:
    """Change the clauses of a draft; begin one from the version where there is none.

    Args:
        session: a writing session.
        gi: the product.
        stand: what the officer's page was made from.
        change: gives the new clauses.
        now: the present instant.
        account_id: the officer.

    Raises:
        AreaNotFoundError: the product has no reading to begin from.
        DraftChangedError: somebody else changed it meanwhile.
    """
    desk = hold(session, gi, stand)
    return _keep(session, desk, change(desk), now=now, account_id=account_id)


def judge_clause(desk: Desk, number: int, judgement: Judgement) -> Clauses:
    """Return the clauses with an officer's judgement of one."""
    return drafting.judged(desk.clauses, number, judgement)


def attach_outline(
    session: Session,
    desk: Desk,
    number: int,
    new: NewOutline,
    *,
    now: datetime,
    account_id: int,
) -> Clauses:
    """Keep a polygon and resolve a clause by it.

    Raises:
        AreaPolygonError: it is no polygon.
        ClauseGoneError: there is no such clause.
    """
    if not isinstance(new.geometry, Polygon | MultiPolygon):
        raise AreaPolygonError
    drafting.at(desk.clauses, number)
    outline = AreaOutline(
        gi_id=desk.gi.id,
        source=new.source,
        crs_given=new.crs_given,
        uncertainty_m=new.uncertainty_m,
        area_m2=round(area_m2(new.geometry)),
        made_at=now,
        made_by_id=account_id,
        geometry=new.geometry,
    )
    session.add(outline)
    session.flush()
    return drafting.outlined(desk.clauses, number, outline.id, new.source)


def reread(
    session: Session,
    gi: Gi,
    stand: Stand,
    new: NewArea,
    *,
    now: datetime,
    account_id: int,
) -> AreaDraft:
    """Let the machine read a wording into the draft, whatever the draft had.

    Args:
        session: a writing session.
        gi: the product.
        stand: what the officer's page was made from.
        new: the wording; without county codes a new one names them alone, and the
            same one is read by the counties that it had.
        now: the present instant.
        account_id: the officer.

    Raises:
        DivisionsMissingError: no divisions are loaded.
        DraftChangedError: somebody else changed it meanwhile.
    """
    desk = hold(session, gi, stand, may_be_empty=True)
    if new.text == desk.text and not new.county_codes:
        new = replace(new, county_codes=desk.counties)
    reading = read_wording(places(session), new)
    draft = desk.draft or _begun(desk, now=now, account_id=account_id)
    draft.text, draft.source, draft.evidence = new.text, new.source, new.evidence
    draft.counties = list(reading.counties)
    session.add(draft)
    rows = drafted(clause_rows(reading.clauses))
    renewed = Desk(gi, desk.version, draft, new.text, rows, reading.counties)
    return _keep(session, renewed, rows, now=now, account_id=account_id)


def discard_draft(session: Session, gi: Gi, stand: Stand) -> None:
    """Throw a draft away; the version in force stays as it is.

    Raises:
        DraftChangedError: somebody else changed it meanwhile.
    """
    hold(session, gi, stand, may_be_empty=True)
    session.execute(delete(AreaDraft).where(AreaDraft.gi_id == gi.id))


def preview(session: Session, desk: Desk) -> Preview:
    """Return what the clauses would come to on the map, against what is in force."""
    known = places(session)
    drawn = draw(session, known, desk)
    counties = known.drawn(known.present(desk.counties)).geometry
    before = desk.version.geometry if desk.version else None
    return Preview(
        drawn=drawn,
        finest=drafting.finest_drawn(desk.clauses),
        gained_m2=_more(drawn.geometry, before),
        lost_m2=_more(before, drawn.geometry),
        outside_m2=_more(drawn.geometry, counties),
    )


def draw(session: Session, known: Places, desk: Desk) -> Drawn:
    """Put the area of clauses together."""
    ids = {clause.outline_id for clause in desk.clauses if clause.outline_id}
    outlines = session.scalars(
        select(AreaOutline).where(AreaOutline.id.in_(ids)).order_by(AreaOutline.id)
    )
    counties = drafting.counties_drawn(desk.counties, desk.clauses)
    return known.drawn(
        known.present(counties),
        [(each.geometry, each.uncertainty_m) for each in outlines],
    )


def codes_known(session: Session, codes: Iterable[str]) -> tuple[str, ...]:
    """Return codes in order, each once.

    Raises:
        CodeUnknownError: one is of no county in force, township or village.
    """
    known = places(session)
    wanted = tuple(dict.fromkeys(codes))
    for code in wanted:
        county = code[:_COUNTY_DIGITS]
        is_county = len(code) == _COUNTY_DIGITS and code in known.counties
        if not is_county and not known.gazetteer.has(county, code):
            raise CodeUnknownError(code)
    return wanted


def hold(session: Session, gi: Gi, stand: Stand, *, may_be_empty: bool = False) -> Desk:
    """Lock an area and return it, if it still is what the officer saw.

    Raises:
        AreaNotFoundError: the product has no reading, where one is needed.
        DraftChangedError: somebody else changed it meanwhile.
    """
    lock(session, QUEUE)
    desk = desk_of(session, gi)
    if desk.stand != stand:
        raise DraftChangedError
    if desk.version is None and desk.draft is None and not may_be_empty:
        raise AreaNotFoundError(gi.code)
    return desk


def _begun(desk: Desk, *, now: datetime, account_id: int) -> AreaDraft:
    version = desk.version
    facts: dict[str, Any] = {}
    if version is not None:
        facts = {
            "based_on_id": version.id,
            "text": version.text,
            "source": version.source,
            "evidence": version.evidence,
        }
    return AreaDraft(
        gi_id=desk.gi.id,
        revision=0,
        finest_level=FinestLevel.COUNTY,
        counties=list(desk.counties),
        clauses=[],
        changed_at=now,
        changed_by_id=account_id,
        **facts,
    )


def _keep(
    session: Session, desk: Desk, clauses: Clauses, *, now: datetime, account_id: int
) -> AreaDraft:
    draft = desk.draft or _begun(desk, now=now, account_id=account_id)
    draft.revision += 1
    draft.clauses = [clause.as_json() for clause in clauses]
    draft.finest_level = drafting.finest_drawn(clauses)
    draft.counties = _with_new(draft.counties, clauses)
    draft.changed_at, draft.changed_by_id = now, account_id
    session.add(draft)
    session.flush()
    return draft


def _with_new(counties: Iterable[str], clauses: Clauses) -> list[str]:
    """Return the counties in which clauses lie: those that were, and new ones.

    A county that no clause names any more is left out.
    """
    named = dict.fromkeys(
        code[:_COUNTY_DIGITS] for clause in clauses for code in clause.codes
    )
    inside = {str(clause.county) for clause in clauses if clause.county}
    kept = [code for code in counties if code in named or code in inside]
    return [*kept, *(code for code in named if code not in kept)]


def _more(one: BaseGeometry | None, other: BaseGeometry | None) -> int:
    """Return by how much one area reaches beyond another, geodesic m2."""
    if one is None:
        return 0
    rest = one if other is None else shapely.difference(one, other)
    return 0 if rest.is_empty else round(area_m2(rest))
