"""Many reports in one table: judged row by row, recorded all or none."""

import io
import json
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from gi_registry.accounts import service as accounts
from gi_registry.accounts.models import Organisation
from gi_registry.accounts.service import NewAbsence
from gi_registry.annual_reports import queries, service
from gi_registry.annual_reports.cli import reports as commands
from gi_registry.annual_reports.errors import (
    BookOfOtherYearError,
    BookOutdatedError,
    ImportMovedError,
    TableHeadError,
    TableUnitError,
)
from gi_registry.annual_reports.models import (
    AnnualReport,
    ReportAttachment,
    ReportImport,
)
from gi_registry.annual_reports.queries import User
from gi_registry.annual_reports.rules import (
    FIGURES,
    ReportState,
    headed,
    typed,
)
from gi_registry.annual_reports.rules.attachments import AttachmentKind
from gi_registry.annual_reports.rules.imports import (
    HEADS,
    Line,
    LineOutcome,
    digest,
    find_table,
    meet,
)
from gi_registry.annual_reports.rules.workbooks import layout
from gi_registry.annual_reports.service import EVERYBODY, By
from gi_registry.annual_reports.service.imports import steps
from gi_registry.core import clock
from gi_registry.core.access import Role
from gi_registry.core.db import Database
from gi_registry.core.words import Language
from gi_registry.jobs import service as jobs
from gi_registry.jobs.models import Job
from gi_registry.jobs.rules import JobState
from gi_registry.notices.models import SentNotice
from gi_registry.notices.rules import Kind
from gi_registry.producers.models import Authorization, StoredFile
from gi_registry.translog.models import LogLeaf
from tests import factories
from tests.annual_reports.rows import ANSWERS, NOW, YEAR, report
from tests.conftest import signed_in

one_engine = pytest.mark.parametrize("migrated", ["sqlite"], indirect=True)
BESIDE = [HEADS[key][0] for key in ("number", "holder", "uscc", "product", "year")]
AFTER = [HEADS[key][0] for key in ("change_reason", "signatory")]


def _row(held: User, **given: object) -> list[object]:
    """Return a row that can be taken, unless something else is given."""
    said = {
        "number": held.number,
        "holder": held.holder,
        "uscc": held.uscc,
        "product": held.product,
        "year": YEAR,
        "change_reason": "示例",
        "signatory": "示例签署人",
        **{f.name: typed(getattr(ANSWERS, f.name), f.unit) for f in FIGURES},
        **given,
    }
    keys = ["number", "holder", "uscc", "product", "year"]
    names = [figure.name for figure in FIGURES]
    return [said[key] for key in (*keys, *names, "change_reason", "signatory")]


def _workbook(rows: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["某县年报汇总"])
    sheet.append([*BESIDE, *(headed(figure).zh for figure in FIGURES), *AFTER])
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _held(session: Session, county: str = factories.COUNTY) -> User:
    product = factories.gi(session)
    right = factories.right(session, product)
    of = factories.entity(session, division=county)
    held = factories.authorization(session, of, right)
    (user,) = queries.users(session, YEAR, Authorization.id == held.id)
    return user


def _filed(session: Session, user: User, **given: object) -> None:
    report(session, session.get_one(Authorization, user.id), **given)


def _attach(session: Session, user: User) -> None:
    (filed,) = service.versions(session, user.id, YEAR)
    who, digest_ = factories.officer(session), "1" * 64
    kept = {"sha256": digest_, "name": "检验报告.pdf"}
    session.add(
        StoredFile(
            **kept,
            media_type="application/pdf",
            size=9,
            stored_at=NOW,
            stored_by_id=who.id,
        )
    )
    session.flush()
    session.add(
        ReportAttachment(
            **kept,
            report_id=filed.id,
            kind=next(iter(AttachmentKind)),
            added_at=NOW,
            added_by_id=who.id,
        )
    )
    session.flush()


def _take(session: Session, data: bytes, expected: str | None = None) -> list[Line]:
    who = factories.officer(session)
    by = By(who.id, NOW, "0" * 64, is_on_paper=True)
    book = service.read_table(data, YEAR)
    return service.take(session, book, EVERYBODY, by=by, expected=expected)


def test_rows_become_reports_with_a_sound_receipt_and_again_change_nothing(
    session: Session,
) -> None:
    helds = [_held(session) for _ in range(3)]
    rows = [_row(held, total_output_g="1.5 吨") for held in helds]
    del rows[2][BESIDE.index("用标编号")]
    rows[2].insert(0, "")  # found by credit code and product
    data = _workbook(rows)

    first = _take(session, data)
    made = session.scalar(select(func.count(AnnualReport.id)))
    logged = select(func.count()).where(LogLeaf.kind == "report.submitted")
    leaves = session.scalar(logged)
    again = _take(session, data)

    assert [line.outcome for line in first] == [LineOutcome.NEW] * 3, first
    assert [line.outcome for line in again] == [LineOutcome.SAME] * 3
    assert made == session.scalar(select(func.count(AnnualReport.id))) == 3
    assert leaves == session.scalar(logged) == 3
    report_id = session.scalars(select(func.min(AnnualReport.id))).one()
    found = service.get(session, report_id)
    receipt = service.receipt(session, found)
    assert receipt
    assert receipt.is_sound
    assert found.state is ReportState.SUBMITTED
    assert service.answers_of(found) == replace(ANSWERS, total_output_g=1_500_000)
    (step,) = service.steps_of(session, [report_id])
    assert "纸质" in step.words


@one_engine
def test_holders_are_told_which_office_recorded_their_paper(session: Session) -> None:
    held, other = _held(session), _held(session)
    of = session.get_one(Organisation, held.organisation_id)
    mine = factories.producer(session, of)
    of_other = session.get_one(Organisation, other.organisation_id)
    factories.producer(session, of_other)
    rows = _workbook([_row(held), _row(other, sales_fen="三美元")])

    _take(session, rows)
    _take(session, rows)

    told = session.scalars(select(SentNotice)).one()
    leaf = session.scalars(
        select(LogLeaf).where(LogLeaf.kind == "report.submitted")
    ).one()
    office = accounts.account_by_id(session, leaf.account_id or 0).organisation.name
    assert (told.account_id, told.kind) == (mine.id, Kind.REPORT_RECORDED)
    assert told.words_zh.startswith(f"{office}依您签署的纸质年报录入了")
    assert told.link.startswith("/producer/reports/")


def test_a_row_that_cannot_be_taken_says_why_and_the_others_are_taken(
    session: Session,
) -> None:
    helds = [_held(session) for _ in range(12)]
    submitted, accepted, begun, returned = helds[8:]
    _filed(session, submitted)
    _filed(session, accepted, state=ReportState.ACCEPTED)
    _attach(session, accepted)
    _filed(session, begun, state=ReportState.DRAFT, revision=2)
    _filed(session, returned, state=ReportState.RETURNED)
    rows = [
        _row(helds[0]),
        _row(helds[0]),
        _row(helds[1], uscc=helds[2].uscc),
        _row(helds[2], year=2019),
        _row(helds[3], number="MA-1999-000001", uscc=""),
        _row(helds[4], tests=""),
        _row(helds[5], standard_output_g="2000 吨", signatory=""),
        _row(helds[6], sales_fen="三美元"),
        _row(helds[7], change_reason="", labels_void=5, labels_opening=5),
        _row(submitted, jobs=3),
        _row(accepted, jobs=3),
        _row(begun),
        _row(returned),
    ]

    lines = _take(session, _workbook(rows))

    said = [" ".join(words.zh for words in line.words) for line in lines]
    refused = LineOutcome.REFUSED
    assert [(line.outcome, word in text) for line, text, word in zip(
        lines, said,
        ("", "同一份", "同一使用人", "2019", "没有找到", "没有填写", "签署人",
         "看不懂", "说明", "正在审核", "", "网上填报", "退回"), strict=True,
    )] == [
        (LineOutcome.NEW, True), *[(refused, True)] * 9,
        (LineOutcome.CHANGED, True), *[(refused, True)] * 2,
    ], said  # fmt: skip
    former, newest = service.versions(session, accepted.id, YEAR)
    assert (newest.version, newest.jobs) == (2, 3)
    assert service.attachments_of(session, newest.id)
    receipt = service.receipt(session, newest)
    assert receipt
    assert receipt.is_sound
    assert former.state is ReportState.ACCEPTED


def test_what_moved_after_somebody_looked_is_not_recorded(session: Session) -> None:
    held = _held(session)
    data = _workbook([_row(held)])
    book = service.read_table(data, YEAR)
    (looked,) = service.judge(session, book, EVERYBODY, now=NOW)
    _filed(session, held)

    with pytest.raises(ImportMovedError):
        _take(session, data, digest(looked))


@one_engine
def test_an_import_that_is_killed_before_its_end_leaves_nothing(
    database: Database, tmp_path: Path
) -> None:
    with database.write() as session:
        data = _workbook([_row(_held(session)) for _ in range(3)])
        who = factories.officer(session).id
    file = tmp_path / "reports.xlsx"
    file.write_bytes(data)
    url = database.engine.url.render_as_string(hide_password=False)

    ended = subprocess.run(  # noqa: S603 -- our own words
        [sys.executable, "-c", _KILLED, url, file, f"{who}", f"{YEAR}", f"{NOW}"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.stdout == "3\n", ended.stderr
    assert ended.returncode == -signal.SIGKILL
    with database.write() as session:
        assert session.scalar(select(func.count(AnnualReport.id))) == 0
        assert [line.outcome for line in _take(session, data)] == [LineOutcome.NEW] * 3


_KILLED = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from sqlalchemy import func, select
from gi_registry.annual_reports import queries, service
from gi_registry.annual_reports.models import AnnualReport
from gi_registry.core.db import Database
from gi_registry.jobs import service as jobs

url, file, who, year, now = sys.argv[1:]
book = service.read_table(Path(file).read_bytes(), int(year))
at = datetime.fromisoformat(now)
by = service.By(int(who), at, "0" * 64, is_on_paper=True)
with Database(url).write() as session:
    service.take(session, book, service.EVERYBODY, by=by)
    print(session.scalar(select(func.count(AnnualReport.id))), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@one_engine
def test_the_command_tells_and_records_or_only_tells(
    app: Flask, database: Database, tmp_path: Path
) -> None:
    with database.write() as session:
        factories.officer(session)
        rows = [_row(_held(session)), _row(_held(session), number="MA-1999-000001")]
    file = tmp_path / "reports.xlsx"
    file.write_bytes(_workbook(rows))
    runner = app.test_cli_runner()
    asked = ["import", str(file), "--year", str(YEAR), "--json"]

    tried = runner.invoke(commands, [*asked, "--dry-run"])
    done = runner.invoke(commands, asked)
    again = runner.invoke(commands, asked)

    told = [json.loads(each.stdout) for each in (tried, done, again)]
    assert [each["recorded"] for each in told] == [False, True, True]
    assert [(each["new"], each["same"], each["refused"]) for each in told] == [
        (1, 0, 1),
        (1, 0, 1),
        (0, 1, 1),
    ]
    assert told[1]["lines"][0]["row"] == 4
    assert tried.exit_code == done.exit_code == 1


def test_heads_are_met_in_either_language_and_may_name_a_unit() -> None:
    table = find_table(
        [["表"], ["Permission", "总", "本产品总产量（吨） *", "Jobs", "年度"]]
    )

    assert table
    assert table.head == 1
    assert table.names == ("total_output_g", "jobs")
    row = table.read(2, ["MA-2024-000001", "x", 1.5, "", 2025.0], {})
    assert row
    assert (row.answers, row.said["year"]) == ([1_500_000, None], "2025")
    with pytest.raises(TableUnitError):
        find_table([["用标编号", "本产品总产量（亩）", "从业人数", "年度"]])
    with pytest.raises(TableHeadError):
        find_table([["年度", "签署人", "从业人数", "本产品总产量"]])


def test_a_table_of_ours_is_of_its_year_and_form() -> None:
    meet((), YEAR)
    with pytest.raises(BookOutdatedError):
        meet(("GI-REGISTRY-ANNUAL-REPORTS", "0" * 16, str(YEAR)), YEAR)
    with pytest.raises(BookOfOtherYearError):
        meet(("GI-REGISTRY-ANNUAL-REPORTS", layout(2), "2019"), YEAR)


@one_engine
def test_an_officer_looks_at_a_table_then_records_it_and_gets_a_copy_with_remarks(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        good, bad = _held(session), _held(session)
        data = _workbook([_row(good), _row(bad, sales_fen="=1+1", tests="三次")])
        county = factories.officer(session)
        elsewhere = factories.officer(session, Role.COUNTY, "140121")
    client, other = signed_in(app, county.login), signed_in(app, elsewhere.login)

    brought = _bring(client, "/desk/reports/import", data)
    seen = client.get(brought.location)
    unsaid = client.post(brought.location)
    with database.read() as session:
        untouched = session.scalar(select(func.count(AnnualReport.id)))
    done = client.post(brought.location, data={"is_true": "true"})
    again = client.post(brought.location, data={"is_true": "true"})

    assert (brought.status_code, done.status_code) == (303, 303)
    assert (unsaid.status_code, again.status_code) == (422, 422)
    assert "公式" in seen.text
    assert "看不懂" in seen.text
    assert untouched == 0
    with database.read() as session:
        (made,) = session.scalars(select(AnnualReport))
        assert (made.authorization_id, made.state) == (good.id, ReportState.SUBMITTED)
    assert other.get(brought.location).status_code == 404
    copy = openpyxl.load_workbook(
        io.BytesIO(client.get(f"{brought.location}/copy.xlsx").data)
    )
    rows = list(copy.active.iter_rows(values_only=True))
    assert rows[1][0] == "问题"
    assert "销售额：这一格是公式" in rows[3][0]
    theirs = _bring(other, "/desk/reports/import", data)
    assert other.get(theirs.location).text.count("没有找到") == 2


@one_engine
def test_the_table_of_a_producer_comes_filled_in_and_goes_back_as_its_own(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        holder = factories.organisation(session)
        of, product = factories.entity(session, holder), factories.gi(session)
        factories.authorization(session, of, factories.right(session, product))
        _held(session)
        login = factories.producer(session, holder).login
    client = signed_in(app, login)
    given = client.get(f"/producer/reports/table.xlsx?year={YEAR}")
    book = openpyxl.load_workbook(io.BytesIO(given.data))
    sheet = book.worksheets[0]
    names = [cell.value for cell in sheet[1]]
    for at, name in enumerate(names, 1):
        cell = sheet.cell(3, at)
        if not cell.protection.locked and not cell.value and name in FILLED:
            cell.value = FILLED[name]
    file = io.BytesIO()
    book.save(file)

    brought = _bring(client, "/producer/reports/import", file.getvalue())
    done = client.post(brought.location, data={"is_true": "true"})

    assert done.status_code == 303
    assert sheet.max_row == 3
    assert service.read_table(file.getvalue(), YEAR).size == 1
    assert sheet.protection.sheet
    with database.read() as session:
        (made,) = session.scalars(select(AnnualReport))
        (step,) = service.steps_of(session, [made.id])
        assert (made.signatory, step.words) == ("示例签署人", "")


def test_what_a_sheet_hides_is_told_and_an_error_is_no_empty_cell(
    session: Session,
) -> None:
    held, other = _held(session), _held(session)
    book = openpyxl.load_workbook(io.BytesIO(_workbook([_row(held), _row(other)])))
    sheet = book.active
    jobs = next(at for at, cell in enumerate(sheet[2], 1) if "从业人数" in cell.value)
    sheet.row_dimensions[3].hidden = True
    sheet.cell(4, jobs).value = "#N/A"
    sheet.cell(4, jobs).data_type = "e"
    file = io.BytesIO()
    book.save(file)

    hidden, wrong = _take(session, file.getvalue())

    assert hidden.outcome is LineOutcome.NEW
    assert "隐藏" in hidden.words[-1].zh
    assert wrong.outcome is LineOutcome.REFUSED
    assert [words.zh for words in wrong.words] == [
        "从业人数：这一格是出错值（如 #N/A、#VALUE!）；请直接填数字或文字"
    ]
    assert wrong.columns == [jobs - 1]


def test_a_copy_of_a_copy_has_its_remarks_once_and_reads_as_the_table() -> None:
    empty = [None] * (len(BESIDE) + len(FIGURES) + len(AFTER))
    data = _workbook([["MA-2025-000001", *empty[1:]]])
    line = Line(3, "MA-2025-000001", "", "")
    for _ in range(2):
        book = service.read_table(data, YEAR)
        data = service.copy_of(book, [line], Language.ZH)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active

    assert [cell.value for cell in sheet[2]][:2] == ["问题", BESIDE[0]]
    assert [cell.value for cell in sheet[2]].count("问题") == 1
    assert (sheet["A3"].value, sheet["B3"].value) == ("新报。", "MA-2025-000001")
    assert (sheet["A3"].alignment.wrap_text, sheet.freeze_panes) == (True, "B3")


@one_engine
def test_a_long_table_is_looked_at_and_recorded_in_the_background(
    app: Flask, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "AT_ONCE_ON_A_PAGE", 1)
    with database.write() as session:
        data = _workbook([_row(_held(session)) for _ in range(2)])
        login = factories.officer(session).login
    client, parts = signed_in(app, login), app.extensions["gi"]

    brought = _bring(client, "/desk/reports/import", data)
    waiting = client.get(brought.location).text
    jobs.run_due(parts, now=clock.now)
    looked = client.get(brought.location).text
    client.post(brought.location, data={"is_true": "true"})
    jobs.run_due(parts, now=clock.now)

    assert "后台" in waiting
    assert "录入 2 份" in looked
    with database.read() as session:
        assert session.scalar(select(func.count(AnnualReport.id))) == 2
    assert "已于" in client.get(brought.location).text


@one_engine
def test_a_deputy_is_checked_again_when_the_work_runs(
    app: Flask, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "AT_ONCE_ON_A_PAGE", 1)
    today = clock.today()
    with database.write() as session:
        data = _workbook([_row(_held(session)) for _ in range(2)])
        away, deputy = (
            factories.officer(session),
            factories.officer(session, Role.INSPECTOR, "140121"),
        )
        absence = accounts.record_absence(
            session,
            NewAbsence(away.id, deputy.id, today, today + timedelta(days=3), "示例"),
            now=clock.now(),
            by_id=away.id,
        )
        ids, login = (away.id, deputy.id, absence.id), deputy.login
    client, parts = signed_in(app, login), app.extensions["gi"]

    first = _bring(client, "/desk/reports/import", data).location
    jobs.run_due(parts, now=clock.now)
    client.post(first, data={"is_true": "true"})
    jobs.run_due(parts, now=clock.now)
    second = _bring(client, "/desk/reports/import", data).location
    with database.write() as session:
        accounts.end_absence(session, ids[0], ids[2], now=clock.now(), by_id=ids[0])
    jobs.run_due(parts, now=clock.now)

    with database.read() as session:
        leaves = session.scalars(
            select(LogLeaf).where(LogLeaf.kind == "report.submitted")
        ).all()
        assert [(each.account_id, each.for_id) for each in leaves] == [ids[1::-1]] * 2
        late = session.get_one(ReportImport, int(second.rpartition("/")[2]))
        job = session.get_one(Job, late.job_id)
        assert (late.counts, job.state, job.for_id) == (None, JobState.FAILED, ids[0])
        assert "代示例用户办理的期限已结束" in str(job.error_zh)


def test_a_deputys_table_is_logged_by_whose_right_each_report_is_recorded(
    session: Session,
) -> None:
    away, deputy = (
        factories.officer(session, Role.COUNTY, where) for where in ("140727", "140121")
    )
    days = (clock.today(), clock.today() + timedelta(days=3))
    absent = NewAbsence(away.id, deputy.id, *days, "示例")
    accounts.record_absence(session, absent, now=clock.now(), by_id=away.id)
    users = [_held(session, where) for where in ("140727", "140121", "140725")]
    caller = accounts.standing_in(session, deputy.id, None, now=clock.now())
    book = service.read_table(_workbook([_row(user) for user in users]), YEAR)

    service.take(
        session,
        book,
        service.scope_of(caller, is_own=False),
        by=By(deputy.id, clock.now(), "0" * 64, is_on_paper=True),
    )

    filed = {
        leaf.subject: leaf.for_id
        for leaf in session.scalars(
            select(LogLeaf).where(LogLeaf.kind == "report.submitted")
        )
    }
    assert filed == {
        f"AR-{YEAR}-{users[0].number}": away.id,
        f"AR-{YEAR}-{users[1].number}": None,
    }


FILLED = {
    **{f.name: typed(getattr(ANSWERS, f.name), f.unit) for f in FIGURES},
    "change_reason": "示例",
    "signatory": "示例签署人",
}


def _bring(client: FlaskClient, at: str, data: bytes) -> TestResponse:
    return client.post(
        at, data={"year": str(YEAR), "file": (io.BytesIO(data), "某县.xlsx")}
    )


@one_engine
def test_another_system_looks_at_a_table_and_records_it_within_its_office(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        data = _workbook([_row(_held(session))])
        asked = {"query_string": {"year": str(YEAR)}, "data": data}
        tokens = []
        for where in ("140727", "140121"):
            login = factories.officer(session, Role.COUNTY, where).login
            office = accounts.by_login(session, login)
            token, _ = accounts.create_token(
                session, office, name="t", scopes=["reports.record"], now=clock.now()
            )
            tokens.append(token)
    client = app.test_client()
    at = "/api/v1/annual-reports/imports"
    mine, theirs = [{"headers": {"Authorization": f"Bearer {t}"}} for t in tokens]

    looked = client.post(f"{at}/preview", **asked, **mine)
    refused = client.post(at, **asked, **theirs)
    done = client.post(at, **asked, **mine)
    again = client.post(at, **asked, **mine)

    told = [each.get_json() for each in (looked, refused, done, again)]
    assert [(each["is_recorded"], each["counts"]["new"]) for each in told] == [
        (False, 1),
        (True, 0),
        (True, 1),
        (True, 0),
    ]
    assert told[1]["lines"][0]["outcome"] == "refused"
    assert told[3]["counts"]["same"] == 1
