"""What is found in a report: a sentence and the figures compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from gi_registry.annual_reports.rules.attachments import LabReport
from gi_registry.annual_reports.rules.figures import BY_NAME, FORMS, Answers, read_out
from gi_registry.core.words import Words
from gi_registry.laboratories.rules import Register
from gi_registry.marks.rules import CapacityBasis

_NO_REGISTER: Final = Register()


class Severity(StrEnum):
    """What a check asks for."""

    RED = "red"
    """Cannot be so: the report cannot be handed in."""
    AMBER = "amber"
    """Can be so; the producer says why."""
    NOTE = "note"
    """Worth knowing, or a comparison for which there is no data."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure of a comparison.

    Attributes:
        words: what it is.
        value: as stored: grams, fen, m2, a count; text, or a list.
        shown: the same with its unit.
    """

    words: Words
    value: Any
    shown: Words


@dataclass(frozen=True, slots=True)
class Check:
    """One thing found.

    Attributes:
        code: stable name, such as marked-over-standard.
        words: the sentence with the figures.
        field: the answer to look at first, if it is about one.
    """

    code: str
    severity: Severity
    words: Words
    figures: tuple[Compared, ...] = ()
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a report is checked against.

    Attributes:
        answers: the report.
        prefilled: what the registry gave, by name.
        last: what the report filed for the year before says, if there is one; only
            `against.COMPARED_WITH_LAST` is looked at.
        ceiling_g: goods that may be marked in the year, grams; None where no
            capacity was decided.
        standards: numbers of the product's registered standards.
        basis: what the user's capacity is counted from, if one was decided.
        year: the year reported on.
        form: version of the form.
        peers: what the year's reports on the product got; None if they are few.
        households: people registered as producing under the user, count.
        destroyed: labels that printers of the registry destroyed as waste, count.
        ended_on: first day without the permission, if it ended in the year.
        activated_after: labels activated on that day or later, count.
        is_permitted: whether use was permitted on any day of the year.
        lab_reports: what stands on the test reports that are attached.
        laboratories: the register of them; empty where it was not looked at.
        gi_id: the product, by which laboratories are designated.
    """

    answers: Answers
    prefilled: Mapping[str, Any]
    last: Mapping[str, int | None] | None = None
    ceiling_g: int | None = None
    standards: frozenset[str] = frozenset()
    basis: CapacityBasis | None = None
    year: int = 0
    form: int = max(FORMS)
    peers: "Peers | None" = None
    households: int = 0
    destroyed: int = 0
    ended_on: date | None = None
    activated_after: int = 0
    is_permitted: bool = True
    lab_reports: tuple[LabReport, ...] = ()
    laboratories: Register = _NO_REGISTER
    gi_id: int = 0


@dataclass(frozen=True, slots=True)
class Peers:
    """What reports on a product got for marked goods, fen per kg.

    Attributes:
        count: how many reports.
        median: of their prices.
        deviation: median of the absolute deviations from it.
    """

    count: int
    median: float
    deviation: float


def is_asked(name: str, facts: Facts) -> bool:
    """Whether the form of a report asks something, and of this user."""
    figure = BY_NAME[name]
    return figure.stands_in(facts.form) and figure.applies(facts.basis)


def named(name: str) -> Words:
    """Return the words of a question."""
    return BY_NAME[name].words


def answered(answers: Answers, name: str) -> Compared:
    """Return an answer as one side of a comparison."""
    figure, value = BY_NAME[name], getattr(answers, name)
    return Compared(figure.words, value, read_out(value, figure))


def given(words: Words, name: str, value: Any) -> Compared:  # noqa: ANN401 -- as answers are
    """Return another figure in the unit of a question."""
    return Compared(words, value, read_out(value, BY_NAME[name]))


def lower(text: str) -> str:
    """Return a sentence's beginning as it stands within another."""
    return text[:1].lower() + text[1:]
