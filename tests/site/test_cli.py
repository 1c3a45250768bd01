import json
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from gi_registry.areas.models import AreaVersion
from gi_registry.core.db import Database
from gi_registry.products.models import Gi
from gi_registry.site.cli import products
from gi_registry.site.errors import FileUnreadableError
from tests.products.catalogue import SHIPPED, small


def _import(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(products, ["import", *arguments])


def _count(database: Database, table: type[Gi | AreaVersion]) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_products_come_in_with_their_areas_once(app: Flask, database: Database) -> None:
    first = _import(app, str(SHIPPED), "--json")
    second = _import(app, str(SHIPPED), "--json")

    assert first.exit_code == second.exit_code == 0
    counts = {"created": 109, "updated": 0, "unchanged": 0, "total": 109}
    divisions = 117 + 11 + 1
    done = {"outcome": "accepted", "dry_run": False}
    assert json.loads(first.stdout) == done | counts | {
        "areas_read": 109,
        "divisions_loaded": divisions,
    }
    assert json.loads(second.stdout) == done | {
        "created": 0,
        "updated": 0,
        "unchanged": 109,
        "total": 109,
        "areas_read": 0,
        "divisions_loaded": 0,
    }
    assert _count(database, Gi) == _count(database, AreaVersion) == 109


def test_a_dry_run_writes_nothing(app: Flask, database: Database) -> None:
    result = _import(app, str(SHIPPED), "--dry-run")

    assert result.exit_code == 0
    assert "created 109" in result.stdout
    assert _count(database, Gi) == 0


def test_each_fault_is_a_line_with_its_place(
    app: Flask, database: Database, tmp_path: Path
) -> None:
    document = small()
    document["products"][0]["category"] = "cheese"
    document["products"][0]["note"] = "a\tb"
    file = tmp_path / "bad.json"
    file.write_text(json.dumps(document))

    told = _import(app, str(file))
    as_json = _import(app, str(file), "--json")

    assert told.exit_code == as_json.exit_code == 1
    assert told.stdout == ""
    assert "products[0].category" in told.stderr
    assert "products[0].note" in told.stderr
    found = json.loads(as_json.stdout)
    assert found["outcome"] == "refused"
    assert {fault["where"] for fault in found["faults"]} == {
        "products[0].category",
        "products[0].note",
    }
    assert _count(database, Gi) == 0


@pytest.mark.parametrize("content", ["[1", "\udcff", "[" * 100_000, None])
def test_what_is_no_json_is_refused_by_its_name(
    app: Flask, tmp_path: Path, content: str | None
) -> None:
    file = tmp_path / "what.json"
    if content is not None:
        file.write_bytes(content.encode(errors="surrogateescape"))

    result = _import(app, str(file))

    assert isinstance(result.exception, FileUnreadableError)
    assert "what.json" in result.exception.words.zh
