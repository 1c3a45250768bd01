"""Deciding how much may be marked in a year, and what is left of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.core.words import Words, china_day
from gi_registry.marks import queries
from gi_registry.marks.errors import (
    CapacityMissingError,
    CapacityReasonError,
    EvidenceNotFoundError,
)
from gi_registry.marks.models import CapacityDecision, CapacityGround
from gi_registry.marks.rules import (
    DEFAULT_TRANCHES,
    Capacity,
    CapacityBasis,
    Carried,
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
from gi_registry.marks.service.grounds import carried
from gi_registry.marks.service.locks import lock_ledger
from gi_registry.overrides.models import OverrideRequest
from gi_registry.producers.errors import SecondPersonError
from gi_registry.translog import service as translog

LONGEST_REASON = 2000
_QUANTITY = Words("数量", "Quantity")


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


def departures_of(
    session: Session, request: CapacityRequest, *, on: date
) -> list[Departure]:
    """Return where the terms are not the product's, nor the quantity the evidence's.

    Args:
        session: to read with.
        request: what is to be decided.
        on: the present day in China.
    """
    return _departing(session, request, _carried(session, request, on))


def _departing(
    session: Session, request: CapacityRequest, evidence: Carried
) -> list[Departure]:
    gi_id = queries.product_of(session, request.authorization_id)
    decided = factor(session, gi_id, request.basis, request.year)
    terms = described(request.basis, request.terms)
    found = departures(terms, decided.terms if decided else [])
    asked, shown = request.terms.quantity.value, evidence.quantity
    if asked == shown:
        return found
    return [Departure("quantity", _QUANTITY, shown, asked), *found]


def _carried(session: Session, request: CapacityRequest, on: date) -> Carried:
    whose, year = request.authorization_id, request.year
    return carried(session, whose, request.basis, year, on=on)


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
        SecondPersonError: a term is above the product's, or the quantity above what
            the confirmed evidence carries; it takes two.
        CapacityYearError: the year is not at hand.
        CapacityReasonError: there is no reason, or a treatise.
        TermError: a term is out of its bounds or has no source.
        TranchesError: the tranches do not make a whole.
    """
    made = draft(request, now=now)
    lock_ledger(session, request.authorization_id)
    evidence = _carried(session, request, china_day(now))
    departing = _departing(session, request, evidence)
    if override is None and any(each.is_upward for each in departing):
        raise SecondPersonError
    terms = _noted(made.terms, departing, evidence)
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
    session.add_all(_grounds(decision.id, evidence))
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
    terms: list[dict[str, Any]], departing: list[Departure], evidence: Carried
) -> list[dict[str, Any]]:
    """Return terms, each that departs with what is decided for the product.

    The quantity says what the evidence carries, and in how many rows and plots.
    """
    decided = {
        each.key: {"decided": f"{each.decided:f}"}
        for each in departing
        if each.key != "quantity"
    }
    decided["quantity"] = {
        "carried": f"{evidence.quantity:f}",
        "rows": str(evidence.counting),
    }
    return [row | decided.get(row["key"], {}) for row in terms]


def _grounds(decision_id: int, evidence: Carried) -> list[CapacityGround]:
    return [
        CapacityGround(
            decision_id=decision_id,
            evidence_id=ground.id if ground.kind else None,
            plot_id=None if ground.kind else ground.id,
            counted=ground.counted,
        )
        for ground in evidence.grounds
        if ground.counted
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
            decision_id=row.id,
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


def decision(
    session: Session, authorization_id: int, decision_id: int
) -> CapacityDecision:
    """Return one decision about an authorized user.

    Raises:
        EvidenceNotFoundError: there is none.
    """
    found = session.get(CapacityDecision, decision_id)
    if found is None or found.authorization_id != authorization_id:
        raise EvidenceNotFoundError
    return found
