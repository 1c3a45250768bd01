"""What the evidence of a year carries, row by row and plot by plot."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from gi_registry.areas import service as areas
from gi_registry.core.paging import Page, page_of
from gi_registry.core.words import Words
from gi_registry.geo.locate import PointAnswer
from gi_registry.marks import queries
from gi_registry.marks.models import CapacityEvidence, CapacityGround
from gi_registry.marks.rules import (
    READ_AGEING,
    SUPPORTING,
    Ageing,
    CapacityBasis,
    Carried,
    EvidenceKind,
    Ground,
    by_basis,
    kinds_of,
    land_ground,
    vat_ground,
)
from gi_registry.marks.service.factors import factor

_BESIDE = Words("供核对，不计入", "to be compared; not counted")
_PLOT_GONE = Words("地块已停用，不计入", "its plot is given up: not counted")
_OUTSIDE = Words("在产地范围外，不计入", "outside the production area: not counted")

_Rows = Sequence[tuple[CapacityEvidence, bool]]


def carried(
    session: Session,
    authorization_id: int,
    basis: CapacityBasis,
    year: int,
    *,
    on: date,
) -> Carried:
    """Return what the confirmed evidence of a year carries, for one basis.

    For plots that is the land claimed for the season, inside the production area
    as far as that is known, and counted once; else the confirmed rows.

    Args:
        session: to read with.
        authorization_id: whose.
        basis: what is counted.
        year: production year.
        on: the day whose reading of the area counts.
    """
    if basis is CapacityBasis.PLOT_AREA:
        return Carried(basis, year, _land(session, authorization_id, year, on))
    rows = queries.confirmed(session, authorization_id, year)
    return _of_rows(session, authorization_id, (basis, year), rows)


def all_carried(
    session: Session, authorization_id: int, year: int, *, on: date
) -> list[Carried]:
    """Return what the evidence of a year carries, for each basis that has any."""
    land = carried(session, authorization_id, CapacityBasis.PLOT_AREA, year, on=on)
    rows = queries.confirmed(session, authorization_id, year)
    found = [
        _of_rows(session, authorization_id, (basis, year), rows)
        for basis in by_basis(row.kind for row, _ in rows)
    ]
    return [each for each in (land, *found) if each.grounds]


def grounds_of(
    session: Session, decision_id: int, *, number: int
) -> Page[CapacityGround]:
    """Return one page of what stood behind a decision, rows and plots loaded."""
    return page_of(session, queries.grounds_of(decision_id), number=number)


def _land(session: Session, authorization_id: int, year: int, on: date) -> list[Ground]:
    owner = queries.organisation_of(session, authorization_id)
    gi_id = queries.product_of(session, authorization_id)
    grounds = []
    for plot in areas.claimed_land(session, owner, gi_id, year, on=on):
        measures = plot.declared_m2, plot.measured_m2, plot.shared_m2
        ground = land_ground(plot.plot_id, plot.name, *measures)
        if plot.answer is PointAnswer.OUTSIDE:
            ground = _nothing(ground, _OUTSIDE)
        grounds.append(ground)
    return grounds


def _of_rows(
    session: Session, authorization_id: int, of: tuple[CapacityBasis, int], rows: _Rows
) -> Carried:
    basis, year = of
    ageing = None
    if basis is CapacityBasis.VAT_VOLUME_AGEING:
        ageing = _ageing(session, authorization_id, year)
    grounds = [
        _ground(row, basis, ageing, is_gone=is_gone)
        for kind in kinds_of(basis)
        for row, is_gone in rows
        if row.kind is kind
    ]
    return Carried(basis, year, grounds, ageing)


def _ground(
    row: CapacityEvidence, basis: CapacityBasis, ageing: Ageing | None, *, is_gone: bool
) -> Ground:
    name = f"{row.plot.name} {row.reference}" if row.plot else row.reference
    whole = Ground(row.kind, row.id, name, row.amount, row.amount)
    if SUPPORTING.get(basis) is row.kind:
        return _nothing(whole, _BESIDE)
    if is_gone:
        return _nothing(whole, _PLOT_GONE)
    if row.kind is EvidenceKind.VAT and row.begins_on is not None:
        return vat_ground(whole, row.begins_on, row.ends_on, (row.year, ageing))
    return whole


def _nothing(ground: Ground, words: Words) -> Ground:
    return Ground(ground.kind, ground.id, ground.name, ground.amount, 0, words)


def _ageing(session: Session, authorization_id: int, year: int) -> Ageing | None:
    """Return how old stock must be: as decided, or as the standard was read."""
    gi_id = queries.product_of(session, authorization_id)
    decided = factor(session, gi_id, CapacityBasis.VAT_VOLUME_AGEING, year)
    if decided is not None and decided.ageing_months is not None:
        paper = decided.document
        return Ageing(decided.ageing_months, Words(paper, paper))
    numbers = queries.standards_of(session, gi_id)
    return next(
        (
            ageing
            for standard, ageing in READ_AGEING.items()
            for number in numbers
            if number.startswith(standard)
        ),
        None,
    )
