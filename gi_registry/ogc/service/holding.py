"""Collections kept warm between requests, and right after any change."""

import hashlib
from collections.abc import Callable
from datetime import date
from typing import Final

from gi_registry.areas import service as areas
from gi_registry.areas.service import LayerStates
from gi_registry.core.db import Database
from gi_registry.core.memory import Remembered
from gi_registry.ogc import queries
from gi_registry.ogc.rules.collections import (
    DIVISIONS,
    PRODUCTION_AREAS,
    PRODUCTS,
    Collection,
    Feature,
)
from gi_registry.ogc.service.held import Held

_Read = Callable[..., list[Feature]]
_Behind = Callable[[LayerStates], tuple[str, ...]]

_SOURCES: Final[dict[str, tuple[_Read, _Behind]]] = {
    PRODUCTION_AREAS.id: (
        queries.production_areas,
        lambda states: (states.areas, states.products),
    ),
    DIVISIONS.id: (queries.divisions, lambda states: (states.divisions,)),
    PRODUCTS.id: (queries.products, lambda states: (states.areas, states.products)),
}
"""How each collection is read, and what it is made from."""

_held = Remembered[Held](4)


def held(database: Database, of: Collection, *, on: date) -> Held:
    """Return a collection as it is now, read again only if something changed.

    Whether it did is one query of a table of three rows.

    Args:
        database: whose rows.
        of: which collection.
        on: the day that counts as today.
    """
    with database.direct() as direct:
        states = areas.layer_states(direct)
    read, behind = _SOURCES[of.id]
    tokens = behind(states)

    def load() -> Held:
        named = hashlib.sha256(repr((of.id, on, tokens)).encode()).hexdigest()[:16]
        with database.read() as session:
            return Held(of, read(session, on=on), state=named)

    return _held.get((database.url, of.id, on, tokens), load)
