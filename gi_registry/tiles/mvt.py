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
        self.numbers: Whole = np.array(
            [[_number(row[name], known) for name in names] for row in rows],
            dtype=np.int64,
        ).reshape(len(rows), len(names))
        self.values = [_field(b"\x22", _value(value)) for _, value in known]

    def tags(self, rows: NDArray[np.intp]) -> tuple[list[bytes], bytes]:
        """Return the tags of some features, and the values that these number."""
        numbers = self.numbers[rows]
        used, ranks = np.unique(numbers, return_inverse=True)
        there = numbers >= 0
        absent = len(used) and used[0] < 0
        pairs = np.empty((*numbers.shape, 2), dtype=np.int64)
        pairs[..., 0] = np.arange(numbers.shape[1])
        pairs[..., 1] = ranks.reshape(numbers.shape) - int(absent)
        tags = pieces(pairs[there].ravel(), 2 * np.count_nonzero(there, axis=1))
        values = [self.values[number] for number in used[int(absent) :].tolist()]
        return tags, b"".join(values)


def layer(name: str, table: Table, rows: NDArray[np.intp], commands: Commands) -> bytes:
    """Return a layer as part of a tile; nothing where no feature is left.

    Args:
        name: of the layer.
        table: what is said of its features.
        rows: of the table, in the order of the commands.
        commands: the geometries.
    """
    left = commands.counts > 0
    rows = rows[left]
    if not len(rows):
        return b""
    shapes = pieces(commands.numbers, commands.counts[left])
    tags, values = table.tags(rows)
    parts = [_field(b"\x0a", name.encode())]
    for row, tag, shape in zip(rows.tolist(), tags, shapes, strict=True):
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
    corners = points.astype(np.int64) - np.array(origin)
    is_shell = np.diff(ring_of, prepend=-1) > 0

    here, there = corners[:-1], corners[1:]
    moved = (at[:-1] == at[1:]) & (here != there).any(axis=1)
    here, there, at = here[moved], there[moved], at[:-1][moved]
    count = np.bincount(at, minlength=len(rings))
    cross = here[:, 0] * there[:, 1] - there[:, 0] * here[:, 1]
    area = np.bincount(at, weights=cross, minlength=len(rings))

    stays = (area != 0) & (count >= _LEAST_CORNERS)
    stays &= stays[is_shell][np.cumsum(is_shell) - 1]
    turned = (area > 0) != is_shell
    if not stays.all():
        here, at = here[stays[at]], at[stays[at]]
    corners = _turned(here, count[stays], turned[stays])
    feature_of = part_of[ring_of][stays]
    return _drawn(corners, count[stays], feature_of, len(geometries))


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
    shifts = 7 * np.arange(width)
    left = numbers[:, None] >> shifts
    sizes = np.maximum(1, np.count_nonzero(left, axis=1))
    octets = (left & 0x7F).astype(np.uint8)
    octets[:, :-1] |= ((left[:, 1:] > 0) * 0x80).astype(np.uint8)
    flat = octets[np.arange(width) < sizes[:, None]].tobytes()
    ends = np.concatenate([[0], np.cumsum(sizes)])[np.cumsum(counts)].tolist()
    starts = [0, *ends[:-1]]
    return [flat[a:b] for a, b in zip(starts, ends, strict=True)]


def _drawn(corners: Whole, count: Whole, feature_of: Whole, features: int) -> Commands:
    """Return the commands of rings whose corners stand in a row."""
    rings = len(count)
    first = np.cumsum(count) - count
    ring_of = np.repeat(np.arange(rings), count)
    steps = corners.copy()
    steps[1:] -= corners[:-1]
    opens = first[np.diff(feature_of, prepend=-1) > 0]
    steps[opens] = corners[opens]

    numbers = np.empty(2 * len(corners) + _AROUND * rings, dtype=np.int64)
    place = 2 * np.arange(len(corners)) + _AROUND * ring_of + 2
    place[first] -= 1
    steps = _zigzag(steps)
    numbers[place] = steps[:, 0]
    numbers[place + 1] = steps[:, 1]
    start = 2 * first + _AROUND * np.arange(rings)
    numbers[start] = _MOVE_TO_ONE
    numbers[start + 3] = (count - 1) << 3 | _LINE_TO
    numbers[start + 2 * count + 2] = _CLOSE
    sizes = np.bincount(feature_of, 2 * count + _AROUND, minlength=features)
    return Commands(numbers, sizes.astype(np.int64), _POLYGON)


def _turned(corners: Whole, count: Whole, turned: NDArray[np.bool_]) -> Whole:
    """Return corners with some of their rings the other way round."""
    if not turned.any():
        return corners
    first = np.repeat(np.cumsum(count) - count, count)
    last = first + np.repeat(count, count) - 1
    straight = np.arange(len(corners))
    backward = np.repeat(turned, count)
    found: Whole = corners[np.where(backward, first + last - straight, straight)]
    return found


def _zigzag(numbers: Whole) -> Whole:
    found: Whole = (numbers << 1) ^ (numbers >> 63)
    return found


def _number(value: Value | None, known: dict[tuple[type, Value], int]) -> int:
    """Return the number of a value, -1 for none; True is not 1."""
    return -1 if value is None else known.setdefault((type(value), value), len(known))


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


def _varint(number: int) -> bytes:
    octets = bytearray()
    while number > 0x7F:  # noqa: PLR2004 -- seven bits
        octets.append(number & 0x7F | 0x80)
        number >>= 7
    octets.append(number)
    return bytes(octets)
