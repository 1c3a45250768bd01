"""The questions of a report: names, units, groups, and how answers are written."""

from typing import Final

from gi_registry.annual_reports.rules.figures.answers import Answers, fingerprint
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
from gi_registry.annual_reports.rules.figures.production import (
    BASE,
    IDENTITY,
    OUTPUT,
    VALUE,
)
from gi_registry.annual_reports.rules.figures.units import Unit, scaled, stored
from gi_registry.annual_reports.rules.figures.written import (
    NOT_ANSWERED,
    also,
    codes_in,
    exports_in,
    headed,
    read_out,
    typed,
)

FIGURES: Final = (
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
"""Every question of the form, in its order; a province's own design."""

BY_NAME: Final = {figure.name: figure for figure in FIGURES}

__all__ = [
    "BLOCK_WORDS",
    "BY_NAME",
    "FIGURES",
    "GROUP_WORDS",
    "NOT_ANSWERED",
    "SOURCE_WORDS",
    "Answers",
    "Block",
    "Figure",
    "Group",
    "Source",
    "Unit",
    "also",
    "codes_in",
    "exports_in",
    "fingerprint",
    "headed",
    "read_out",
    "scaled",
    "stored",
    "typed",
]
