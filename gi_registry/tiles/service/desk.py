"""Tiles made once and kept as they are sent, always of the present state."""

import gzip
import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Final

from gi_registry.areas import service as areas
from gi_registry.areas.service import LayerStates
from gi_registry.core.db import Database
from gi_registry.tiles.contents import DIVISIONS, described
from gi_registry.tiles.rules import Tile
from gi_registry.tiles.service.layers import TileLayer, divisions, production_areas

MOST_BYTES: Final = 64 * 1024 * 1024
"""Of tiles kept in one process."""

_AROUND: Final = 500
"""Bytes that a kept tile takes beside its body, about."""

_ETAG_LENGTH: Final = 16


@dataclass(frozen=True, slots=True)
class Packed:
    """A tile as it is sent.

    Attributes:
        squeezed: by gzip; empty where nothing lies in the tile.
        etag: names its content.
    """

    squeezed: bytes
    etag: str


@dataclass(frozen=True, slots=True)
class _Known:
    """A layer, and the state of the database that it was read in."""

    state: object
    layer: TileLayer


class Desk:
    """Where tiles are asked for, one in a process.

    A layer is read again when its token in the database is another one, or on
    another day; its tiles are named by what they are made from, so that those of
    a state that comes out the same are still good.

    Args:
        database: to read from.
        most_bytes: of tiles kept.
    """

    def __init__(self, database: Database, *, most_bytes: int = MOST_BYTES) -> None:
        self._database = database
        self._most_bytes = most_bytes
        self._layers: dict[str, _Known] = {}
        self._tiles: OrderedDict[tuple[str, str, str], Packed] = OrderedDict()
        self._bytes = 0
        self._reading, self._keeping = Lock(), Lock()

    def layer(self, name: str, *, on: date) -> TileLayer:
        """Return a layer as it is now.

        Args:
            name: one of LAYERS.
            on: the day whose areas count.

        Raises:
            TileLayerNotFoundError: no layer of this name has tiles.
            DivisionsMissingError: no divisions are loaded.
        """
        described(name)
        with self._database.direct() as direct:
            states = areas.layer_states(direct)
        state = _state(name, states, on)
        with self._reading:
            known = self._layers.get(name)
            if known is not None and known.state == state:
                return known.layer
            with self._database.read() as session:
                layer = (
                    divisions(session)
                    if name == DIVISIONS
                    else production_areas(session, on=on)
                )
            if known is not None and known.layer.stamp == layer.stamp:
                layer = known.layer
            self._layers[name] = _Known(state, layer)
            return layer

    def tile(self, layer: TileLayer, tile: Tile) -> Packed:
        """Return a tile of a layer, made now if it is not kept."""
        place = f"{tile.z}/{tile.x}/{tile.y}"
        kept = self.at_hand(layer.name, layer.stamp, place)
        if kept is not None:
            return kept
        packed = _packed(layer.made(tile))
        self._keep((layer.name, layer.stamp, place), packed)
        return packed

    def at_hand(self, name: str, stamp: str, place: str) -> Packed | None:
        """Return a kept tile.

        Args:
            name: of the layer.
            stamp: of its state.
            place: zoom, column and row, such as 7/103/49.
        """
        key = (name, stamp, place)
        with self._keeping:
            found = self._tiles.get(key)
            if found is not None:
                self._tiles.move_to_end(key)
            return found

    def _keep(self, key: tuple[str, str, str], packed: Packed) -> None:
        with self._keeping:
            if key in self._tiles:
                return
            self._tiles[key] = packed
            self._bytes += _weight(packed)
            while self._bytes > self._most_bytes:
                _, oldest = self._tiles.popitem(last=False)
                self._bytes -= _weight(oldest)


def _state(name: str, states: LayerStates, on: date) -> object:
    return states.divisions if name == DIVISIONS else (states, on)


def _packed(body: bytes) -> Packed:
    etag = hashlib.sha256(body).hexdigest()[:_ETAG_LENGTH]
    return Packed(gzip.compress(body, mtime=0) if body else b"", etag)


def _weight(packed: Packed) -> int:
    return len(packed.squeezed) + _AROUND
