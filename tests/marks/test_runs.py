from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gi_registry.core.db import Database
from gi_registry.core.paging import PAGE_SIZE
from gi_registry.marks import service
from gi_registry.marks.errors import (
    AuthorizationNotUsableError,
    CapacityExceededError,
    CapacityMissingError,
    RunNotFoundError,
    RunNumberError,
    RunYearError,
)
from gi_registry.marks.models import LabelRun
from gi_registry.marks.rules import MAX_SIZE, RunRequest
from gi_registry.producers.models import AuthorizationStatus
from gi_registry.producers.rules import AuthorizationState
from gi_registry.translog import service as translog
from tests import factories as make
from tests.marks import asked
from tests.marks.harm import Draw, drawn_at_once

PROCESSES = 8
REQUESTS_EACH = 25
LABELS_EACH = 10
LAST_LABELS = 1_000


def issue(session: Session, request: RunRequest) -> LabelRun:
    person = make.producer(session)
    return service.issue_run(session, request, now=make.NOW, account_id=person.id)


def test_a_run_is_one_row_whatever_its_size(session: Session) -> None:
    holder = make.authorization(session)
    make.capacity(session, holder, ceiling_g=10**12)

    run = issue(session, asked.run(holder.id, size=100_000_000, net_content_g=5))

    assert session.scalar(select(func.count()).select_from(LabelRun)) == 1
    assert run.key_epoch == 1
    assert run.expires_on == date(2027, 12, 31)
    [leaf] = translog.history(session, holder.number)
    assert (leaf.kind, leaf.body["size"]) == ("run.issued", 100_000_000)


def test_what_is_left_can_be_drawn_to_the_last_label_and_no_further(
    session: Session,
) -> None:
    holder = make.authorization(session)
    make.capacity(session, holder, ceiling_g=1_000_000)
    issue(session, asked.run(holder.id, size=1_500))

    with pytest.raises(CapacityExceededError) as refused:
        issue(session, asked.run(holder.id, size=501))
    issue(session, asked.run(holder.id, size=500))

    assert refused.value.facts == {"asked": 501, "left": 500}
    assert "250.5 kg" in refused.value.words.en
    assert "500 枚" in refused.value.words.zh
    assert service.capacity(session, holder.id, 2026).left_g == 0


def test_the_allowance_for_spoilage_can_be_drawn(session: Session) -> None:
    holder, officer = make.authorization(session), make.officer(session)
    make.claimed(session, holder, asked.WORKED_M2)
    service.decide_capacity(
        session,
        asked.decision(holder.id, tranches=(100,)),
        now=make.NOW,
        account_id=officer.id,
    )

    run = issue(session, asked.run(holder.id, size=asked.WORKED_G * 103 // 100 // 500))

    assert run.size == 44_496
    assert service.capacity(session, holder.id, 2026).left_g == 0


def test_each_year_and_each_authorization_has_its_own_account(
    session: Session,
) -> None:
    one, other = make.authorization(session), make.authorization(session)
    for holder in (one, other):
        make.capacity(session, holder, ceiling_g=500_000)
    make.capacity(session, one, year=2025, ceiling_g=500_000)

    issue(session, asked.run(one.id))
    issue(session, asked.run(one.id, year=2025))
    issue(session, asked.run(other.id))

    assert service.capacity(session, one.id, 2026).left_g == 0


def test_without_a_decision_nothing_is_issued(session: Session) -> None:
    with pytest.raises(CapacityMissingError):
        issue(session, asked.run(make.authorization(session).id))


@pytest.mark.parametrize("state", [s for s in AuthorizationState if not s.may_use])
def test_nothing_is_issued_while_the_mark_may_not_be_used(
    session: Session, state: AuthorizationState
) -> None:
    holder = make.authorization(session, state=state)
    make.capacity(session, holder)

    with pytest.raises(AuthorizationNotUsableError):
        issue(session, asked.run(holder.id))


def test_the_state_of_the_day_counts_not_that_of_yesterday(session: Session) -> None:
    holder = make.authorization(session)
    make.capacity(session, holder)
    change(session, holder.id, AuthorizationState.SUSPENDED, make.TODAY)

    yesterday = service.state_on(session, holder.id, make.TODAY - timedelta(days=1))
    with pytest.raises(AuthorizationNotUsableError) as refused:
        issue(session, asked.run(holder.id))

    assert yesterday is AuthorizationState.IN_USE
    assert "暂停用标" in refused.value.words.zh


def test_a_licence_that_ran_out_counts_as_expired(session: Session) -> None:
    holder = make.authorization(session, valid_to=date(2026, 11, 21))

    assert service.state_on(session, holder.id, date(2026, 11, 21)) is not None
    assert (
        service.state_on(session, holder.id, make.TODAY) is AuthorizationState.EXPIRED
    )
    assert service.state_on(session, holder.id, date(2023, 12, 31)) is None


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"size": 0}, "size"),
        ({"size": MAX_SIZE + 1}, "size"),
        ({"net_content_g": 0}, "net_content_g"),
        ({"pack_name": "  "}, "pack_name"),
        ({"pack_name": "包" * 61}, "pack_name"),
    ],
)
def test_numbers_that_no_run_has_are_refused(
    session: Session, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(RunNumberError) as refused:
        issue(session, asked.run(1, **given))

    assert refused.value.field == field


@pytest.mark.parametrize("year", [2024, 2027])
def test_labels_are_issued_for_this_year_and_the_last(
    session: Session, year: int
) -> None:
    holder = make.authorization(session)
    make.capacity(session, holder, year=year)

    with pytest.raises(RunYearError):
        issue(session, asked.run(holder.id, year=year))


def test_a_run_number_never_comes_twice(database: Database) -> None:
    with database.write() as session:
        holder = make.authorization(session)
        first = make.run(session, holder)
        session.delete(first)

    with database.write() as session:
        second = make.run(session, holder)

    assert second.id > first.id


def test_a_run_of_another_producer_is_not_found(session: Session) -> None:
    run = make.run(session, make.authorization(session))
    stranger = make.organisation(session)

    own = service.run(session, run.id)
    with pytest.raises(RunNotFoundError):
        service.run(session, run.id, organisation_id=stranger.id)

    assert own.authorization.entity.name


def test_runs_are_listed_with_what_became_of_their_labels(session: Session) -> None:
    holder = make.authorization(session)
    older, newer = make.run(session, holder), make.run(session, holder)
    lot = make.lot(session, holder)
    make.labels(session, older, 0, 300, lot)
    make.labels(session, older, 300, 320)
    make.run(session, make.authorization(session))

    owner = service.run(session, newer.id).authorization.entity.organisation_id
    page = service.runs_of_organisation(session, owner)

    assert [line.run.id for line in page.items] == [newer.id, older.id]
    assert page.total == 2
    assert page.size == PAGE_SIZE
    line = page.items[1]
    assert (line.activated, line.dead, line.left) == (300, 20, 680)


def change(
    session: Session, holder_id: int, state: AuthorizationState, on: date
) -> None:
    """Let an authorization change its state on a day."""
    open_row = session.scalars(
        select(AuthorizationStatus).where(
            AuthorizationStatus.authorization_id == holder_id,
            AuthorizationStatus.to_on.is_(None),
        )
    ).one()
    open_row.to_on = on
    session.add(
        AuthorizationStatus(
            authorization_id=holder_id,
            state=state,
            from_on=on,
            reason="示例",
            account_id=open_row.account_id,
            recorded_at=make.NOW,
        )
    )
    session.flush()


def test_processes_at_once_draw_exactly_the_last_labels(database: Database) -> None:
    draw = Draw(PROCESSES, REQUESTS_EACH, LABELS_EACH, LAST_LABELS)

    assert drawn_at_once(database, draw) == (LAST_LABELS, LAST_LABELS)
    assert PROCESSES * REQUESTS_EACH * LABELS_EACH > LAST_LABELS
