"""The database: one declarative base, two engines, two kinds of session.

SQLite is the embedded default, PostgreSQL with PostGIS the one for a province.
A writing transaction on SQLite begins IMMEDIATE, because a deferred one that
reads first can lose its turn in spite of the busy timeout.
"""

import enum
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated, Any, ClassVar

import shapely
from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    FromClause,
    Insert,
    MetaData,
    Text,
    any_,
    create_engine,
    event,
    func,
    literal,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import (
    DeclarativeBase,
    InstrumentedAttribute,
    Session,
    mapped_column,
)
from sqlalchemy.sql.compiler import InsertmanyvaluesSentinelOpts
from sqlalchemy.types import TypeDecorator

from gi_registry.core.prepared import Direct, be_patient

_WRITES = "gi_writes"
_PATIENT_MS = 30_000


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware in Python, stored in UTC; a naive time is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 -- SQLAlchemy's
    ) -> datetime | None:
        """Turn an aware time into UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "a naive time has no instant; give it a zone"
            raise ValueError(msg)
        return value.astimezone(UTC)

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 -- SQLAlchemy's
    ) -> datetime | None:
        """Give back UTC; SQLite stores no zone, PostgreSQL gives that of the server."""
        if value is None:
            return None
        if value.tzinfo is None:
            return value.replace(tzinfo=UTC)
        return value.astimezone(UTC)

    def __repr__(self) -> str:
        return "sa.DateTime(timezone=True)"


Instant = datetime
"""An aware time; as a column it is `UtcDateTime`."""

Big = Annotated[int, mapped_column(BigInteger)]
"""A whole number beyond 32 bits: grams, fen, label counts summed up."""

JsonValue = JSON().with_variant(JSONB(), "postgresql")
"""A JSON column: JSONB on PostgreSQL, text on SQLite."""


BYTEWISE = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that both engines compare and sort byte by byte, which is by code point."""


class Base(DeclarativeBase):
    """Parent of every table; names every constraint."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        enum.Enum: Enum(
            enum.Enum,
            native_enum=False,
            length=40,
            values_callable=lambda kind: [member.value for member in kind],
        ),
        dict[str, Any]: JsonValue,
        list[str]: JsonValue,
        list[int]: JsonValue,
        list[dict[str, Any]]: JsonValue,
    }


class Database:
    """An engine and the sessions on it.

    Args:
        url: an SQLAlchemy URL; `sqlite:///file` or `postgresql://…`.
    """

    def __init__(self, url: str):
        self.url = url
        self.engine = _engine(url)
        self._writing = self.engine.execution_options(**{_WRITES: True})
        self._idle: list[tuple[Any, dict[Any, Any]]] = []
        self._process = os.getpid()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session that writes nothing."""
        with Session(self.engine, autoflush=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Give a session whose work is committed at the end, or all undone."""
        with (
            Session(self._writing, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    @contextmanager
    def direct(self) -> Iterator[Direct]:
        """Give a bare cursor for prepared statements, each its own transaction.

        `Direct.transaction` takes several together.
        """
        if self.is_sqlite:
            connection, info = self._kept()
            try:
                yield Direct(connection.cursor(), self.engine.dialect, info)
            finally:
                self._idle.append((connection, info))
            return
        connection = self.engine.raw_connection()
        driver: Any = connection.driver_connection
        driver.autocommit = True
        try:
            yield Direct(driver.cursor(), self.engine.dialect, connection.info)
        finally:
            driver.autocommit = False
            connection.close()

    def _kept(self) -> tuple[Any, dict[Any, Any]]:
        """Return a connection to SQLite that nobody uses, and what is kept beside it.

        To take one from the pool and give it back costs more than a statement.
        """
        if self._process != os.getpid():  # not those of a parent
            self._idle, self._process = [], os.getpid()
        try:
            return self._idle.pop()
        except IndexError:
            made = self.engine.raw_connection()
            made.detach()
            return made, {}

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded engine."""
        return self.engine.dialect.name == "sqlite"


def lock(session: Session, key: int) -> None:
    """Let one transaction at a time pass here until it ends.

    SQLite's writers already take turns; PostgreSQL takes an advisory lock.

    Args:
        session: a writing session.
        key: which queue, 64 bits signed.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})


def hold(session: Session, table: FromClause) -> None:
    """Let nobody else write to a table until this transaction ends; others may read.

    SQLite's writers already take turns.

    Args:
        session: a writing session.
        table: whose rows are to stay as they are.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE"))


def among(
    session: Session, column: InstrumentedAttribute[Any], values: Iterable[Any]
) -> ColumnElement[bool]:
    """Return the condition that a column has one of many values, sent as one.

    `in_` names a parameter for each value, which takes longer than the query where
    there are thousands.

    Args:
        session: to be used with it.
        column: of numbers or texts.
        values: of its type.
    """
    listed = list(values)
    if session.get_bind().dialect.name == "postgresql":
        return column == any_(literal(listed, postgresql.ARRAY(column.type)))
    rows = func.json_each(json.dumps(listed)).table_valued("value")
    return column.in_(select(rows.c.value))


def insert_unless_there(session: Session, table: type[Base]) -> Insert:
    """Return an insertion that leaves out rows that a unique key has already.

    Args:
        session: to be used with it.
        table: whose rows.
    """
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()


def count_anew(session: Session, *tables: FromClause) -> None:
    """Let PostgreSQL's planner know what this transaction has written in bulk.

    Until its own housekeeping comes by it takes a table that was filled a moment
    ago for a small one, and compares all rows with all.

    Args:
        session: a writing session.
        tables: those that were filled.
    """
    if session.get_bind().dialect.name == "postgresql":
        names = ", ".join(str(table) for table in tables)
        session.execute(text(f"ANALYZE {names}"))


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, pool_use_lifo=True)
    # The connection used last has the most pages at hand.
    engine = create_engine(
        url, connect_args={"timeout": _PATIENT_MS / 1000}, pool_use_lifo=True
    )
    # SQLite numbers the rows of one INSERT in their order, so that new rows of a
    # table can go in together and be told apart by their ids.
    engine.dialect.insertmanyvalues_implicit_sentinel = (
        InsertmanyvaluesSentinelOpts.AUTOINCREMENT
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy's `begin` event begins
    connection.create_function("gi_bound", 2, _bound, deterministic=True)
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "cache_size=-16384",  # KiB; else look-ups slow down from 2 MiB on
        f"busy_timeout={_PATIENT_MS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    if not connection.get_execution_options().get(_WRITES):
        connection.exec_driver_sql("BEGIN")
        return
    driver: Any = connection.connection.cursor()
    be_patient(driver, connection.info, _PATIENT_MS)
    driver.close()
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _bound(wkb: bytes | None, which: int) -> float | None:
    """Return one of min x, min y, max x, max y; the R*Tree triggers call it.

    No geometry and an empty one have no bounds: NULL.
    """
    bounds = _bounds(wkb)
    return None if bounds is None else bounds[which]


@lru_cache(maxsize=1)
def _bounds(wkb: bytes | None) -> tuple[float, ...] | None:
    """Return the bounds of a row's geometry, which is asked for side by side."""
    geometry = shapely.from_wkb(wkb)
    if geometry is None or geometry.is_empty:
        return None
    return tuple(shapely.bounds(geometry).tolist())
