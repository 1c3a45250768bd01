"""County, prefecture, province: who may do what with a report, and when."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from threading import Barrier, Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from gi_registry.annual_reports import rules, service
from gi_registry.annual_reports.errors import (
    CampaignLockedError,
    LockEarlyError,
    NothingToLockError,
    NothingToSumError,
    NotUnderReviewError,
    ReportStepError,
    StillCheckedError,
    StillSummedError,
    YearLockedError,
)
from gi_registry.annual_reports.models import AnnualReport
from gi_registry.annual_reports.rules import (
    REPORT_STATE_WORDS,
    STEPS_OF_REPORT,
    Action,
    Decision,
    Draft,
    ReportState,
    Verdict,
    Waiting,
    proposed,
)
from gi_registry.annual_reports.service import NewCampaign
from gi_registry.core.access import ROLE_PERMISSIONS, Caller, Grant, Permission, Role
from gi_registry.core.db import Database
from gi_registry.core.errors import GiError
from gi_registry.overrides import service as overrides
from gi_registry.overrides.rules import Outcome
from tests import factories
from tests.annual_reports.rows import ANSWERS, DECLARED, NOW, YEAR, report
from tests.conftest import signed_in

S, A = ReportState, Action
DAYS = proposed(YEAR)
LATER = datetime(2026, 3, 10, 4, tzinfo=UTC)
"""After the prefectures' day for reports on 2025."""

WHO = {
    A.SUBMIT: Role.PRODUCER,
    A.ACCEPT: Role.COUNTY,
    A.RETURN: Role.COUNTY,
    A.SUM: Role.PREFECTURE,
    A.LOCK: Role.PROVINCE,
    A.REOPEN: Role.PROVINCE,
    A.REPLACE: Role.COUNTY,
}
SENT_BY = {S.ACCEPTED: Role.PREFECTURE, S.SUMMED: Role.PROVINCE}


def test_the_way_is_that_of_the_design() -> None:
    way = {(old, step.target) for (old, _), step in STEPS_OF_REPORT.items()}

    assert {
        (S.DRAFT, S.SUBMITTED),
        (S.SUBMITTED, S.ACCEPTED),
        (S.SUBMITTED, S.RETURNED),
        (S.ACCEPTED, S.SUMMED),
        (S.SUMMED, S.LOCKED),
        (S.LOCKED, S.REOPENED),
    } <= way
    assert set(REPORT_STATE_WORDS) == set(S)
    assert [a for (old, a) in STEPS_OF_REPORT if old is S.LOCKED] == [A.REOPEN]
    assert STEPS_OF_REPORT[S.LOCKED, A.REOPEN].two


def test_a_report_waits_for_the_day_of_the_level_that_it_is_with() -> None:
    due = {state: rules.due_of(state, DAYS) for state in S}

    assert {state: each[1] for state, each in due.items() if each} == {
        S.SUBMITTED: DAYS.county_by,
        S.ACCEPTED: DAYS.prefecture_by,
        S.SUMMED: DAYS.province_by,
        S.REOPENED: DAYS.province_by,
    }


def test_each_step_is_one_levels_and_what_is_no_step_is_refused() -> None:
    for state, action in product(S, A):
        found = STEPS_OF_REPORT.get((state, action))
        if found is None:
            with pytest.raises(ReportStepError):
                rules.step(state, action)
            continue
        holders = {r for r in Role if found.permission in ROLE_PERMISSIONS[r]}
        assert holders == {SENT_BY[state] if action is A.SEND_BACK else WHO[action]}
        assert rules.step(state, action) is found


@pytest.mark.parametrize(
    ("waiting", "day", "refused"),
    [
        (Waiting(county=1, prefecture=1), DAYS.county_by, StillCheckedError),
        (Waiting(county=1), DAYS.prefecture_by, NothingToSumError),
        (Waiting(county=1, prefecture=1), DAYS.prefecture_by, None),
        (Waiting(prefecture=1), DAYS.users_by, None),
    ],
)
def test_nobody_sums_up_over_the_head_of_a_county_in_time(
    waiting: Waiting, day: date, refused: type[GiError] | None
) -> None:
    if refused is None:
        rules.check_sum(waiting, DAYS, on=day)
        return
    with pytest.raises(refused):
        rules.check_sum(waiting, DAYS, on=day)


@pytest.mark.parametrize(
    ("waiting", "day", "refused"),
    [
        (Waiting(province=1), DAYS.users_by, LockEarlyError),
        (Waiting(prefecture=1, province=1), DAYS.prefecture_by, StillSummedError),
        (Waiting(county=1, province=1), DAYS.county_by, StillSummedError),
        (Waiting(county=1), DAYS.province_by, NothingToLockError),
        (Waiting(county=1, province=1), DAYS.province_by, None),
        (Waiting(province=1), DAYS.county_by, None),
    ],
)
def test_nobody_locks_over_the_head_of_a_level_in_time(
    waiting: Waiting, day: date, refused: type[GiError] | None
) -> None:
    if refused is None:
        rules.check_lock(waiting, DAYS, on=day)
        return
    with pytest.raises(refused):
        rules.check_lock(waiting, DAYS, on=day)


def _caller(session: Session, role: Role, where: str) -> Caller:
    who = factories.officer(session, role, where)
    return Caller(who.id, who.name, who.organisation_id, "", (Grant(role, where),))


def test_a_year_is_locked_and_one_report_corrected_by_two_officers(
    session: Session,
) -> None:
    here, there = (
        report(
            session,
            factories.authorization(
                session, factories.entity(session, division=county)
            ),
            state=state,
        )
        for county, state in (("140727", S.ACCEPTED), ("140121", S.SUBMITTED))
    )
    prefecture = _caller(session, Role.PREFECTURE, "1407")
    province, second = (_caller(session, Role.PROVINCE, "14") for _ in range(2))
    who = factories.producer(session).id

    (passed,) = service.sum_up(session, prefecture, YEAR, now=LATER)
    assert passed.report_id == here.id
    lock = service.lock_year(session, province, YEAR, now=LATER)
    session.expire_all()

    assert (here.state, there.state, lock.reports) == (S.LOCKED, S.SUBMITTED, 1)
    with pytest.raises(YearLockedError):
        service.open_report(
            session, here.authorization_id, YEAR, now=LATER, account_id=who
        )
    days = replace(DAYS, division="14", province_by=DAYS.province_by.replace(day=30))
    with pytest.raises(CampaignLockedError):
        service.decide_campaign(
            session,
            NewCampaign(days, "示例", "示例"),
            now=LATER,
            account_id=province.account_id,
        )

    found = service.get(session, here.id)
    request = service.ask_reopening(
        session, found, "数字有误", now=LATER, by=province.account_id
    )
    with pytest.raises(GiError, match="Whoever asks"):
        overrides.decide(
            session, request.id, Outcome.APPROVED, "同意", province, now=LATER
        )
    overrides.decide(session, request.id, Outcome.APPROVED, "同意", second, now=LATER)
    session.expire_all()
    assert here.state is S.REOPENED

    again = service.open_report(
        session, here.authorization_id, YEAR, now=LATER, account_id=who
    )
    corrected = replace(ANSWERS, total_output_g=1_100_000)
    service.save(session, again.id, Draft(1, corrected))
    service.submit(
        session, again.id, replace(DECLARED, revision=2), now=LATER, account_id=who
    )
    service.decide(
        session, again.id, Decision(Verdict.ACCEPT), now=LATER, account_id=who
    )
    session.expire_all()
    assert (here.state, again.state) == (S.CORRECTED, S.ACCEPTED)
    assert here.total_output_g == 1_000_000


@pytest.fixture
def desks(app: Flask, database: Database) -> dict[str, FlaskClient]:
    """Give an officer of each level here, and of each elsewhere."""
    who = {
        "county": (Role.COUNTY, "140727"),
        "prefecture": (Role.PREFECTURE, "1407"),
        "province": (Role.PROVINCE, "14"),
        "other county": (Role.COUNTY, "140121"),
        "other prefecture": (Role.PREFECTURE, "1401"),
        "other province": (Role.PROVINCE, "13"),
        "auditor": (Role.AUDITOR, ""),
    }
    with database.write() as session:
        logins = {
            name: factories.officer(session, *given).login
            for name, given in who.items()
        }
    return {name: signed_in(app, login) for name, login in logins.items()}


PAGES = {
    A.ACCEPT: ("", {"verdict": "accept"}),
    A.RETURN: ("", {"verdict": "return", "words": "示例"}),
    A.SEND_BACK: ("/send-back", {"words": "请复核（示例）"}),
}


def test_each_step_on_the_page_is_taken_by_its_officer_alone(
    desks: dict[str, FlaskClient], database: Database
) -> None:
    with database.write() as session:
        factories.division(session)
        found = report(session, factories.authorization(session)).id

    for state, (action, (end, data)) in product(S, PAGES.items()):
        step = STEPS_OF_REPORT.get((state, action))
        level = {
            Permission.REPORT_REVIEW: "county",
            Permission.REPORT_SUM: "prefecture",
            Permission.REPORT_LOCK: "province",
        }.get(step.permission if step else Permission.PUBLIC)
        for who in sorted(desks, key=lambda name: name == level):
            with database.write() as session:
                session.get_one(AnnualReport, found).state = state
            answer = desks[who].post(f"/desk/reports/{found}{end}", data=data)
            with database.read() as session:
                after = session.get_one(AnnualReport, found).state
            if step is not None and who == level:
                assert (answer.status_code, after) == (303, step.target)
            else:
                assert (answer.status_code >= 400, after) == (True, state), who


def test_a_return_tells_the_user_which_answers_to_correct(
    app: Flask, desks: dict[str, FlaskClient], database: Database
) -> None:
    with database.write() as session:
        factories.division(session)
        holder = factories.organisation(session)
        held = factories.authorization(session, factories.entity(session, holder))
        found, number = report(session, held).id, held.number
        login = factories.producer(session, holder).login
    own, desk = signed_in(app, login), desks["county"]
    lines = {"figure": ["sales_fen", ""], "reason": ["多了一个零", ""]}

    half = desk.post(
        f"/desk/reports/{found}",
        data={"verdict": "return", "figure": ["sales_fen", ""], "reason": ["", ""]},
    )
    done = desk.post(f"/desk/reports/{found}", data={"verdict": "return"} | lines)
    page = own.get(f"/producer/reports/{found}").text
    again = own.post("/producer/reports", data={"authorization": number, "year": YEAR})
    form = own.get(again.location).text
    own.post(f"/producer/reports/{found}/comments", data={"words": "已核对（示例）"})
    thread = desk.get(f"/desk/reports/{found}/comments").text

    assert (half.status_code, done.status_code) == (422, 303)
    assert "多了一个零" in page
    assert form.count("多了一个零") == 2  # above all, and at the answer
    assert "多了一个零" in thread
    assert "已核对（示例）" in thread
    assert (
        desks["other county"].get(f"/desk/reports/{found}/comments").status_code == 403
    )


def test_of_two_officers_at_once_one_decides(database: Database) -> None:
    with database.write() as session:
        factories.division(session)
        found = report(session, factories.authorization(session)).id
        people = [factories.officer(session).id for _ in range(2)]
    verdicts = (Decision(Verdict.ACCEPT), Decision(Verdict.RETURN, "示例"))
    together = Barrier(2)
    said: list[str] = []

    def attempt(decision: Decision, account_id: int) -> None:
        together.wait()
        try:
            with database.write() as session:
                service.decide(session, found, decision, now=NOW, account_id=account_id)
        except NotUnderReviewError:
            said.append("refused")
        else:
            said.append(decision.verdict)

    threads = [
        Thread(target=attempt, args=pair) for pair in zip(verdicts, people, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with database.read() as session:
        after = session.get_one(AnnualReport, found).state
        steps = service.steps_of(session, [found])
    assert sorted(said) in (["accept", "refused"], ["refused", "return"])
    assert (after is S.ACCEPTED) is ("accept" in said)
    assert len(steps) == 1
