"""Registering goods, and finding them again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, select, true
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from gi_registry.areas.models import Plot
from gi_registry.core.paging import PAGE_SIZE, Page, page_of
from gi_registry.core.words import china_day
from gi_registry.marks.service import lock_ledger
from gi_registry.producers.models import Authorization, Entity
from gi_registry.tracing import queries
from gi_registry.tracing.errors import (
    LotNotFoundError,
    LotNumberTakenError,
    PlotNotOwnError,
)
from gi_registry.tracing.models import Lot
from gi_registry.tracing.rules import LotState, NewLot, check_lot, lot_number
from gi_registry.translog import service as translog

_AT_ONCE: Final = 500
"""Rows read together for an export."""


@dataclass(frozen=True, slots=True)
class LotLine:
    """A lot and the labels on its goods.

    Attributes:
        lot: its authorization and product are loaded.
        labels: on its goods, count.
        labelled_g: goods that carry labels, grams.
    """

    lot: Lot
    labels: int
    labelled_g: int

    @property
    def left_g(self) -> int:
        """Goods that carry no labels, grams."""
        return max(0, self.lot.quantity_g - self.labelled_g)


def open_lot(session: Session, new: NewLot, *, now: datetime, account_id: int) -> Lot:
    """Register goods that were made together, and log it.

    Raises:
        LotNumberError: the number cannot stand on packs and in codes.
        LotQuantityError: no goods, or impossibly many.
        LotDayError: made in the future, or 50 years ago.
        PlotNotOwnError: the plot is not the producer's, or of another product.
        LotNumberTakenError: the authorization has a lot of that number.
    """
    number = lot_number(new.number)
    check_lot(new, today=china_day(now))
    holder = session.get_one(
        Authorization, new.authorization_id, options=[joinedload(Authorization.entity)]
    )
    plot = _plot(session, holder, new.plot_id)
    lock_ledger(session, holder.id)
    if _find(session, holder.id, number) is not None:
        raise LotNumberTakenError(number)
    made = Lot(
        authorization_id=holder.id,
        number=number,
        produced_on=new.produced_on,
        quantity_g=new.quantity_g,
        plot_id=plot.id if plot else None,
        division=plot.division_code if plot else holder.division,
        standard_number=new.standard_number or holder.standard_number,
        created_at=now,
        created_by_id=account_id,
    )
    session.add(made)
    session.flush()
    body = {
        "lot": number,
        "produced_on": made.produced_on.isoformat(),
        "quantity_g": made.quantity_g,
        "division": made.division,
    }
    translog.append(
        session, "lot.opened", holder.number, body, now=now, account_id=account_id
    )
    return made


def close_lot(session: Session, lot_id: int, *, now: datetime, account_id: int) -> Lot:
    """Close a lot: no more labels go onto it; closing it again changes nothing.

    Raises:
        LotNotFoundError: there is none.
    """
    found = lot(session, lot_id)
    lock_ledger(session, found.authorization_id)
    if found.closed_at is None:
        found.closed_at = now
        session.flush()
        number = found.authorization.number
        body = {"lot": found.number}
        translog.append(
            session, "lot.closed", number, body, now=now, account_id=account_id
        )
    return found


def lot(session: Session, lot_id: int, *, organisation_id: int | None = None) -> Lot:
    """Return a lot with authorization, entity, product, plot and history.

    Args:
        session: to read with.
        lot_id: which.
        organisation_id: whose it must be; None is for those who see all.

    Raises:
        LotNotFoundError: there is none, or it is another's.
    """
    return lot_line(session, lot_id, organisation_id=organisation_id).lot


def lot_line(
    session: Session, lot_id: int, *, organisation_id: int | None = None
) -> LotLine:
    """Return a lot, its history loaded, and the labels on its goods.

    Raises:
        LotNotFoundError: there is none, or it is another's.
    """
    statement = queries.lot_lines(Lot.id == lot_id).options(
        joinedload(Lot.authorization).joinedload(Authorization.entity),
        joinedload(Lot.authorization).joinedload(Authorization.gi),
        joinedload(Lot.plot),
        selectinload(Lot.events),
    )
    row = session.execute(statement).first()
    if row is None:
        raise LotNotFoundError(lot_id)
    line = _line(row)
    owner = line.lot.authorization.entity.organisation_id
    if organisation_id not in (None, owner):
        raise LotNotFoundError(lot_id)
    return line


def lot_by_number(session: Session, authorization_id: int, number: str) -> Lot:
    """Return the lot that a producer prints under a number.

    Raises:
        LotNotFoundError: the authorization has none of that number.
    """
    found = _find(session, authorization_id, number.strip())
    if found is None:
        raise LotNotFoundError(number)
    return found


def lots_of(
    session: Session,
    organisation_id: int,
    state: LotState | None = None,
    *,
    number: int = 1,
    size: int = PAGE_SIZE,
) -> Page[LotLine]:
    """Return one page of a producer's lots, the newest first.

    Args:
        session: to read with.
        organisation_id: whose.
        state: only open or only closed ones; None is all.
        number: of the page, from 1.
        size: lots a page.
    """
    statement = _own(organisation_id, state)
    return page_of(session, statement, number=number, size=size).map(_line)


def every_lot(
    session: Session, organisation_id: int, state: LotState | None = None
) -> Iterator[LotLine]:
    """Give all lots of such a list, for an export."""
    statement = _own(organisation_id, state)
    for row in session.execute(statement.execution_options(yield_per=_AT_ONCE)):
        yield _line(row)


def plots_for(session: Session, authorization_id: int) -> list[Plot]:
    """Return the plots on which goods of an authorization may grow.

    Geometries are left out.
    """
    statement = (
        select(Plot)
        .join(Entity, Entity.organisation_id == Plot.organisation_id)
        .join(Authorization, Authorization.entity_id == Entity.id)
        .where(
            Authorization.id == authorization_id,
            Plot.gi_id == Authorization.gi_id,
            Plot.ended_at.is_(None),
        )
        .order_by(Plot.id)
    )
    return list(session.scalars(statement))


def _plot(session: Session, holder: Authorization, plot_id: int | None) -> Plot | None:
    if plot_id is None:
        return None
    own = {plot.id: plot for plot in plots_for(session, holder.id)}
    if plot_id not in own:
        raise PlotNotOwnError
    return own[plot_id]


def _own(organisation_id: int, state: LotState | None) -> Select[Lot, int, int]:
    own = (
        select(Authorization.id)
        .join(Entity, Entity.id == Authorization.entity_id)
        .where(Entity.organisation_id == organisation_id)
    )
    is_open = Lot.closed_at.is_(None)
    wanted = {None: true(), LotState.OPEN: is_open, LotState.CLOSED: ~is_open}
    return (
        queries.lot_lines(Lot.authorization_id.in_(own) & wanted[state])
        .join(Lot.authorization)
        .options(contains_eager(Lot.authorization).joinedload(Authorization.gi))
    )


def _find(session: Session, authorization_id: int, number: str) -> Lot | None:
    return session.scalar(
        select(Lot).where(
            Lot.authorization_id == authorization_id, Lot.number == number
        )
    )


def _line(row: Any) -> LotLine:  # noqa: ANN401 -- a row of three columns
    return LotLine(row[0], int(row.labels), int(row.grams))
