"""Changes of name, address and standard: proposed by the producer, then decided.

Confirmed changes are the history of a business; see `rules.records`.
"""

from datetime import date
from typing import Any

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session, joinedload

from gi_registry.accounts.models import Organisation
from gi_registry.areas import service as areas
from gi_registry.core.words import china_day
from gi_registry.producers import queries
from gi_registry.producers.errors import (
    AuthorizationNotFoundError,
    ChangeDecidedError,
    ChangeNotFoundError,
    ChangeOpenError,
    EndedChangeError,
    EntityNotFoundError,
    NameTakenError,
    ReasonNeededError,
    UnknownDivisionError,
)
from gi_registry.producers.models import Authorization, Entity, EntityChange
from gi_registry.producers.rules import (
    AUTHORIZATION_STATE_WORDS,
    CHANGE_STATE_WORDS,
    MAY_USE,
    AuthorizationState,
    ChangeKind,
    ChangeState,
    EntityStatus,
    NewChange,
    check_change_of_record,
)
from gi_registry.producers.service import telling
from gi_registry.producers.service.steps import By, next_number
from gi_registry.translog import service as translog

_CHANGEABLE = MAY_USE | {AuthorizationState.SUSPENDED}


def propose_change(
    session: Session, organisation_id: int, new: NewChange, *, by: By
) -> EntityChange:
    """Propose a change of one's own name, address or standard.

    Raises:
        EntityNotFoundError: the organisation has not registered its credit code.
        AuthorizationNotFoundError: a standard of an authorization not one's own.
        EndedChangeError: that authorization is over.
        UnknownDivisionError: the county to which production moves is not loaded.
        ChangeOpenError: the same thing waits to be confirmed already.
        SameValueError, RecordDayError: it is no change, or not of that day.
    """
    entity = locked_entity(session, organisation_id)
    held = _authorization(session, entity, new)
    if new.division and new.division not in {
        county.code for county in areas.counties(session)
    }:
        raise UnknownDivisionError(new.division)
    _refuse_second(session, entity, held, new.kind)
    old = _present(new.kind, entity, held)
    _check(session, (entity, held), new, old, today=china_day(by.now))
    change = EntityChange(
        number=next_number(session, "CH", china_day(by.now).year, EntityChange),
        entity=entity,
        authorization=held,
        kind=new.kind,
        state=ChangeState.WAITING,
        old=old,
        new=new.new,
        from_on=new.from_on,
        new_division=new.division or None,
        division=held.division if held else entity.division,
        reason=new.reason,
        document=new.document,
        file_sha256=new.file_sha256,
        proposed_at=by.now,
        proposed_by_id=by.account_id,
        decision="",
    )
    session.add(change)
    session.flush()
    telling.of_proposal(session, change, by=by)
    log_change(session, change, "proposed", by)
    return change


def confirm_change(
    session: Session, number: str, *, words: str, document: str, by: By
) -> EntityChange:
    """Confirm a change: from its day on the new value is on record.

    Args:
        session: a writing session.
        number: of the change.
        words: a remark, or empty.
        document: CNIPA's announcement or another document, if there is one.
        by: who confirms it.

    Raises:
        ChangeNotFoundError: there is none.
        ChangeDecidedError: it does not wait any more.
        SameValueError, RecordDayError: what is on record changed meanwhile.
        NameTakenError: another organisation has that name.
        EndedChangeError: the authorization ended meanwhile.
    """
    change = _waiting(session, number)
    change.old = _present(change.kind, change.entity, change.authorization)
    _refuse_ended(change.authorization)
    _check(
        session,
        (change.entity, change.authorization),
        change,
        change.old,
        today=china_day(by.now),
    )
    change.document = document.strip() or change.document
    _decide(change, ChangeState.CONFIRMED, words, by)
    put_on_record(session, change)
    telling.of_decision(session, change, by=by)
    log_change(session, change, "confirmed", by)
    return change


def refuse_change(
    session: Session, number: str, reason: str, *, by: By
) -> EntityChange:
    """Refuse a change; what is on record stays.

    Raises:
        ChangeNotFoundError: there is none.
        ChangeDecidedError: it does not wait any more.
        ReasonNeededError: no reason is given.
    """
    change = _waiting(session, number)
    if not reason.strip():
        raise ReasonNeededError
    _decide(change, ChangeState.REFUSED, reason, by)
    session.flush()
    telling.of_decision(session, change, by=by)
    log_change(session, change, "refused", by)
    return change


def withdraw_change(
    session: Session, number: str, *, organisation_id: int, by: By
) -> EntityChange:
    """Take one's own proposal back.

    Raises:
        ChangeNotFoundError: there is none, or it is somebody else's.
        ChangeDecidedError: it does not wait any more.
    """
    change = _waiting(session, number, organisation_id)
    _decide(change, ChangeState.WITHDRAWN, "", by)
    session.flush()
    log_change(session, change, "withdrawn", by)
    return change


def put_on_record(session: Session, change: EntityChange) -> None:
    """Write a confirmed change's new value where the present one stands.

    Raises:
        NameTakenError: another organisation has that name.
    """
    entity = change.entity
    if change.kind is ChangeKind.NAME:
        _rename(session, entity, change.new)
    elif change.kind is ChangeKind.ADDRESS:
        entity.address = change.new
        entity.division = change.new_division or entity.division
    elif change.kind is ChangeKind.STATUS:
        entity.status = EntityStatus(change.new)
        entity.status_on = change.from_on
    elif change.authorization is not None:
        change.authorization.standard_number = change.new
    session.flush()


def put_back(session: Session, change: EntityChange) -> None:
    """Write the value before a change of name or standing where the present stands.

    Raises:
        NameTakenError: another organisation has that name.
    """
    entity = change.entity
    if change.kind is ChangeKind.NAME:
        _rename(session, entity, change.old)
    else:
        entity.status = EntityStatus(change.old)
        entity.status_on = change.old_on or china_day(entity.created_at)
    session.flush()


def locked_entity(session: Session, organisation_id: int) -> Entity:
    """Return the business that an organisation is, locked.

    Raises:
        EntityNotFoundError: it has not registered.
    """
    found = session.scalars(
        select(Entity)
        .where(Entity.organisation_id == organisation_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise EntityNotFoundError
    return found


def _waiting(
    session: Session, number: str, organisation_id: int | None = None
) -> EntityChange:
    """Return a change that waits, with its business, both locked."""
    statement = (
        select(EntityChange)
        .where(EntityChange.number == number)
        .options(*queries.WHOLE_CHANGE)
        .with_for_update(of=EntityChange)
        .execution_options(populate_existing=True)
    )
    found = session.scalars(statement).one_or_none()
    strange = found is not None and organisation_id not in (
        None,
        found.entity.organisation_id,
    )
    if found is None or strange:
        raise ChangeNotFoundError(number)
    if found.state is not ChangeState.WAITING:
        raise ChangeDecidedError(number, CHANGE_STATE_WORDS[found.state])
    locked_entity(session, found.entity.organisation_id)
    return found


def _authorization(
    session: Session, entity: Entity, new: NewChange
) -> Authorization | None:
    if new.kind is not ChangeKind.STANDARD:
        return None
    found = session.scalars(
        select(Authorization)
        .where(
            Authorization.number == new.authorization,
            Authorization.entity_id == entity.id,
        )
        .options(joinedload(Authorization.right))
    ).one_or_none()
    if found is None:
        raise AuthorizationNotFoundError(new.authorization)
    _refuse_ended(found)
    return found


def _refuse_ended(held: Authorization | None) -> None:
    if held is not None and held.state not in _CHANGEABLE:
        raise EndedChangeError(AUTHORIZATION_STATE_WORDS[held.state])


def _refuse_second(
    session: Session, entity: Entity, held: Authorization | None, kind: ChangeKind
) -> None:
    number = session.scalar(
        select(EntityChange.number).where(
            *_same(entity, held, kind), EntityChange.state == ChangeState.WAITING
        )
    )
    if number is not None:
        raise ChangeOpenError(number)


def _present(kind: ChangeKind, entity: Entity, held: Authorization | None) -> str:
    if held is not None:
        return held.standard_number or ""
    return entity.name if kind is ChangeKind.NAME else entity.address


def _check(
    session: Session,
    of: tuple[Entity, Authorization | None],
    new: NewChange | EntityChange,
    old: str,
    *,
    today: date,
) -> None:
    last = session.scalar(
        select(func.max(EntityChange.from_on)).where(
            *_same(*of, new.kind), EntityChange.state == ChangeState.CONFIRMED
        )
    )
    check_change_of_record(old, new.new, from_on=new.from_on, last=last, today=today)


def _same(entity: Entity, held: Authorization | None, kind: ChangeKind) -> list[Any]:
    """Return the conditions of changes of the same thing."""
    return [
        EntityChange.entity_id == entity.id,
        EntityChange.kind == kind,
        EntityChange.authorization_id == held.id if held else true(),
    ]


def _decide(change: EntityChange, state: ChangeState, words: str, by: By) -> None:
    change.state = state
    change.decision = words.strip()
    change.decided_at = by.now
    change.decided_by_id = by.account_id


def _rename(session: Session, entity: Entity, name: str) -> None:
    """Rename a business, and the organisation that stands for it."""
    taken = session.scalar(
        select(Organisation.id).where(
            Organisation.name == name, Organisation.id != entity.organisation_id
        )
    )
    if taken is not None:
        raise NameTakenError(name)
    session.get_one(Organisation, entity.organisation_id).name = name
    entity.name = name


def log_change(session: Session, change: EntityChange, verb: str, by: By) -> None:
    """Log a step; of a person's business neither name nor address is public."""
    held = change.authorization
    body = {
        "change": change.number,
        "what": change.kind.value,
        "from_on": change.from_on.isoformat(),
        "document": change.document or None,
        "file_sha256": change.file_sha256,
    }
    if held is not None or change.kind is ChangeKind.STATUS:
        body |= {"from": change.old or None, "to": change.new}
    translog.append(
        session,
        f"{'authorization' if held else 'entity'}.change-{verb}",
        held.number if held else change.entity.uscc,
        body,
        now=by.now,
        account_id=by.account_id,
    )
