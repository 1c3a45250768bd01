"""The list of a week, from rows."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from gi_registry.areas.models import AreaCounty
from gi_registry.core.access import Caller, Grant, Role
from gi_registry.core.db import Database
from gi_registry.law import service as law
from gi_registry.law.rules import Setting, Span, Unit
from gi_registry.law.service import NewValue
from gi_registry.marks.models import LabelRun
from gi_registry.producers.models import Authorization
from gi_registry.products.models import Gi, GiFact
from gi_registry.products.rules import Evidence, FactKind
from gi_registry.products.rules.seasons import mask_of
from gi_registry.risk import service
from gi_registry.risk.cli import risk
from gi_registry.risk.rules import Term, Week, week_of
from gi_registry.risk.service import Row, WeekList
from gi_registry.scans.models import Scan, ScannedItem
from gi_registry.scans.rules import Judgement, Verdict
from tests import factories
from tests.annual_reports.rows import report
from tests.conftest import signed_in
from tests.counting import counted

NOW = factories.NOW
WEEK = week_of(date(2026, 11, 16))
NOVEMBER = mask_of([11])
SPRING = mask_of([5])


def _caller(role: Role = Role.PROVINCE, division: str = "14") -> Caller:
    return Caller(1, "示例", None, "示例", (Grant(role, division),))


def _list(
    session: Session, caller: Caller | None = None, week: Week = WEEK
) -> WeekList:
    return service.week_list(session, caller or _caller(), week, now=NOW)


def _value(row: Row, term: Term) -> float | None:
    return next(each.value for each in row.score.signals if each.term is term)


def _used(
    session: Session, of: Gi, county: str = "140727", **given: Any
) -> Authorization:
    holder = factories.entity(session, division=county)
    right = factories.right(session, of, **given)
    return factories.authorization(session, holder, right)


def _scan(
    session: Session,
    run: LabelRun,
    index: int,
    verdict: Verdict = Verdict.GENUINE,
    *,
    at: datetime = NOW - timedelta(days=1),
) -> None:
    session.add(
        Scan(run_id=run.id, index=index, at=at, verdict=verdict, device="0" * 16)
    )
    session.flush()


def _area(session: Session, of: Gi, *counties: str) -> None:
    version = factories.area(session, of)
    session.add_all(
        AreaCounty(area_version_id=version.id, ordinal=number, code=county)
        for number, county in enumerate(counties)
    )
    session.flush()


def test_only_what_comes_to_market_is_listed(session: Session) -> None:
    now = factories.gi(session, season_mask=NOVEMBER)
    factories.gi(session, season_mask=SPRING)
    unknown = factories.gi(session, season_mask=0)

    listed = _list(session)

    assert {row.product.id for row in listed.rows} == {now.id, unknown.id}


def test_a_county_sees_what_is_made_or_used_there(session: Session) -> None:
    made = factories.gi(session, season_mask=NOVEMBER)
    _area(session, made, "140727", "140702")
    used = factories.gi(session, season_mask=NOVEMBER)
    _used(session, used)
    elsewhere = factories.gi(session, season_mask=NOVEMBER)
    _area(session, elsewhere, "140121")
    named = factories.gi(session, season_mask=NOVEMBER)
    _used(session, named, managing_authority="别处的局")

    listed = _list(session, _caller(Role.COUNTY, "140727"))

    assert {row.product.id for row in listed.rows} == {made.id, used.id}


def test_without_scans_and_users_two_signals_are_unknown(session: Session) -> None:
    factories.gi(session, season_mask=NOVEMBER)

    (row,) = _list(session).rows

    assert _value(row, Term.SEASON) == 0.6  # 15 days into November
    assert _value(row, Term.COPIES) is None
    assert _value(row, Term.OVERDUE) is None
    assert row.score.unknown_points == 30


def test_scans_are_counted_once_a_code(session: Session) -> None:
    held = _used(session, factories.gi(session, season_mask=NOVEMBER))
    run = factories.run(session, held)
    for index in range(20):
        _scan(session, run, index)
    _scan(session, run, 0)
    _scan(session, run, 1, Verdict.SUSPECT)
    _scan(session, run, 2, Verdict.NOT_ACTIVATED)
    _scan(session, run, 99, Verdict.SUSPECT, at=NOW - timedelta(weeks=5))

    (row,) = _list(session).rows

    # 2 of 20 codes; a fifth of them would be 1.
    assert _value(row, Term.COPIES) == pytest.approx(0.1 / 0.2)
    assert {(code.index, code.is_suspect) for code in row.codes} == {
        (1, True),
        (2, False),
    }


def test_an_officers_word_counts_over_the_machines(session: Session) -> None:
    held = _used(session, factories.gi(session, season_mask=NOVEMBER))
    run = factories.run(session, held)
    _scan(session, run, 1, Verdict.SUSPECT)
    _scan(session, run, 2)
    for index, judgement in ((1, Judgement.CLEARED), (2, Judgement.SUSPECT)):
        session.add(
            ScannedItem(
                run_id=run.id,
                index=index,
                first_at=NOW,
                last_at=NOW,
                checks=1,
                judgement=judgement,
            )
        )
    session.flush()

    (row,) = _list(session).rows

    assert [code.index for code in row.codes] == [2]


def test_labels_past_their_season_count_by_what_was_never_used(
    session: Session,
) -> None:
    held = _used(session, factories.gi(session, season_mask=NOVEMBER))
    report(session, held)
    lot = factories.lot(session, held)
    past = factories.run(session, held, year=2025, size=1_000)
    factories.labels(session, past, 0, 600, lot)
    factories.labels(session, past, 600, 700)
    factories.run(session, held, year=2026, size=5_000)
    factories.run(session, held, year=2026, size=500, expires_on=date(2026, 11, 15))

    (row,) = _list(session).rows

    # 300 of 1,000 labels of last year and 500 of 500 that ran out, unused.
    assert _value(row, Term.OVERDUE) == pytest.approx(800 / 1_500)


def test_reports_that_nobody_filed_count_once_they_are_due(session: Session) -> None:
    product = factories.gi(session, season_mask=NOVEMBER | mask_of([1]))
    report(session, _used(session, product))
    _used(session, product)

    (autumn,) = _list(session).rows
    # On 26 January 2026 reports on 2025 are not yet due, those on 2024 are.
    (january,) = _list(session, week=week_of(date(2026, 1, 26))).rows

    overdue = autumn.score.signals[3]
    assert overdue.value == pytest.approx(1 / 2)
    assert "2025 年度年报应报 2 份，逾期 1 份" in overdue.words.zh
    assert "2024 年度年报应报 2 份，逾期 2 份" in january.score.signals[3].words.zh


def test_overdue_reports_weigh_what_the_province_set_for_the_week(
    session: Session,
) -> None:
    _used(session, factories.gi(session, season_mask=NOVEMBER))
    law.set_value(
        session,
        NewValue(
            "14",
            Setting.REPORT_WEIGHT,
            Span(15, Unit.POINTS),
            date(2026, 11, 22),  # the Sunday of the week
            "晋知示例3号",
            "示例",
        ),
        now=datetime(2026, 11, 20, tzinfo=UTC),
        account_id=factories.officer(session, Role.PROVINCE, "14").id,
    )

    (before,) = _list(session, week=WEEK.after(-1)).rows
    (then,) = _list(session).rows
    county = _list(session, _caller(Role.COUNTY, "140727"))
    elsewhere = _list(session, _caller(Role.COUNTY, "610100"))

    assert before.score.signals[3].points == 0
    assert then.score.signals[3].points == 15
    assert county.weights[Term.REPORTS] == 15
    assert elsewhere.weights[Term.REPORTS] == 0


def test_the_most_pressing_comes_first(session: Session) -> None:
    calm = factories.gi(session, season_mask=NOVEMBER)
    held = _used(session, factories.gi(session, season_mask=NOVEMBER))
    _scan(session, factories.run(session, held), 1, Verdict.SUSPECT)

    listed = _list(session)

    assert [row.product.id for row in listed.rows] == [held.gi_id, calm.id]


def test_a_list_takes_as_many_statements_for_many_products_as_for_one(
    session: Session,
) -> None:
    def _one_more() -> None:
        product = factories.gi(session, season_mask=NOVEMBER)
        _area(session, product, "140727")
        held = _used(session, product)
        run = factories.run(session, held, year=2025)
        _scan(session, run, 1, Verdict.SUSPECT)
        report(session, held)

    def _measured() -> int:
        with counted(session) as statements:
            _list(session)
        return len(statements)

    _one_more()
    one = _measured()
    for _ in range(9):
        _one_more()

    assert _measured() == one <= 13


def test_a_season_shows_where_it_was_read(session: Session) -> None:
    read, bare = factories.gi(session), factories.gi(session)
    session.add(
        GiFact(
            gi_id=read.id,
            kind=FactKind.SEASON,
            value="9,10",
            source="sourced:https://example.org",
            evidence=Evidence.SOURCED,
        )
    )
    session.flush()

    rows = {row.product.id: row for row in service.calendar(session, 2026).rows}

    assert rows[read.id].product.season_evidence is Evidence.SOURCED
    assert rows[bare.id].product.season_evidence is Evidence.MEMORY
    assert rows[read.id].months == (9, 10)


def test_the_calendar_is_narrowed(session: Session) -> None:
    here = factories.gi(session, category="vinegar")
    _area(session, here, "140727")
    there = factories.gi(session, category="millet")
    _area(session, there, "140121")

    by_category = service.calendar(session, 2026, category="vinegar").rows
    by_county = service.calendar(session, 2026, county="140121").rows

    assert [row.product.id for row in by_category] == [here.id]
    assert [row.product.id for row in by_county] == [there.id]


def test_festivals_ahead_are_each_the_next_one(session: Session) -> None:
    ahead = service.calendar(session, 2026).ahead(date(2026, 11, 22))

    assert [each.on.isoformat() for each in ahead] == [
        "2027-02-06",
        "2027-05-01",
        "2027-06-09",
        "2027-09-15",
        "2027-10-01",
    ]


def test_a_long_list_comes_in_pages(app: Flask, database: Database) -> None:
    with database.write() as session:
        for _ in range(26):
            factories.gi(session, season_mask=NOVEMBER)
        login = factories.officer(session, Role.PROVINCE, "14").login
    officer = signed_in(app, login)

    first = officer.get("/desk/season?week=2026-W47").text
    second = officer.get("/desk/season?week=2026-W47&page=2").text
    beyond = officer.get("/desk/season?week=2026-W47&page=9").text

    counts = [page.count('href="/gi/TEST-') for page in (first, second, beyond)]
    assert counts == [25, 1, 1]


def test_the_public_calendar_has_every_part(app: Flask, database: Database) -> None:
    with database.write() as session:
        factories.division(session)
        for mask in (0, 0xFFF, NOVEMBER, SPRING):
            product = factories.gi(session, season_mask=mask)
            _area(session, product, "140727")
    browser = app.test_client()

    page = browser.get("/seasons").text
    english = browser.get("/seasons?lang=en").text
    none = browser.get("/seasons?category=honey&lang=zh").text

    for words in ("全年有售", "上市月份未知", "未核实", "祁县", "春节", "中秋", "周一"):
        assert words in page
    assert "Sold all year" in english
    assert "没有符合条件的产品" in none


def test_a_week_is_listed_for_an_officer(app: Flask, database: Database) -> None:
    with database.write() as session:
        factories.division(session)
        held = _used(session, factories.gi(session, season_mask=NOVEMBER))
        run = factories.run(session, held)
        _scan(session, run, 7, Verdict.SUSPECT)
        login = factories.officer(session).login
    officer = signed_in(app, login)

    page = officer.get("/desk/season?week=2026-W47").text
    table = officer.get("/desk/season.csv?week=2026-W47").text
    refused = officer.get("/desk/season?week=soon")

    assert "2026年11月16日（周一）起的一周" in page
    assert "有复制迹象" in page
    assert "week=2026-W46" in page
    assert "week=2026-W48" in page
    assert table.splitlines()[1].startswith("1,TEST-")
    assert refused.status_code == 422


def test_no_data_is_said_in_words_in_every_form(app: Flask, database: Database) -> None:
    with database.write() as session:
        factories.gi(session, season_mask=NOVEMBER)
        login = factories.officer(session, Role.PROVINCE, "14").login
    officer = signed_in(app, login)
    answer = app.test_cli_runner().invoke(
        risk, ["compute", "--week", "2026-W47", "--json"]
    )

    page = officer.get("/desk/season?week=2026-W47").text
    table = officer.get("/desk/season.csv?week=2026-W47").text

    (product,) = json.loads(answer.stdout)["products"]
    assert [each["value"] for each in product["signals"]] == [0.6, None, None, None]
    assert product["unknown_points"] == 30
    assert page.count("无数据") >= 2
    assert "未知 30 分（55%）" in page
    assert table.splitlines()[1].count("无数据") == 6
    assert ",0," not in table.splitlines()[1].replace(",0,15.0", "")


def test_the_command_line_has_a_plain_form(app: Flask, database: Database) -> None:
    with database.write() as session:
        factories.gi(session, season_mask=NOVEMBER, code="TEST-A")
    runner = app.test_cli_runner()

    plain = runner.invoke(risk, ["compute", "--week", "2026-W47"])
    nowhere = runner.invoke(
        risk, ["compute", "--week", "2026-W47", "--division", "140727"]
    )

    assert plain.stdout.startswith(" 15.0 +30? TEST-A ")
    assert nowhere.stdout == ""


def test_an_empty_week_says_how_to_go_on(app: Flask, database: Database) -> None:
    with database.write() as session:
        login = factories.officer(session).login

    page = signed_in(app, login).get("/desk/season?week=2026-W20").text

    assert "没有产品处于上市期" in page


def test_a_past_week_looks_at_the_scans_of_its_time(session: Session) -> None:
    held = _used(session, factories.gi(session, season_mask=NOVEMBER))
    run = factories.run(session, held)
    _scan(session, run, 1, Verdict.SUSPECT, at=datetime(2026, 11, 8, 17, tzinfo=UTC))

    # 8 November 17:00 UTC is Monday the 9th in China, in the week after W45.
    (then,) = _list(session, week=Week(2026, 45)).rows
    (after,) = _list(session, week=Week(2026, 46)).rows

    assert _value(then, Term.COPIES) is None
    assert _value(after, Term.COPIES) == 1.0
