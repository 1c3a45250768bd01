"""Writes Mapbox Vector Tiles 2.1 from whole-numbered polygons and points.

What is said of a feature is encoded once (`Table`); the geometries of a tile are
encoded together, corner by corner in numpy, never in Python.

Source:
    https://github.com/mapbox/vector-tile-spec/tree/master/2.1
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from gi_registry.tiles.rules import EXTENT

Value = str | bool | int | float
"""What a property can be; one that is not there is left out."""

Whole = NDArray[np.int64]
Places = NDArray[np.float64]

_POINT, _POLYGON = b"\x18\x01", b"\x18\x03"
_MOVE_TO_ONE, _LINE_TO, _CLOSE = 9, 2, 15
_AROUND: Final = 3
"""Numbers of a ring beside its corners: move, line, close."""

_VERSION = b"\x78\x02"
_EXTENT = b"\x28" + bytes([EXTENT & 0x7F | 0x80, EXTENT >> 7])
_LEAST_CORNERS = 3
_SHORT = 128
"""The first number whose varint has two octets."""

_ONE = [bytes([number]) for number in range(_SHORT)]


@dataclass(frozen=True, slots=True)
class Commands:
    """The geometries of features in a row, as the numbers that draw them.

    Attributes:
        numbers: of all features.
        counts: how many of them each feature has; none where nothing is left.
        kind: the encoded type of geometry.
    """

    numbers: Whole
    counts: Whole
    kind: bytes


class Table:
    """What is said of a layer's features, encoded once.

    Args:
        ids: of the features, each its own number, 0 or more.
        rows: the properties of each, all under the same keys; None is left out.
    """

    def __init__(
        self, ids: Sequence[int], rows: Sequence[Mapping[str, Value | None]]
    ) -> None:
        self.ids = [b"\x08" + _varint(number) for number in ids]
        names = list(rows[0]) if rows else []
        self.keys = b"".join(_field(b"\x1a", name.encode()) for name in names)
        known: dict[tuple[type, Value], int] = {}
        self._said = [
            [
                (key, known.setdefault((type(value), value), len(known)))
                for key, value in enumerate(row[name] for name in names)
                if value is not None
            ]
            for row in rows
        ]
        self._values = [_field(b"\x22", _value(value)) for _, value in known]

    def tags(self, rows: Sequence[int]) -> tuple[list[bytes], bytes]:
        """Return the tags of some features, and the values that these number."""
        ranks: dict[int, int] = {}
        rank = ranks.setdefault
        tags = [
            [
                part
                for key, value in self._said[row]
                for part in (key, rank(value, len(ranks)))
            ]
            for row in rows
        ]
        written = bytes if len(ranks) <= _SHORT else _varints
        values = b"".join([self._values[value] for value in ranks])
        return [written(tag) for tag in tags], values


def layer(name: str, table: Table, rows: NDArray[np.intp], commands: Commands) -> bytes:
    """Return a layer as part of a tile; nothing where no feature is left.

    Args:
        name: of the layer.
        table: what is said of its features.
        rows: of the table, in the order of the commands.
        commands: the geometries.
    """
    left = np.flatnonzero(commands.counts)
    if not len(left):
        return b""
    there = rows[left].tolist()
    shapes = pieces(commands.numbers, commands.counts[left])
    tags, values = table.tags(there)
    parts = [_field(b"\x0a", name.encode())]
    for row, tag, shape in zip(there, tags, shapes, strict=True):
        said = table.ids[row] + _field(b"\x12", tag) + commands.kind
        parts.append(_field(b"\x12", said + _field(b"\x22", shape)))
    parts += [table.keys, values, _EXTENT, _VERSION]
    return _field(b"\x1a", b"".join(parts))


def polygons(geometries: NDArray[Any], origin: tuple[int, int]) -> Commands:
    """Return the commands of polygons.

    Exteriors run as the specification has them, whichever way they come; rings
    without area are dropped, and with an exterior its holes.

    Args:
        geometries: polygons and multipolygons of whole numbers, y downward.
        origin: of the tile, in the same units.
    """
    parts, part_of = shapely.get_parts(geometries, return_index=True)
    rings, ring_of = shapely.get_rings(parts, return_index=True)
    points, at = shapely.get_coordinates(rings, return_index=True)
    corners = points.T.astype(np.int64) - np.array(origin)[:, None]
    is_shell = np.diff(ring_of, prepend=-1) > 0

    here, there = corners[:, :-1], corners[:, 1:]
    moved = (here[0] != there[0]) | (here[1] != there[1])
    moved &= at[:-1] == at[1:]
    here, there, at = here[:, moved], there[:, moved], at[:-1][moved]
    count = np.bincount(at, minlength=len(rings))
    area = np.bincount(
        at, here[0] * there[1] - there[0] * here[1], minlength=len(rings)
    )
    stays = (area != 0) & (count >= _LEAST_CORNERS)
    turned = (area > 0) != is_shell
    feature_of = part_of[ring_of]
    if not stays.all():
        stays &= stays[is_shell][np.cumsum(is_shell) - 1]
        here = here[:, stays[at]]
        count, turned, feature_of = count[stays], turned[stays], feature_of[stays]
    return _drawn(_turned(here, count, turned), count, feature_of, len(geometries))


def points(places: Whole, origin: tuple[int, int]) -> Commands:
    """Return the commands of points, one a feature.

    Args:
        places: x and y of each, y downward.
        origin: of the tile, in the same units.
    """
    numbers = np.full((len(places), 3), _MOVE_TO_ONE, dtype=np.int64)
    numbers[:, 1:] = _zigzag(places - np.array(origin))
    return Commands(numbers.ravel(), np.full(len(places), 3), _POINT)


def pieces(numbers: Whole, counts: Whole) -> list[bytes]:
    """Return numbers as varints, cut into pieces.

    Args:
        numbers: 0 to 2^35 - 1.
        counts: of the numbers in each piece.
    """
    if not len(numbers):
        return [b""] * len(counts)
    width = max(1, -(-int(numbers.max()).bit_length() // 7))
    octets = np.empty((len(numbers), width), dtype=np.uint8)
    there = np.ones((len(numbers), width), dtype=np.bool_)
    sizes = np.ones(len(numbers) + 1, dtype=np.int64)
    sizes[0] = 0
    for place in range(width - 1):
        more = numbers >= 1 << 7 * (place + 1)
        octets[:, place] = numbers >> 7 * place & 0x7F | more << 7
        there[:, place + 1] = more
        sizes[1:] += more
    octets[:, -1] = numbers >> 7 * (width - 1)
    flat = octets[there].tobytes()
    ends = sizes.cumsum()[counts.cumsum()].tolist()
    return [flat[a:b] for a, b in zip([0, *ends], ends, strict=False)]


def _drawn(corners: Whole, count: Whole, feature_of: Whole, features: int) -> Commands:
    """Return the commands of rings whose corners stand in two rows, x and y."""
    ends = count.cumsum()
    first = ends - count
    steps = corners.copy()
    steps[:, 1:] -= corners[:, :-1]
    opens = first[np.diff(feature_of, prepend=-1) > 0]
    steps[:, opens] = corners[:, opens]
    steps = _zigzag(steps)

    rings = len(count)
    around = _AROUND * np.arange(rings)
    place = np.repeat(around + 2, count)
    place += 2 * np.arange(corners.shape[1])
    place[first] -= 1
    numbers = np.empty(2 * corners.shape[1] + _AROUND * rings, dtype=np.int64)
    numbers[place] = steps[0]
    numbers[place + 1] = steps[1]
    start = 2 * first + around
    numbers[start] = _MOVE_TO_ONE
    numbers[start + 3] = count - 1 << 3 | _LINE_TO
    numbers[2 * ends + around + 2] = _CLOSE
    sizes = np.bincount(feature_of, 2 * count + _AROUND, minlength=features)
    return Commands(numbers, sizes.astype(np.int64), _POLYGON)


def _turned(corners: Whole, count: Whole, turned: NDArray[np.bool_]) -> Whole:
    """Return corners with some of their rings the other way round."""
    if not turned.any():
        return corners
    ends = count.cumsum()
    straight = np.arange(corners.shape[1])
    around = np.repeat(2 * ends - count - 1, count) - straight
    found: Whole = corners[:, np.where(np.repeat(turned, count), around, straight)]
    return found


def _zigzag(numbers: Whole) -> Whole:
    found: Whole = (numbers << 1) ^ (numbers >> 63)
    return found


def _value(value: Value) -> bytes:
    if isinstance(value, bool):
        return b"\x38" + bytes([value])
    if isinstance(value, int):
        return b"\x28" + _varint(value) if value >= 0 else b"\x30" + _signed(value)
    if isinstance(value, float):
        return b"\x19" + struct.pack("<d", value)
    return _field(b"\x0a", value.encode())


def _field(tag: bytes, body: bytes) -> bytes:
    return b"".join((tag, _varint(len(body)), body))


def _signed(number: int) -> bytes:
    return _varint((number << 1) ^ (number >> 63))


def _varints(numbers: Sequence[int]) -> bytes:
    return b"".join(map(_varint, numbers))


def _varint(number: int) -> bytes:
    if number < _SHORT:
        return _ONE[number]
    octets = bytearray()
    while number >= _SHORT:
        octets.append(number & 0x7F | 0x80)
        number >>= 7
    octets.append(number)
    return bytes(octets)
