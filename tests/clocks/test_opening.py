"""After two years without use the registry opens a case, and decides nothing."""

import threading
from datetime import UTC, date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gi_registry.accounts.models import Account
from gi_registry.cases import service as cases
from gi_registry.cases.models import MarkCase
from gi_registry.cases.rules import RULE, CaseState, NewStep, Trigger
from gi_registry.cases.service import Papers
from gi_registry.clocks import service
from gi_registry.clocks.rules import Decision, Stage
from gi_registry.clocks.service import NewDecision, NewUse
from gi_registry.core.access import Caller, Grant, Role
from gi_registry.core.db import Database
from gi_registry.core.words import china_day
from gi_registry.producers.models import Authorization
from gi_registry.producers.rules import AuthorizationState
from gi_registry.producers.service import By
from tests import factories as make

OVER = datetime(2026, 1, 2, 1, tzinfo=UTC)
"""The day after two years from 2024-01-01, since when the factory's may be used."""
LATER = datetime(2026, 3, 1, 1, tzinfo=UTC)


def run(session: Session, now: datetime) -> int:
    due = service.due(session, on=china_day(now))
    return service.settle(session, [*due.to_open, *due.to_close], now=now)


def opened(session: Session, found: Authorization) -> MarkCase:
    (case,) = cases.of_authorization(session, found.id)
    return cases.find(session, case.number)


def officer(session: Session, now: datetime) -> By:
    return By(make.officer(session, Role.PROVINCE, "14").id, now)


def test_the_day_after_two_years_a_case_is_opened_once_for_a_person_to_decide(
    session: Session,
) -> None:
    found = make.authorization(session)
    assert run(session, datetime(2026, 1, 1, 1, tzinfo=UTC)) == 0

    assert [run(session, OVER), run(session, OVER), run(session, LATER)] == [1, 0, 0]

    case = opened(session, found)
    assert (case.trigger, case.state) == (Trigger.NOT_USED, CaseState.OPEN)
    (event,) = case.events
    assert "2024-01-01 起可以用标，没有用标记录；两年于 2026-01-01 届满" in event.words
    assert event.rules == [f"{RULE}@2024-02-01"]
    assert event.account.organisation.name == "地理标志登记系统"
    itself = session.get_one(Account, event.account_id)
    assert itself.disabled_at is not None
    assert found.state is AuthorizationState.IN_USE, "nothing is decided"
    desk = Caller(1, "", 1, "", (Grant(Role.PROVINCE, "14"),))
    assert cases.to_do(session, desk, china_day(OVER)) == 1


def test_what_a_person_decides_goes_on_with_the_case(session: Session) -> None:
    cured, excused, closed = (make.authorization(session) for _ in range(3))
    run(session, OVER)
    by = officer(session, LATER)
    act = {"now": LATER, "account_id": by.account_id}

    due = NewDecision(Decision.RECTIFY, "两年未用标", date(2026, 6, 1))
    service.decide(session, cured.number, due, **act)  # type: ignore[arg-type]
    kept = NewDecision(Decision.EXCUSED, "遭受旱灾")
    service.decide(session, excused.number, kept, **act)  # type: ignore[arg-type]
    step = NewStep(CaseState.CLOSED, china_day(LATER), "遭受旱灾")
    cases.record_step(session, opened(session, closed).number, step, Papers(), by=by)

    states = [opened(session, each).state for each in (cured, excused, closed)]
    assert states == [CaseState.CURE, CaseState.CLOSED, CaseState.CLOSED]
    assert cured.state is AuthorizationState.RECTIFY
    assert run(session, datetime(2026, 9, 1, 1, tzinfo=UTC)) == 0
    for each in (cured, excused, closed):
        stage = service.detail(session, each.number, on=date(2026, 9, 1)).row.clock
        assert stage.stage is Stage.DECIDED
    page = service.listed(
        session,
        Caller(1, "", 1, "", (Grant(Role.PROVINCE, "14"),)),
        service.Wanted("over"),
        on=date(2026, 9, 1),
        number=1,
    )
    assert page.total == 0


def test_use_that_is_shown_closes_the_case_and_two_more_years_open_another(
    session: Session,
) -> None:
    seen, activated = make.authorization(session), make.authorization(session)
    run(session, OVER)
    by = officer(session, LATER)
    use = NewUse(date(2026, 2, 1), "货架上有用标产品")
    service.record_use(session, seen.number, use, now=LATER, account_id=by.account_id)
    assert opened(session, seen).state is CaseState.CLOSED
    lot, labels = make.lot(session, activated), make.run(session, activated)
    make.labels(session, labels, 0, 10, lot).on_day = date(2026, 2, 3)
    session.flush()

    assert run(session, LATER) == 1

    case = opened(session, activated)
    assert (case.state, len(case.events)) == (CaseState.CLOSED, 2)
    assert "2026-02-03 有用标证据（启用标识）" in case.events[-1].words
    assert run(session, datetime(2028, 2, 10, 1, tzinfo=UTC)) == 2
    assert len(cases.of_authorization(session, activated.id)) == 2


def test_two_workers_at_once_open_one_case(database: Database) -> None:
    with database.write() as session:
        number = make.authorization(session).number
    both = threading.Barrier(2)
    done = []

    def work() -> None:
        both.wait()
        with database.write() as session:
            done.append(service.settle(session, [number], now=OVER))

    workers = [threading.Thread(target=work) for _ in range(2)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()

    with database.read() as session:
        count = session.scalar(select(func.count(MarkCase.id)))
    assert (sorted(done), count) == ([0, 1], 1)
