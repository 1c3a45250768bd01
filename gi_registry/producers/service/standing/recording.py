"""What a judged list of standings changes, recorded in one transaction.

A business that is gone ends its authorizations at once: Order 80 Art. 31 knows no
period to put that right. CNIPA cancels and announces; here they are recorded as
ended, with the evidence, and listed to be reported.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from gi_registry.core.access import Caller
from gi_registry.core.ids import numbered
from gi_registry.core.sheets import SheetRow
from gi_registry.core.words import china_day
from gi_registry.producers.errors import RecordDayError
from gi_registry.producers.models import (
    Authorization,
    Entity,
    EntityChange,
    EntityList,
)
from gi_registry.producers.rules import (
    ENTITY_STATUS_WORDS,
    AuthorizationState,
    Change,
    ChangeKind,
    ChangeState,
    EntityStatus,
)
from gi_registry.producers.rules.standing import StandingLine
from gi_registry.producers.service.authorizations import set_state
from gi_registry.producers.service.changes import log_change, put_on_record
from gi_registry.producers.service.standing.judging import (
    ENDING,
    codes_of,
    judge_list,
)
from gi_registry.producers.service.steps import By, next_number
from gi_registry.translog import service as translog

_EARLIEST = date(1949, 10, 1)
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class NewList:
    """A list as an officer hands it in.

    Attributes:
        source: whose list it is.
        listed_on: as of which day.
        file_sha256: of the original, kept in the store.
    """

    source: str
    listed_on: date
    file_sha256: str


def record_list(
    session: Session, rows: Sequence[SheetRow], new: NewList, *, caller: Caller, by: By
) -> tuple[EntityList, list[StandingLine]]:
    """Record what a list changes; it is judged again in the same transaction.

    Args:
        session: a writing session.
        rows: as read from the kept original.
        new: the list.
        caller: only businesses of his jurisdiction are changed.
        by: who records it, and when.

    Raises:
        RecordDayError: the list lies in the future.
    """
    today = china_day(by.now)
    if not _EARLIEST <= new.listed_on <= today:
        raise RecordDayError("listed_on", _EARLIEST, today)
    locked = _locked(session, rows)
    number = next_number(session, "EL", today.year, EntityList)
    lines = judge_list(session, rows, caller, listed_on=new.listed_on)
    made = EntityList(
        number=number,
        source=new.source,
        listed_on=new.listed_on,
        file_sha256=new.file_sha256,
        counts=dict(Counter(line.outcome.value for line in lines)),
        recorded_at=by.now,
        recorded_by_id=by.account_id,
    )
    session.add(made)
    session.flush()
    _record_changes(session, lines, locked, made, by)
    translog.append(
        session,
        "entity-list.recorded",
        number,
        {
            "listed_on": new.listed_on.isoformat(),
            "file_sha256": new.file_sha256,
            "counts": made.counts,
        },
        now=by.now,
        account_id=by.account_id,
    )
    return made, lines


def entity_lists(session: Session) -> Sequence[EntityList]:
    """Return the lists recorded last, newest first."""
    statement = select(EntityList).order_by(EntityList.id.desc()).limit(_SHOWN)
    return session.scalars(statement).all()


def _locked(session: Session, rows: Sequence[SheetRow]) -> dict[int, Entity]:
    """Lock the businesses of a list, in one order, before they are judged."""
    statement = (
        select(Entity)
        .where(Entity.uscc.in_(codes_of(rows)))
        .order_by(Entity.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return {entity.id: entity for entity in session.scalars(statement)}


def _record_changes(
    session: Session,
    lines: Sequence[StandingLine],
    entities: dict[int, Entity],
    made: EntityList,
    by: By,
) -> None:
    year = china_day(by.now).year
    serial = int(next_number(session, "CH", year, EntityChange).rpartition("-")[2])
    held = _held(session, [line.entity_id for line in lines if line.new_status])
    for line in lines:
        for kind, new in (
            (ChangeKind.NAME, line.new_name),
            (ChangeKind.STATUS, line.new_status),
        ):
            if new is None or line.entity_id is None or line.on is None:
                continue
            entity = entities[line.entity_id]
            change = _change(entity, kind, new, (line.on, made, by))
            change.number = numbered("CH", year, serial)
            serial += 1
            session.add(change)
            put_on_record(session, change)
            log_change(session, change, "recorded", by)
        if line.new_status is not None and line.entity_id is not None:
            for authorization in held.get(line.entity_id, ()):
                _end(session, authorization, line, made, by)


def _change(
    entity: Entity, kind: ChangeKind, new: str, how: tuple[date, EntityList, By]
) -> EntityChange:
    on, made, by = how
    return EntityChange(
        entity=entity,
        authorization=None,
        kind=kind,
        state=ChangeState.CONFIRMED,
        old=entity.name if kind is ChangeKind.NAME else entity.status.value,
        old_on=entity.status_on if kind is ChangeKind.STATUS else None,
        new=str(new),
        from_on=on,
        division=entity.division,
        reason=made.source,
        document="",
        file_sha256=made.file_sha256,
        list_id=made.id,
        proposed_at=by.now,
        proposed_by_id=by.account_id,
        decided_at=by.now,
        decided_by_id=by.account_id,
        decision="",
    )


def _held(
    session: Session, ids: Sequence[int | None]
) -> dict[int, list[Authorization]]:
    statement = (
        select(Authorization)
        .where(Authorization.entity_id.in_(ids), Authorization.state.in_(ENDING))
        .options(selectinload(Authorization.statuses))
        .order_by(Authorization.id)
    )
    found: dict[int, list[Authorization]] = {}
    for each in session.scalars(statement):
        found.setdefault(each.entity_id, []).append(each)
    return found


def _end(
    session: Session,
    authorization: Authorization,
    line: StandingLine,
    made: EntityList,
    by: By,
) -> None:
    """End an authorization whose business is gone; from its day, if it can be."""
    status = line.new_status
    if status is None or status is EntityStatus.ACTIVE or line.on is None:
        return
    since = authorization.statuses[-1].from_on
    words = ENTITY_STATUS_WORDS[status]
    change = Change(
        state=AuthorizationState.ENTITY_GONE,
        on=max(line.on, since),
        reason=(
            f"营业执照{words.zh}（{line.on}），见{made.source}（{made.number}）；"
            "《地理标志产品保护办法》第三十一条，待报国家知识产权局注销"
        ),
    )
    set_state(
        session,
        authorization.number,
        change,
        now=by.now,
        account_id=by.account_id,
    )
