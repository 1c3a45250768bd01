"""Many reports from one table, by other systems: looked at, then recorded."""

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from io import BytesIO
from typing import Any

from flask import request

from gi_registry.annual_reports import service
from gi_registry.annual_reports.rules.imports import Line, LineOutcome
from gi_registry.annual_reports.schemas.imports import (
    ImportQuerySchema,
    JudgedTableSchema,
)
from gi_registry.annual_reports.service import Book, By
from gi_registry.annual_reports.views.blueprint import FILE_BODY, api
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.blobs import FileEmptyError
from gi_registry.core.sessions import read, write
from gi_registry.core.uploads import scanned


@api.post("/annual-reports/imports/preview")
@requires(Permission.REPORT_RECORD)
@api.arguments(ImportQuerySchema, location="query")
@api.response(200, JudgedTableSchema)
@api.doc(requestBody=FILE_BODY)
def preview_import(query: dict[str, Any]) -> dict[str, Any]:
    """Say what would become of each row of a table; nothing is recorded.

    The body is an .xlsx with a report in each row.
    """
    book, _ = _book(query)
    scope = service.scope_of(the_caller(), is_own=False)
    with read() as session:
        parts = service.judge(session, book, scope, now=clock.now())
        lines = [line for part in parts for line in part]
    return _answer(book, lines, is_recorded=False)


@api.post("/annual-reports/imports")
@requires(Permission.REPORT_RECORD)
@api.arguments(ImportQuerySchema, location="query")
@api.response(200, JudgedTableSchema)
@api.doc(requestBody=FILE_BODY)
def record_table(query: dict[str, Any]) -> dict[str, Any]:
    """Record the reports of a table that users signed on paper, all or nothing.

    Rows that are refused, or say what stands already, are left alone: the same
    table again changes nothing.
    """
    book, digest = _book(query)
    scope = service.scope_of(the_caller(), is_own=False)
    by = By(the_caller().account_id, clock.now(), digest, is_on_paper=True)
    with write() as session:
        lines = service.take(session, book, scope, by=by)
    return _answer(book, lines, is_recorded=True)


def _book(query: dict[str, Any]) -> tuple[Book, str]:
    data = request.get_data(cache=False)
    if not data:
        raise FileEmptyError("file")
    scanned(BytesIO(data), field="file")
    with read() as session:
        year = service.known_year(session, query["year"], on=clock.today())
    return service.read_table(data, year), sha256(data).hexdigest()


def _answer(book: Book, lines: Sequence[Line], *, is_recorded: bool) -> dict[str, Any]:
    found = Counter(line.outcome for line in lines)
    return {
        "year": book.year,
        "is_recorded": is_recorded,
        "counts": {outcome.value: found[outcome] for outcome in LineOutcome},
        "lines": [line.as_json() for line in lines if line.words or line.checks],
    }
