"""A year in which the mark was not used."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from gi_registry.annual_reports.errors import LabelsUsedError
from gi_registry.annual_reports.rules.figures import FORMS, Answers, figures_of

_LABELS: Final = frozenset({"labels_printed", "labels_destroyed", "labels_samples"})
"""Nobody must answer these; where nothing was used, there were none."""


def without_use(
    answers: Answers, prefilled: Mapping[str, Any], form: int = max(FORMS)
) -> Answers:
    """Return answers in which every required number that is open is 0.

    So is what became of labels at printers and after.

    What was answered stays; output and sales without the mark are answered before.

    Raises:
        LabelsUsedError: labels were activated in the year.
    """
    if used := int(prefilled.get("labels_activated") or 0):
        raise LabelsUsedError(used)
    zeros: dict[str, Any] = {
        each.name: 0
        for each in figures_of(form)
        if (each.is_required and each.unit.is_number) or each.name in _LABELS
        if answers.is_open(each.name)
    }
    return replace(answers, **zeros)
