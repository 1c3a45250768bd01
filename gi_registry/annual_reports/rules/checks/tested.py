"""Whether the test reports that are attached bear out what is said of tests."""

from collections.abc import Iterator
from typing import Final

from gi_registry.annual_reports.rules.attachments import LabReport
from gi_registry.annual_reports.rules.checks.found import (
    Check,
    Compared,
    Facts,
    Severity,
    answered,
    given,
    lower,
    named,
)
from gi_registry.core.words import Language, Words, long_day
from gi_registry.laboratories.rules import name_of

_NONE_ATTACHED: Final = Check(
    "test-report-none",
    Severity.NOTE,
    Words(
        "填有送外部机构的检验，没有附检验报告，日期和检验机构未作比对",
        "Tests by an outside laboratory are answered, but no test report is attached: "
        "date and laboratory were not compared",
    ),
    field="outside_tests",
)
_ON_IT: Final = (("lab_name", "test-report-lab"), ("lab_cma", "test-report-cma"))
"""What stands both on a test report and in the form, and the code of a difference."""


def lab_reports(facts: Facts) -> Iterator[Check]:
    """Compare each test report with the year and the laboratory answered."""
    if facts.answers.outside_tests and not facts.lab_reports:
        yield _NONE_ATTACHED
    dated = [each for each in facts.lab_reports if each.tested_on]
    for each in dated:
        yield from _in_year(each, facts)
        yield from _same_laboratory(each, facts)
    yield from _counted({name_of(each.number) for each in dated}, facts)
    if len(dated) < len(facts.lab_reports):
        yield Check(
            "test-report-undated",
            Severity.NOTE,
            Words(
                "有检验报告没有写明日期和编号，未作比对；请在附件页写明",
                "A test report has no date and number here and was not compared; "
                "give them on the page of files",
            ),
        )


def _in_year(report: LabReport, facts: Facts) -> Iterator[Check]:
    day = report.tested_on
    if day is None or day.year == facts.year:
        return
    shown = Words(long_day(day, Language.ZH), long_day(day, Language.EN))
    yield Check(
        "test-report-other-year",
        Severity.AMBER,
        Words(
            f"检验报告 {report.number} 的日期是 {shown.zh}，不在 {facts.year} 年内",
            f"Test report {report.number} is dated {shown.en}, not in {facts.year}",
        ),
        (Compared(report_words(report), day.isoformat(), shown),),
        "tests",
    )


def _same_laboratory(report: LabReport, facts: Facts) -> Iterator[Check]:
    for name, code in _ON_IT:
        on_it, said = getattr(report, name), getattr(facts.answers, name)
        if not on_it or not said or alike(on_it, said):
            continue
        what, called = named(name), report_words(report)
        yield Check(
            code,
            Severity.AMBER,
            Words(
                f"{called.zh}上的{what.zh}是 {on_it}，表中填的是 {said}",
                f"{called.en} bears another {lower(what.en)}, {on_it}, than is "
                f"answered, {said}",
            ),
            (
                answered(facts.answers, name),
                Compared(called, on_it, Words(on_it, on_it)),
            ),
            name,
        )


def _counted(numbers: set[str], facts: Facts) -> Iterator[Check]:
    said = facts.answers.tests
    if said is None or len(numbers) <= said:
        return
    one = given(Words("附上的检验报告", "Test reports attached"), "tests", len(numbers))
    two = answered(facts.answers, "tests")
    yield Check(
        "test-reports-over-tests",
        Severity.AMBER,
        Words(
            f"{one.words.zh} {len(numbers)} 份，多于{two.words.zh} {two.shown.zh}",
            f"{one.words.en}: {len(numbers)}, more than {lower(two.words.en)}: "
            f"{two.shown.en}",
        ),
        (one, two),
        "tests",
    )


def report_words(report: LabReport) -> Words:
    """Return what a test report is called in a sentence."""
    return Words(f"检验报告 {report.number}", f"Test report {report.number}")


def alike(one: str, other: str) -> bool:
    """Whether one text names the other; a form may name several laboratories."""
    first, second = name_of(one), name_of(other)
    return first in second or second in first
