"""Many reports from one table: judged row by row, recorded all or none."""

from datetime import date

from sqlalchemy.orm import Session

from gi_registry.accounts import service as accounts
from gi_registry.annual_reports.errors import RecorderMissingError
from gi_registry.annual_reports.service.imports.judging import (
    EVERYBODY,
    Book,
    Scope,
    judge,
    read_table,
)
from gi_registry.annual_reports.service.imports.recording import By, take
from gi_registry.annual_reports.service.imports.steps import (
    LOOK_JOB,
    RECORD_JOB,
    NewImport,
    book_of,
    bring,
    confirm,
    find_import,
    imports_of,
    judged,
    note,
    record,
    scope_of,
)
from gi_registry.core.access import Permission

__all__ = [
    "EVERYBODY",
    "LOOK_JOB",
    "RECORD_JOB",
    "Book",
    "By",
    "NewImport",
    "Scope",
    "book_of",
    "bring",
    "confirm",
    "find_import",
    "imports_of",
    "judge",
    "judged",
    "note",
    "read_table",
    "record",
    "recorder",
    "scope_of",
    "take",
]


def recorder(session: Session, login: str | None, *, on: date) -> int:
    """Return the account that a table is recorded by at the terminal.

    Args:
        session: to read with.
        login: whose; None is the first account of the highest office.
        on: the present day in China.

    Raises:
        RecorderMissingError: nobody may record reports.
    """
    if login is not None:
        return accounts.by_login(session, login).id
    held = accounts.officers(session, Permission.REPORT_RECORD, on=on).held
    if not held:
        raise RecorderMissingError
    who, _ = min(held, key=lambda each: (len(each[1].division), each[0]))
    return who
