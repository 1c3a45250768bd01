"""Whether a public layer is still what it was, asked in one small query."""

from typing import NamedTuple

from sqlalchemy import select

from gi_registry.areas.models import LayerState
from gi_registry.core.prepared import Direct, Prepared


class LayerStates(NamedTuple):
    """Tokens of the layers: the same one, the same rows.

    Attributes:
        areas: of area versions and their clauses.
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
