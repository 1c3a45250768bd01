"""How a database is copied while it is written to, and how it is put back.

SQLite by its online backup, PostgreSQL by its own `pg_dump` and `pg_restore`, both
of one snapshot that the caller's session reads as well.
"""

import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, Final

from psycopg import pq
from psycopg.conninfo import make_conninfo
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from gi_registry.app.backup.copying import (
    Pulse,
    chunks_of,
    copied,
    measured,
    settle_names,
    written,
)
from gi_registry.app.backup.errors import (
    DatabaseDamagedError,
    NewerBackupError,
    PostgisMissingError,
    TargetNotEmptyError,
    ToolFailedError,
    ToolMissingError,
)
from gi_registry.core.db import Database
from gi_registry.core.words import Words

COPY: Final = {"sqlite": "database.sqlite", "postgresql": "database.pgdump"}
"""What the copy of the database is called, by engine."""

_PAGES: Final = 4096
_SAID: Final = 2_000
"""Of what a program says, the last characters."""
_OURS_ALONE: Final = (
    "--no-owner",  # who restores, owns
    "--no-privileges",
    "--no-comments",  # only its owner may say something of PostGIS
    "--no-password",  # ask nobody
)
_TABLES: Final = """
    SELECT count(*) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
      AND nspname NOT IN ('pg_catalog', 'information_schema')
      AND nspname NOT LIKE 'pg\\_%'
      AND NOT EXISTS (SELECT FROM pg_depend WHERE deptype = 'e'
                      AND classid = 'pg_class'::regclass AND objid = pg_class.oid)
"""
"""How many tables there are that belong to no extension."""
_ANOTHER: Final = Words(
    "请让 GI_DATABASE_URL 指向一个新建的空数据库（createdb，CREATE EXTENSION postgis）",
    "Let GI_DATABASE_URL name a new, empty database (createdb, CREATE EXTENSION "
    "postgis)",
)
AWAY: Final = Words(
    "请停止服务与 worker，把它移到别处，或用 GI_DATA_DIR 指定新的目录",
    "Stop server and worker, and move it away, or name a new folder by GI_DATA_DIR",
)


@contextmanager
def snapshot(database: Database) -> Iterator[Session]:
    """Give a session that sees the database as it is at one instant, and no later.

    Others go on writing meanwhile.
    """
    with database.read() as session:
        if not database.is_sqlite:
            options = {"isolation_level": "REPEATABLE READ"}
            session.connection(execution_options=options)
        tables = "sqlite_master" if database.is_sqlite else "pg_class"
        session.execute(text(f"SELECT 1 FROM {tables} LIMIT 1"))  # noqa: S608 -- ours
        yield session


def version(session: Session) -> str:
    """Return the version of SQLite, or of PostgreSQL's server, such as 15.20."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite3.sqlite_version
    return str(session.scalar(text("SHOW server_version"))).split()[0]


def copy(session: Session, target: Path, pulse: Pulse) -> tuple[int, str]:
    """Copy the database as a session of `snapshot` sees it.

    Args:
        session: of `snapshot`.
        target: a file that is not there yet.
        pulse: told how far it is.

    Returns:
        Size in bytes and SHA-256.

    Raises:
        DatabaseDamagedError: SQLite finds its copy broken.
        ToolMissingError, ToolFailedError: of `pg_dump`.
    """
    if session.get_bind().dialect.name == "sqlite":
        return _copy_sqlite(session, target, pulse)
    return _dump(session, target, pulse)


def check_target(database: Database, made_on: str) -> None:
    """Refuse a database that a backup cannot be restored to.

    Args:
        database: the target; of the backup's engine.
        made_on: version of the server that the backup is of.

    Raises:
        TargetNotEmptyError: it has tables.
        NewerBackupError: its server is older than that of the backup.
        PostgisMissingError: it has no PostGIS.
        ToolMissingError: there is no `pg_restore` that is new enough.
    """
    if database.is_sqlite:
        _check_file(file_of(database))
        return
    with database.engine.connect() as connection:
        if connection.scalar(text(_TABLES)):
            name = database.engine.url.database
            raise TargetNotEmptyError(f"PostgreSQL {name}", _ANOTHER)
        here = str(connection.scalar(text("SHOW server_version"))).split()[0]
        if _major(here) < _major(made_on):
            raise NewerBackupError(f"PostgreSQL {made_on}", here)
        known = "SELECT 1 FROM pg_extension WHERE extname = 'postgis'"
        if not connection.scalar(text(known)):
            raise PostgisMissingError
    _tool("pg_restore", _major(made_on))


def put_back(database: Database, source: Path) -> None:
    """Put a copy where the database is to be: all of it, or nothing.

    Args:
        database: passed by `check_target`.
        source: what `copy` made.

    Raises:
        ToolFailedError: of `pg_restore`.
    """
    if database.is_sqlite:
        _put_file(source, file_of(database))
        return
    whole = ("--single-transaction", "--exit-on-error")
    words = ["pg_restore", *whole, *_OURS_ALONE]
    with _running(database.engine, [*words, str(source)]):
        pass
    with database.engine.begin() as connection:
        connection.execute(text("ANALYZE"))


def file_of(database: Database) -> Path:
    """Return where an SQLite database lies."""
    return Path(database.engine.url.database or "")


def _copy_sqlite(session: Session, target: Path, pulse: Pulse) -> tuple[int, str]:
    def tell(_status: int, left: int, pages: int) -> None:
        pulse(f"database: {pages - left:,} of {pages:,} pages")

    driver: Any = session.connection().connection.driver_connection
    target.touch(0o600)
    with closing(sqlite3.connect(target)) as copy_:
        # The session's transaction stays open, so that no page is of later.
        driver.backup(copy_, pages=_PAGES, progress=tell)
        copy_.execute("PRAGMA journal_mode=DELETE")  # one file, no -wal beside it
        found = copy_.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise DatabaseDamagedError(found)
    with target.open("rb") as file:
        os.fsync(file.fileno())
    return measured(target)


def _dump(session: Session, target: Path, pulse: Pulse) -> tuple[int, str]:
    """Let pg_dump read the same snapshot, and keep what it gives as it comes."""
    _tool("pg_dump", _major(version(session)))
    shared = session.scalar(text("SELECT pg_export_snapshot()"))
    words = ["pg_dump", "--format=custom", f"--snapshot={shared}", *_OURS_ALONE]
    # Its rows are PostGIS's own, and only its owner may put them back.
    words += ["--exclude-table-data=*.spatial_ref_sys"]
    with _running(session.connection().engine, words) as process:
        return written(_counted(chunks_of(process.stdout), pulse), target)


def _counted(chunks: Iterator[bytes], pulse: Pulse) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        pulse(f"database: {size / 1e6:,.1f} MB")
        yield chunk


@contextmanager
def _running(engine: Engine, words: list[str]) -> Iterator[Any]:
    """Run a program of PostgreSQL's; its password is in no list of processes."""
    given = engine.dialect.create_connect_args(engine.url)[1]
    known = {each.keyword.decode() for each in pq.Conninfo.get_defaults()}
    secret = {"PGPASSWORD": given["password"]} if "password" in given else {}
    known.remove("password")
    named = make_conninfo(**{key: given[key] for key in known & given.keys()})
    words = [*words, f"--dbname={named}"]
    with TemporaryFile() as said:
        with subprocess.Popen(  # noqa: S603 -- our own words
            words,
            env=os.environ | secret,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
        ) as process:
            try:
                yield process
            except BaseException:
                process.kill()
                raise
        if process.returncode:
            said.seek(0)
            told = said.read().decode(errors="replace").strip()[-_SAID:]
            raise ToolFailedError(words[0], told)


def _tool(name: str, wanted: int) -> None:
    """Refuse a program of PostgreSQL's that is not there, or older than the server."""
    path = shutil.which(name)
    if path is None:
        raise ToolMissingError(name, wanted, "")
    said = subprocess.run(  # noqa: S603 -- found on PATH
        [path, "--version"], check=False, capture_output=True, text=True
    ).stdout
    found = re.search(r"\d+(\.\d+)*", said)
    if found is None or _major(found[0]) < wanted:
        raise ToolMissingError(name, wanted, said.strip() or name)


def _major(version_: str) -> int:
    return int(version_.split(".", maxsplit=1)[0])


def _check_file(path: Path) -> None:
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(path)) as there:
            count = there.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    except sqlite3.DatabaseError:  # something else lies there
        count = path.stat().st_size
    if count:
        raise TargetNotEmptyError(str(path), AWAY)


def _put_file(source: Path, path: Path) -> None:
    beside = path.with_name(f"{path.name}.restoring")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        copied(source, beside)
        for ending in ("-wal", "-shm"):  # of the empty one before
            path.with_name(path.name + ending).unlink(missing_ok=True)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    settle_names(path.parent)
