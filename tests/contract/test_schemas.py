"""What `schemas/` promises holds together: schemas, examples, lists of codes."""

import csv
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from gi_registry.app import promises
from gi_registry.core import published

SCHEMAS = sorted((published.ROOT / "v1").glob("*.schema.json"))
EXAMPLES = sorted((published.ROOT / "examples").glob("*/*.json"))
CODELISTS = sorted((published.ROOT / "codelists").glob("*.csv"))


def _name(path: Path) -> str:
    return path.relative_to(published.ROOT).as_posix()


@pytest.mark.parametrize("path", SCHEMAS, ids=_name)
def test_a_schema_keeps_to_json_schema_2020_12(path: Path) -> None:
    schema = json.loads(path.read_text(encoding="utf-8"))

    Draft202012Validator.check_schema(schema)

    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"].endswith(f"/schemas/v1/{path.name}")


@pytest.mark.parametrize("path", EXAMPLES, ids=_name)
def test_an_example_is_valid_under_its_schema(path: Path) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))

    assert published.faults(path.parent.name, document) == []


@pytest.mark.parametrize("name", promises.MADE)
def test_a_schema_is_what_the_api_s_shape_makes_of_it(name: str) -> None:
    path = published.ROOT / "v1" / f"{name}.schema.json"

    assert path.read_text(encoding="utf-8") == promises.written(name)


def test_every_schema_has_an_example() -> None:
    with_example = {path.parent.name for path in EXAMPLES}

    assert with_example == {path.name.removesuffix(".schema.json") for path in SCHEMAS}


@pytest.mark.parametrize("path", CODELISTS, ids=_name)
def test_a_code_stands_once_in_its_list_with_both_labels(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))

    codes = [row["code"] for row in rows]
    assert len(codes) == len(set(codes)) > 0
    assert all(row["label_zh"] and row["label_en"] for row in rows)


def test_the_readme_names_every_file_of_the_promise() -> None:
    readme = (published.ROOT / "README.md").read_text(encoding="utf-8")

    unnamed = [path.name for path in SCHEMAS + CODELISTS if path.name not in readme]

    assert unnamed == []
