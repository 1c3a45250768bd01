"""One producer's labels in every state, behind an application."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from flask import Flask

from gi_registry.core.codes import CodeKeys, grouped
from gi_registry.core.db import Database
from gi_registry.core.prepared import Cursor, Direct
from gi_registry.marks.rules import RangeState
from gi_registry.products.models import Gi
from tests import factories as make

ADDRESS = "203.0.113.7"


@dataclass(frozen=True)
class Labels:
    """A run of 1,000 labels: [0, 100) on goods, [100, 110) void."""

    run: int
    authorization_id: int
    lot_id: int
    product_zh: str
    holder: str
    uscc: str
    lot: str
    code: Callable[[int], str]
    """The code of an index."""


@pytest.fixture
def labels(app: Flask, database: Database) -> Labels:
    """Give labels of which some are in use."""
    with database.write() as session:
        entity = make.entity(session)
        right = make.right(session)
        holder = make.authorization(session, entity, right)
        make.capacity(session, holder)
        make.division(session)
        run = make.run(session, holder)
        lot = make.lot(session, holder)
        make.labels(session, run, 0, 100, lot)
        void = make.labels(session, run, 100, 110)
        void.state, void.on_day = RangeState.LOST, date(2026, 10, 9)
        name = session.get_one(Gi, right.gi_id).name_zh
    keys = CodeKeys(app.extensions["gi"].secrets.master)
    return Labels(
        run=run.id,
        authorization_id=holder.id,
        lot_id=lot.id,
        product_zh=name,
        holder=entity.name,
        uscc=entity.uscc,
        lot=lot.number,
        code=lambda index: keys.encode(1, run.id, index),
    )


def as_printed(code: str) -> str:
    """Return a code with its hyphens."""
    return grouped(code)


@pytest.fixture
def trace(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give what is sent to the driver by prepared statements, as it goes."""
    sent: list[str] = []
    made = Direct.__init__

    def noting(self: Direct, cursor: Cursor, *rest: Any) -> None:
        made(self, _Noting(cursor, sent), *rest)

    monkeypatch.setattr(Direct, "__init__", noting)
    return sent


class _Noting:
    """A cursor that notes its statements."""

    def __init__(self, cursor: Cursor, sent: list[str]) -> None:
        self._cursor, self._sent = cursor, sent

    def execute(self, statement: str, parameters: object) -> object:
        self._sent.append(statement)
        return self._cursor.execute(statement, parameters)

    def fetchall(self) -> list[Any]:
        return self._cursor.fetchall()
