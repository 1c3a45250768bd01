"""Statements that run thousands of times a second.

They are written in SQLAlchemy and compiled once; what runs is the driver's cursor.
What this leaves out is the work around a statement (a transaction begun for a
read, cache keys, result objects), which for a scan costs several times what the
database does. Everything else goes through sessions.
"""

import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, Generic, Protocol, TypeVar

from sqlalchemy import Dialect
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import Delete, Insert, Update
from sqlalchemy.sql.selectable import Select

Row = TypeVar("Row")
HURRIED_MS: Final = 250
"""How long a write waits that is not worth an answer's delay, milliseconds."""

_FLOAT8: Final = 701
"""PostgreSQL's number of double precision, which is what our floats are."""

_WAITS_MS: Final = "gi_waits_ms"
_Processor = Callable[[Any], Any]
_Statement = Select[*tuple[Any, ...]] | Insert | Update | Delete


class Cursor(Protocol):
    """What of a driver's cursor is used here."""

    def execute(self, statement: str, parameters: Any, /) -> object:  # noqa: ANN401 -- PEP 249
        """Run a statement."""
        ...

    def fetchall(self) -> list[Any]:
        """Return the rows that are left."""
        ...


class WriteFailedError(Exception):
    """A write that an answer does not wait for was not done; nothing is changed."""


class Direct:
    """A cursor and the dialect that it speaks.

    Args:
        cursor: of the driver.
        dialect: of the engine that it belongs to.
        info: kept beside the connection; empty inside a session's transaction.
    """

    __slots__ = ("_info", "cursor", "dialect")

    def __init__(self, cursor: Cursor, dialect: Dialect, info: dict[Any, Any]):
        self.cursor = cursor
        self.dialect = dialect
        self._info = info

    @classmethod
    def of(cls, session: Session) -> "Direct":
        """Return one that runs in a session's transaction; flush before."""
        connection = session.connection()
        cursor: Any = connection.connection.cursor()
        return cls(cursor, connection.dialect, {})

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit what is done inside, or undo it all.

        Raises:
            WriteFailedError: the database refused; also where other writers were
                busy for longer than `HURRIED_MS`.
        """
        run = self.cursor.execute
        driver = self.dialect.loaded_dbapi
        try:
            if self.dialect.name == "sqlite":
                be_patient(self.cursor, self._info, HURRIED_MS)
                run("BEGIN IMMEDIATE", ())
            else:
                run("BEGIN", ())
                run(f"SET LOCAL lock_timeout = {HURRIED_MS}", ())
        except driver.Error as error:
            raise WriteFailedError from error
        try:
            yield
            run("COMMIT", ())
        except BaseException as error:
            run("ROLLBACK", ())
            if isinstance(error, driver.Error):
                raise WriteFailedError from error
            raise


def be_patient(cursor: Cursor, info: dict[Any, Any], wait_ms: int) -> None:
    """Let an SQLite connection wait so long for other writers.

    Args:
        cursor: of the connection, outside a transaction.
        info: kept beside the connection; says how long it waits now.
        wait_ms: milliseconds.
    """
    if info.get(_WAITS_MS) != wait_ms:
        cursor.execute(f"PRAGMA busy_timeout={wait_ms}", ())
        cursor.fetchall()
        info[_WAITS_MS] = wait_ms


class Prepared(Generic[Row]):
    """A statement, compiled once for each dialect that it runs on.

    Args:
        statement: a select, or an insert, update or delete, with `bindparam`s; no
            IN over a list, whose text would depend on its length. Where dialects
            differ, a function of the dialect's name that gives it.
        make: what a row becomes; called with its values.
        given: columns of an insert without values.
    """

    def __init__(
        self,
        statement: _Statement | Callable[[str], _Statement],
        make: Callable[..., Row],
        *,
        given: Collection[str] | None = None,
    ):
        self._statement = statement
        self._make = make
        self._given = list(given) if given is not None else None
        self._compiled: dict[str, _Compiled] = {}
        self._guard = threading.Lock()

    def rows(self, on: Direct, values: Mapping[str, Any]) -> list[Row]:
        """Run it and return its rows."""
        compiled = self._for(on.dialect)
        on.cursor.execute(compiled.text, compiled.parameters(values))
        make, processed = self._make, compiled.processed
        return [make(*processed(row)) for row in on.cursor.fetchall()]

    def first(self, on: Direct, values: Mapping[str, Any]) -> Row | None:
        """Run it and return its first row, or None."""
        found = self.rows(on, values)
        return found[0] if found else None

    def run(self, on: Direct, values: Mapping[str, Any]) -> None:
        """Run it for what it changes."""
        compiled = self._for(on.dialect)
        on.cursor.execute(compiled.text, compiled.parameters(values))

    def _for(self, dialect: Dialect) -> "_Compiled":
        found = self._compiled.get(dialect.name)
        if found is None:
            with self._guard:
                made = self._statement
                statement = made(dialect.name) if callable(made) else made
                found = _Compiled(statement, dialect, self._given)
                self._compiled[dialect.name] = found
        return found


class _Compiled:
    """The text of a statement for one dialect, and what its values pass through."""

    def __init__(
        self, statement: _Statement, dialect: Dialect, given: list[str] | None
    ):
        compiled: Any = statement.compile(dialect=dialect, column_keys=given)
        self.text: str = str(compiled)
        self._order: list[str] | None = compiled.positiontup
        into = {
            name: _impl(bind.type, dialect).bind_processor(dialect)
            for bind, name in compiled.bind_names.items()
        }
        self._fixed: dict[str, Any] = {}
        self._into: dict[str, _Processor] = {}
        for bind, name in compiled.bind_names.items():
            processor = into[name]
            if bind.required or name in (given or ()):
                self._into |= {name: processor} if processor else {}
            else:
                self._fixed[name] = processor(bind.value) if processor else bind.value
        columns = getattr(statement, "exported_columns", ())
        out = [
            _impl(column.type, dialect).result_processor(dialect, _FLOAT8)
            for column in columns
        ]
        self._out: list[tuple[int, _Processor]] = [
            (at, processor) for at, processor in enumerate(out) if processor
        ]

    def parameters(self, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- PEP 249: a sequence or a mapping
        """Return values as the driver takes them."""
        merged = {**self._fixed, **values}
        for name, processor in self._into.items():
            merged[name] = processor(merged[name])
        return merged if self._order is None else [merged[name] for name in self._order]

    def processed(self, row: Any) -> list[Any]:  # noqa: ANN401 -- PEP 249
        """Return a row as Python values."""
        values = list(row)
        for at, processor in self._out:
            values[at] = processor(values[at])
        return values


def _impl(kind: Any, dialect: Dialect) -> Any:  # noqa: ANN401 -- a type of a column
    return kind.dialect_impl(dialect)
