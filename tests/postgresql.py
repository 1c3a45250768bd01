"""A throw-away PostgreSQL cluster with PostGIS on a socket of its own."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from gi_registry.core.db import Base, Database

_NOT_HERE = "no PostgreSQL with PostGIS on this machine (Debian: postgresql-postgis)"
_ROOT = 0
_LAST_YEAR = 2027
"""Of those that migration 0066 puts there."""


@contextmanager
def cluster(more: str = "") -> Iterator[str]:
    """Give the address of a fresh cluster; stop and delete it afterwards.

    Without a server the tests are skipped, but never where CI is set.

    Args:
        more: options of the server.
    """
    binaries = _binaries()
    if binaries is None:
        if os.environ.get("CI"):
            pytest.fail(_NOT_HERE)
        pytest.skip(_NOT_HERE)
    folder = Path(tempfile.mkdtemp(prefix="gi-pg-"))
    user = _as_other_user(folder)
    data = folder / "data"
    try:
        _run(user, binaries / "initdb", "-D", data, "-U", "gi", "-A", "trust", "-N")
        options = f"-c listen_addresses='' -k {folder} -c fsync=off {more}"
        start = ("-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        _run(user, binaries / "pg_ctl", *start)
        url = f"postgresql+psycopg://gi@/postgres?host={folder}"
        database = Database(url)
        with database.engine.begin() as connection:
            connection.execute(text("CREATE EXTENSION postgis"))
        database.engine.dispose()
        yield url
    finally:
        if (data / "postmaster.pid").exists():
            _run(user, binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def another(url: str, name: str) -> str:
    """Return the address of a further, fresh database of a cluster, with PostGIS.

    Args:
        url: of the cluster's first database.
        name: of the new one; what was called so before is gone.
    """
    server = Database(url)
    autocommit = server.engine.execution_options(isolation_level="AUTOCOMMIT")
    with autocommit.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    server.engine.dispose()
    other = url.replace("/postgres?", f"/{name}?")
    database = Database(other)
    with database.engine.begin() as connection:
        connection.execute(text("CREATE EXTENSION postgis"))
    database.engine.dispose()
    return other


def empty(database: Database) -> None:
    """Delete every row of ours, but for the years that a migration puts there."""
    tables = Base.metadata.sorted_tables
    names = [each.name for each in tables if each.name != "report_year"]
    with database.engine.begin() as connection:
        if database.is_sqlite:
            connection.execute(text("PRAGMA defer_foreign_keys=ON"))
            for name in reversed(names):
                connection.execute(text(f'DELETE FROM "{name}"'))  # noqa: S608 -- our own
            connection.execute(
                text("DELETE FROM sqlite_sequence")
            )  # numbers begin anew
        else:
            listed = ", ".join(f'"{name}"' for name in names)
            connection.execute(text(f"TRUNCATE {listed} RESTART IDENTITY CASCADE"))
        last = {"last": _LAST_YEAR}
        connection.execute(text("DELETE FROM report_year WHERE year > :last"), last)


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    with_postgis = [
        initdb.parent for initdb in found if _postgis(initdb.parts[-3]).exists()
    ]
    return with_postgis[-1] if with_postgis else None


def _postgis(version: str) -> Path:
    return Path(f"/usr/share/postgresql/{version}/extension/postgis.control")


def _as_other_user(folder: Path) -> tuple[str, ...]:
    """Return how to run as somebody else: PostgreSQL refuses to run as root."""
    if os.geteuid() != _ROOT:
        return ()
    shutil.chown(folder, "postgres", "postgres")
    folder.chmod(0o755)
    return ("runuser", "-u", "postgres", "--")


def _run(user: tuple[str, ...], *command: object) -> None:
    subprocess.run(  # noqa: S603 -- our own words
        [*user, *map(str, command)],
        check=True,
        stdout=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    )
