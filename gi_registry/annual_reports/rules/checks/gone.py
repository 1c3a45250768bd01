"""Whether what is said of void labels fits: lost, destroyed, kept as samples."""

from collections.abc import Iterator
from operator import attrgetter
from typing import Final

from gi_registry.annual_reports.rules.checks.found import (
    Check,
    Facts,
    Severity,
    answered,
    given,
)
from gi_registry.core.words import Words

_PARTS: Final = attrgetter("labels_lost", "labels_destroyed", "labels_samples")


def void(facts: Facts) -> Iterator[Check]:
    """Compare all parts of the void labels, each of which fits, with the whole."""
    whole = facts.answers.labels_void
    parts = [part for part in _PARTS(facts.answers) if part]
    if whole is None or not max(parts, default=0) <= whole < sum(parts):
        return
    one = given(
        Words("遗失被盗、已销毁与留样之和", "Lost, destroyed and samples together"),
        "labels_void",
        sum(parts),
    )
    two = answered(facts.answers, "labels_void")
    yield Check(
        "void-parts-over-void",
        Severity.RED,
        Words(
            f"{one.words.zh}为 {one.shown.zh}，大于“{two.words.zh}”{two.shown.zh}",
            f"{one.words.en}: {one.shown.en}, more than “{two.words.en}”: "
            f"{two.shown.en}",
        ),
        (one, two),
        "labels_void",
    )


def destroyed(facts: Facts) -> Iterator[Check]:
    """Compare labels destroyed with the waste that printers destroyed."""
    said = facts.answers.labels_destroyed
    if said is None or said >= facts.destroyed:
        return
    one = answered(facts.answers, "labels_destroyed")
    two = given(
        Words("印刷企业已销毁的废品", "waste destroyed by printers"),
        "labels_destroyed",
        facts.destroyed,
    )
    yield Check(
        "destroyed-below-printers",
        Severity.AMBER,
        Words(
            f"“{one.words.zh}”填 {one.shown.zh}，少于{two.words.zh} {two.shown.zh}",
            f"“{one.words.en}”: {one.shown.en}, fewer than the {two.words.en}: "
            f"{two.shown.en}",
        ),
        (one, two),
        "labels_destroyed",
    )
