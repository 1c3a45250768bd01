"""Whether the plots that a report names are registered, and fit its base."""

from collections.abc import Iterator
from typing import Final

from gi_registry.annual_reports.rules.checks.found import (
    Check,
    Facts,
    Severity,
    answered,
    given,
)
from gi_registry.annual_reports.rules.figures.plots import (
    area_m2,
    called,
    unregistered,
)
from gi_registry.core.words import Words

AREA_PERCENT: Final = 5
"""A base unlike the plots chosen by more than this needs a reason."""
_MOST_NAMED: Final = 5


def registered(facts: Facts) -> Iterator[Check]:
    """Name plots that are not registered to the user for the product and year."""
    chosen = facts.answers.plots
    if not chosen:
        return
    unknown = unregistered(chosen, facts.prefilled.get("plots", ()))
    if not unknown:
        return
    names = [called(each) for each in unknown[:_MOST_NAMED]]
    more = len(unknown) - len(names)
    zh, en = "、".join(names), ", ".join(names)
    if more:
        zh, en = f"{zh}等 {len(unknown)} 块", f"{en} and {more} more"
    yield Check(
        "plots-not-registered",
        Severity.RED,
        Words(
            f"没有为本产品登记的地块：{zh}；请去掉，或先登记再更新预填",
            f"Not registered for this product: {en}. Take them out, or register them "
            "and take over the present figures",
        ),
        (answered(facts.answers, "plots"),),
        "plots",
    )


def area(facts: Facts) -> Iterator[Check]:
    """Compare the area of the plots chosen with that of the base."""
    chosen, base = facts.answers.plots, facts.answers.base_m2
    if not chosen or base is None:
        return
    area = area_m2(chosen)
    if abs(base - area) * 100 <= AREA_PERCENT * area:
        return
    one = answered(facts.answers, "base_m2")
    two = given(Words("所选地块合计", "the plots chosen"), "base_m2", area)
    yield Check(
        "plots-area-unlike-base",
        Severity.AMBER,
        Words(
            f"{one.words.zh} {one.shown.zh}，而{two.words.zh} {two.shown.zh}",
            f"{one.words.en}: {one.shown.en}, while {two.words.en} come to "
            f"{two.shown.en}",
        ),
        (one, two),
        "base_m2",
    )
