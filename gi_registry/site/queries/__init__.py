"""Reads of the public register across products, areas, producers and labels."""

from gi_registry.site.queries.facets import Facets, facets
from gi_registry.site.queries.figures import (
    Dates,
    Figures,
    Ledger,
    authorized_users,
    dates,
    figures,
    in_season,
    ledger,
)
from gi_registry.site.queries.products import (
    areas_of,
    every_product,
    find,
    find_whole,
    places,
    season_evidence,
)

__all__ = [
    "Dates",
    "Facets",
    "Figures",
    "Ledger",
    "areas_of",
    "authorized_users",
    "dates",
    "every_product",
    "facets",
    "figures",
    "find",
    "find_whole",
    "in_season",
    "ledger",
    "places",
    "season_evidence",
]
