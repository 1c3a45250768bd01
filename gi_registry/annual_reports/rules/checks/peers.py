"""Whether marked goods brought what is usual for the product."""

from collections.abc import Iterator, Sequence
from statistics import median
from typing import Final

from gi_registry.annual_reports.rules.checks.found import (
    Check,
    Facts,
    Peers,
    Severity,
    given,
)
from gi_registry.annual_reports.rules.checks.within import price_of
from gi_registry.core.words import Words

LEAST_PEERS: Final = 4
"""Fewer reports are no measure."""

DEVIATIONS: Final = 3
"""So many median absolute deviations from the median are still usual."""

_LEAST_PERCENT: Final = 5
"""Of the median; where reports agree closely, less is no difference."""


def peers_of(prices: Sequence[float]) -> Peers | None:
    """Return what is usual, of prices in fen per kg; None if they are few."""
    if len(prices) < LEAST_PEERS:
        return None
    middle = median(prices)
    return Peers(len(prices), middle, median(abs(each - middle) for each in prices))


def price_among_peers(facts: Facts) -> Iterator[Check]:
    """Compare what marked goods brought with what is usual."""
    got = price_of(facts)
    if got is None:
        return
    if facts.peers is None:
        yield Check(
            "peers-unknown",
            Severity.NOTE,
            Words(
                f"同产品已报年报不足 {LEAST_PEERS} 份，价格未作比较",
                f"Fewer than {LEAST_PEERS} have reported on the product: the price "
                "was not compared",
            ),
        )
        return
    usual = facts.peers
    reach = max(DEVIATIONS * usual.deviation, usual.median * _LEAST_PERCENT / 100)
    if abs(got - usual.median) <= reach:
        return
    one = given(
        Words("用标产品均价", "Average price of marked goods"), "marked_price", got
    )
    two = given(
        Words(
            f"同产品 {usual.count} 份年报的中位数",
            f"median of {usual.count} reports on the product",
        ),
        "marked_price",
        round(usual.median),
    )
    yield Check(
        "price-unlike-peers",
        Severity.AMBER,
        Words(
            f"{one.words.zh} {one.shown.zh}，与{two.words.zh} {two.shown.zh} 相差较大",
            f"{one.words.en}: {one.shown.en}, far from the {two.words.en}, "
            f"{two.shown.en}",
        ),
        (one, two),
        "marked_sales_fen",
    )
