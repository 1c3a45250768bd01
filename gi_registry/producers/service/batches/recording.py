"""What is new on a judged list, put on record in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from gi_registry.accounts.models import Organisation
from gi_registry.accounts.rules import OrganisationKind
from gi_registry.core.ids import numbered
from gi_registry.core.words import china_day
from gi_registry.producers.errors import RecordDayError
from gi_registry.producers.models import (
    Application,
    ApplicationEvent,
    Authorization,
    AuthorizationStatus,
    Entity,
)
from gi_registry.producers.rules import (
    ApplicationState,
    AuthorizationState,
    EntityStatus,
    NewAnnouncement,
    Route,
    route_of,
    state_basis,
)
from gi_registry.producers.rules.batches import AnnouncedUser, Line, LineOutcome
from gi_registry.producers.service.cnipa import announced
from gi_registry.producers.service.steps import By, next_number
from gi_registry.products.models import Announcement, GiRight
from gi_registry.products.rules import AnnouncementKind
from gi_registry.translog import service as translog
from gi_registry.translog.service import NewLeaf

_ENTERED: Final = "依国家知识产权局公告成批录入"
_BEFORE_ANY: Final = date(1999, 1, 1)


def record_batch(
    session: Session, lines: Sequence[Line], new: NewAnnouncement, *, by: By
) -> list[Authorization]:
    """Record all that is new on a list that was judged in the same transaction.

    Each line that is new becomes an authorization in force from the day of the
    announcement, with an application that says where it comes from.

    Args:
        session: a writing session.
        lines: as `judge_batch` gives them; what is not new is left alone.
        new: the announcement, its file kept.
        by: who records it, and when.

    Raises:
        RecordDayError: the announcement lies in the future.
        AnnouncementConflictError, FileNotHandedInError: see `cnipa.announced`.
    """
    today = china_day(by.now)
    if new.announced_on > today:
        raise RecordDayError("announced_on", _BEFORE_ANY, today)
    users = [
        line.user for line in lines if line.outcome is LineOutcome.NEW and line.user
    ]
    if not users:
        return []
    rights = _rights(session, {user.right_id for user in users})
    for right_id in sorted(rights):
        announcement = announced(
            session, new, right_id, AnnouncementKind.MARK_USERS, by=by
        )
    entities = _entities(session, users, by)
    applications = _applications(session, users, entities, rights, (announcement, by))
    made = _authorizations(session, users, applications, announcement, by)
    translog.append_all(
        session,
        [
            NewLeaf(
                "authorization.announced",
                authorization.number,
                {
                    "application": None,
                    "gi": authorization.gi.code,
                    "uscc": authorization.entity.uscc,
                    "announcement": new.number,
                    "announced_on": new.announced_on.isoformat(),
                    "file_sha256": new.file_sha256,
                    "rules": authorization.statuses[0].rules,
                },
            )
            for authorization in made
        ],
        now=by.now,
        account_id=by.account_id,
    )
    return made


def _rights(session: Session, ids: Iterable[int]) -> dict[int, GiRight]:
    statement = (
        select(GiRight).where(GiRight.id.in_(ids)).options(joinedload(GiRight.gi))
    )
    return {right.id: right for right in session.scalars(statement)}


def _entities(
    session: Session, users: Iterable[AnnouncedUser], by: By
) -> dict[str, Entity]:
    """Return the businesses by credit code; those not known are registered."""
    wanted = {user.uscc: user for user in users}
    statement = select(Entity).where(Entity.uscc.in_(wanted.keys()))
    known = {entity.uscc: entity for entity in session.scalars(statement)}
    for code, user in wanted.items():
        if code not in known:
            known[code] = _entity(user, by)
    session.add_all(known.values())
    session.flush()
    return known


def _entity(user: AnnouncedUser, by: By) -> Entity:
    return Entity(
        uscc=user.uscc,
        name=user.holder,
        organisation=Organisation(
            kind=OrganisationKind.PRODUCER,
            name=user.holder,
            division=user.division,
            created_at=by.now,
        ),
        division=user.division,
        address=user.address,
        status=EntityStatus.ACTIVE,
        status_on=china_day(by.now),
        created_at=by.now,
    )


def _applications(
    session: Session,
    users: Sequence[AnnouncedUser],
    entities: Mapping[str, Entity],
    rights: Mapping[int, GiRight],
    how: tuple[Announcement, By],
) -> list[Application]:
    announcement, by = how
    year = by.now.year
    first = _serial(next_number(session, "AP", year, Application))
    made = [
        Application(
            number=numbered("AP", year, first + at),
            entity=entities[user.uscc],
            right=rights[user.right_id],
            route=route_of(rights[user.right_id].kind) or Route.PRODUCT,
            state=ApplicationState.ANNOUNCED,
            standard_number=user.standard,
            product_description=_ENTERED,
            licence_ends_on=user.valid_to,
            division=user.division,
            created_at=by.now,
            submitted_at=None,
            state_since=by.now,
            cnipa_register_number=user.register_number,
            events=[
                ApplicationEvent(
                    from_state=None,
                    to_state=ApplicationState.ANNOUNCED,
                    account_id=by.account_id,
                    at=by.now,
                    words=f"{_ENTERED}：{announcement.title}",
                    rules=_basis(rights[user.right_id], announcement, by),
                )
            ],
        )
        for at, user in enumerate(users)
    ]
    session.add_all(made)
    session.flush()
    return made


def _authorizations(
    session: Session,
    users: Sequence[AnnouncedUser],
    applications: Sequence[Application],
    announcement: Announcement,
    by: By,
) -> list[Authorization]:
    on = announcement.announced_on or china_day(by.now)
    first = _serial(next_number(session, "MA", on.year, Authorization))
    made = [
        Authorization(
            number=numbered("MA", on.year, first + at),
            application_id=application.id,
            entity=application.entity,
            right=application.right,
            gi=application.right.gi,
            division=user.division,
            standard_number=user.standard,
            announcement=announcement,
            valid_from=on,
            valid_to=_last_day(user, application.right),
            state=AuthorizationState.ANNOUNCED,
            created_at=by.now,
            statuses=[
                AuthorizationStatus(
                    state=AuthorizationState.ANNOUNCED,
                    from_on=on,
                    reason=announcement.title,
                    announcement=announcement,
                    rules=_basis(application.right, announcement, by),
                    account_id=by.account_id,
                    recorded_at=by.now,
                )
            ],
        )
        for at, (user, application) in enumerate(zip(users, applications, strict=True))
    ]
    session.add_all(made)
    session.flush()
    return made


def _basis(right: GiRight, announcement: Announcement, by: By) -> list[str]:
    on = announcement.announced_on or china_day(by.now)
    return state_basis(route_of(right.kind), AuthorizationState.ANNOUNCED, on=on)


def _last_day(user: AnnouncedUser, right: GiRight) -> date | None:
    """Return the earlier end of licence and mark, if either has one."""
    ends = (user.valid_to, right.valid_to)
    return min((day for day in ends if day is not None), default=None)


def _serial(number: str) -> int:
    return int(number.rpartition("-")[2])
