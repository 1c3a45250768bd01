"""Cases that the registry opens after two years without use, and closes on use.

Nothing is decided here: a case is opened for a person to decide, and closed where
the two years turn out not to be over. CNIPA Order 80 Art. 31.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from gi_registry.accounts import service as accounts
from gi_registry.cases import service as cases
from gi_registry.clocks import queries
from gi_registry.clocks.queries import Wanted
from gi_registry.clocks.rules import Stage
from gi_registry.clocks.service import reading
from gi_registry.clocks.service.reading import Row
from gi_registry.core.db import lock
from gi_registry.core.words import china_day
from gi_registry.producers.models import Authorization
from gi_registry.producers.service import By

LOCKED = 0x434C4B
"""Stands for clocks among what is locked."""


@dataclass(frozen=True, slots=True)
class Due:
    """What the clocks ask the registry to do, by numbers of authorizations."""

    to_open: tuple[str, ...]
    to_close: tuple[str, ...]


def due(session: Session, *, on: date, numbers: Collection[str] | None = None) -> Due:
    """Return of whom a case is to be opened, and of whom one is to be closed.

    A case is opened once for two years that ended: who was closed by a person is
    not opened again until there was use and two more years went by without.

    Args:
        session: to read with; four queries.
        on: the present day in China.
        numbers: only of these authorizations.
    """
    known = cases.last_on_non_use(session, numbers)
    mine = () if numbers is None else (Authorization.number.in_(numbers),)
    over = queries.narrowed(queries.clocks(*mine, on=on), Wanted("over"), on=on)
    rows = [reading.row_of(columns, on) for columns in session.execute(over)]
    waiting = {each.authorization_id for each in cases.undecided(session, numbers)}
    return Due(
        to_open=tuple(
            row.authorization.number
            for row in rows
            if known.get(row.authorization.id, date.min) <= row.clock.ends_on
        ),
        to_close=tuple(
            row.authorization.number
            for row in _clocks_of(session, waiting, on)
            if row.clock.stage in (Stage.QUIET, Stage.TOLD)
        ),
    )


def settle(session: Session, numbers: Sequence[str], *, now: datetime) -> int:
    """Open and close the cases of some authorizations, as their clocks now stand.

    Whoever comes second with the same does nothing.

    Args:
        session: a writing session.
        numbers: a hundred at most.
        now: the present instant.

    Returns:
        How many cases were opened or closed.
    """
    lock(session, LOCKED)
    wanted = due(session, on=china_day(now), numbers=numbers)
    by = By(accounts.the_registry(session, now=now), now)
    for number in wanted.to_open:
        row = reading.detail(session, number, on=china_day(now)).row
        cases.open_by_clock(session, number, _evidence(row), by=by)
    for number in wanted.to_close:
        close_on_use(session, number, by=by)
    return len(wanted.to_open) + len(wanted.to_close)


def close_on_use(session: Session, number: str, *, by: By) -> None:
    """Close the case that nobody has decided, where use is on record since.

    Args:
        session: a writing session.
        number: of the authorization.
        by: who put the use on record, or the registry itself.
    """
    row = reading.detail(session, number, on=china_day(by.now)).row
    if row.clock.stage in (Stage.QUIET, Stage.TOLD):
        cases.close_non_use(session, number, _shown(row), by=by)


def _clocks_of(session: Session, ids: set[int], on: date) -> list[Row]:
    if not ids:
        return []
    statement = queries.clocks(Authorization.id.in_(ids), on=on)
    return [reading.row_of(columns, on) for columns in session.execute(statement)]


def _evidence(row: Row) -> str:
    clock = row.clock
    since = (
        f"最近一次用标记录为 {clock.runs_from}"
        if clock.is_used
        else f"{clock.runs_from} 起可以用标，没有用标记录"
    )
    since_en = (
        f"last use on record {clock.runs_from}"
        if clock.is_used
        else f"use possible since {clock.runs_from}, none on record"
    )
    return (
        f"{since}；两年于 {clock.ends_on} 届满。登记系统依证据计算立案，由省级决定。 / "
        f"{since_en[0].upper()}{since_en[1:]}; two years ended on {clock.ends_on}. "
        "Opened by the registry from the evidence, for the province to decide."
    )


def _shown(row: Row) -> str:
    kind = row.kind.words if row.kind else None
    what, what_en = (kind.zh, kind.en.lower()) if kind else ("有用标记录", "use")
    return (
        f"{row.clock.runs_from} 有用标证据（{what}），未满两年，不再处理。 / "
        f"Use is on record on {row.clock.runs_from} ({what_en}): the two years are not "
        "over."
    )
