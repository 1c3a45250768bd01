"""What households delivered: lists, and what they come to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, contains_eager

from gi_registry.core.db import among
from gi_registry.producers.models import (
    Authorization,
    HouseholdDelivery,
    PrimaryProducer,
)
from gi_registry.products.models import Gi

_DELIVERY: Final = HouseholdDelivery


@dataclass(frozen=True, slots=True)
class DeliveriesWanted:
    """Which deliveries to a business are looked for.

    Attributes:
        year: of the day.
        product: code; empty for all.
        text: part of a name or slip, or the last four of an identity number.
        sort: key of a column, with - before it for down.
    """

    entity_id: int
    year: int
    product: str = ""
    text: str = ""
    sort: str = ""


_SORTS: Final[dict[str, Any]] = {
    "day": _DELIVERY.on_day,
    "person": PrimaryProducer.name,
    "product": Gi.name_zh,
    "grams": _DELIVERY.grams,
}


def delivery_rows(wanted: DeliveriesWanted) -> Select[HouseholdDelivery]:
    """Return the deliveries, also those taken back, the newest day first."""
    column = _SORTS.get(wanted.sort.removeprefix("-"), _DELIVERY.on_day)
    is_up = wanted.sort in _SORTS
    return (
        select(_DELIVERY)
        .join(_DELIVERY.individual)
        .join(_DELIVERY.gi)
        .where(*_within(wanted))
        .options(contains_eager(_DELIVERY.individual), contains_eager(_DELIVERY.gi))
        .order_by(column if is_up else column.desc(), _DELIVERY.id.desc())
    )


def delivery_sums(wanted: DeliveriesWanted) -> Select[*tuple[Any, ...]]:
    """Return what each household delivered of each product, the most first.

    Columns: name, last4, name_zh, name_en, times, grams. Who left the list and came
    back is one household.
    """
    person, grams = PrimaryProducer, func.sum(_DELIVERY.grams)
    name = func.max(person.name)
    order: dict[str, Any] = {"person": name, "-person": name.desc(), "grams": grams}
    return (
        select(
            name.label("name"),
            func.max(person.identity_last4).label("last4"),
            Gi.name_zh,
            Gi.name_en,
            func.count().label("times"),
            grams.label("grams"),
        )
        .select_from(_DELIVERY)
        .join(_DELIVERY.individual)
        .join(_DELIVERY.gi)
        .where(*_within(wanted), _DELIVERY.taken_back_at.is_(None))
        .group_by(person.identity_key, Gi.id, Gi.name_zh, Gi.name_en)
        .order_by(order.get(wanted.sort, grams.desc()), person.identity_key, Gi.id)
    )


def delivered(
    session: Session, authorization_ids: Iterable[int], year: int
) -> dict[int, tuple[int, int]]:
    """Return how many households delivered in a year, and how much, grams.

    By authorization, of its own product; one without deliveries is left out.
    """
    statement = (
        select(
            Authorization.id,
            func.count(PrimaryProducer.identity_key.distinct()),
            func.sum(_DELIVERY.grams),
        )
        .join(
            _DELIVERY,
            (_DELIVERY.entity_id == Authorization.entity_id)
            & (_DELIVERY.gi_id == Authorization.gi_id),
        )
        .join(_DELIVERY.individual)
        .where(
            among(session, Authorization.id, authorization_ids),
            _DELIVERY.on_day.between(date(year, 1, 1), date(year, 12, 31)),
            _DELIVERY.taken_back_at.is_(None),
        )
        .group_by(Authorization.id)
    )
    return {
        of: (int(households), int(grams))
        for of, households, grams in session.execute(statement)
    }


def _within(wanted: DeliveriesWanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        _DELIVERY.entity_id == wanted.entity_id,
        _DELIVERY.on_day.between(date(wanted.year, 1, 1), date(wanted.year, 12, 31)),
    ]
    if wanted.product:
        found.append(Gi.code == wanted.product)
    if wanted.text:
        found.append(
            PrimaryProducer.name.icontains(wanted.text, autoescape=True)
            | (PrimaryProducer.identity_last4 == wanted.text.upper())
            | _DELIVERY.slip.icontains(wanted.text, autoescape=True)
        )
    return found
