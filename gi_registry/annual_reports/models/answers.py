"""The answers of an annual report: a column for every question of the form."""

from typing import Any

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from gi_registry.core.db import Big


class AnswerColumns:
    """Columns named as the figures of `rules.FIGURES`, which say what each holds.

    A name ends in its unit: g grams, ml millilitres, fen, m2; prices are fen per kg;
    labels and all else are counts. NULL is "not answered".
    """

    total_output_g: Mapped[Big | None]
    standard_output_g: Mapped[Big | None]
    """Output that meets the GI standard, grams."""
    marked_output_g: Mapped[Big | None]
    """Output sold with the special mark, grams."""
    sales_fen: Mapped[Big | None]
    marked_sales_fen: Mapped[Big | None]
    export_fen: Mapped[Big | None]
    base_m2: Mapped[Big | None]
    """Area of the production base, m2."""
    households: Mapped[int | None]
    delivered_g: Mapped[Big | None]
    """That households delivered, grams."""
    jobs: Mapped[int | None]
    tests: Mapped[int | None]
    """Quality tests in the year."""
    tests_failed: Mapped[int | None]
    complaints: Mapped[int | None]
    labels_issued: Mapped[Big | None]
    labels_activated: Mapped[Big | None]
    labels_void: Mapped[Big | None]
    """Void, lost, stolen, returned and expired."""
    labels_closing: Mapped[Big | None]
    """Neither activated, void nor expired at the end of the year."""
    standard_number: Mapped[str | None] = mapped_column(String(60))
    problems: Mapped[str] = mapped_column(Text, default="")

    contact_name: Mapped[str | None] = mapped_column(String(60))
    contact_phone: Mapped[str | None] = mapped_column(String(30))
    plots_used: Mapped[int | None]
    plots: Mapped[list[dict[str, Any]] | None]
    trees: Mapped[int | None]
    herd_head: Mapped[int | None]
    head_sold: Mapped[int | None]
    pond_m2: Mapped[Big | None]
    vat_ml: Mapped[Big | None]
    ageing_ml: Mapped[Big | None]
    raw_bought_g: Mapped[Big | None]
    raw_local_g: Mapped[Big | None]
    artisans: Mapped[int | None]
    cooperatives: Mapped[int | None]
    total_pieces: Mapped[int | None]
    standard_pieces: Mapped[int | None]
    marked_pieces: Mapped[int | None]
    total_ml: Mapped[Big | None]
    standard_ml: Mapped[Big | None]
    marked_ml: Mapped[Big | None]
    output_value_fen: Mapped[Big | None]
    online_sales_fen: Mapped[Big | None]
    exports: Mapped[list[dict[str, Any]] | None]
    marked_price: Mapped[Big | None]
    unmarked_price: Mapped[Big | None]
    mark_ways: Mapped[list[str] | None]
    labels_opening: Mapped[Big | None]
    labels_received: Mapped[Big | None]
    labels_lost: Mapped[Big | None]
    labels_printed: Mapped[Big | None]
    labels_destroyed: Mapped[Big | None]
    """Of the void ones."""
    labels_samples: Mapped[Big | None]
    """Of the void ones: kept by printers."""
    standard_version: Mapped[str | None] = mapped_column(String(60))
    own_standard: Mapped[str | None] = mapped_column(String(60))
    standards_drafted: Mapped[int | None]
    outside_tests: Mapped[int | None]
    lab_name: Mapped[str | None] = mapped_column(String(120))
    lab_cma: Mapped[str | None] = mapped_column(String(60))
    test_items: Mapped[str | None] = mapped_column(Text)
    failures_handled: Mapped[str | None] = mapped_column(Text)
    lots: Mapped[int | None]
    traced_output_g: Mapped[Big | None]
    labels_scanned: Mapped[Big | None]
    trace_systems: Mapped[list[str] | None]
    infringements_found: Mapped[int | None]
    infringements_reported: Mapped[int | None]
    cases: Mapped[int | None]
    infringement_acts: Mapped[list[str] | None]
    premium_fen: Mapped[Big | None]
    subsidies_fen: Mapped[Big | None]
    trainings: Mapped[int | None]
    trained: Mapped[int | None]
    publicity_events: Mapped[int | None]
    problem_codes: Mapped[list[str] | None]
