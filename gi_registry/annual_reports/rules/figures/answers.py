"""What one version of a report says, and its fingerprint."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, Final

FIRST_FORM: Final = frozenset(
    {
        "base_m2",
        "complaints",
        "export_fen",
        "households",
        "jobs",
        "labels_activated",
        "labels_closing",
        "labels_issued",
        "labels_void",
        "marked_output_g",
        "marked_sales_fen",
        "problems",
        "sales_fen",
        "standard_number",
        "standard_output_g",
        "tests",
        "tests_failed",
        "total_output_g",
    }
)
"""Answers of the first form, which always stand in a fingerprint; one that was
asked later stands in it where it is answered, so that the fingerprints of reports
handed in before still hold."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What one version of a report says; the names are those of its columns.

    An answer is None while it is not given; an answer of none is 0, or no code.
    """

    contact_name: str | None = None
    contact_phone: str | None = None
    base_m2: int | None = None
    plots_used: int | None = None
    plots: list[dict[str, Any]] | None = None
    trees: int | None = None
    herd_head: int | None = None
    head_sold: int | None = None
    pond_m2: int | None = None
    vat_ml: int | None = None
    ageing_ml: int | None = None
    raw_bought_g: int | None = None
    raw_local_g: int | None = None
    artisans: int | None = None
    households: int | None = None
    delivered_g: int | None = None
    cooperatives: int | None = None
    total_output_g: int | None = None
    standard_output_g: int | None = None
    marked_output_g: int | None = None
    total_pieces: int | None = None
    standard_pieces: int | None = None
    marked_pieces: int | None = None
    total_ml: int | None = None
    standard_ml: int | None = None
    marked_ml: int | None = None
    output_value_fen: int | None = None
    sales_fen: int | None = None
    marked_sales_fen: int | None = None
    online_sales_fen: int | None = None
    export_fen: int | None = None
    exports: list[dict[str, Any]] | None = None
    marked_price: int | None = None
    unmarked_price: int | None = None
    mark_ways: list[str] | None = None
    labels_opening: int | None = None
    labels_issued: int | None = None
    labels_printed: int | None = None
    labels_received: int | None = None
    labels_activated: int | None = None
    labels_void: int | None = None
    labels_lost: int | None = None
    labels_destroyed: int | None = None
    labels_samples: int | None = None
    labels_closing: int | None = None
    standard_number: str | None = None
    standard_version: str | None = None
    own_standard: str | None = None
    standards_drafted: int | None = None
    tests: int | None = None
    tests_failed: int | None = None
    outside_tests: int | None = None
    lab_name: str | None = None
    lab_cma: str | None = None
    test_items: str | None = None
    failures_handled: str | None = None
    lots: int | None = None
    traced_output_g: int | None = None
    labels_scanned: int | None = None
    trace_systems: list[str] | None = None
    complaints: int | None = None
    infringements_found: int | None = None
    infringements_reported: int | None = None
    cases: int | None = None
    infringement_acts: list[str] | None = None
    jobs: int | None = None
    premium_fen: int | None = None
    subsidies_fen: int | None = None
    trainings: int | None = None
    trained: int | None = None
    publicity_events: int | None = None
    problem_codes: list[str] | None = None
    problems: str = ""

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the names of all answers."""
        return tuple(field.name for field in fields(cls))

    def values(self) -> tuple[Any, ...]:
        """Return all answers, in the order of their names."""
        return _VALUES(self)

    def figure(self, name: str) -> int | None:
        """Return one number by its name."""
        value: int | None = getattr(self, name)
        return value

    def is_open(self, name: str) -> bool:
        """Whether an answer is not given."""
        return getattr(self, name) in (None, "", [])

    def unlike(self, other: "Answers") -> Iterable[str]:
        """Give the names of answers that differ."""
        pairs = zip(_NAMES, self.values(), other.values(), strict=True)
        return [name for name, one, two in pairs if one != two]


_NAMES: Final = Answers.names()
_VALUES: Final = attrgetter(*_NAMES)
_CANONICAL: Final = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":")
)


def fingerprint(number: str, version: int, answers: Answers, more: Any) -> str:  # noqa: ANN401 -- JSON values
    """Return the SHA-256 of one version, hex, as the log holds it.

    Args:
        number: of the report, such as AR-2025-MA-2026-000042.
        version: from 1.
        answers: every figure and text of the version.
        more: whatever else was declared with it, JSON values.
    """
    said = {
        name: value
        for name, value in zip(_NAMES, answers.values(), strict=True)
        if value is not None or name in FIRST_FORM
    }
    content = {"number": number, "version": version, "more": more} | said
    return hashlib.sha256(_CANONICAL.encode(content).encode()).hexdigest()
