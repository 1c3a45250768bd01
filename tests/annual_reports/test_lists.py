"""The desk's lists, which the database keeps, are what they should be at any time."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from gi_registry.annual_reports import queries, rules, service
from gi_registry.annual_reports.cli import reports
from gi_registry.annual_reports.models import (
    AnnualReport,
    ListedReport,
    ReportDraw,
    ReportDrawn,
)
from gi_registry.annual_reports.rules import DeskList, Drawn, ReportState
from gi_registry.annual_reports.service.peers import peers
from gi_registry.core.access import Caller, Grant, Permission, Role
from gi_registry.core.db import Database
from gi_registry.producers.models import Authorization, AuthorizationStatus
from gi_registry.producers.rules import AuthorizationState
from gi_registry.translog import service as translog
from tests import factories
from tests.annual_reports.rows import NOW, YEAR, report

YEARS = (YEAR - 1, YEAR, YEAR + 1)
STEPS = 100
Lines = set[tuple[int, int, str, int]]


def test_lists_are_sound_whatever_is_done(session: Session) -> None:
    rng = random.Random(20_251_130)  # noqa: S311 -- the same each time
    draw = _draw(session)
    held = [factories.authorization(session) for _ in range(4)]
    steps = [_hand_in, _move, _drawn, _remove, _state, _period, _place, _authority]
    seen: set[str] = set()
    for _ in range(STEPS):
        rng.choice(steps)(session, rng, rng.choice(held), draw)
        session.flush()
        assert service.unlike(session) == 0
        expected = _expected(session)
        assert _kept(session) == expected
        seen |= {name for _, _, name, _ in expected}
    assert seen == set(DeskList)


@pytest.mark.parametrize(
    "past",
    [
        "DELETE FROM report_listed WHERE list = 'owed'",
        "UPDATE report_listed SET division = '999999'",
        "UPDATE report_tally SET lines = lines + 1",
    ],
)
def test_what_was_written_past_the_triggers_is_found_and_mended(
    session: Session, past: str
) -> None:
    report(session, factories.authorization(session))
    session.execute(text(past))

    assert service.unlike(session) > 0
    assert service.mend_lists(session) > 0

    assert service.unlike(session) == 0
    assert _kept(session) == _expected(session)


def test_the_command_says_what_is_wrong_and_mends_it(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        report(session, factories.authorization(session))
    run = app.test_cli_runner().invoke

    sound = run(reports, ["lists"])
    with database.write() as session:
        session.execute(text("UPDATE report_tally SET lines = lines + 1"))
    wrong, mended = run(reports, ["lists"]), run(reports, ["lists", "--mend"])

    assert (sound.exit_code, sound.output) == (0, "0 lines or counts are wrong.\n")
    assert wrong.exit_code == 1
    assert "--mend" in wrong.output
    assert mended.exit_code == 0
    assert run(reports, ["lists"]).exit_code == 0


def test_a_new_year_has_its_users_on_the_lists(session: Session) -> None:
    held = factories.authorization(session)
    assert service.keep_years(session, on=date(2026, 12, 31)) == []

    assert service.keep_years(session, on=date(2060, 1, 1))[-1] == 2061
    assert service.keep_years(session, on=date(2060, 12, 31)) == []

    within = service.Within(_province(), Permission.REPORT_TOTALS)
    assert service.lengths(session, 2061, within)["not-filed"] == 1
    (due,) = service.due_page(session, service.Wanted(2061, within), number=1).items
    assert due.authorization is held


def test_what_is_usual_follows_every_price(session: Session) -> None:
    right = factories.right(session)
    held = [factories.authorization(session, to=right) for _ in range(6)]
    told = []
    for fen, each in enumerate(held, start=1):
        made = report(session, each, marked_output_g=1_000, marked_sales_fen=fen * 100)
        told.append(peers(session, [right.gi_id], YEAR).get(right.gi_id))
    made.state = ReportState.RETURNED
    session.flush()
    again = peers(session, [right.gi_id], YEAR)[right.gi_id]

    assert told[0] is None
    assert [each and (each.count, each.median) for each in told[4:]] == [
        (5, 300),
        (6, 350),
    ]
    assert (again and again.count, again and again.median) == (5, 300)


def test_many_hand_in_at_once_and_each_is_counted(database: Database) -> None:
    with database.write() as session:
        held = [factories.authorization(session).id for _ in range(12)]

    def hand_in(of: int) -> None:
        with database.write() as session:
            made = report(session, session.get_one(Authorization, of))
            translog.append(session, "report.submitted", str(made.id), {}, now=NOW)

    with ThreadPoolExecutor(6) as people:
        list(people.map(hand_in, held))

    with database.read() as session:
        within = service.Within(_province(), Permission.REPORT_TOTALS)
        found = service.lengths(session, YEAR, within)
        assert (found["review"], found["not-filed"], found[""]) == (12, 0, 12)
        assert service.unlike(session) == 0


Step = Callable[[Session, random.Random, Authorization, ReportDraw], None]


def _hand_in(
    session: Session, rng: random.Random, of: Authorization, _: ReportDraw
) -> None:
    year = rng.choice(YEARS)
    version = 1 + len(_versions(session, of, year))
    at = NOW + timedelta(minutes=rng.randrange(9))
    state = rng.choice(list(ReportState))
    made = None if state is ReportState.DRAFT else at
    report(session, of, year=year, version=version, state=state, submitted_at=made)


def _move(
    session: Session, rng: random.Random, of: Authorization, _: ReportDraw
) -> None:
    for each in _versions(session, of, rng.choice(YEARS))[-2:]:
        each.state = rng.choice(list(ReportState))


def _drawn(
    session: Session, rng: random.Random, of: Authorization, draw: ReportDraw
) -> None:
    for each in _versions(session, of, rng.choice(YEARS)):
        found = session.get(ReportDrawn, each.id)
        outcome = rng.choice(list(Drawn))
        if found is None:
            row = ReportDrawn(report_id=each.id, draw_id=draw.id, outcome=outcome)
            session.add(row)
        elif rng.random() < 0.5:
            session.delete(found)
        else:
            found.outcome = outcome


def _remove(
    session: Session, rng: random.Random, of: Authorization, _: ReportDraw
) -> None:
    for each in _versions(session, of, rng.choice(YEARS))[-1:]:
        found = session.get(ReportDrawn, each.id)
        if found is not None:
            session.delete(found)
            session.flush()
        session.delete(each)


def _state(
    session: Session, rng: random.Random, of: Authorization, _: ReportDraw
) -> None:
    first = date(rng.choice(YEARS), rng.randrange(1, 13), 1)
    last = None if rng.random() < 0.3 else first + timedelta(days=rng.randrange(500))
    statuses = session.scalars(
        select(AuthorizationStatus).where(AuthorizationStatus.authorization_id == of.id)
    ).all()
    changed = rng.choice(statuses)
    changed.state = rng.choice(list(AuthorizationState))
    changed.from_on, changed.to_on = first, last


def _period(
    _session: Session, rng: random.Random, of: Authorization, _: ReportDraw
) -> None:
    of.valid_from = date(rng.choice(YEARS) - 1, 7, 1)
    ends = of.valid_from + timedelta(days=rng.randrange(900))
    of.valid_to = None if rng.random() < 0.5 else ends


def _place(
    _session: Session, rng: random.Random, of: Authorization, _: ReportDraw
) -> None:
    of.division = rng.choice(["140727", "140121", "110101"])


def _authority(
    session: Session, rng: random.Random, of: Authorization, _: ReportDraw
) -> None:
    session.refresh(of, ["right"])
    of.right.managing_authority = rng.choice([None, "祁县市场监督管理局"])


def _versions(session: Session, of: Authorization, year: int) -> list[AnnualReport]:
    return service.versions(session, of.id, year)


def _kept(session: Session) -> Lines:
    """Return the lines that are kept of the years looked at."""
    line = ListedReport
    statement = select(
        line.authorization_id, line.year, line.list, line.report_id
    ).where(line.year.in_(YEARS))
    return {(a, y, name.value, r) for a, y, name, r in session.execute(statement)}


def _expected(session: Session) -> Lines:
    """Return what the lines should be, from the reports themselves."""
    found: Lines = set()
    for year in YEARS:
        owed = session.scalars(select(Authorization.id).where(queries.in_force(year)))
        by_user: dict[int, list[AnnualReport]] = {}
        for each in session.scalars(
            select(AnnualReport).where(AnnualReport.year == year)
        ):
            by_user.setdefault(each.authorization_id, []).append(each)
        for of in owed.all():
            found.add((of, year, "owed", 0))
            if not any(each.state.is_filed for each in by_user.get(of, [])):
                found.add((of, year, "unfiled", 0))
        for of, versions in by_user.items():
            found |= {
                (of, year, name, each.id)
                for each in versions
                if (name := _list_of(each, versions))
            }
    return found


def _list_of(one: AnnualReport, versions: list[AnnualReport]) -> str:
    """Return the list that a version stands on; "" for none."""
    later = [each.state for each in versions if each.version > one.version]
    if one.state in rules.ACCEPTED:
        return "former" if any(each.is_filed for each in later) else "accepted"
    if one.state in (ReportState.SUBMITTED, ReportState.RETURNED):
        if any(each is not ReportState.DRAFT for each in later):
            return "former"
        return "review" if one.state is ReportState.SUBMITTED else "returned"
    return ""


def _draw(session: Session) -> ReportDraw:
    made = ReportDraw(
        year=YEAR,
        division="14",
        reports=0,
        differing=0,
        sampled=0,
        seed="",
        log_index=0,
        drawn_at=NOW,
        drawn_by_id=factories.officer(session).id,
    )
    session.add(made)
    session.flush()
    return made


def _province() -> Caller:
    return Caller(1, "示例", None, "示例", (Grant(Role.PROVINCE, "14"),))
