"""Whether a report fits what the households of the user delivered."""

from collections.abc import Iterator
from typing import Final

from gi_registry.annual_reports.rules.checks.found import (
    Check,
    Compared,
    Facts,
    Severity,
    answered,
    given,
    lower,
)
from gi_registry.core.words import Words
from gi_registry.marks.rules import CapacityBasis

_REGISTERED: Final = Words("登记的生产者", "producers registered")
_DELIVERING: Final = Words("当年有交售记录的农户", "households that delivered")
_DELIVERED: Final = Words("农户交售量", "what households delivered")
_TAKES_IN: Final = {
    CapacityBasis.PLOT_AREA: "total_output_g",
    CapacityBasis.TREE_COUNT: "total_output_g",
    CapacityBasis.RAW_PURCHASE: "raw_bought_g",
    CapacityBasis.VAT_VOLUME_AGEING: "raw_bought_g",
}
"""The answer that what was delivered is a part of, where goods are weighed alike."""


def households(facts: Facts) -> Iterator[Check]:
    """Compare the households with those that delivered in the year.

    Where no delivery is on record, with those registered under the user.
    """
    said, delivering = facts.answers.households, facts.prefilled.get("households")
    least = facts.households if delivering is None else int(delivering)
    if said is None or said >= least:
        return
    one = answered(facts.answers, "households")
    words = _REGISTERED if delivering is None else _DELIVERING
    two = given(words, "households", least)
    yield Check(
        "households-below-registered"
        if delivering is None
        else "households-below-delivering",
        Severity.AMBER,
        Words(
            f"{one.words.zh} {one.shown.zh}，少于{two.words.zh} {two.shown.zh}",
            f"{one.words.en}: {one.shown.en}, fewer than {two.words.en}: "
            f"{two.shown.en}",
        ),
        (one, two),
        "households",
    )


def taken_in(facts: Facts) -> Iterator[Check]:
    """Compare what households delivered with what it is a part of."""
    name = _TAKES_IN.get(facts.basis) if facts.basis else None
    whole = facts.answers.figure(name) if name else None
    part = _delivered(facts)
    if name is None or whole is None or part is None or part.value <= whole:
        return
    one = answered(facts.answers, name)
    yield Check(
        "delivered-over-bought" if name == "raw_bought_g" else "delivered-over-total",
        Severity.AMBER,
        Words(
            f"{one.words.zh} {one.shown.zh}，少于{part.words.zh} {part.shown.zh}；"
            "代加工等没有计入的，请说明",
            f"{one.words.en}: {one.shown.en}, less than {lower(part.words.en)}: "
            f"{part.shown.en}. Say what was not counted, such as goods processed for "
            "the households themselves",
        ),
        (one, part),
        name,
    )


def _delivered(facts: Facts) -> Compared | None:
    """Return what is answered, else what is on record; None if neither is known."""
    said = facts.answers.delivered_g
    if said is not None:
        return answered(facts.answers, "delivered_g")
    known = facts.prefilled.get("delivered_g")
    return None if known is None else given(_DELIVERED, "delivered_g", int(known))
