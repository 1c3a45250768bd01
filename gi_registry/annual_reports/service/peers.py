"""What is usual among the reports on a product, kept while no price changes."""

from collections.abc import Collection
from typing import Final

from sqlalchemy.orm import Session

from gi_registry.annual_reports import queries, rules
from gi_registry.annual_reports.rules import Peers

_MOST: Final = 5_000
"""Products and years that are kept at once."""
_NEW: Final = Peers(0, 0, 0)
"""Stands for what is not kept."""
_kept: dict[str, Peers | None] = {}
"""By token; one that is not that of the prices is never asked for again."""


def peers(
    session: Session, gi_ids: Collection[int], year: int
) -> dict[int, Peers | None]:
    """Return what is usual for each product; None where too few have reported.

    Prices are read only of products of which one has changed since.
    """
    tokens = queries.price_tokens(session, gi_ids, year)
    kept = {each: _kept.get(token, _NEW) for each, token in tokens.items()}
    found = {each: usual for each, usual in kept.items() if usual is not _NEW}
    new = tokens.keys() - found.keys()
    if new:
        prices = queries.prices(session, new, year)
        made = {each: rules.peers_of(prices.get(each, ())) for each in new}
        if len(_kept) + len(made) > _MOST:
            _kept.clear()
        _kept.update((tokens[each], usual) for each, usual in made.items())
        found |= made
    return found
