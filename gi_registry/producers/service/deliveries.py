"""What households deliver to the business that lists them: recorded, taken back."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from gi_registry.core.paging import Page, page_of
from gi_registry.core.sheets import SheetRow
from gi_registry.core.words import china_day
from gi_registry.producers import queries
from gi_registry.producers.errors import (
    DeliveriesLengthError,
    DeliveriesRefusedError,
    DeliveryNotFoundError,
    DeliveryTakenBackError,
    DeliveryYearClosedError,
)
from gi_registry.producers.models import Authorization, Entity, HouseholdDelivery
from gi_registry.producers.queries import DeliveriesWanted
from gi_registry.producers.rules.deliveries import (
    MOST_DELIVERIES,
    DeliveryLine,
    DeliveryOutcome,
    NewDelivery,
    key_of,
)
from gi_registry.producers.service.changes import locked_entity
from gi_registry.producers.service.judging_deliveries import Judge
from gi_registry.producers.service.steps import By
from gi_registry.products.models import Gi
from gi_registry.translog import service as translog

Closed = Callable[[Session, int, Iterable[int]], set[tuple[int, int]]]
"""Gives product ids and years of a business, by its id, that no longer change."""

_CLOSED: list[Closed] = []


@dataclass(frozen=True, slots=True)
class Delivered:
    """What households delivered of one product in a year.

    Attributes:
        households: that delivered, count.
        grams: of all deliveries that stand.
    """

    gi: Gi
    households: int
    grams: int


def close_deliveries(closed: Closed) -> Closed:
    """Let a domain above say which years no longer change; called once, on import."""
    _CLOSED.append(closed)
    return closed


def judge_deliveries(
    session: Session, entity: Entity, rows: Sequence[SheetRow], *, on: date
) -> list[DeliveryLine]:
    """Say of each line of a list what would become of it; nothing is written.

    Args:
        session: to read with; the number of its queries does not grow with rows.
        entity: to whom was delivered.
        rows: as `core.sheets.read_rows` gives them by `DELIVERY_COLUMNS`.
        on: the present day in China.

    Raises:
        DeliveriesLengthError: no line, or more than 5,000.
    """
    if not 1 <= len(rows) <= MOST_DELIVERIES:
        raise DeliveriesLengthError(MOST_DELIVERIES)
    return Judge(session, entity, _closed).lines(rows, on)


def record_deliveries(
    session: Session, organisation_id: int, rows: Sequence[SheetRow], *, by: By
) -> list[DeliveryLine]:
    """Record what is new on a list of deliveries to one's own business, or nothing.

    What is recorded already stays as it is, so that a list can be sent again.

    Raises:
        EntityNotFoundError: the organisation has not registered its credit code.
        DeliveriesLengthError: no line, or more than 5,000.
        DeliveriesRefusedError: a line cannot be recorded.
    """
    entity = locked_entity(session, organisation_id)
    lines = judge_deliveries(session, entity, rows, on=china_day(by.now))
    refused = [each for each in lines if each.outcome is DeliveryOutcome.REFUSED]
    if refused:
        raise DeliveriesRefusedError(
            len(refused), [(each.row, each.words[0]) for each in refused]
        )
    new = [each.new for each in lines if each.new]
    session.add_all(_row(entity, each, by) for each in new)
    session.flush()
    if new:
        _log(session, entity, "recorded", len(new), by)
    return lines


def take_back_delivery(
    session: Session, organisation_id: int, delivery_id: int, reason: str, *, by: By
) -> HouseholdDelivery:
    """Let a delivery to one's own business count no more; it stays on record.

    Raises:
        EntityNotFoundError: the organisation has not registered its credit code.
        DeliveryNotFoundError: no such delivery to it.
        DeliveryTakenBackError: it was taken back before.
        DeliveryYearClosedError: the year's report is locked.
    """
    entity = locked_entity(session, organisation_id)
    found = delivery(session, entity, delivery_id)
    if found.taken_back_at is not None:
        raise DeliveryTakenBackError
    if is_closed(session, found):
        raise DeliveryYearClosedError(found.on_day.year)
    found.taken_back_at, found.taken_back_by_id = by.now, by.account_id
    found.taken_back_reason = reason
    session.flush()
    _log(session, entity, "taken-back", 1, by)
    return found


def delivery(session: Session, entity: Entity, delivery_id: int) -> HouseholdDelivery:
    """Return a delivery to a business, its person and product loaded.

    Raises:
        DeliveryNotFoundError: no such delivery to it.
    """
    statement = (
        select(HouseholdDelivery)
        .where(
            HouseholdDelivery.id == delivery_id,
            HouseholdDelivery.entity_id == entity.id,
        )
        .options(
            joinedload(HouseholdDelivery.individual), joinedload(HouseholdDelivery.gi)
        )
    )
    found = session.scalar(statement)
    if found is None:
        raise DeliveryNotFoundError
    return found


def is_closed(session: Session, found: HouseholdDelivery) -> bool:
    """Whether the year of a delivery no longer changes."""
    year = found.on_day.year
    return (found.gi_id, year) in _closed(session, found.entity_id, {year})


def deliveries_page(
    session: Session, wanted: DeliveriesWanted, *, number: int = 1
) -> Page[HouseholdDelivery]:
    """Return a page of deliveries, their people and products loaded."""
    return page_of(session, queries.delivery_rows(wanted), number=number)


def delivery_years(session: Session, entity_id: int, *, on: date) -> list[int]:
    """Return the years from the first delivery to the present one, newest first."""
    statement = select(func.min(HouseholdDelivery.on_day)).where(
        HouseholdDelivery.entity_id == entity_id
    )
    first = session.scalar(statement) or on
    return list(range(on.year, first.year - 1, -1))


def delivered_of(session: Session, entity_id: int, year: int) -> list[Delivered]:
    """Return what households delivered to a business in a year, by product.

    Every product that the business may be delivered is there, also with nothing.
    """
    held = {each.id: each for each in deliverable(session, entity_id)}
    ids = select(Authorization.id, Authorization.gi_id).where(
        Authorization.entity_id == entity_id
    )
    of = {gi_id: each for each, gi_id in session.execute(ids)}
    sums = queries.delivered(session, of.values(), year)
    return [Delivered(gi, *sums.get(of[gi_id], (0, 0))) for gi_id, gi in held.items()]


def deliverable(session: Session, entity_id: int) -> Sequence[Gi]:
    """Return the products of a business's authorizations, also of those ended."""
    statement = (
        select(Gi)
        .where(
            Gi.id.in_(
                select(Authorization.gi_id).where(Authorization.entity_id == entity_id)
            )
        )
        .order_by(Gi.id)
    )
    return session.scalars(statement).all()


def _closed(
    session: Session, entity_id: int, years: Iterable[int]
) -> set[tuple[int, int]]:
    wanted = set(years)
    return {each for said in _CLOSED for each in said(session, entity_id, wanted)}


def _row(entity: Entity, new: NewDelivery, by: By) -> HouseholdDelivery:
    return HouseholdDelivery(
        entity_id=entity.id,
        **new._asdict(),
        key=key_of(new),
        recorded_at=by.now,
        recorded_by_id=by.account_id,
        taken_back_reason="",
    )


def _log(session: Session, entity: Entity, verb: str, number: int, by: By) -> None:
    """Log how many; whose they are and how much is nobody else's."""
    translog.append(
        session,
        f"deliveries.{verb}",
        entity.uscc,
        {"number": number},
        now=by.now,
        account_id=by.account_id,
    )
