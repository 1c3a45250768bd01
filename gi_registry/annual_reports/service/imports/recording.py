"""Judged rows, put on record in one transaction: all of them or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Table, insert, update
from sqlalchemy.orm import Session

from gi_registry.annual_reports import queries, rules
from gi_registry.annual_reports.errors import ImportMovedError
from gi_registry.annual_reports.models import AnnualReport, AnnualReportEvent
from gi_registry.annual_reports.rules import Answers, ReportState
from gi_registry.annual_reports.rules.imports import Filing, Line, digest
from gi_registry.annual_reports.service import reading, telling
from gi_registry.annual_reports.service.imports.judging import (
    AT_ONCE,
    Book,
    Scope,
    judge,
)
from gi_registry.annual_reports.service.imports.rights import by_right
from gi_registry.core.cycles import seldom_sought
from gi_registry.core.db import count_anew, hold
from gi_registry.translog import service as translog
from gi_registry.translog.service import NewLeaf

ON_PAPER: Final = "依签署的纸质年报录入 / Recorded from the report signed on paper"
"""What the step of a report says that an officer typed for its user."""
_NAMES: Final = Answers.names()
_REPORT: Final = cast("Table", AnnualReport.__table__)
_EVENT: Final = cast("Table", AnnualReportEvent.__table__)


@dataclass(frozen=True, slots=True)
class By:
    """Who records, when, and from what.

    Attributes:
        account_id: who typed it.
        now: the present instant.
        file_sha256: of the table, hex.
        is_on_paper: whether the users declared it on paper, and another typed it.
    """

    account_id: int
    now: datetime
    file_sha256: str
    is_on_paper: bool


def take(
    session: Session, book: Book, scope: Scope, *, by: By, expected: str | None = None
) -> list[Line]:
    """Judge a table and hand in what is new or changed: all of that or nothing.

    What is the same or refused is left alone. Nobody else writes reports meanwhile.

    Args:
        session: a writing session.
        book: as `read_table` gives it.
        scope: whose reports may be recorded.
        by: who records it.
        expected: digest of the judgement that somebody looked at; None if nobody did.

    Raises:
        YearNotOverError: the year has not ended.
        ImportMovedError: it would come out otherwise than it was looked at.
    """
    reading.lock_year(session, book.year)
    hold(session, _REPORT)
    with seldom_sought():
        return _take(session, book, scope, by, expected)


def _take(
    session: Session, book: Book, scope: Scope, by: By, expected: str | None
) -> list[Line]:
    lines = [line for part in judge(session, book, scope, now=by.now) for line in part]
    if expected is not None and digest(lines) != expected:
        raise ImportMovedError
    filings = [line.filing for line in lines if line.filing is not None]
    for part in by_right(session, filings):
        for start in range(0, len(part), AT_ONCE):
            _record(session, part[start : start + AT_ONCE], book.year, by)
    if filings:
        count_anew(session, _REPORT, _EVENT)
    return lines


def _record(session: Session, filings: Sequence[Filing], year: int, by: By) -> None:
    begun = [_row(each, year, by) for each in filings if not each.is_draft]
    drafts = [
        _row(each, year, by) | {"id": each.former_id}
        for each in filings
        if each.is_draft
    ]
    if begun:
        session.execute(insert(_REPORT), begun)
    if drafts:
        for each in drafts:
            del each["opened_at"]
        session.execute(update(AnnualReport), drafts)
    ids = queries.ids_of(session, [each.authorization_id for each in filings], year)
    former = [each for each in filings if each.former_id is not None]
    files = queries.files_of(session, [each.former_id or 0 for each in former])
    corrected = [ids[each.authorization_id] for each in former if not each.is_draft]
    queries.carry_files(session, corrected)
    session.execute(
        insert(_EVENT),
        [
            {
                "report_id": ids[each.authorization_id],
                "to_state": ReportState.SUBMITTED,
                "account_id": by.account_id,
                "at": by.now,
                "words": ON_PAPER if by.is_on_paper else "",
            }
            for each in filings
        ],
    )
    translog.append_all(
        session,
        [
            NewLeaf(
                "report.submitted",
                reading.number_for(year, each.number),
                {
                    "version": each.version,
                    "sha256": _sha256(each, year, files.get(each.former_id or 0, ())),
                    "file_sha256": by.file_sha256,
                    "on_paper": by.is_on_paper,
                },
            )
            for each in filings
        ],
        now=by.now,
        account_id=by.account_id,
    )
    if by.is_on_paper:
        telling.of_recording(
            session, year, filings, ids, now=by.now, account_id=by.account_id
        )


def _row(filing: Filing, year: int, by: By) -> dict[str, Any]:
    row: dict[str, Any] = dict(zip(_NAMES, filing.answers.values(), strict=True))
    row.update(
        authorization_id=filing.authorization_id,
        year=year,
        version=filing.version,
        state=ReportState.SUBMITTED,
        form=filing.form,
        revision=1,
        prefilled=filing.prefilled,
        reasons=filing.reasons,
        change_reason=filing.change_reason,
        signatory=filing.signatory,
        opened_at=by.now,
        submitted_at=by.now,
        decided_at=None,
    )
    return row


def _sha256(filing: Filing, year: int, files: Sequence[Any]) -> str:
    number = reading.number_for(year, filing.number)
    more = reading.declared(filing, files)
    return rules.fingerprint(number, filing.version, filing.answers, more)
