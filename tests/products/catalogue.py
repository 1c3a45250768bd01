"""The catalogue that is shipped, and a small one to spoil."""

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "geodata/gi_catalogue.json"
SMALL = ROOT / "schemas/examples/gi-catalogue/one-product.json"


def shipped() -> dict[str, Any]:
    """Return the 109 products."""
    return _read(SHIPPED)


def small() -> dict[str, Any]:
    """Return 山西老陈醋 alone."""
    return _read(SMALL)


def _read(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document
