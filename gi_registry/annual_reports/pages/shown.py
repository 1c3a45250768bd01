"""A report as its pages show it: figures with their source and last year's."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gi_registry.annual_reports.rules import (
    FIGURES,
    GROUP_WORDS,
    Answers,
    Check,
    Figure,
    Group,
    Severity,
    read_out,
    typed,
)
from gi_registry.annual_reports.service import AnnualReport, answers_of
from gi_registry.core.language import said
from gi_registry.core.words import Words


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """One figure of a report.

    Attributes:
        figure: what it is.
        typed: as a field shows it.
        value: with its unit.
        ledger: what the ledger gave, with its unit; None where it knows nothing.
        last: last year's, with its unit; None where there was no report.
        worst: how serious what was found about it is; None if nothing was.
    """

    figure: Figure
    typed: str
    value: Words
    ledger: Words | None
    last: Words | None
    worst: Severity | None

    @property
    def hint(self) -> str:
        """What stands under the question: how to answer, the ledger, last year."""
        parts = [said(self.figure.hint)] if self.figure.hint else []
        if self.ledger:
            parts.append(said(Words("台账：", "Ledger: ")) + said(self.ledger))
        if self.last:
            parts.append(said(Words("上年：", "Last year: ")) + said(self.last))
        return said(Words("；", ". ")).join(parts)


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A part of the form with its figures."""

    group: Group
    words: Words
    figures: tuple[ShownFigure, ...]


def groups(
    report: AnnualReport, last: AnnualReport | None, checks: Iterable[Check] = ()
) -> Iterator[ShownGroup]:
    """Give the figures of a report by the parts of the form.

    Args:
        report: the version.
        last: last year's, if there is one.
        checks: what was found in it, the worst first.
    """
    found = tuple(checks)
    answers = answers_of(report)
    before = answers_of(last) if last else None
    for group, words in GROUP_WORDS.items():
        inside = (figure for figure in FIGURES if figure.group is group)
        yield ShownGroup(
            group,
            words,
            tuple(_figure(figure, report, answers, before, found) for figure in inside),
        )


def _figure(
    figure: Figure,
    report: AnnualReport,
    answers: Answers,
    before: Answers | None,
    checks: tuple[Check, ...],
) -> ShownFigure:
    value = answers.figure(figure.name)
    is_known = figure.name in report.prefilled
    given = report.prefilled.get(figure.name)
    return ShownFigure(
        figure=figure,
        typed=typed(value, figure.unit),
        value=read_out(value, figure),
        ledger=read_out(given, figure) if is_known else None,
        last=read_out(before.figure(figure.name), figure) if before else None,
        worst=next(
            (each.severity for each in checks if each.field == figure.name), None
        ),
    )
