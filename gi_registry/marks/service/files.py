"""Files with codes that went out: who took which labels, and the file's SHA-256."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from gi_registry.accounts.models import Account
from gi_registry.core.db import Database
from gi_registry.marks.models import FileOut, LabelFile
from gi_registry.marks.rules import OutFile


def record_file(
    session: Session,
    out: OutFile,
    kind: type[FileOut] = LabelFile,
    *,
    now: datetime,
    account_id: int | None,
) -> int:
    """Note a file that goes out; return the id of the note.

    Args:
        session: a writing session.
        out: the file.
        kind: of what it is; the run is of that kind too.
        now: the instant.
        account_id: who takes it.
    """
    made = kind(
        run_id=out.run,
        first=out.first,
        end=out.end,
        form=out.form,
        name=out.name,
        way=out.way,
        sha256=out.sha256,
        at=now,
        account_id=account_id,
    )
    session.add(made)
    session.flush()
    return made.id


def digested(
    database: Database,
    file_id: int,
    pieces: Iterator[bytes],
    kind: type[FileOut] = LabelFile,
) -> Iterator[bytes]:
    """Give a file piece by piece, and note its SHA-256 once all of it is given.

    Args:
        database: of the registry; no session is open while the file goes out.
        file_id: of the note.
        pieces: of the file.
        kind: of what it is.
    """
    digest = sha256()
    for piece in pieces:
        digest.update(piece)
        yield piece
    note_digest(database, file_id, digest.hexdigest(), kind)


def note_digest(
    database: Database, file_id: int, digest: str, kind: type[FileOut] = LabelFile
) -> None:
    """Note the SHA-256 of a file that went out whole."""
    with database.write() as session:
        session.get_one(kind, file_id).sha256 = digest


def files_of(
    session: Session,
    run_id: int,
    kind: type[FileOut] = LabelFile,
    *,
    most: int | None = None,
) -> list[Row[FileOut, str | None]]:
    """Return the files of a run with who took each, newest first."""
    statement = (
        select(kind, Account.name)
        .outerjoin(Account, Account.id == kind.account_id)
        .where(kind.run_id == run_id)
        .order_by(kind.id.desc())
        .limit(most)
    )
    return list(session.execute(statement))
