"""What a report is checked for: each check a sentence and the figures compared."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from gi_registry.annual_reports.rules.figures import (
    BY_NAME,
    FIGURES,
    SOURCE_WORDS,
    Answers,
    Figure,
    Source,
    read_out,
)
from gi_registry.core.words import Words
from gi_registry.marks.rules import CapacityBasis


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
        last: the report filed for the year before, if there is one.
        ceiling_g: goods that may be marked in the year, grams; None where no
            capacity was decided.
        standards: numbers of the product's registered standards.
        basis: what the user's capacity is counted from, if one was decided.
    """

    answers: Answers
    prefilled: Mapping[str, Any]
    last: Answers | None = None
    ceiling_g: int | None = None
    standards: frozenset[str] = frozenset()
    basis: CapacityBasis | None = None


_ORDERED: Final = (
    ("marked-over-standard", "marked_output_g", "standard_output_g"),
    ("standard-over-total", "standard_output_g", "total_output_g"),
    ("marked-sales-over-sales", "marked_sales_fen", "sales_fen"),
    ("exports-over-sales", "export_fen", "sales_fen"),
    ("failed-over-tests", "tests_failed", "tests"),
)
"""Code, and two figures of which the first cannot be more than the second."""
_COMPARED_WITH_LAST: Final = (
    "base_m2",
    "total_output_g",
    "marked_output_g",
    "sales_fen",
)
YEAR_ON_YEAR_PERCENT: Final = 20
"""A change beyond this needs a reason."""


def missing(answers: Answers, basis: CapacityBasis | None = None) -> tuple[Figure, ...]:
    """Return the figures that must be answered and are not.

    Args:
        answers: the report.
        basis: what the user's capacity is counted from, if one was decided.
    """
    return tuple(
        figure
        for figure in FIGURES
        if figure.is_required and figure.applies(basis) and answers.is_open(figure.name)
    )


def check(facts: Facts) -> tuple[Check, ...]:
    """Return all that is found in a report, the worst first; unanswered is left out."""
    found = [each for rule in _RULES for each in rule(facts)]
    order = list(Severity)
    return tuple(sorted(found, key=lambda each: order.index(each.severity)))


def differences(checks: tuple[Check, ...]) -> tuple[Check, ...]:
    """Return the red and amber ones: what an officer looks at."""
    return tuple(each for each in checks if each.severity is not Severity.NOTE)


def unexplained(
    checks: tuple[Check, ...], reasons: Mapping[str, Any] | None, change_reason: str
) -> tuple[Check, ...]:
    """Return the amber ones for which no reason is given.

    Args:
        checks: what was found.
        reasons: by the name of an answer.
        change_reason: one for all that have none of their own.
    """
    if change_reason:
        return ()
    given = reasons or {}
    return tuple(
        each
        for each in checks
        if each.severity is Severity.AMBER and not given.get(each.field or "")
    )


def _ordered(facts: Facts) -> Iterator[Check]:
    for code, smaller, larger in _ORDERED:
        low, high = facts.answers.figure(smaller), facts.answers.figure(larger)
        if low is not None and high is not None and low > high:
            one, two = _of(facts.answers, smaller), _of(facts.answers, larger)
            yield Check(
                code,
                Severity.RED,
                Words(
                    f"{_named(smaller).zh} {one.shown.zh}，大于{_named(larger).zh} "
                    f"{two.shown.zh}",
                    f"{_named(smaller).en}: {one.shown.en}, more than "
                    f"{_lower(_named(larger).en)}: {two.shown.en}",
                ),
                (one, two),
                smaller,
            )


def _ledger(facts: Facts) -> Iterator[Check]:
    names = ("labels_issued", "labels_activated", "labels_void", "labels_closing")
    values = [facts.answers.figure(name) for name in names]
    known = [value for value in values if value is not None]
    if len(known) < len(names):
        return
    opening = int(facts.prefilled.get("labels_opening", 0))
    issued, *gone = known
    if opening + issued == sum(gone):
        return
    labels = BY_NAME["labels_issued"]
    one = Compared(
        Words("年初结存加当年签发", "Left from before plus issued"),
        opening + issued,
        read_out(opening + issued, labels),
    )
    two = Compared(
        Words("启用、作废与年末结存之和", "Activated plus void plus left"),
        sum(gone),
        read_out(sum(gone), labels),
    )
    yield Check(
        "labels-do-not-add-up",
        Severity.RED,
        Words(
            f"{one.words.zh}为 {one.shown.zh}，{two.words.zh}为 {two.shown.zh}，"
            "两者应相等；遗失、销毁的请计入作废",
            f"{one.words.en} is {one.shown.en}; {_lower(two.words.en)} is "
            f"{two.shown.en}. They must be equal: count lost labels as void",
        ),
        (one, two),
        "labels_closing",
    )


def _ceiling(facts: Facts) -> Iterator[Check]:
    if facts.ceiling_g is None:
        yield Check(
            "ceiling-unknown",
            Severity.NOTE,
            Words(
                "当年没有核定产能，产量未与产能上限比对",
                "No capacity was decided for the year: output was not compared with it",
            ),
        )
        return
    limit = Compared(
        Words("核定的产能上限", "the capacity decided"),
        facts.ceiling_g,
        read_out(facts.ceiling_g, BY_NAME["total_output_g"]),
    )
    for code, name in (
        ("marked-over-ceiling", "marked_output_g"),
        ("total-over-ceiling", "total_output_g"),
    ):
        value = facts.answers.figure(name)
        if value is not None and value > facts.ceiling_g:
            one = _of(facts.answers, name)
            yield Check(
                code,
                Severity.AMBER,
                Words(
                    f"{one.words.zh} {one.shown.zh}，超过{limit.words.zh} "
                    f"{limit.shown.zh}",
                    f"{one.words.en}: {one.shown.en}, more than {limit.words.en}, "
                    f"{limit.shown.en}",
                ),
                (one, limit),
                name,
            )


def _activated(facts: Facts) -> Iterator[Check]:
    marked = facts.answers.marked_output_g
    given = facts.prefilled.get("marked_output_g")
    if marked is None or given is None or marked == given:
        return
    one = _of(facts.answers, "marked_output_g")
    two = Compared(
        Words("台账中已启用标识乘以净含量", "labels activated times net content"),
        int(given),
        read_out(int(given), BY_NAME["marked_output_g"]),
    )
    yield Check(
        "marked-unlike-activated",
        Severity.AMBER,
        Words(
            f"{one.words.zh} {one.shown.zh}，而{two.words.zh}为 {two.shown.zh}",
            f"{one.words.en}: {one.shown.en}, while {two.words.en} gives "
            f"{two.shown.en}",
        ),
        (one, two),
        "marked_output_g",
    )


def _changed(facts: Facts) -> Iterator[Check]:
    for name, given in facts.prefilled.items():
        if name not in _CHANGEABLE or getattr(facts.answers, name) == given:
            continue
        if not BY_NAME[name].applies(facts.basis):
            continue
        figure = BY_NAME[name]
        one = _of(facts.answers, name)
        two = Compared(SOURCE_WORDS[Source.LEDGER], given, read_out(given, figure))
        yield Check(
            "prefilled-changed",
            Severity.AMBER,
            Words(
                f"{one.words.zh}填 {one.shown.zh}，台账为 {two.shown.zh}",
                f"{one.words.en}: {one.shown.en} answered, {two.shown.en} in the "
                "ledger",
            ),
            (one, two),
            name,
        )


def _year_on_year(facts: Facts) -> Iterator[Check]:
    if facts.last is None:
        yield Check(
            "no-last-year",
            Severity.NOTE,
            Words(
                "没有上一年度年报，未作同比",
                "There is no report for the year before: nothing to compare with",
            ),
        )
        return
    for name in _COMPARED_WITH_LAST:
        now, before = facts.answers.figure(name), facts.last.figure(name)
        if now is None or before is None:
            continue
        if abs(now - before) * 100 > YEAR_ON_YEAR_PERCENT * before:
            yield _moved(name, facts.answers, facts.last)


def _moved(name: str, answers: Answers, last: Answers) -> Check:
    one, two = _of(answers, name), _of(last, name)
    now, before = answers.figure(name) or 0, last.figure(name) or 0
    zh = en = ""
    if before:
        zh, en = (
            f"（{(now - before) / before:+.0%}）",
            f" ({(now - before) / before:+.0%})",
        )
    return Check(
        "year-on-year",
        Severity.AMBER,
        Words(
            f"{one.words.zh} {one.shown.zh}，上年 {two.shown.zh}{zh}",
            f"{one.words.en}: {one.shown.en}, last year {two.shown.en}{en}",
        ),
        (one, two),
        name,
    )


def _standard(facts: Facts) -> Iterator[Check]:
    number = facts.answers.standard_number
    if not number or not facts.standards:
        return
    if _plain(number) in {_plain(known) for known in facts.standards}:
        return
    listed = sorted(facts.standards)
    zh, en = "、".join(listed), ", ".join(listed)
    yield Check(
        "standard-not-listed",
        Severity.AMBER,
        Words(
            f"执行标准 {number} 不在本产品登记的标准（{zh}）之列",
            f"The standard {number} is not among those registered for the product "
            f"({en})",
        ),
        field="standard_number",
    )


def _zero_use(facts: Facts) -> Iterator[Check]:
    if facts.answers.marked_output_g == 0 and facts.answers.labels_activated == 0:
        yield Check(
            "zero-use",
            Severity.NOTE,
            Words(
                "本年度未使用专用标志，零使用也应报告；两年内未用标、"
                "又未按期改正的，国家知识产权局可以注销其使用资格",
                "The mark was not used in the year; that is to be reported too. CNIPA "
                "may end the permission after two years without use, if it is not put "
                "right in time",
            ),
        )


_RULES: Final[tuple[Callable[[Facts], Iterator[Check]], ...]] = (
    _ordered,
    _ledger,
    _ceiling,
    _activated,
    _changed,
    _year_on_year,
    _standard,
    _zero_use,
)
_CHANGEABLE: Final = frozenset(
    figure.name
    for figure in FIGURES
    if figure.source is not None and figure.name != "marked_output_g"
)
"""Prefilled answers whose change is told; marked output has a check of its own."""


def _named(name: str) -> Words:
    return BY_NAME[name].words


def _of(answers: Answers, name: str) -> Compared:
    figure, value = BY_NAME[name], getattr(answers, name)
    return Compared(figure.words, value, read_out(value, figure))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _plain(number: str) -> str:
    for dash in "—–－":
        number = number.replace(dash, "-")
    return "".join(number.split()).upper()
