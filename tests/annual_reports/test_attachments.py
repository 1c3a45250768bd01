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
    LabReportBareError,
    LabReportDayError,
    TooManyAttachmentsError,
)
from gi_registry.annual_reports.rules import (
    MOST_ATTACHMENTS,
    AttachmentKind,
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
