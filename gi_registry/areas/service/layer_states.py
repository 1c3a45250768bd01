"""Whether a public layer is still what it was, asked in one small query."""

from collections.abc import Hashable
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.areas.models import LayerState
from gi_registry.core.prepared import Direct, Prepared


class LayerStates(NamedTuple):
    """Tokens of the layers: the same one, the same rows.

    Attributes:
        areas: of area versions, their clauses and counties.
        divisions: of divisions.
        products: of products and their rights.
    """

    areas: str = ""
    divisions: str = ""
    products: str = ""


def _row(layer: str, token: str) -> tuple[str, str]:
    return layer, token


_ROWS = Prepared(select(LayerState.layer, LayerState.token), _row)


def layer_states(on: Direct) -> LayerStates:
    """Return what names the present states; a layer never written to has "".

    Ask before reading the rows: what is read then is as new as the token, or newer.
    """
    return LayerStates(**dict(_ROWS.rows(on, {})))


def areas_key(session: Session, *, on: date) -> Hashable:
    """Return what names the areas in force on a day, with their products' names.

    What is kept in memory under it is right as long as it is the same.
    """
    session.flush()
    states = layer_states(Direct.of(session))
    return session.get_bind().engine.url, states.areas, states.products, on
