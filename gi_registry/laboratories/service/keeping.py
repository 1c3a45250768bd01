"""What offices do to the register of laboratories; each act is in the log."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session

from gi_registry.core.db import lock
from gi_registry.laboratories import queries
from gi_registry.laboratories.errors import (
    DesignatedError,
    LaboratoryChangedError,
    LaboratoryDayError,
    LaboratoryKnownError,
    LaboratoryStateError,
)
from gi_registry.laboratories.models import (
    Laboratory,
    LaboratoryDesignation,
    LaboratorySuspension,
)
from gi_registry.laboratories.rules import check_period, checked_number
from gi_registry.producers.service import By
from gi_registry.products import service as products
from gi_registry.translog import service as translog

_QUEUE: Final = 0x6C61_6273_0000_0000
"""Numbers are compared one registration at a time."""


@dataclass(frozen=True, slots=True)
class NewLaboratory:
    """What stands on a laboratory's certificate.

    Attributes:
        name, cma, address: as on it.
        valid_from, valid_to: both inclusive.
    """

    name: str
    cma: str
    address: str
    valid_from: date
    valid_to: date


@dataclass(frozen=True, slots=True)
class NewDesignation:
    """A document that names a laboratory for a product: code, number, day."""

    product: str
    document: str
    on: date


def register(
    session: Session, new: NewLaboratory, division: str, *, by: By
) -> Laboratory:
    """Put a laboratory on the register.

    Args:
        session: a writing session.
        new: what stands on its certificate.
        division: GB/T 2260 prefix of the office that keeps it.
        by: who acts.

    Raises:
        LaboratoryNumberError, LaboratoryPeriodError: see `rules`.
        LaboratoryKnownError: another one that has not ended bears the number.
    """
    values = _checked(session, new, None)
    made = Laboratory(
        **values, division=division, registered_at=by.now, changed_at=by.now
    )
    session.add(made)
    session.flush()
    body = _plain(values) | {"division": division}
    _log(session, "laboratory.registered", made, body, by=by)
    return made


def correct(
    session: Session, found: Laboratory, new: NewLaboratory, revision: int, *, by: By
) -> bool:
    """Correct what is on record of a laboratory; say whether anything changed.

    Args:
        session: a writing session.
        found: the laboratory.
        new: what stands on its certificate.
        revision: of what the officer saw.
        by: who acts.

    Raises:
        LaboratoryChangedError: somebody else changed it since.
        LaboratoryStateError: it has ended.
        LaboratoryNumberError, LaboratoryPeriodError, LaboratoryKnownError: see
            `register`.
    """
    if revision != found.revision:
        raise LaboratoryChangedError
    _demand_going(found)
    values = _checked(session, new, found.id)
    before = {name: getattr(found, name) for name in values}
    changed = {name for name in values if values[name] != before[name]}
    for name in changed:
        setattr(found, name, values[name])
    if changed:
        old, now = _plain(before), _plain(values)
        body = {name: {"from": old[name], "to": now[name]} for name in sorted(changed)}
        _changed(session, "laboratory.corrected", found, body, by=by)
    return bool(changed)


def suspend(
    session: Session, found: Laboratory, on: date, reason: str, *, by: By
) -> None:
    """Record that a laboratory may not test from a day on.

    Raises:
        LaboratoryStateError: it has ended, or is suspended.
        LaboratoryDayError: the day is before its first, or within a suspension.
    """
    _demand_going(found)
    if any(each.to_on is None for each in found.suspensions):
        raise LaboratoryStateError
    if on < found.valid_from or any(
        each.to_on and on <= each.to_on for each in found.suspensions
    ):
        raise LaboratoryDayError
    stop = LaboratorySuspension(laboratory_id=found.id, from_on=on, reason=reason)
    session.add(stop)
    body = {"from_on": on.isoformat(), "reason": reason}
    _changed(session, "laboratory.suspended", found, body, by=by)


def resume(session: Session, found: Laboratory, on: date, *, by: By) -> None:
    """Record the last day of a suspension.

    Raises:
        LaboratoryStateError: it has ended, or is not suspended.
        LaboratoryDayError: the day is before the suspension's first.
    """
    _demand_going(found)
    stop = next((each for each in found.suspensions if each.to_on is None), None)
    if stop is None:
        raise LaboratoryStateError
    if on < stop.from_on:
        raise LaboratoryDayError
    stop.to_on = on
    body = {"to_on": on.isoformat()}
    _changed(session, "laboratory.resumed", found, body, by=by)


def end(session: Session, found: Laboratory, on: date, reason: str, *, by: By) -> None:
    """Record that a qualification ended; the row and its history stay.

    Args:
        session: a writing session.
        found: the laboratory.
        on: first day without it.
        reason: why.
        by: who acts.

    Raises:
        LaboratoryStateError: it has ended already.
        LaboratoryDayError: the day is before its first.
    """
    _demand_going(found)
    if on < found.valid_from:
        raise LaboratoryDayError
    found.ended_on, found.ended_reason = on, reason
    body = {"ended_on": on.isoformat(), "reason": reason}
    _changed(session, "laboratory.ended", found, body, by=by)


def designate(
    session: Session, found: Laboratory, new: NewDesignation, *, by: By
) -> None:
    """Record that a document names a laboratory for a product.

    Raises:
        LaboratoryStateError: it has ended.
        GiNotFoundError: no product has the code.
        DesignatedError: it is named for the product already.
    """
    _demand_going(found)
    gi = products.by_code(session, new.product.strip().upper())
    if any(each.gi_id == gi.id and each.to_on is None for each in found.designations):
        raise DesignatedError
    session.add(
        LaboratoryDesignation(
            laboratory_id=found.id,
            gi_id=gi.id,
            document=new.document,
            from_on=new.on,
        )
    )
    body = {
        "product": gi.code,
        "document": new.document,
        "from_on": new.on.isoformat(),
    }
    _changed(session, "laboratory.designated", found, body, by=by)


def withdraw(
    session: Session, found: LaboratoryDesignation, on: date, *, by: By
) -> None:
    """Record the last day on which a laboratory was named for a product.

    Raises:
        LaboratoryStateError: it is withdrawn already.
        LaboratoryDayError: the day is before that of the document.
    """
    if found.to_on is not None:
        raise LaboratoryStateError
    if on < found.from_on:
        raise LaboratoryDayError
    found.to_on = on
    body = {"product": found.gi.code, "to_on": on.isoformat()}
    _changed(session, "laboratory.withdrawn", found.laboratory, body, by=by)


def _checked(session: Session, new: NewLaboratory, own: int | None) -> dict[str, Any]:
    """Return the columns, once nothing is against them."""
    check_period(new.valid_from, new.valid_to)
    number = checked_number(new.cma)
    lock(session, _QUEUE)
    other = session.scalars(queries.not_ended(number)).one_or_none()
    if other is not None and other.id != own:
        raise LaboratoryKnownError(number, other.name)
    return asdict(new) | {"cma": number}


def _demand_going(found: Laboratory) -> None:
    if found.ended_on is not None:
        raise LaboratoryStateError


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }


def _changed(
    session: Session, kind: str, found: Laboratory, body: dict[str, Any], *, by: By
) -> None:
    found.revision += 1
    found.changed_at = by.now
    session.flush()
    _log(session, kind, found, body, by=by)


def _log(
    session: Session, kind: str, found: Laboratory, body: dict[str, Any], *, by: By
) -> None:
    whole = {"cma": found.cma} | body
    translog.append(
        session, kind, found.number, whole, now=by.now, account_id=by.account_id
    )
