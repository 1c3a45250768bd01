"""Two officers at once never both take the same step."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from threading import Barrier, Thread

import pytest
from sqlalchemy.orm import Session

from gi_registry.cases import service as cases
from gi_registry.cases.rules import CaseState, Trigger
from gi_registry.cases.rules import NewStep as CaseStep
from gi_registry.core.access import Role
from gi_registry.core.db import Database
from gi_registry.core.errors import GiError
from gi_registry.filings import service as filings
from gi_registry.filings.models import EventFiling
from gi_registry.filings.models import FilingStep as FilingRow
from gi_registry.filings.rules import EventKind, FilingState
from gi_registry.filings.rules import NewStep as FilingStep
from gi_registry.producers.rules.members import MemberState, MemberStep, NewMember
from gi_registry.producers.service import By
from gi_registry.products.rules import RightKind
from gi_registry.rights import service as rights
from gi_registry.rights.rules import NewProcedure, NewState, Procedure, State
from gi_registry.rights.service import Papers, members
from tests import factories as make
from tests.producers.test_batches import code

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
DAY, ON = date(2026, 5, 4), date(2026, 11, 23)
Attempt = Callable[[Session, By], object]


def a_revocation(session: Session, by: By) -> Attempt:
    right = make.right(session)
    new = NewProcedure(Procedure.REVOCATION, DAY, reasons="通用", ground=1)
    found = rights.begin(session, right.id, new, Papers(), by=by).id
    step = NewState(State.EXAM, ON)
    return lambda session, by: rights.record(session, found, step, Papers(), by=by)


def a_licence(session: Session, by: By) -> Attempt:
    right = make.right(session, kind=RightKind.CERTIFICATION_MARK)
    new = NewMember("示例公司", code(1), "许1", DAY)
    found = members.add(session, right.id, new, by=by).id
    step = MemberStep(MemberState.RECORDED, ON, "示例备1号")
    return lambda session, by: members.record_step(session, found, step, None, by=by)


def a_case(session: Session, by: By) -> Attempt:
    number = make.authorization(session).number
    new = cases.NewCase(Trigger.MOVED, DAY, "已迁出")
    found = cases.open_case(session, number, new, by=by).number
    step = CaseStep(CaseState.HELD, ON, "核实")
    return lambda session, by: cases.record_step(
        session, found, step, cases.Papers(), by=by
    )


def a_filing(session: Session, by: By) -> Attempt:
    drawing = make.file(session, by.account_id, "8" * 64)
    filed = EventFiling(
        number="EF-2026-000001",
        organiser="示例协会",
        contact="示例",
        title="示例文化节",
        kind=EventKind.FAIR,
        place="示例",
        division=make.COUNTY,
        starts_on=ON,
        ends_on=ON,
        products="示例小米",
        manner="背景板",
        design_sha256=drawing.sha256,
        state=FilingState.FILED_PROVINCE,
        filed_at=NOW,
        steps=[
            FilingRow(
                state=FilingState.FILED_PROVINCE,
                on_day=DAY,
                words="",
                account_id=by.account_id,
                recorded_at=NOW,
            )
        ],
    )
    session.add(filed)
    session.flush()
    step = FilingStep(FilingState.PROV_OK, ON)
    return lambda session, by: filings.record_step(
        session, "EF-2026-000001", step, by=by
    )


@pytest.mark.parametrize("given", [a_revocation, a_licence, a_case, a_filing])
def test_one_takes_the_step_and_the_other_is_told(
    database: Database, given: Callable[[Session, By], Attempt]
) -> None:
    with database.write() as session:
        officers = [make.officer(session, Role.PROVINCE, "14").id for _ in range(2)]
        attempt = given(session, By(officers[0], NOW))
    start, refused, done = Barrier(2), list[GiError](), list[int]()

    def act(officer: int) -> None:
        start.wait()
        try:
            with database.write() as session:
                attempt(session, By(officer, NOW))
            done.append(officer)
        except GiError as error:
            refused.append(error)

    threads = [Thread(target=act, args=(each,)) for each in officers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(done) == len(refused) == 1
