"""Whether a report fits what the registry knows."""

from collections.abc import Iterator
from typing import Final

from gi_registry.annual_reports.rules.checks.current import standards_in
from gi_registry.annual_reports.rules.checks.found import (
    Check,
    Facts,
    Severity,
    answered,
    given,
    is_asked,
    lower,
    named,
)
from gi_registry.annual_reports.rules.figures import (
    BY_NAME,
    FIGURES,
    SOURCE_WORDS,
    Answers,
    Source,
)
from gi_registry.core.words import Words
from gi_registry.marks.rules import CapacityBasis

YEAR_ON_YEAR_PERCENT: Final = 20
"""A change beyond this needs a reason."""

_COMPARED_WITH_LAST: Final = (
    "base_m2",
    "trees",
    "herd_head",
    "pond_m2",
    "vat_ml",
    "total_output_g",
    "marked_output_g",
    "sales_fen",
)
COMPARED_WITH_LAST: Final = (*_COMPARED_WITH_LAST, "labels_activated")
"""All answers of the year before that any check looks at."""
_NO_CEILING: Final = Check(
    "ceiling-unknown",
    Severity.NOTE,
    Words(
        "当年没有核定产能，产量未与产能上限比对",
        "No capacity was decided for the year: output was not compared with it",
    ),
)
_NO_LAST_YEAR: Final = Check(
    "no-last-year",
    Severity.NOTE,
    Words(
        "上一年度没有已提交且未退回的年报，未作同比",
        "No report for the year before stands handed in: nothing to compare with",
    ),
)
_ZERO_USE: Final = Check(
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
_CEILING: Final = Words("核定的产能上限", "the capacity decided")
_ON_LAND: Final = frozenset({CapacityBasis.PLOT_AREA, CapacityBasis.TREE_COUNT})
_CHANGEABLE: Final = frozenset(
    figure.name
    for figure in FIGURES
    if figure.source is not None
    and figure.name not in ("marked_output_g", "households", "plots")
)
"""Prefilled answers whose change is told; the others have checks of their own."""


def ceiling(facts: Facts) -> Iterator[Check]:
    """Compare output with the capacity decided."""
    if facts.ceiling_g is None:
        yield _NO_CEILING
        return
    for code, name in (
        ("marked-over-ceiling", "marked_output_g"),
        ("total-over-ceiling", "total_output_g"),
    ):
        value = facts.answers.figure(name)
        if value is not None and value > facts.ceiling_g:
            one = answered(facts.answers, name)
            limit = given(_CEILING, "total_output_g", facts.ceiling_g)
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


def activated(facts: Facts) -> Iterator[Check]:
    """Compare marked output with labels activated times their net content."""
    marked = facts.answers.marked_output_g
    counted = facts.prefilled.get("marked_output_g")
    if marked is None or counted is None or marked == counted:
        return
    one = answered(facts.answers, "marked_output_g")
    two = given(
        Words("台账中已启用标识乘以净含量", "labels activated times net content"),
        "marked_output_g",
        int(counted),
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


def changed(facts: Facts) -> Iterator[Check]:
    """Tell each answer that is unlike what the registry gave."""
    for name, known in facts.prefilled.items():
        if name not in _CHANGEABLE or getattr(facts.answers, name) == known:
            continue
        if not is_asked(name, facts) or _is_same_standard(name, facts):
            continue
        one = answered(facts.answers, name)
        is_delivered = BY_NAME[name].source is Source.DELIVERIES
        source = SOURCE_WORDS[Source.DELIVERIES if is_delivered else Source.LEDGER]
        two = given(source, name, known)
        yield Check(
            "prefilled-changed",
            Severity.AMBER,
            Words(
                f"{one.words.zh}填 {one.shown.zh}，{source.zh}为 {two.shown.zh}",
                f"{one.words.en}: {one.shown.en} answered, {two.shown.en} in the "
                f"{lower(source.en)}",
            ),
            (one, two),
            name,
        )


def _is_same_standard(name: str, facts: Facts) -> bool:
    """Whether an answer names the standard known, written otherwise or among more."""
    said, known = facts.answers.standard_number, facts.prefilled.get(name)
    if name != "standard_number" or not said or not known:
        return False
    return standards_in(known) <= standards_in(said)


def year_on_year(facts: Facts) -> Iterator[Check]:
    """Compare with the year before."""
    if facts.last is None:
        yield _NO_LAST_YEAR
        return
    for name in _COMPARED_WITH_LAST:
        now, before = facts.answers.figure(name), facts.last[name]
        if now is None or before is None:
            continue
        if abs(now - before) * 100 > YEAR_ON_YEAR_PERCENT * before:
            yield _moved(name, facts.answers, before)


def _moved(name: str, answers: Answers, before: int) -> Check:
    one, two = answered(answers, name), given(named(name), name, before)
    now = answers.figure(name) or 0
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


def zero_use(facts: Facts) -> Iterator[Check]:
    """Tell what a year without use means."""
    if facts.answers.marked_output_g == 0 and facts.answers.labels_activated == 0:
        yield _ZERO_USE


def plots(facts: Facts) -> Iterator[Check]:
    """Ask for the plots of a base on land."""
    said = facts.answers.base_m2
    if facts.basis not in _ON_LAND or not said or facts.prefilled.get("plots_used"):
        return
    one = answered(facts.answers, "base_m2")
    yield Check(
        "plots-unknown",
        Severity.AMBER,
        Words(
            f"{one.words.zh} {one.shown.zh}，但没有登记的地块；"
            "请先登记地块，或说明原因",
            f"{one.words.en}: {one.shown.en}, but no plot is registered. Register "
            "the plots, or say why not",
        ),
        (one,),
        "base_m2",
    )


def scans(facts: Facts) -> Iterator[Check]:
    """Compare labels that buyers scanned with goods sold under the mark."""
    scanned = int(facts.prefilled.get("labels_scanned") or 0)
    if not scanned:
        return
    seen = given(
        Words("当年首次被扫码的标识", "labels first scanned in the year"),
        "labels_scanned",
        scanned,
    )
    if facts.answers.marked_output_g == 0:
        yield Check(
            "scans-without-sales",
            Severity.AMBER,
            Words(
                f"填报没有用标销售，但{seen.words.zh}有 {seen.shown.zh}",
                f"No output was sold with the mark, but there were {seen.shown.en} "
                f"of {seen.words.en}",
            ),
            (answered(facts.answers, "marked_output_g"), seen),
            "marked_output_g",
        )
    active = facts.answers.labels_activated
    before = (facts.last or {}).get("labels_activated") or 0
    if active is not None and scanned > active + before:
        both = given(
            Words("本年和上年启用的标识", "labels activated this year and last"),
            "labels_activated",
            active + before,
        )
        yield Check(
            "scans-over-activated",
            Severity.AMBER,
            Words(
                f"{seen.words.zh} {seen.shown.zh}，多于{both.words.zh} {both.shown.zh}",
                f"{seen.shown.en} of {seen.words.en}, more than {both.words.en}: "
                f"{both.shown.en}",
            ),
            (seen, both),
            "labels_activated",
        )
