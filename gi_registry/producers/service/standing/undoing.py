"""A list of standings taken back as a whole, where nothing followed from it.

Nothing is deleted: its changes stay as taken back, and an authorization that it
ended gets its former state back from the same day, so that the wrong one has held
on no day.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from gi_registry.accounts.models import Organisation
from gi_registry.core.access import Caller, Permission, Place
from gi_registry.core.words import Words, china_day
from gi_registry.producers.errors import ListNotFoundError
from gi_registry.producers.models import (
    Authorization,
    AuthorizationStatus,
    Entity,
    EntityChange,
    EntityList,
    EntityListUndo,
)
from gi_registry.producers.rules import (
    AUTHORIZATION_STATE_WORDS,
    ENTITY_STATUS_WORDS,
    AuthorizationState,
    ChangeKind,
    ChangeState,
    EntityStatus,
)
from gi_registry.producers.rules.undoing import UndoLine, check_undo
from gi_registry.producers.service.changes import log_change, put_back
from gi_registry.producers.service.holding import pass_to
from gi_registry.producers.service.steps import By
from gi_registry.products.rules import ENDED
from gi_registry.translog import service as translog

_KINDS = (ChangeKind.NAME, ChangeKind.STATUS)


@dataclass(frozen=True, slots=True)
class Undo:
    """What taking a list back would come to.

    Attributes:
        undone: if it was taken back already.
    """

    list: EntityList
    lines: Sequence[UndoLine]
    undone: EntityListUndo | None


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a list changed, and what came after.

    Attributes:
        later: number of the change that came after, by business and kind.
        ended: authorizations that it ended, by business.
        taken: name to the id of the organisation that has it.
    """

    changes: Sequence[EntityChange]
    later: dict[tuple[int, ChangeKind], str]
    ended: dict[int, list[Authorization]]
    taken: dict[str, int]


def undo_of(session: Session, number: str, caller: Caller) -> Undo:
    """Say what taking a list back would come to; nothing is written.

    Raises:
        ListNotFoundError: there is no such list.
        OutsideJurisdictionError: a business of it lies elsewhere.
    """
    found = _list(session, number, for_update=False)
    ground = _ground(session, found, caller, for_update=False)
    return Undo(found, _lines(ground, found), _undone(session, found))


def take_back(
    session: Session, number: str, reason: str, *, caller: Caller, by: By
) -> EntityListUndo:
    """Take a list back: restore everything that it changed, or nothing.

    Args:
        session: a writing session.
        number: of the list.
        reason: why it was wrong.
        caller: has a say where each of its businesses is.
        by: who takes it back, and when.

    Raises:
        ListNotFoundError: there is no such list.
        OutsideJurisdictionError: a business of it lies elsewhere.
        ListTakenBackError, NothingToUndoError, ListUndoBlockedError,
            ReasonNeededError: see `rules.undoing.check_undo`.
    """
    found = _list(session, number, for_update=True)
    ground = _ground(session, found, caller, for_update=True)
    undone = _undone(session, found)
    lines = _lines(ground, found)
    check_undo(number, lines, reason, is_taken_back=undone is not None)
    reason = reason.strip()
    for change in ground.changes:
        change.state = ChangeState.TAKEN_BACK
        change.decision = reason
        put_back(session, change)
        log_change(session, change, "taken-back", by)
    for authorization in (each for them in ground.ended.values() for each in them):
        _reopen(session, authorization, found, reason, by)
    made = EntityListUndo(
        list_id=found.id, reason=reason, at=by.now, by_id=by.account_id
    )
    session.add(made)
    session.flush()
    translog.append(
        session,
        "entity-list.taken-back",
        number,
        {
            "businesses": len(lines),
            "authorizations": sum(map(len, ground.ended.values())),
        },
        now=by.now,
        account_id=by.account_id,
    )
    return made


def undone_lists(
    session: Session, lists: Sequence[EntityList]
) -> dict[int, EntityListUndo]:
    """Return which of some lists were taken back, by the list's id."""
    ids = [each.id for each in lists]
    statement = select(EntityListUndo).where(EntityListUndo.list_id.in_(ids))
    return {each.list_id: each for each in session.scalars(statement)}


def _list(session: Session, number: str, *, for_update: bool) -> EntityList:
    statement = select(EntityList).where(EntityList.number == number)
    if for_update:
        statement = statement.with_for_update()
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise ListNotFoundError(number)
    return found


def _undone(session: Session, of: EntityList) -> EntityListUndo | None:
    return undone_lists(session, [of]).get(of.id)


def _ground(
    session: Session, of: EntityList, caller: Caller, *, for_update: bool
) -> _Ground:
    of_list = select(EntityChange.entity_id).where(EntityChange.list_id == of.id)
    entities = select(Entity).where(Entity.id.in_(of_list)).order_by(Entity.id)
    if for_update:
        entities = entities.with_for_update(key_share=True).execution_options(
            populate_existing=True
        )
    known = {entity.id: entity for entity in session.scalars(entities)}
    for entity in known.values():
        caller.demand(Permission.AUTHORIZATION_CONTROL, Place(entity.division))
    changes = session.scalars(
        select(EntityChange)
        .where(EntityChange.list_id == of.id)
        .options(
            joinedload(EntityChange.entity), joinedload(EntityChange.authorization)
        )
        .order_by(EntityChange.id)
    ).all()
    last = max((change.id for change in changes), default=0)
    after = session.scalars(
        select(EntityChange).where(
            EntityChange.entity_id.in_(known),
            EntityChange.id > last,
            EntityChange.kind.in_(_KINDS),
            EntityChange.state == ChangeState.CONFIRMED,
        )
    )
    names = {change.old for change in changes if change.kind is ChangeKind.NAME}
    taken = session.execute(
        select(Organisation.name, Organisation.id).where(Organisation.name.in_(names))
    )
    return _Ground(
        changes,
        {(change.entity_id, change.kind): change.number for change in after},
        _ended(session, of, list(known), for_update=for_update),
        dict(taken.all()),
    )


def _ended(
    session: Session, of: EntityList, entity_ids: Sequence[int], *, for_update: bool
) -> dict[int, list[Authorization]]:
    """Return the authorizations that a list ended: in its own instant."""
    by_list = select(AuthorizationStatus.authorization_id).where(
        AuthorizationStatus.state == AuthorizationState.ENTITY_GONE,
        AuthorizationStatus.recorded_at == of.recorded_at,
    )
    statement = (
        select(Authorization)
        .where(Authorization.entity_id.in_(entity_ids), Authorization.id.in_(by_list))
        .options(
            selectinload(Authorization.statuses).joinedload(
                AuthorizationStatus.announcement
            ),
            joinedload(Authorization.right),
        )
        .order_by(Authorization.id)
    )
    if for_update:
        statement = statement.with_for_update(of=Authorization).execution_options(
            populate_existing=True
        )
    found = defaultdict[int, list[Authorization]](list)
    for each in session.scalars(statement):
        found[each.entity_id].append(each)
    return dict(found)


def _lines(ground: _Ground, of: EntityList) -> list[UndoLine]:
    lines: dict[int, UndoLine] = {}
    for change in ground.changes:
        entity = change.entity
        line = lines.setdefault(entity.id, UndoLine(entity.name, entity.uscc))
        line.words.append(_becomes(change))
        later = ground.later.get((entity.id, change.kind))
        if later is not None:
            line.blocked.append(
                Words(
                    f"之后又有变更 {later}；请先撤销那一份名单或那项变更",
                    f"Change {later} came after; take that list or change back first",
                )
            )
        if change.kind is ChangeKind.NAME and _is_taken(change, ground.taken):
            line.blocked.append(
                Words(
                    f"原名“{change.old}”已是另一个单位的名称；请先核对那个单位",
                    f"“{change.old}” is another organisation's name now; check that "
                    "one first",
                )
            )
    for entity_id, line in lines.items():
        for held in ground.ended.get(entity_id, ()):
            _judge(line, held, _before(held, of))
    return list(lines.values())


def _becomes(change: EntityChange) -> Words:
    if change.kind is ChangeKind.NAME:
        return Words(f"名称恢复为“{change.old}”", f"Name “{change.old}” again")
    old = ENTITY_STATUS_WORDS[EntityStatus(change.old)]
    return Words(f"登记状态恢复为“{old.zh}”", f"Standing “{old.en}” again")


def _is_taken(change: EntityChange, taken: dict[str, int]) -> bool:
    return taken.get(change.old, change.entity.organisation_id) != (
        change.entity.organisation_id
    )


def _before(held: Authorization, of: EntityList) -> AuthorizationStatus:
    """Return the status that a list ended."""
    at = next(
        at
        for at, status in enumerate(held.statuses)
        if status.state is AuthorizationState.ENTITY_GONE
        and status.recorded_at == of.recorded_at
    )
    return held.statuses[at - 1]


def _judge(line: UndoLine, held: Authorization, before: AuthorizationStatus) -> None:
    """Say what an authorization becomes again, or why it cannot."""
    number = held.number
    now, old = (AUTHORIZATION_STATE_WORDS[each.state] for each in (held, before))
    line.words.append(
        Words(
            f"用标核准 {number} 恢复为“{old.zh}”",
            f"Authorization {number} “{old.en}” again",
        )
    )
    if held.state is not AuthorizationState.ENTITY_GONE:
        line.blocked.append(
            Words(
                f"用标核准 {number} 之后已改为“{now.zh}”；"
                "以国家知识产权局公告为准，需要用标的请重新申请",
                f"Authorization {number} became “{now.en}” since; CNIPA's announcement "
                "holds, and whoever needs the mark applies anew",
            )
        )
    elif before.state.may_use and held.right.status in ENDED:
        line.blocked.append(
            Words(
                f"用标核准 {number} 所依的权利已终止，不能恢复用标；"
                "请先把它改依该产品的其他权利",
                f"The right behind authorization {number} has ended, so use cannot go "
                "on; re-base it onto another right of the product first",
            )
        )


def _reopen(
    session: Session, authorization: Authorization, of: EntityList, reason: str, by: By
) -> None:
    """Give an authorization its former state back, from the day on which it ended."""
    gone, before = authorization.statuses[-1], _before(authorization, of)
    again = AuthorizationStatus(
        state=before.state,
        from_on=gone.from_on,
        reason=f"名单 {of.number} 于 {china_day(by.now)} 撤销：{reason}",
        due_on=before.due_on,
    )
    pass_to(session, authorization, again, by=by, announcement=before.announcement)
