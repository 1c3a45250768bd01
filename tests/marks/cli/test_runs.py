"""Label runs from the command line, on both engines."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from gi_registry.core import clock
from gi_registry.core.codes import CodeKeys, Decoded
from gi_registry.core.db import Database
from gi_registry.core.sessions import Registry
from gi_registry.marks.cli.runs import runs
from gi_registry.marks.errors import CapacityExceededError, RunNotFoundError
from gi_registry.marks.models import LabelRun
from tests import factories


@dataclass(frozen=True, slots=True)
class Holder:
    """A producer who may mark 1 kg this year."""

    number: str
    account: int


@pytest.fixture
def holder(database: Database) -> Holder:
    """Give a producer with one person."""
    with database.write() as session:
        organisation = factories.organisation(session)
        entity = factories.entity(session, organisation)
        held = factories.authorization(session, entity)
        factories.capacity(session, held, year=clock.today().year, ceiling_g=1_000)
        return Holder(held.number, factories.producer(session, organisation).id)


def _issue(holder: Holder, size: int) -> list[str]:
    words = ["issue", "--authorization", holder.number, "--size", str(size)]
    return [*words, "--net-content-g", "10", "--pack", "示例袋"]


def test_a_run_is_issued_and_its_codes_open_again(
    app: Flask, database: Database, holder: Holder, tmp_path: Path
) -> None:
    command = app.test_cli_runner()
    file = tmp_path / "labels.csv"

    issued = command.invoke(runs, _issue(holder, 100))
    number = issued.stdout.strip()
    printed = command.invoke(runs, ["export", number, "--format", "csv"])
    written = command.invoke(
        runs, ["export", number, "--format", "csv", "--output", str(file)]
    )

    assert re.fullmatch(r"\d+\n", issued.stdout)
    assert (printed.exit_code, written.exit_code, written.stdout) == (0, 0, "")
    assert file.read_bytes() == printed.stdout_bytes
    assert [path.name for path in tmp_path.glob("*labels*")] == ["labels.csv"]
    rows = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
    parts: Registry = app.extensions["gi"]
    keys = CodeKeys(parts.secrets.master)
    assert [keys.decode(row["code"]) for row in rows] == [
        Decoded(1, int(number), index) for index in range(100)
    ]
    with database.read() as session:
        made = session.scalars(select(LabelRun)).one()
        assert (made.issued_to_id, made.pack_name) == (holder.account, "示例袋")


def test_more_than_the_capacity_is_refused(app: Flask, holder: Holder) -> None:
    result = app.test_cli_runner().invoke(runs, _issue(holder, 101))

    assert isinstance(result.exception, CapacityExceededError)
    assert result.stdout == ""


def test_a_run_that_is_not_there_leaves_no_file(
    app: Flask, holder: Holder, tmp_path: Path
) -> None:
    assert holder.number
    file = tmp_path / "labels.csv"

    result = app.test_cli_runner().invoke(
        runs, ["export", "9", "--format", "csv", "--output", str(file)]
    )

    assert isinstance(result.exception, RunNotFoundError)
    assert not file.exists()
