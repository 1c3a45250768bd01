"""What a report is checked for: each check a sentence and the figures compared."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from gi_registry.annual_reports.rules.checks import (
    against,
    current,
    delivered,
    gone,
    laboratories,
    land,
    peers,
    tested,
    within,
)
from gi_registry.annual_reports.rules.checks.against import COMPARED_WITH_LAST
from gi_registry.annual_reports.rules.checks.found import (
    Check,
    Compared,
    Facts,
    Peers,
    Severity,
)
from gi_registry.annual_reports.rules.checks.peers import peers_of
from gi_registry.annual_reports.rules.figures import (
    FORMS,
    Answers,
    Figure,
    figures_of,
)
from gi_registry.marks.rules import CapacityBasis

__all__ = [
    "COMPARED_WITH_LAST",
    "Check",
    "Compared",
    "Facts",
    "Peers",
    "Severity",
    "check",
    "differences",
    "missing",
    "peers_of",
    "unexplained",
]

_RULES: Final[tuple[Callable[[Facts], Iterator[Check]], ...]] = (
    within.parts,
    within.labels,
    within.exports,
    within.traced,
    within.price,
    within.together,
    against.ceiling,
    against.activated,
    against.changed,
    against.plots,
    land.registered,
    land.area,
    against.year_on_year,
    against.scans,
    delivered.households,
    delivered.taken_in,
    current.ended,
    current.standard,
    laboratories.laboratory,
    tested.lab_reports,
    laboratories.on_test_reports,
    peers.price_among_peers,
    gone.void,
    gone.destroyed,
    against.zero_use,
)
_REQUIRED: Final = {
    (form, basis): tuple(
        each for each in figures_of(form) if each.is_required and each.applies(basis)
    )
    for form in FORMS
    for basis in (None, *CapacityBasis)
}
_WORST_FIRST: Final = {severity: at for at, severity in enumerate(Severity)}


def missing(
    answers: Answers, basis: CapacityBasis | None = None, form: int = max(FORMS)
) -> tuple[Figure, ...]:
    """Return the figures that must be answered and are not.

    Args:
        answers: the report.
        basis: what the user's capacity is counted from, if one was decided.
        form: version of the form.
    """
    return tuple(f for f in _REQUIRED[form, basis] if answers.is_open(f.name))


def check(facts: Facts) -> tuple[Check, ...]:
    """Return all that is found in a report, the worst first; unanswered is left out."""
    found = [each for rule in _RULES for each in rule(facts)]
    return tuple(sorted(found, key=lambda each: _WORST_FIRST[each.severity]))


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
