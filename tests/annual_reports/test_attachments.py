"""Files that come with a report."""

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from gi_registry.annual_reports import service
from gi_registry.annual_reports.errors import (
    DraftChangedError,
    LabReportBareError,
    LabReportDayError,
    NotLabReportError,
    TooManyAttachmentsError,
)
from gi_registry.annual_reports.rules import (
    MOST_ATTACHMENTS,
    AttachmentKind,
    Correction,
    LabReport,
    ReportState,
)
from gi_registry.core.blobs import PDF
from gi_registry.core.db import Database
from gi_registry.producers.models import StoredFile
from tests import factories
from tests.annual_reports.rows import NOW, YEAR, report
from tests.conftest import signed_in

ON_IT = (
    "检验报告.pdf",
    "日期 2024年12月31日，编号 SP-1，示例检测中心",
    "检验报告 SP-1 的日期是 2024年12月31日，不在 2025 年内",
)
TOMORROW = date(2026, 1, 21)
CONTENT = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def test_a_producer_adds_files_and_officers_read_what_was_handed_in(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        factories.division(session)
        holder = factories.organisation(session)
        held = factories.authorization(session, factories.entity(session, holder))
        made = report(session, held, state=ReportState.DRAFT)
        report_id, login = made.id, factories.producer(session, holder).login
        stranger = factories.producer(session).login
        county = factories.officer(session).login
    mine = signed_in(app, login)
    form = f"/producer/reports/{report_id}/files/test-report"

    wrong = _sent(mine, form, b"MZ not a picture")
    added = _sent(mine, form, CONTENT)
    listed = mine.get(form.removesuffix("/test-report")).text
    (link,) = re.findall(r'href="(/producer/reports/\d+/files/\d+)"', listed)
    desk = link.replace("/producer/", "/desk/")
    office = signed_in(app, county)
    early = office.get(desk)
    with database.write() as session:
        made = service.get(session, report_id)
        made.state, made.submitted_at = ReportState.SUBMITTED, NOW
    late = _sent(mine, form, CONTENT + b" ")

    assert (wrong.status_code, added.status_code) == (422, 303)
    assert "检验报告.pdf" in listed
    seen = office.get(f"/desk/reports/{report_id}").text
    assert [words for words in ON_IT if words not in seen] == []
    assert (early.status_code, late.status_code) == (404, 422)
    for client, address in ((mine, link), (office, desk)):
        assert client.get(address, buffered=True).data == CONTENT
    assert signed_in(app, stranger).get(link).status_code == 404
    assert mine.post(f"{link}/remove").status_code == 409


def test_the_next_version_keeps_the_files_and_the_digest_covers_them(
    session: Session,
) -> None:
    held = factories.authorization(session)
    former = report(session, held, state=ReportState.DRAFT)
    former.authorization = held
    without = service.sha256_of(session, former)
    who = factories.producer(session)
    added = _attach(session, former.id, "a" * 64)
    again = _attach(session, former.id, "a" * 64)
    former.state = ReportState.RETURNED
    session.flush()

    made = service.open_report(session, held.id, YEAR, now=NOW, account_id=who.id)
    (kept,) = service.attachments_of(session, made.id)
    service.detach(session, made.id, kept.id)

    assert added.id == again.id
    assert kept.sha256 == "a" * 64
    assert service.sha256_of(session, former) != without
    assert len(service.attachments_of(session, former.id)) == 1
    assert service.attachments_of(session, made.id) == []


def test_what_stands_on_a_test_report_is_asked_kept_and_covered_by_the_digest(
    session: Session,
) -> None:
    held = factories.authorization(session)
    former = report(session, held, state=ReportState.DRAFT)
    former.authorization = held
    bears = LabReport(date(2025, 11, 3), "SP-1", "示例检测中心")
    with pytest.raises(LabReportBareError):
        _attach(session, former.id, "a" * 64, replace(bears, number=""))
    with pytest.raises(LabReportDayError):
        _attach(session, former.id, "a" * 64, replace(bears, tested_on=TOMORROW))
    one = _attach(session, former.id, "a" * 64, bears)
    digest, revision = service.sha256_of(session, former), former.revision
    other = _attach(session, former.id, "a" * 64, replace(bears, number="SP-2"))
    former.state = ReportState.RETURNED
    session.flush()
    who = factories.producer(session)

    made = service.open_report(session, held.id, YEAR, now=NOW, account_id=who.id)

    assert (one.lab_report, other.id == one.id) == (bears, False)
    assert service.sha256_of(session, former) != digest
    assert former.revision == revision + 1
    kept = [each.lab_report for each in service.attachments_of(session, made.id)]
    assert kept == [bears, replace(bears, number="SP-2")]


def test_what_is_stated_of_a_test_report_is_corrected_on_a_draft(
    session: Session,
) -> None:
    made = report(session, factories.authorization(session), state=ReportState.DRAFT)
    bears = LabReport(date(2025, 11, 3), "SP-1", "示例检测中心")
    page, next_page, other = (
        _attach(session, made.id, digit * 64, each)
        for digit, each in (
            ("a", bears),
            ("b", bears),
            ("c", replace(bears, number="9")),
        )
    )
    photo = _attach(session, made.id, "d" * 64)
    seen = made.revision

    def corrected(file: service.ReportAttachment, **given: object) -> None:
        known = {"revision": seen} | given
        change = Correction(**known)  # type: ignore[arg-type]
        service.correct(session, made.id, file.id, change, now=NOW)

    for bears_now, refusal in (
        ({"number": ""}, LabReportBareError),
        ({"tested_on": TOMORROW}, LabReportDayError),
    ):
        with pytest.raises(refusal):
            corrected(page, bears=bears_now)
    with pytest.raises(NotLabReportError):
        corrected(photo, bears={"number": "SP-2"})
    corrected(page, bears={"number": "SP-2"}, all_pages=True)
    with pytest.raises(DraftChangedError) as both:
        corrected(page, bears={"number": "SP-3"})
    corrected(page, bears={"number": "SP-1", "lab_cma": "25"}, seen=bears)

    assert (made.revision, both.value.names) == (seen + 2, ("number",))
    right = replace(bears, number="SP-2")
    assert page.lab_report == replace(right, lab_cma="25")
    assert (next_page.lab_report, other.lab_report) == (
        right,
        replace(bears, number="9"),
    )
    assert photo.tested_on is None


def test_two_people_correct_a_test_report_on_its_page(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        holder = factories.organisation(session)
        held = factories.authorization(session, factories.entity(session, holder))
        made = report(session, held, state=ReportState.DRAFT)
        login = factories.producer(session, holder).login
        bears = LabReport(date(2025, 11, 3), "SP-1", "示例检测中心")
        file = _attach(session, made.id, "a" * 64, bears)
        report_id, file_id = made.id, file.id
    mine = signed_in(app, login)
    path = f"/producer/reports/{report_id}/files/{file_id}/test-report"

    sent = _fields(mine.get(path).text)
    blank = mine.post(path, data=sent | {"number": ""})
    first = mine.post(path, data=sent | {"number": "SP-2"})
    second = mine.post(path, data=sent | {"number": "SP-3"})
    knowing = mine.post(path, data=_fields(second.text))
    with database.write() as session:
        made = service.get(session, report_id)
        made.state, made.submitted_at = ReportState.SUBMITTED, NOW
    late = mine.post(path, data=sent)

    assert (blank.status_code, first.status_code) == (422, 303)
    assert (second.status_code, knowing.status_code) == (422, 303)
    assert "同事填的是 SP-2，您填的是 SP-3" in second.text
    assert (late.status_code, "请新建更正版" in late.text) == (422, True)
    with database.read() as session:
        (kept,) = service.attachments_of(session, report_id)
        assert kept.lab_report == replace(bears, number="SP-3")


def _fields(page: str) -> dict[str, str]:
    """Return what a form of the page would send as it stands."""
    inputs = re.findall(r"<input[^>]*>", page.partition("<form class=")[2])
    named = [dict(re.findall(r'\s(name|value)="([^"]*)"', each)) for each in inputs]
    return {each["name"]: each.get("value", "") for each in named if "name" in each}


def test_a_report_has_so_many_files_and_no_more(session: Session) -> None:
    made = report(session, factories.authorization(session), state=ReportState.DRAFT)
    for number in range(MOST_ATTACHMENTS):
        _attach(session, made.id, f"{number:064}")

    with pytest.raises(TooManyAttachmentsError):
        _attach(session, made.id, "f" * 64)


def _attach(
    session: Session, report_id: int, sha256: str, bears: LabReport | None = None
) -> service.ReportAttachment:
    who = factories.producer(session)
    kept = session.get(StoredFile, sha256) or StoredFile(
        sha256=sha256,
        name="a.pdf",
        media_type=PDF,
        size=1,
        stored_at=NOW,
        stored_by_id=who.id,
    )
    session.add(kept)
    session.flush()
    kind = AttachmentKind.LAB_REPORT if bears else AttachmentKind.PACK
    new = service.NewAttachment(kind, kept, "a.pdf", bears)
    return service.attach(
        session,
        report_id,
        new,
        now=NOW,
        account_id=who.id,
    )


def _sent(client: FlaskClient, url: str, content: bytes) -> TestResponse:
    data = {
        "tested_on": "2024-12-31",
        "number": "SP-1",
        "lab_name": "示例检测中心",
        "file": (io.BytesIO(content), "检验报告.pdf"),
    }
    return client.post(url, data=data, content_type="multipart/form-data")
