"""What is decided for a product and year: yield, season, conversion, waste."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from gi_registry.core.words import china_day
from gi_registry.marks.errors import CapacityReasonError, FactorDocumentError
from gi_registry.marks.models import CapacityFactor
from gi_registry.marks.rules import (
    CapacityBasis,
    Factors,
    check_year,
    described_factors,
)
from gi_registry.products import service as products
from gi_registry.translog import service as translog

LONGEST_DOCUMENT = 120
LONGEST_REASON = 2000


@dataclass(frozen=True, slots=True)
class FactorRequest:
    """What a province decides for a product and year.

    Attributes:
        code: public id of the product.
        basis: what capacity is counted from.
        year: production year.
        factors: each with its source.
        document: number or name of the paper that decides it.
        reason: why so, as typed.
        ageing_months: how long stock is aged at least before it is marked.
    """

    code: str
    basis: CapacityBasis
    year: int
    factors: Factors
    document: str
    reason: str
    ageing_months: int | None = None


def decide_factors(
    session: Session, request: FactorRequest, *, now: datetime, account_id: int
) -> CapacityFactor:
    """Decide the factors of a product, basis and year, and log it.

    The newest decision holds; capacities decided before stay as they are.

    Raises:
        GiNotFoundError: no product has that code.
        CapacityYearError: the year is not at hand.
        TermError: a factor is out of its bounds or has no source.
        FactorDocumentError: no paper is named.
        CapacityReasonError: there is no reason, or a treatise.
    """
    check_year(request.year, this_year=china_day(now).year)
    if not 1 <= len(request.document.strip()) <= LONGEST_DOCUMENT:
        raise FactorDocumentError(LONGEST_DOCUMENT)
    if not 1 <= len(request.reason.strip()) <= LONGEST_REASON:
        raise CapacityReasonError
    gi = products.by_code(session, request.code)
    made = CapacityFactor(
        gi_id=gi.id,
        basis=request.basis,
        year=request.year,
        terms=described_factors(request.basis, request.factors),
        ageing_months=request.ageing_months,
        document=request.document.strip(),
        reason=request.reason.strip(),
        decided_at=now,
        decided_by_id=account_id,
    )
    session.add(made)
    session.flush()
    body = {
        "basis": made.basis.value,
        "year": made.year,
        "terms": made.terms,
        "ageing_months": made.ageing_months,
        "document": made.document,
        "reason": made.reason,
    }
    translog.append(
        session, "factors.decided", gi.code, body, now=now, account_id=account_id
    )
    return made


def factors_of(session: Session, gi_id: int) -> Sequence[CapacityFactor]:
    """Return every decision about a product, newest first."""
    statement = select(CapacityFactor).where(CapacityFactor.gi_id == gi_id)
    return session.scalars(statement.order_by(CapacityFactor.id.desc())).all()


def factor(
    session: Session, gi_id: int, basis: CapacityBasis, year: int
) -> CapacityFactor | None:
    """Return what holds for a product, basis and year; None while undecided."""
    return next(
        (
            each
            for each in factors_of(session, gi_id)
            if (each.basis, each.year) == (basis, year)
        ),
        None,
    )


def factors_in_force(
    session: Session, gi_id: int | None = None
) -> Sequence[CapacityFactor]:
    """Return what holds by product, basis and year, products loaded.

    Args:
        session: to read with.
        gi_id: of this product alone.
    """
    newest = select(func.max(CapacityFactor.id)).group_by(
        CapacityFactor.gi_id, CapacityFactor.basis, CapacityFactor.year
    )
    statement = (
        select(CapacityFactor)
        .where(CapacityFactor.id.in_(newest))
        .options(joinedload(CapacityFactor.gi))
        .order_by(CapacityFactor.year.desc(), CapacityFactor.id)
    )
    if gi_id is not None:
        statement = statement.where(CapacityFactor.gi_id == gi_id)
    return session.scalars(statement).all()
