"""Database sessions for edges: one transaction an edge, committed at its end."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from flask import current_app, g
from sqlalchemy.orm import Session

from gi_registry.core.access import CallerLoader
from gi_registry.core.acting import CALLER
from gi_registry.core.db import Database
from gi_registry.core.secret import Secrets
from gi_registry.core.settings import Settings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Registry:
    """What one running application holds; `current_app.extensions["gi"]`."""

    settings: Settings
    database: Database
    secrets: Secrets
    caller_loader: CallerLoader


def registry() -> Registry:
    """Return the running application's parts."""
    parts: Registry = current_app.extensions["gi"]
    return parts


@contextmanager
def read() -> Iterator[Session]:
    """Give an edge a session that only reads."""
    with registry().database.read() as session:
        yield session


@contextmanager
def write() -> Iterator[Session]:
    """Give an edge a session that is committed at its end, or undone.

    It knows who is calling, so that what a deputy does is kept as such.
    """
    with registry().database.write() as session:
        session.info[CALLER] = g.get("caller")
        yield session


def tried(do: Callable[[Session], T]) -> T:
    """Return what something gives in a writing session, and take it all back."""
    with write() as session:
        found = do(session)
        session.rollback()
    return found
