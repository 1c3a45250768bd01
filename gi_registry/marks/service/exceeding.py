"""A capacity above the product's factors or the evidence takes two people."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from gi_registry.core.access import Permission, Place
from gi_registry.core.words import Words, china_day
from gi_registry.marks.rules import BASIS_UNITS, CapacityBasis, Term, Terms
from gi_registry.marks.service.capacity import (
    CapacityRequest,
    decide_capacity,
    departures_of,
)
from gi_registry.overrides import service as overrides
from gi_registry.overrides.models import OverrideRequest
from gi_registry.overrides.service import Kind, NewRequest
from gi_registry.producers import service as producers
from gi_registry.producers.errors import SecondPersonError


def decide_or_ask(
    session: Session, request: CapacityRequest, number: str, *, now: datetime, by: int
) -> OverrideRequest | None:
    """Decide a capacity; where it is above factors or evidence, ask first.

    Args:
        session: a writing session.
        request: what an officer decides.
        number: of the authorization.
        now: the present instant.
        by: account of the officer.

    Returns:
        What was asked; none where the capacity is decided.

    Raises:
        RequestOpenError: the same was asked and waits.
        GiError: whatever `decide_capacity` refuses but for the second person.
    """
    try:
        decide_capacity(session, request, now=now, account_id=by)
    except SecondPersonError:
        held = producers.authorization(session, number)
        place = Place(held.division, held.right.managing_authority)
        what = _kept(request) | {
            "above": [
                [each.words.zh, each.words.en, f"{each.decided:f} → {each.asked:f}"]
                for each in departures_of(session, request, on=china_day(now))
                if each.is_upward
            ]
        }
        new = NewRequest(ABOVE, number, place, what, request.reason)
        return overrides.ask(session, new, now=now, account_id=by)
    return None


def _kept(request: CapacityRequest) -> dict[str, Any]:
    named = ((key, getattr(request.terms, key)) for key in Terms.__slots__)
    terms = {key: [f"{term.value:f}", term.source] for key, term in named}
    return {
        "authorization_id": request.authorization_id,
        "year": request.year,
        "basis": request.basis.value,
        "terms": terms,
        "reason": request.reason,
        "tranches": list(request.tranches),
    }


def _request(what: dict[str, Any]) -> CapacityRequest:
    terms = {
        key: Term(Decimal(value), source)
        for key, (value, source) in what["terms"].items()
    }
    return CapacityRequest(
        authorization_id=what["authorization_id"],
        year=what["year"],
        basis=CapacityBasis(what["basis"]),
        terms=Terms(**terms),
        reason=what["reason"],
        tranches=tuple(what["tranches"]),
    )


def _decide(
    session: Session, request: OverrideRequest, now: datetime, account_id: int
) -> object:
    return decide_capacity(
        session,
        _request(request.what),
        now=now,
        account_id=account_id,
        override=request,
    )


def _told(what: dict[str, Any]) -> list[tuple[Words, str]]:
    asked = _request(what)
    quantity = asked.terms.quantity
    unit = BASIS_UNITS[asked.basis].quantity
    return [
        (Words("年度", "Year"), str(asked.year)),
        (Words("数量", "Quantity"), f"{quantity.value:f} {unit.zh} / {unit.en}"),
        (Words("数量的依据", "Source of the quantity"), quantity.source),
        *((Words(zh, en), change) for zh, en, change in what["above"]),
    ]


ABOVE = overrides.offer_kind(
    Kind(
        value="capacity-above-factors",
        words=Words(
            "按高于产品系数或已确认依据的数字核定可标产量",
            "Decide a capacity by terms above the product's, or above its evidence",
        ),
        decide=(Permission.CAPACITY_DECIDE, Permission.FACTORS_DECIDE),
        address="/desk/capacity/{subject}",
        told=_told,
        carry_out=_decide,
    )
)
