"""The questions of a report: names, units, groups, and how answers are written."""

from dataclasses import replace
from functools import lru_cache
from typing import Final

from gi_registry.annual_reports.rules.figures.answers import (
    FIRST_FORM,
    Answers,
    fingerprint,
)
from gi_registry.annual_reports.rules.figures.conduct import (
    BENEFIT,
    MARK,
    PROBLEM,
    PROTECTION,
    QUALITY,
    STANDARD,
    TRACE,
)
from gi_registry.annual_reports.rules.figures.figure import (
    BLOCK_WORDS,
    GROUP_WORDS,
    SOURCE_WORDS,
    Block,
    Figure,
    Group,
    Source,
)
from gi_registry.annual_reports.rules.figures.plots import (
    MOST_PLOTS,
    plots_in,
    with_plots,
)
from gi_registry.annual_reports.rules.figures.production import (
    BASE,
    IDENTITY,
    OUTPUT,
    VALUE,
)
from gi_registry.annual_reports.rules.figures.units import Unit, exact, scaled, stored
from gi_registry.annual_reports.rules.figures.written import (
    NOT_ANSWERED,
    also,
    codes_in,
    exports_in,
    headed,
    in_cell,
    read_exactly,
    read_out,
    typed,
)
from gi_registry.core.words import Words

FORMS: Final = {
    1: Words("简表", "Short form"),
    2: Words("全表", "Full form"),
    3: Words("全表（含地块和印制）", "Full form with plots and printing"),
}
"""Every version of the form, the newest last."""

_EVERY: Final = (
    *IDENTITY,
    *BASE,
    *OUTPUT,
    *VALUE,
    *MARK,
    *STANDARD,
    *QUALITY,
    *TRACE,
    *PROTECTION,
    *BENEFIT,
    *PROBLEM,
)

FIGURES: Final = tuple(
    each if each.name in FIRST_FORM else replace(each, since=max(each.since, 2))
    for each in _EVERY
)
"""Every question of every version of the form, in order; a province's own design."""

BY_NAME: Final = {figure.name: figure for figure in FIGURES}


@lru_cache(maxsize=len(FORMS))
def figures_of(form: int) -> tuple[Figure, ...]:
    """Return the questions of a version of the form, in their order."""
    return tuple(figure for figure in FIGURES if figure.stands_in(form))


@lru_cache(maxsize=len(FORMS))
def unasked(form: int) -> frozenset[str]:
    """Return the names of the answers that a version of the form does not ask.

    What follows from another answer is kept beside it.
    """
    return frozenset(each.name for each in FIGURES if not is_kept(each, form))


def asks_plots(form: int) -> bool:
    """Whether a version of the form asks for plots, of which it keeps the count."""
    return BY_NAME["plots"].stands_in(form)


def is_kept(figure: Figure, form: int) -> bool:
    """Whether a report on a version of the form says this, asked or counted."""
    is_counted = figure.name == "plots_used" and asks_plots(form)
    return figure.stands_in(form) or is_counted


__all__ = [
    "BLOCK_WORDS",
    "BY_NAME",
    "FIGURES",
    "FORMS",
    "GROUP_WORDS",
    "MOST_PLOTS",
    "NOT_ANSWERED",
    "SOURCE_WORDS",
    "Answers",
    "Block",
    "Figure",
    "Group",
    "Source",
    "Unit",
    "also",
    "asks_plots",
    "codes_in",
    "exact",
    "exports_in",
    "figures_of",
    "fingerprint",
    "headed",
    "in_cell",
    "is_kept",
    "plots_in",
    "read_exactly",
    "read_out",
    "scaled",
    "stored",
    "typed",
    "unasked",
    "with_plots",
]
