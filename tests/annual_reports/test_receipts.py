"""Receipts of annual reports, signed and checked."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy.orm import Session

from gi_registry.accounts.models import Organisation
from gi_registry.annual_reports import service
from gi_registry.annual_reports.cli import reports
from gi_registry.annual_reports.errors import NotAReceiptError, ReceiptNotLoggedError
from gi_registry.annual_reports.rules import (
    RECEIPT_PREFIX,
    Declaration,
    Draft,
    ReceiptClaims,
)
from gi_registry.core.db import Database
from gi_registry.core.errors import GiError
from gi_registry.marks.certificates import (
    SigningKey,
    seal,
    signed_by,
    texts_in_file,
)
from gi_registry.marks.certificates.errors import (
    NotACertificateError,
    UnknownKeyError,
)
from gi_registry.translog import service as translog
from gi_registry.translog.rules.proofs import LogProof
from gi_registry.translog.service import LogKey
from tests import factories
from tests.annual_reports.rows import ANSWERS, NOW, YEAR
from tests.conftest import signed_in

MASTER = bytes(range(32))
BASE = "https://gi.example"
CLAIMS = ReceiptClaims(
    issuer="gi.example",
    number="AR-2025-MA-2026-000042",
    submitted_at=datetime(2026, 1, 20, 4, tzinfo=UTC),
    version=1,
    sha256="ab" * 32,
    leaf_index=7,
    leaf_hash="cd" * 32,
    uscc="91140727MA0Y000167",
    holder="示例醋业",
)


def test_a_receipt_says_what_was_put_into_it() -> None:
    assert ReceiptClaims.from_cwt(CLAIMS.to_cwt()) == CLAIMS
    with pytest.raises(ValueError, match="-65538"):
        ReceiptClaims.from_cwt({1: "gi.example", 2: "AR", 6: 1})


def test_a_receipt_is_signed_and_shows_that_the_log_holds_it(session: Session) -> None:
    report_id = _handed_in(session)
    report = service.get(session, report_id)

    signed = service.signed_receipt(session, report, base_url=BASE, master=MASTER)

    assert service.check_receipt(session, f" {signed.text}\n", master=MASTER) == (
        signed.claims
    )
    leaf = hashlib.sha256(b"\0" + signed.entry.encode()).hexdigest()
    assert leaf == signed.claims.leaf_hash  # RFC 6962, section 2.1
    opened = json.loads(signed.proof.extra)
    assert opened["record"]["body"]["sha256"] == signed.claims.sha256
    record = json.dumps(
        opened["record"], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    committed = hashlib.sha256(bytes.fromhex(opened["salt"]) + record.encode())
    assert json.loads(signed.entry)["commitment"] == committed.hexdigest()
    assert signed.claims.sha256 not in signed.entry


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", NotAReceiptError),
        ("GR1:", NotAReceiptError),
        ("GI1:6BF", NotAReceiptError),
        (
            seal({1: "x"}, SigningKey.of_master(MASTER), prefix=RECEIPT_PREFIX),
            NotAReceiptError,
        ),
        (
            seal(CLAIMS.to_cwt(), SigningKey(bytes(32)), prefix=RECEIPT_PREFIX),
            UnknownKeyError,
        ),
        (
            seal(CLAIMS.to_cwt(), SigningKey.of_master(MASTER), prefix=RECEIPT_PREFIX),
            ReceiptNotLoggedError,
        ),
    ],
)
def test_what_is_no_receipt_of_ours_is_refused(
    session: Session, text: str, error: type[GiError]
) -> None:
    with pytest.raises(error):
        service.check_receipt(session, text, master=MASTER)


def test_a_receipt_is_no_certificate() -> None:
    text = seal(CLAIMS.to_cwt(), SigningKey.of_master(MASTER), prefix=RECEIPT_PREFIX)

    with pytest.raises(NotACertificateError):
        signed_by(text, {"keys": []}, prefix="GI1:")


def test_a_receipt_is_a_page_of_paper_that_anybody_checks(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        factories.division(session)
        holder = factories.organisation(session)
        report_id = _handed_in(session, holder)
        mine = factories.producer(session, holder).login
        other, county = (
            factories.producer(session).login,
            factories.officer(session).login,
        )
        master = app.extensions["gi"].secrets.master
        signed = service.signed_receipt(
            session, service.get(session, report_id), base_url=BASE, master=master
        )
    url = f"/producer/reports/{report_id}"
    public = app.test_client()

    paper = signed_in(app, mine).get(f"{url}/receipt.pdf")
    desk = signed_in(app, county).get(f"/desk/reports/{report_id}/receipt.pdf")
    good = public.get("/report-receipts", query_string={"receipt": signed.text})
    forged = public.get("/report-receipts", query_string={"receipt": "GR1:ABC"})
    told = app.test_cli_runner().invoke(reports, ["verify-receipt", signed.text])
    bad = app.test_cli_runner().invoke(reports, ["verify-receipt", "GR1:ABC"])

    assert paper.data.startswith(b"%PDF-")
    assert desk.data == paper.data
    assert signed_in(app, other).get(f"{url}/receipt.pdf").status_code == 404
    assert "回执真实" in good.text
    assert signed.claims.sha256 in good.text
    assert forged.status_code == 422
    assert json.loads(told.stdout)["sha256"] == signed.claims.sha256
    assert (told.exit_code, bad.exit_code) == (0, 1)


def test_a_receipt_is_checked_with_public_keys_alone(
    app: Flask, database: Database, tmp_path: Path
) -> None:
    with database.write() as session:
        factories.division(session)
        holder = factories.organisation(session)
        translog.append(session, "run.issued", "MA-1", {"run": 1}, now=NOW)
        report_id = _handed_in(session, holder)
        mine = factories.producer(session, holder).login
    client = signed_in(app, mine)
    url = f"/producer/reports/{report_id}/receipt"
    keys, paper = tmp_path / "gi-keys.json", tmp_path / "receipt.pdf"
    keys.write_bytes(client.get("/.well-known/gi-keys.json").data)
    paper.write_bytes(client.get(f"{url}.pdf").data)
    proof = client.get(f"{url}.tlog-proof").text
    others = json.loads(keys.read_text()) | {"log": [LogKey.of(BASE, MASTER).public]}
    (tmp_path / "others.json").write_text(json.dumps(others, default=str))
    text = _text_in(paper)

    told = _verified(paper, "--keys", keys)

    facts = json.loads(told.stdout)
    assert told.exit_code == 0
    assert facts["log"]["origin"] == "127.0.0.1:8000/log"
    assert facts["leaf_index"] < facts["log"]["size"]
    (tmp_path / "proof").write_text(proof)
    by_hand = _verified(text, "--proof", tmp_path / "proof", "--keys", keys)
    assert by_hand.stdout == told.stdout
    assert _verified(text, "--keys", keys).exit_code == 1
    assert _verified(paper, "--keys", tmp_path / "others.json").exit_code == 1
    (tmp_path / "proof").write_text(_with_another_body(proof))
    wrong = _verified(text, "--proof", tmp_path / "proof", "--keys", keys)
    assert wrong.exit_code == 1
    assert "不符" in wrong.stdout


def _verified(source: str | Path, *more: str | Path) -> Result:
    """Run the command where nothing is installed."""
    command = ["verify-receipt", str(source), *map(str, more)]
    return CliRunner().invoke(reports, command)


def _text_in(paper: Path) -> str:
    texts = texts_in_file(paper.read_bytes())
    return next(text for text in texts if text.startswith(RECEIPT_PREFIX))


def _with_another_body(proof: str) -> str:
    found = LogProof.read(proof)
    values = json.loads(found.extra)
    values["record"]["body"]["sha256"] = "00" * 32
    return str(replace(found, extra=json.dumps(values).encode()))


def _handed_in(session: Session, holder: Organisation | None = None) -> int:
    holder = holder or factories.organisation(session)
    held = factories.authorization(session, factories.entity(session, holder))
    who = factories.producer(session, holder)
    made = service.open_report(session, held.id, YEAR, now=NOW, account_id=who.id)
    service.save(session, made.id, Draft(1, replace(ANSWERS)))
    declared = Declaration(2, "示例签署人")
    service.submit(session, made.id, declared, now=NOW, account_id=who.id)
    return made.id
