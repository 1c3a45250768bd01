"""Deciding how much may be marked in a year, and what is left of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.core.words import china_day
from gi_registry.marks import queries
from gi_registry.marks.errors import CapacityMissingError, CapacityReasonError
from gi_registry.marks.models import CapacityDecision
from gi_registry.marks.rules import (
    DEFAULT_TRANCHES,
    Capacity,
    CapacityBasis,
    Departure,
    Terms,
    allowance_g,
    ceiling_g,
    check_tranches,
    check_year,
    departures,
    described,
)
from gi_registry.marks.service.factors import factor
from gi_registry.marks.service.locks import lock_ledger
from gi_registry.overrides.models import OverrideRequest
from gi_registry.producers.errors import SecondPersonError
from gi_registry.translog import service as translog

LONGEST_REASON = 2000


@dataclass(frozen=True, slots=True)
class CapacityRequest:
    """A decision that an officer takes.

    Attributes:
        authorization_id: about whom.
        year: production year.
        basis: what is counted.
        terms: every factor with its source.
        reason: why so, as typed.
        tranches: percent of the year that opens at first, then, and so on.
    """

    authorization_id: int
    year: int
    basis: CapacityBasis
    terms: Terms
    reason: str
    tranches: tuple[int, ...] = DEFAULT_TRANCHES


def draft(request: CapacityRequest, *, now: datetime) -> Capacity:
    """Return what a decision would come to, nothing drawn, without taking it.

    Raises:
        CapacityYearError: the year is not at hand.
        CapacityReasonError: there is no reason, or a treatise.
        TermError: a term is out of its bounds or has no source.
        TranchesError: the tranches do not make a whole.
    """
    check_year(request.year, this_year=china_day(now).year)
    if not 1 <= len(request.reason.strip()) <= LONGEST_REASON:
        raise CapacityReasonError
    ceiling = ceiling_g(request.terms)
    return Capacity(
        year=request.year,
        basis=request.basis,
        ceiling_g=ceiling,
        allowance_g=allowance_g(ceiling, request.terms.waste_percent.value),
        drawn_g=0,
        activated_g=0,
        tranches=check_tranches(request.tranches),
        terms=described(request.basis, request.terms),
        reason=request.reason.strip(),
        decided_at=now,
    )


def departures_of(session: Session, request: CapacityRequest) -> list[Departure]:
    """Return where the terms asked for are not those decided for the product."""
    gi_id = queries.product_of(session, request.authorization_id)
    decided = factor(session, gi_id, request.basis, request.year)
    terms = described(request.basis, request.terms)
    return departures(terms, decided.terms if decided else [])


def decide_capacity(
    session: Session,
    request: CapacityRequest,
    *,
    now: datetime,
    account_id: int,
    override: OverrideRequest | None = None,
) -> CapacityDecision:
    """Decide how much one authorized user may mark in a year, and log it.

    The newest decision of a year holds. Labels that are drawn already stay
    drawn, even where a new ceiling is below them. Terms that are not those
    decided for the product and year say so.

    Args:
        session: a writing session.
        request: the decision.
        now: the present instant.
        account_id: who decides.
        override: by which a second person let terms be above the product's.

    Raises:
        SecondPersonError: a term is above the product's; it takes two.
        CapacityYearError: the year is not at hand.
        CapacityReasonError: there is no reason, or a treatise.
        TermError: a term is out of its bounds or has no source.
        TranchesError: the tranches do not make a whole.
    """
    made = draft(request, now=now)
    departing = departures_of(session, request)
    if override is None and any(each.is_upward for each in departing):
        raise SecondPersonError
    lock_ledger(session, request.authorization_id)
    terms = _noted(made.terms, departing)
    decision = CapacityDecision(
        authorization_id=request.authorization_id,
        year=made.year,
        basis=made.basis,
        terms=terms,
        ceiling_g=made.ceiling_g,
        allowance_g=made.allowance_g,
        tranches=list(made.tranches),
        reason=made.reason,
        decided_at=now,
        decided_by_id=account_id,
    )
    session.add(decision)
    session.flush()
    number = queries.authorization_number(session, request.authorization_id)
    body = {
        "year": made.year,
        "basis": made.basis.value,
        "terms": terms,
        "ceiling_g": made.ceiling_g,
        "allowance_g": made.allowance_g,
        "tranches": list(made.tranches),
        "reason": made.reason,
        "override": override and override.id,
    }
    translog.append(
        session, "capacity.decided", number, body, now=now, account_id=account_id
    )
    return decision


def _noted(
    terms: list[dict[str, Any]], departing: list[Departure]
) -> list[dict[str, Any]]:
    """Return terms, each that departs with what is decided for the product."""
    decided = {each.key: f"{each.decided:f}" for each in departing}
    return [
        row | ({"decided": decided[row["key"]]} if row["key"] in decided else {})
        for row in terms
    ]


def capacities(
    session: Session, authorization_ids: Collection[int], year: int
) -> dict[int, Capacity]:
    """Return what may be marked in a year and what is drawn of it.

    Those of whom nothing is decided are left out. Two statements, whatever
    their number.
    """
    decided = queries.newest_decisions(session, authorization_ids, year)
    drawn = queries.drawn_g(session, decided, year)
    nothing = queries.Drawn(0, 0)
    return {
        key: Capacity(
            year=row.year,
            basis=row.basis,
            ceiling_g=row.ceiling_g,
            allowance_g=row.allowance_g,
            drawn_g=drawn.get(key, nothing).labels_g,
            activated_g=drawn.get(key, nothing).activated_g,
            tranches=tuple(row.tranches),
            terms=row.terms,
            reason=row.reason,
            decided_at=row.decided_at,
        )
        for key, row in decided.items()
    }


def capacity(session: Session, authorization_id: int, year: int) -> Capacity:
    """Return what one may mark in a year and what is drawn of it.

    Raises:
        CapacityMissingError: nobody has decided it.
    """
    found = capacities(session, [authorization_id], year).get(authorization_id)
    if found is None:
        raise CapacityMissingError(year)
    return found


def decisions(session: Session, authorization_id: int) -> list[CapacityDecision]:
    """Return every decision about one authorized user, newest first."""
    return list(
        session.scalars(
            select(CapacityDecision)
            .where(CapacityDecision.authorization_id == authorization_id)
            .order_by(CapacityDecision.id.desc())
        )
    )
