"""What `schemas/` promises to others: JSON Schemas and lists of codes.

The files are read here to publish them, to check what others send, and to show
codes in words.
"""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

import gi_registry
from gi_registry.core.words import Words

ROOT = Path(gi_registry.__file__).resolve().parent.parent / "schemas"
_SHOWN = 60
"""Characters of a wrong value that are quoted."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a document.

    Attributes:
        where: the place, as a path from the top, such as
            `products[3].registrations[0].date`; "document" is the whole.
        words: what is wrong there.
    """

    where: str
    words: Words


@cache
def codelist(name: str) -> Mapping[str, Words]:
    """Return the codes of `schemas/codelists/<name>.csv` with their labels.

    Args:
        name: of the list, without `.csv`.

    Raises:
        FileNotFoundError: there is no such list.
    """
    path = ROOT / "codelists" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return MappingProxyType(
            {
                row["code"]: Words(row["label_zh"], row["label_en"])
                for row in csv.DictReader(stream)
            }
        )


@cache
def schema(name: str) -> Mapping[str, Any]:
    """Return `schemas/v1/<name>.schema.json`.

    Raises:
        FileNotFoundError: there is no such schema.
    """
    path = ROOT / "v1" / f"{name}.schema.json"
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return MappingProxyType(loaded)


def faults(name: str, document: object) -> list[Fault]:
    """Return everything in which a document breaks a published schema.

    Args:
        name: of the schema, such as `gi-catalogue`.
        document: as read from JSON.

    Returns:
        The faults in the order of the document; none if it keeps to the schema.
    """
    validator = Draft202012Validator(dict(schema(name)))
    errors = sorted(validator.iter_errors(document), key=_order)
    return [Fault(place(tuple(e.absolute_path)), _words(e)) for e in errors]


def place(path: tuple[str | int, ...]) -> str:
    """Return a path as text: `("products", 3, "id")` is `products[3].id`."""
    text = "".join(f"[{at}]" if isinstance(at, int) else f".{at}" for at in path)
    return text.removeprefix(".") or "document"


def _order(error: ValidationError) -> list[tuple[bool, int, str]]:
    return [
        (isinstance(at, int), at, "") if isinstance(at, int) else (False, 0, str(at))
        for at in error.absolute_path
    ]


_SAID = {
    "required": Words("缺少“{missing}”", "{missing} is missing"),
    "type": Words(
        "类型应为 {limit}，现为 {value}", "must be of type {limit}, is {value}"
    ),
    "enum": Words("{value} 不在允许的值之中：{limit}", "{value} is none of {limit}"),
    "pattern": Words(
        "{value} 的格式不对，应符合 {limit}", "{value} does not have the form {limit}"
    ),
    "minLength": Words("不能为空或过短", "must not be empty or so short"),
    "minItems": Words("至少要有 {limit} 项", "must hold at least {limit}"),
    "maxLength": Words("不能长于 {limit} 个字符", "must not be longer than {limit}"),
    "maxItems": Words("不能多于 {limit} 项", "must not hold more than {limit}"),
    "minimum": Words("{value} 小于 {limit}", "{value} is less than {limit}"),
    "maximum": Words("{value} 大于 {limit}", "{value} is more than {limit}"),
    "uniqueItems": Words(
        "有重复的值：{value}", "something stands there twice: {value}"
    ),
    "additionalProperties": Words(
        "有不认识的成员：{extra}", "unknown members: {extra}"
    ),
}
"""By keyword of JSON Schema; any other says what the library says."""


def _words(error: ValidationError) -> Words:
    said = _SAID.get(str(error.validator))
    if said is None:
        return Words(f"不符合格式：{error.message}", error.message)
    value = json.dumps(error.instance, ensure_ascii=False)
    rule = error.schema if isinstance(error.schema, Mapping) else {}
    members = set(error.instance) if isinstance(error.instance, dict) else set()
    return said.filled(
        value=value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…",
        limit=error.validator_value,
        extra=", ".join(sorted(members - set(rule.get("properties", ())))),
        # The library makes one error of each member that is missing.
        missing=error.message.split("'")[1] if error.validator == "required" else "",
    )
