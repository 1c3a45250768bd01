"""Which reports a person must look at, found again from the log."""

from hashlib import sha256

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.annual_reports import service
from gi_registry.annual_reports.errors import NothingToDrawError, NothingToPassError
from gi_registry.annual_reports.models import AnnualReport, ReportDrawn
from gi_registry.annual_reports.rules import Drawn, ReportState, sampling
from gi_registry.core.access import Caller, Grant, Role
from gi_registry.translog.models import LogLeaf
from tests import factories
from tests.annual_reports.rows import NOW, YEAR, report

LINES = [f"AR-2025-MA-2024-{number:06d} 1" for number in range(1, 26)]


@pytest.mark.parametrize(("of", "drawn"), [(0, 0), (1, 1), (10, 1), (11, 2), (25, 3)])
def test_a_tenth_is_drawn_and_of_a_few_one(of: int, drawn: int) -> None:
    assert len(sampling.sample("ab" * 32, LINES[:of])) == drawn


def test_anybody_finds_the_sample_again() -> None:
    seed = "0f" * 32
    by_hand = sorted(LINES, key=lambda x: sha256(f"{seed} {x}".encode()).hexdigest())

    assert sampling.sample(seed, LINES) == set(by_hand[:3])
    assert sampling.sample(seed, LINES[::-1]) == set(by_hand[:3])
    assert sampling.sample("f0" * 32, LINES) != set(by_hand[:3])


def test_what_differs_or_is_drawn_is_never_accepted_with_others(
    session: Session,
) -> None:
    right = factories.right(session)
    for _ in range(12):
        report(session, factories.authorization(session, to=right))
    unlike = report(session, factories.authorization(session, to=right))
    unlike.marked_output_g = 5_000
    elsewhere = factories.entity(session, division="140121")
    other = report(session, factories.authorization(session, elsewhere, right))
    who = factories.officer(session)
    officer = Caller(who.id, "", None, "", (Grant(Role.COUNTY, "140727"),))

    with pytest.raises(NothingToPassError):
        service.accept_free(session, officer, YEAR, now=NOW)
    drawn = service.draw(session, officer, YEAR, now=NOW)
    count = service.accept_free(session, officer, YEAR, now=NOW)

    assert (drawn.reports, drawn.sampled, drawn.differing) == (12, 2, 1)
    assert count == 10
    leaf = session.scalars(select(LogLeaf).where(LogLeaf.kind == "reports.drawn")).one()
    tickets = service.tickets(session, drawn)
    green = [each.line for each in tickets if each.outcome is not Drawn.DIFFERS]
    assert leaf.leaf_hash == drawn.seed
    assert leaf.body["sha256"] == sampling.digest(green)
    assert {e.line for e in tickets if e.outcome is Drawn.SAMPLED} == set(green[:2])
    statement = (
        select(AnnualReport.id, ReportDrawn.outcome)
        .join(ReportDrawn, ReportDrawn.report_id == AnnualReport.id)
        .where(AnnualReport.state == ReportState.SUBMITTED)
    )
    states = {row[0]: row[1] for row in session.execute(statement)}
    assert sorted(states.values()) == [Drawn.DIFFERS, Drawn.SAMPLED, Drawn.SAMPLED]
    assert states[unlike.id] is Drawn.DIFFERS
    assert other.id not in states
    with pytest.raises(NothingToDrawError):
        service.draw(session, officer, YEAR, now=NOW)
