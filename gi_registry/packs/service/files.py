"""Files with the codes of outer packs that go out, noted like those of labels."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from sqlalchemy import Row
from sqlalchemy.orm import Session

from gi_registry.core.db import Database
from gi_registry.marks import service as marks
from gi_registry.marks.models import FileOut
from gi_registry.marks.rules import OutFile
from gi_registry.packs.models import PackFile, PackRun
from gi_registry.packs.service.runs import log

SHEETS_JOB: Final = "packs.sheets"
"""Kind of the job that draws the codes of outer packs."""
STEM: Final = "packs"
"""What the names of their files begin with."""


def record_export(
    session: Session, packs: PackRun, out: OutFile, *, now: datetime, account_id: int
) -> None:
    """Log that codes of a run of packs go out, or are made into a file."""
    body: dict[str, object] = {"first": out.first, "end": out.end, "format": out.form}
    if out.sha256 is not None:
        body["sha256"] = out.sha256
    log(session, packs, "exported", body, now=now, account_id=account_id)


def record_file(
    session: Session, out: OutFile, *, now: datetime, account_id: int | None
) -> int:
    """Note a file that goes out; return the id of the note."""
    return marks.record_file(session, out, PackFile, now=now, account_id=account_id)


def digested(
    database: Database, file_id: int, pieces: Iterator[bytes]
) -> Iterator[bytes]:
    """Give a file piece by piece, and note its SHA-256 once all of it is given."""
    return marks.digested(database, file_id, pieces, PackFile)


def files_of(
    session: Session, run_id: int, *, most: int | None = None
) -> list[Row[FileOut, str | None]]:
    """Return the files of a run of packs with who took each, newest first."""
    return marks.files_of(session, run_id, PackFile, most=most)
