"""Counts what is sent to a database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session


@contextmanager
def counted(on: Session | Engine) -> Iterator[list[str]]:
    """Give the statements that are sent while inside."""
    engine = on.get_bind() if isinstance(on, Session) else on
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)
