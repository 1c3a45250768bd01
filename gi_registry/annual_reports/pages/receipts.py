"""Receipts: as PDF for whom they concern, and checked by anybody."""

import time

from flask import Response, current_app, render_template, request, url_for
from sqlalchemy.orm import Session

from gi_registry.annual_reports import service
from gi_registry.annual_reports.pages.blueprint import pages
from gi_registry.annual_reports.pages.desk import visible
from gi_registry.annual_reports.pages.own import own
from gi_registry.annual_reports.paper import ReceiptPaper, receipt_pdf
from gi_registry.annual_reports.rules import ReceiptClaims
from gi_registry.annual_reports.service import AnnualReport
from gi_registry.core.access import Permission, requires
from gi_registry.core.errors import GiError
from gi_registry.core.forms import Form
from gi_registry.core.limits import Limit
from gi_registry.core.sessions import read, registry
from gi_registry.core.words import Words, china_time
from gi_registry.marks.qr import qr_modules

CHECKS_PER_MINUTE = 60
"""Receipts that one address may check or draw."""


@pages.get("/producer/reports/<int:report_id>/receipt.pdf")
@requires(Permission.PRODUCE)
def receipt_paper(report_id: int) -> Response:
    """Give the receipt of one's own report as PDF."""
    with read() as session:
        return _paper(session, own(session, report_id))


@pages.get("/producer/reports/<int:report_id>/receipt.tlog-proof")
@requires(Permission.PRODUCE)
def receipt_proof(report_id: int) -> Response:
    """Give the log's proof of one's own report (C2SP tlog-proof)."""
    with read() as session:
        signed = _signed(session, own(session, report_id))
    answer = Response(str(signed.proof), mimetype="text/plain")
    name = f"{signed.claims.number}-{signed.claims.version}.tlog-proof"
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@pages.get("/desk/reports/<int:report_id>/receipt.pdf")
@requires(Permission.REPORT_TOTALS)
def desk_receipt_paper(report_id: int) -> Response:
    """Give the receipt of a report of the jurisdiction as PDF."""
    with read() as session:
        return _paper(session, visible(session, report_id))


@pages.get("/report-receipts")
@requires(Permission.PUBLIC)
def check_receipt() -> str | tuple[str, int]:
    """Check a receipt: whether we signed it, and whether the log holds it."""
    text = request.args.get("receipt", "").strip()
    form = Form({"receipt": text})
    claims: ReceiptClaims | None = None
    if text:
        _limit().spend(request.remote_addr or "", at_s=time.monotonic())
        try:
            with read() as session:
                master = registry().secrets.master
                claims = service.check_receipt(session, text, master=master)
        except GiError as error:
            form.refuse(error)
    rows = _rows(claims) if claims else ()
    page = render_template("annual_reports/check_receipt.html", form=form, rows=rows)
    return (page, 422) if form.errors else page


def _paper(session: Session, found: AnnualReport) -> Response:
    _limit().spend(request.remote_addr or "", at_s=time.monotonic())
    base = registry().settings.base_url
    signed = _signed(session, found)
    held = found.authorization
    paper = ReceiptPaper(
        number=signed.claims.number,
        rows=(
            *_rows(signed.claims),
            (Words("产品", "Product"), held.gi.name_zh),
            (Words("签署人", "Declared true by"), found.signatory),
        ),
        entry=signed.entry,
        address=base + url_for("annual_reports.check_receipt"),
        modules=qr_modules(signed.text, level="M"),
        proof=str(signed.proof),
        proof_modules=qr_modules(str(signed.proof), level="L"),
    )
    answer = Response(receipt_pdf(paper), mimetype="application/pdf")
    name = f"{paper.number}-{found.version}.pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _signed(session: Session, found: AnnualReport) -> service.SignedReceipt:
    parts = registry()
    return service.signed_receipt(
        session, found, base_url=parts.settings.base_url, master=parts.secrets.master
    )


def _rows(claims: ReceiptClaims) -> tuple[tuple[Words, str], ...]:
    return (
        (Words("年报编号", "Report"), claims.number),
        (Words("版本", "Version"), str(claims.version)),
        (Words("使用人", "Authorized user"), claims.holder),
        (Words("统一社会信用代码", "Credit code"), claims.uscc),
        (Words("提交时间", "Handed in"), f"{china_time(claims.submitted_at)} UTC+8"),
        (Words("本版摘要（SHA-256）", "SHA-256 of this version"), claims.sha256),
        (Words("日志序号", "Place in the log"), str(claims.leaf_index)),
        (Words("日志叶摘要", "Hash of the leaf"), claims.leaf_hash),
    )


def _limit() -> Limit:
    made = Limit(per_minute=CHECKS_PER_MINUTE, burst=CHECKS_PER_MINUTE)
    limit: Limit = current_app.extensions.setdefault("gi-report-receipts", made)
    return limit
