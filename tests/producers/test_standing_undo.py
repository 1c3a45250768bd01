"""A wrong list of standings is taken back as a whole, where nothing followed."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.core.access import OutsideJurisdictionError
from gi_registry.core.db import Database
from gi_registry.producers import service
from gi_registry.producers.errors import (
    ListTakenBackError,
    ListUndoBlockedError,
    NothingToUndoError,
    ReasonNeededError,
)
from gi_registry.producers.models import (
    Authorization,
    Entity,
    EntityChange,
    EntityList,
)
from gi_registry.producers.rules import (
    AuthorizationState,
    Change,
    ChangeState,
    EntityStatus,
)
from gi_registry.producers.service import By
from gi_registry.products.rules import RightStatus
from gi_registry.translog import service as translog
from tests import factories as make
from tests.conftest import signed_in
from tests.producers.test_batches import code
from tests.producers.test_standing import held, of, province, record, row
from tests.producers.way import announcement

T = AuthorizationState
WHY = "误录了另一份名单"


def take_back(session: Session, made: EntityList, reason: str = WHY) -> None:
    who = province(session)
    service.take_back(
        session,
        made.number,
        reason,
        caller=of(session, who),
        by=By(who.id, make.NOW),
    )


def test_everything_is_as_if_the_list_had_not_been_recorded(session: Session) -> None:
    entity, used = held(session, 1)
    mended = make.authorization(session, entity, state=T.RECTIFY)
    renamed, _ = held(session, 2)
    since = entity.status_on
    rows = (
        row(2, code(1), on="2026-05-06"),
        row(3, code(2), "存续", name="示例更名", on="2026-05-06"),
    )
    made = record(session, *rows)

    take_back(session, made)

    assert (entity.status, entity.status_on) == (EntityStatus.ACTIVE, since)
    assert (renamed.name, service.former_names(session, renamed.id)) == ("示例2", [])
    for each, state in ((used, T.IN_USE), (mended, T.RECTIFY)):
        found = service.authorization(session, each.number)
        for day in (date(2026, 5, 5), date(2026, 5, 6), make.TODAY):
            assert service.state_on(found, day) is state
        assert [status.state for status in found.statuses] == [
            state,
            T.ENTITY_GONE,
            state,
        ]
        assert found.statuses[-1].due_on == found.statuses[0].due_on
        assert WHY in found.statuses[-1].reason
    states = set(session.scalars(select(EntityChange.state)))
    assert states == {ChangeState.TAKEN_BACK}
    assert service.gone_count(session, of(session, province(session))) == 0
    kinds = [leaf.kind for leaf in translog.history(session, made.number)]
    assert kinds == ["entity-list.recorded", "entity-list.taken-back"]
    with pytest.raises(ListTakenBackError):
        take_back(session, made)
    assert record(session, *rows).counts == made.counts


def followed(session: Session, what: str, entity: Entity, used: Authorization) -> None:
    """Let something happen after the list."""
    if what == "stopped":
        who = province(session)
        announced = announcement(session, who)
        change = Change(T.STOPPED, make.TODAY, "公告注销", announcement=announced)
        service.set_state(session, used.number, change, now=make.NOW, account_id=who.id)
    elif what == "listed again":
        entity.status = EntityStatus.REVOKED
        record(session, row(2, entity.uscc, "注销", on="2026-06-01"))
    elif what == "name taken":
        make.organisation(session, name="示例1")
    else:
        used.right.status = RightStatus.REVOKED


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("stopped", "之后已改为“已停止用标”"),
        ("listed again", "之后又有变更 CH-2026-000003"),
        ("name taken", "原名“示例1”已是另一个单位的名称"),
        ("right ended", "所依的权利已终止"),
    ],
)
def test_what_followed_is_named_and_nothing_is_restored(
    session: Session, what: str, said: str
) -> None:
    entity, used = held(session, 1)
    made = record(session, row(2, code(1), name="示例更名", on="2026-05-06"))
    followed(session, what, entity, used)
    session.flush()
    status = entity.status

    undo = service.undo_of(session, made.number, of(session, province(session)))

    (line,) = undo.lines
    assert said in line.blocked[0].zh
    with pytest.raises(ListUndoBlockedError, match="示例更名"):
        take_back(session, made)
    assert entity.status is status


def test_it_takes_a_reason_a_change_and_a_say_there(session: Session) -> None:
    held(session, 1)
    made, empty = record(session, row(2, code(1))), record(session, row(2, code(9)))
    with pytest.raises(ReasonNeededError):
        take_back(session, made, "  ")
    with pytest.raises(NothingToUndoError):
        take_back(session, empty)
    far = of(session, province(session, "61"))
    with pytest.raises(OutsideJurisdictionError):
        service.undo_of(session, made.number, far)


def test_the_page_says_what_is_restored_before_it_is(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        make.division(session)
        held(session, 1)
        number = record(session, row(2, code(1), on="2026-05-06")).number
        login = province(session).login
    client, page = signed_in(app, login), f"/desk/entities/lists/{number}"

    assert page in client.get("/desk/entities/import").text
    shown = client.get(page).text
    assert "登记状态恢复为“存续”" in shown
    assert "恢复为“使用中”" in shown
    refused = client.post(f"{page}/take-back", data={"reason": ""})
    assert refused.status_code == 422
    assert "已注销" in client.get(f"/desk/entities/{code(1)}").text
    assert client.post(f"{page}/take-back", data={"reason": WHY}).status_code == 303
    assert WHY in client.get(page).text
    assert "已撤销" in client.get("/desk/entities/import").text
    assert code(1) not in client.get("/desk/entities/gone").text
    assert "已随名单撤销" in client.get(f"/desk/entities/{code(1)}").text
    again = client.post(f"{page}/take-back", data={"reason": WHY})
    assert "已经撤销" in again.text
