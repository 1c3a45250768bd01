"""Individuals without a credit code: primary producers under a business.

Their identity numbers are concealed before anything is kept, are in no message and
in no log, and are shown to nobody.
"""

import secrets
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from gi_registry.core import identity
from gi_registry.core.identity import Concealed
from gi_registry.core.paging import Page, page_of
from gi_registry.core.sheets import SheetRow, day_of
from gi_registry.core.words import Words, china_day
from gi_registry.producers.errors import (
    IndividualListedError,
    IndividualNotFoundError,
    ListTooLongError,
    RecordDayError,
)
from gi_registry.producers.models import Entity, PrimaryProducer
from gi_registry.producers.rules.individuals import (
    LONGEST_NAME,
    MOST_AT_ONCE,
    IndividualLine,
    IndividualOutcome,
    NewIndividual,
)
from gi_registry.producers.service.changes import locked_entity
from gi_registry.producers.service.steps import By
from gi_registry.producers.service.workers import end_work
from gi_registry.translog import service as translog

_EARLIEST = date(1949, 10, 1)


def conceal(entity: Entity, text: str, *, pepper: bytes) -> Concealed:
    """Check an identity number and return what is kept of it.

    Raises:
        IdentityError: it is none.
    """
    salt = secrets.token_bytes(identity.SALT_BYTES)
    return identity.conceal(identity.check(text), entity.uscc, pepper=pepper, salt=salt)


def add_individuals(
    session: Session, organisation_id: int, new: Sequence[NewIndividual], *, by: By
) -> int:
    """Put people on the list of one's own business, all or none.

    Returns:
        How many.

    Raises:
        EntityNotFoundError: the organisation has not registered its credit code.
        RecordDayError: a first day in the future.
        IndividualListedError: somebody is on the list already.
    """
    entity = locked_entity(session, organisation_id)
    today = china_day(by.now)
    late = next((each for each in new if not _EARLIEST <= each.from_on <= today), None)
    if late is not None:
        raise RecordDayError("from_on", _EARLIEST, today)
    listed = _listed(session, entity.id, (each.concealed.key for each in new))
    for each in new:
        name = listed.get(each.concealed.key)
        if name is not None:
            raise IndividualListedError(name)
    session.add_all(_row(entity, each, by) for each in new)
    try:
        session.flush()
    except IntegrityError as error:  # the same person twice in `new`
        raise IndividualListedError(new[0].name) from error
    _log(session, entity, "added", len(new), by)
    return len(new)


def end_individual(
    session: Session, organisation_id: int, individual_id: int, *, by: By
) -> PrimaryProducer:
    """Take a person off the list of one's own business, from today on.

    Raises:
        EntityNotFoundError: the organisation has not registered its credit code.
        IndividualNotFoundError: no such person, or taken off before.
    """
    entity = locked_entity(session, organisation_id)
    found = session.get(PrimaryProducer, individual_id)
    if found is None or found.entity_id != entity.id or found.to_on is not None:
        raise IndividualNotFoundError
    found.to_on = china_day(by.now)
    end_work(session, found, now=by.now)
    session.flush()
    _log(session, entity, "ended", 1, by)
    return found


def individuals(
    session: Session, entity_id: int, text: str = "", *, number: int = 1
) -> Page[PrimaryProducer]:
    """Return a page of the people under a business, those ended last.

    Args:
        session: to read with.
        entity_id: of the business.
        text: part of a name, or the last four of an identity number.
        number: of the page, from 1.
    """
    statement = select(PrimaryProducer).where(PrimaryProducer.entity_id == entity_id)
    if text:
        statement = statement.where(
            PrimaryProducer.name.icontains(text, autoescape=True)
            | (PrimaryProducer.identity_last4 == text.upper())
        )
    statement = statement.order_by(
        PrimaryProducer.to_on.is_not(None), PrimaryProducer.name, PrimaryProducer.id
    )
    return page_of(session, statement, number=number)


def individuals_count(session: Session, entity_id: int) -> int:
    """Return how many people are on the list of a business now."""
    statement = select(func.count()).where(
        PrimaryProducer.entity_id == entity_id, PrimaryProducer.to_on.is_(None)
    )
    return session.scalar(statement) or 0


def judge_individuals(
    session: Session,
    entity: Entity,
    rows: Sequence[SheetRow],
    *,
    pepper: bytes,
    on: date,
) -> list[IndividualLine]:
    """Say of each line of a list what would become of it; nothing is written.

    Args:
        session: to read with; the number of its queries does not grow with rows.
        entity: whose list it is.
        rows: as `core.sheets.read_rows` gives them by `INDIVIDUAL_COLUMNS`.
        pepper: the installation's secret for identity numbers.
        on: the present day in China; first day of lines without one.

    Raises:
        ListTooLongError: more than 5,000 lines.
    """
    if len(rows) > MOST_AT_ONCE:
        raise ListTooLongError(MOST_AT_ONCE)
    lines = [_judged(entity, row, pepper, on) for row in rows]
    keys = [line.new.concealed.key for line in lines if line.new]
    listed = _listed(session, entity.id, keys)
    seen: dict[str, int] = {}
    for line in lines:
        if line.new is not None:
            _compare(line, line.new.concealed.key, listed, seen)
    return lines


def _judged(entity: Entity, row: SheetRow, pepper: bytes, on: date) -> IndividualLine:
    line = IndividualLine(row.number, row.cells.get("name", "")[:LONGEST_NAME])
    if not line.name:
        line.refuse(Words("没有写姓名，请补上", "The name is missing; add it"))
    if not row.exact:
        line.refuse(
            Words(
                "身份证号码被 Excel 存成了数字，已丢失末几位；"
                "请把该列设为文本格式后重新填写",
                "Excel kept the identity number as a number and lost its last digits; "
                "format the column as text and enter it again",
            )
        )
        return line
    try:
        concealed = conceal(entity, row.cells.get("identity", ""), pepper=pepper)
    except identity.IdentityError as error:
        line.refuse(error.words)
        return line
    line.last4 = concealed.last4
    first = _first_day(line, row.cells.get("from_on", ""), on)
    if line.outcome is IndividualOutcome.NEW and first is not None:
        line.new = NewIndividual(line.name, concealed, first)
    return line


def _first_day(line: IndividualLine, text: str, on: date) -> date | None:
    if not text:
        return on
    try:
        first = day_of(text)
    except ValueError:
        first = None
    if first is None or not _EARLIEST <= first <= on:
        line.refuse(
            Words(
                f"加入日期“{text}”不是已过去的日期；请写成 2026-03-01",
                f"“{text}” is no day up to today; write 2026-03-01",
            )
        )
    return first


def _compare(
    line: IndividualLine, key: str, listed: dict[str, str], seen: dict[str, int]
) -> None:
    first = seen.setdefault(key, line.row)
    if first != line.row:
        line.refuse(
            Words(
                f"与第 {first} 行是同一身份证号码；请删去一行",
                f"The same identity number as row {first}; take one out",
            )
        )
    elif key in listed:
        line.outcome, line.new = IndividualOutcome.SAME, None
        if listed[key] != line.name:
            line.words.append(
                Words(
                    f"名单中的姓名是“{listed[key]}”；如已改名，请移出后重新加入",
                    f"The list has the name “{listed[key]}”; if it changed, take the "
                    "person off and add it again",
                )
            )


def _listed(session: Session, entity_id: int, keys: Iterable[str]) -> dict[str, str]:
    """Return the names of people on the list now, by the key of their number."""
    statement = select(PrimaryProducer.identity_key, PrimaryProducer.name).where(
        PrimaryProducer.entity_id == entity_id,
        PrimaryProducer.to_on.is_(None),
        PrimaryProducer.identity_key.in_(list(keys)),
    )
    return dict(session.execute(statement).all())


def _row(entity: Entity, new: NewIndividual, by: By) -> PrimaryProducer:
    return PrimaryProducer(
        entity_id=entity.id,
        name=new.name,
        identity_salt=new.concealed.salt,
        identity_hash=new.concealed.digest,
        identity_key=new.concealed.key,
        identity_last4=new.concealed.last4,
        from_on=new.from_on,
        added_at=by.now,
        added_by_id=by.account_id,
    )


def _log(session: Session, entity: Entity, verb: str, number: int, by: By) -> None:
    """Log how many; who they are is nobody else's."""
    translog.append(
        session,
        f"individuals.{verb}",
        entity.uscc,
        {"number": number},
        now=by.now,
        account_id=by.account_id,
    )
