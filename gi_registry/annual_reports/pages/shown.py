"""A report as its pages show it: answers with their source and last year's."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import request
from sqlalchemy.orm import Session

from gi_registry.annual_reports.rules import (
    FIGURES,
    GROUP_WORDS,
    NOT_ANSWERED,
    REASON,
    REASONED,
    SOURCE_WORDS,
    Answers,
    Check,
    Figure,
    Group,
    Severity,
    Unit,
    also,
    figures_of,
    read_out,
    typed,
)
from gi_registry.annual_reports.rules.figures.plots import (
    Plot,
    against,
    counted,
    unregistered,
)
from gi_registry.annual_reports.service import (
    AnnualReport,
    LastYear,
    answers_of,
    known_year,
)
from gi_registry.core import clock
from gi_registry.core.access import Permission, Place, the_caller
from gi_registry.core.language import said
from gi_registry.core.words import Words
from gi_registry.marks.rules import CapacityBasis

_PROVINCE_DIGITS = 2


def province() -> str:
    """Return the province in which the caller works, two digits; "" for all."""
    prefixes = the_caller().prefixes(Permission.REPORT_TOTALS)
    return min((prefix[:_PROVINCE_DIGITS] for prefix in prefixes), default="")


def asked_year(session: Session) -> int:
    """Return the year that the address asks for, else the newest reported on.

    Raises:
        YearUnknownError: it is none that is reported on.
    """
    return known_year(session, request.args.get("year"), on=clock.today())


def place_of(report: AnnualReport) -> Place:
    """Return where a report belongs; authorization and right loaded."""
    held = report.authorization
    return Place(held.division, held.right.managing_authority)


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """One answer of a report.

    Attributes:
        figure: what it is.
        typed: as a field shows it: text, or a list of codes.
        value: with its unit.
        plots: those that can be chosen: what is registered, and what was chosen.
        also: the same in a larger unit, where that helps.
        is_open: whether it is not answered.
        given: what the registry gave, as the field would show it.
        reason: why the answer is unlike what the registry gave, if that is said.
        ledger: what the registry gave, with its unit; None where it knows nothing.
        last: last year's, with its unit; None where there was no report.
        last_head: what stands before it: last year, and how far it is accepted.
        worst: how serious what was found about it is; None if nothing was.
    """

    figure: Figure
    typed: str | list[str]
    value: Words
    plots: tuple[Plot, ...]
    also: Words | None
    is_open: bool
    given: str
    reason: str
    ledger: Words | None
    last: Words | None
    last_head: Words
    worst: Severity | None

    @property
    def differs(self) -> bool:
        """Whether the answer is unlike what the registry gave."""
        return self.ledger is not None and self.typed != self.given

    @property
    def brief(self) -> Words:
        """How many plots were chosen, and their area."""
        chosen = [each for each in self.plots if str(each.get("id")) in self.typed]
        return counted(chosen)

    @property
    def hint(self) -> str:
        """What stands under the question: how to answer, the source, last year."""
        parts = [said(self.figure.hint)] if self.figure.hint else []
        if self.ledger and self.figure.source and not self.plots:
            source = SOURCE_WORDS[self.figure.source]
            parts.append(
                said(Words(f"{source.zh}：", f"{source.en}: ")) + said(self.ledger)
            )
        if self.last and self.last != NOT_ANSWERED:
            head = self.last_head
            parts.append(said(Words(f"{head.zh}：", f"{head.en}: ")) + said(self.last))
        return said(Words("；", ". ")).join(parts)


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A part of the form with its figures.

    Attributes:
        figures: what everybody is asked, or this user in particular.
        perhaps: what concerns some alone, where nobody knows whether this user.
    """

    group: Group
    words: Words
    figures: tuple[ShownFigure, ...]
    perhaps: tuple[ShownFigure, ...] = ()

    @property
    def open(self) -> tuple[ShownFigure, ...]:
        """What must be answered and is not."""
        return tuple(
            each for each in self.figures if each.figure.is_required and each.is_open
        )


@dataclass(frozen=True, slots=True)
class Beside:
    """What a report is shown beside.

    Attributes:
        last: what is known of the year before.
        basis: what the user's capacity is counted from, if one was decided.
        checks: what was found in the report, the worst first.
    """

    last: LastYear
    basis: CapacityBasis | None = None
    checks: tuple[Check, ...] = ()


def groups(report: AnnualReport, beside: Beside) -> Iterator[ShownGroup]:
    """Give the answers of a report by the parts of the form.

    What its form or the user is not asked is left out; of the user, unless answered.
    """
    answers = answers_of(report)
    for group, words in GROUP_WORDS.items():
        inside = (
            figure
            for figure in figures_of(report.form)
            if figure.group is group
            and (figure.applies(beside.basis) or not answers.is_open(figure.name))
        )
        asked = [_figure(each, report, answers, beside) for each in inside]
        perhaps = [each for each in asked if _is_perhaps(each, beside.basis)]
        sure = [each for each in asked if each not in perhaps]
        yield ShownGroup(group, words, tuple(sure), tuple(perhaps))


@dataclass(frozen=True, slots=True)
class Change:
    """An answer that a version gives otherwise than the one before it.

    Attributes:
        words: the question.
        was, now: the answers, with their unit.
    """

    words: Words
    was: Words
    now: Words


def changes(report: AnnualReport, former: AnnualReport) -> tuple[Change, ...]:
    """Return what a version says otherwise than a former one, in the form's order."""
    now, was = answers_of(report), answers_of(former)
    names = set(now.unlike(was))
    return tuple(
        Change(
            each.words,
            read_out(getattr(was, each.name), each),
            read_out(getattr(now, each.name), each),
        )
        for each in FIGURES
        if each.name in names
    )


def in_fields(report: AnnualReport) -> dict[str, str | list[str]]:
    """Return what the fields of a report show, reasons among them, by field."""
    answers = answers_of(report)
    reasons = report.reasons or {}
    shown = {
        each.name: _in_field(getattr(answers, each.name), each) for each in FIGURES
    }
    return shown | {REASON + name: reasons.get(name, "") for name in REASONED}


def _is_perhaps(row: ShownFigure, basis: CapacityBasis | None) -> bool:
    return basis is None and bool(row.figure.bases) and row.is_open


def _figure(
    figure: Figure, report: AnnualReport, answers: Answers, beside: Beside
) -> ShownFigure:
    value = getattr(answers, figure.name)
    is_known = figure.name in report.prefilled
    given = report.prefilled.get(figure.name)
    last = beside.last.report
    before = answers_of(last) if last else None
    found = (each.severity for each in beside.checks if each.field == figure.name)
    return ShownFigure(
        figure=figure,
        typed=_in_field(value, figure),
        value=read_out(value, figure),
        plots=_plots(value, given) if figure.unit is Unit.PLOTS else (),
        also=also(value, figure),
        is_open=answers.is_open(figure.name),
        given=typed(given, figure.unit),
        reason=(report.reasons or {}).get(figure.name, ""),
        ledger=read_out(given, figure) if is_known else None,
        last=_last(value, getattr(before, figure.name), figure) if before else None,
        last_head=beside.last.head,
        worst=next(found, None),
    )


def _plots(value: Any, given: Any) -> tuple[Plot, ...]:  # noqa: ANN401 -- lists of plots, or None
    known = given or ()
    return (*unregistered(value or (), known), *known)


def _last(value: Any, before: Any, figure: Figure) -> Words:  # noqa: ANN401 -- as the unit says
    if figure.unit is Unit.PLOTS and before:
        return against(value or (), before)
    return read_out(before, figure)


def _in_field(value: Any, figure: Figure) -> str | list[str]:  # noqa: ANN401 -- as the unit says
    if figure.unit is Unit.CODES:
        return list(value or ())
    if figure.unit is Unit.PLOTS:
        return [str(each["id"]) for each in value or () if "id" in each]
    return typed(value, figure.unit)
