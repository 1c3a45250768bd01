"""One state of a collection in memory: found by box, day and value, written once."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from datetime import date
from functools import cached_property
from json import dumps
from threading import Lock
from typing import Any, NamedTuple, Protocol

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree

from gi_registry.geo.crs import Bounds
from gi_registry.ogc.rules.asking import Asked, Value
from gi_registry.ogc.rules.collections import Collection, Feature
from gi_registry.ogc.rules.coordinates import Axes, written
from gi_registry.ogc.rules.times import Span

_MOST_BYTES = 16 * 1024 * 1024
"""Of pages remembered for one state of a collection."""

_MOST_ASKED = 10_000
"""Of what was asked for, noted to know it when it is asked for again."""

Mask = NDArray[np.bool_]


class Found(NamedTuple):
    """A page of what was asked for.

    Attributes:
        matched: how many features there are in all pages, count.
        positions: of this page's features, in the order of ids.
        next_after: what the next page follows; none on the last.
        previous_after: what the page before follows, "" from the first; none on
            the first.
    """

    matched: int
    positions: list[int]
    next_after: str | None
    previous_after: str | None


class Sized(Protocol):
    """Something to remember."""

    @property
    def size(self) -> int:
        """How much memory it takes, bytes."""
        ...


class Held:
    """A state of a collection; nobody changes it.

    Args:
        of: the collection.
        features: all of it; ids are unique.
        state: names this state among all that a process may hold.
    """

    def __init__(
        self, of: Collection, features: Sequence[Feature], *, state: str
    ) -> None:
        self.of = of
        self.state = state
        self.features = sorted(features, key=lambda feature: feature.id)
        self.ids = np.array([f.id for f in self.features], dtype=np.str_)
        self._at = {feature.id: n for n, feature in enumerate(self.features)}
        self._written: dict[tuple[int, Axes], bytes] = {}
        self._pages: OrderedDict[Hashable, Any] = OrderedDict()
        self._asked: set[int] = set()
        self._bytes = 0
        self._guard = Lock()

    def position(self, feature_id: str) -> int | None:
        """Return where a feature stands, none if there is no such feature."""
        return self._at.get(feature_id)

    def find(self, asked: Asked) -> Found:
        """Return the page of features that is asked for."""
        mask = self._all if asked.boxes is None else self._meeting(asked.boxes)
        for name, value in asked.filters:
            mask = mask & self._having(name, value)
        if asked.span is not None:
            mask = mask & self._during(asked.span)
        every = mask.nonzero()[0]
        first = 0
        if asked.after:
            passed = np.searchsorted(self.ids, asked.after, side="right")
            first = int(np.searchsorted(every, passed))
        page = every[first : first + asked.limit].tolist()
        more = first + len(page) < len(every)
        before = first - asked.limit - 1
        return Found(
            matched=len(every),
            positions=page,
            next_after=self.features[page[-1]].id if more else None,
            previous_after=(self.features[every[before]].id if before >= 0 else "")
            if first
            else None,
        )

    def written(self, position: int, axes: Axes) -> bytes:
        """Return a feature as GeoJSON, without the brace at its end."""
        key = (position, axes)
        found = self._written.get(key)
        if found is None:
            found = self._written[key] = _written(self.features[position], axes)
        return found

    def remembered(self, key: Hashable, make: Callable[[], Any]) -> Any:  # noqa: ANN401 -- what `make` makes
        """Return what `make` makes, made before if it was asked for lately.

        It is kept when it is asked for a second time: most boxes never are, and
        keeping their pages costs more than making them.

        Args:
            key: names it within this state.
            make: gives something `Sized`.
        """
        with self._guard:
            if key in self._pages:
                self._pages.move_to_end(key)
                return self._pages[key]
        made: Sized = make()
        with self._guard:
            if self._is_first(hash(key)):
                return made
            if key not in self._pages:
                self._pages[key] = made
                self._bytes += made.size
            while self._bytes > _MOST_BYTES:
                _, oldest = self._pages.popitem(last=False)
                self._bytes -= oldest.size
        return made

    def _is_first(self, named: int) -> bool:
        if named in self._asked:
            return False
        if len(self._asked) >= _MOST_ASKED:
            self._asked.clear()
        self._asked.add(named)
        return True

    @cached_property
    def bounds(self) -> Bounds | None:
        """The box around all geometries, EPSG:4490; none where nothing is drawn."""
        drawn = [f.geometry for f in self.features if f.geometry is not None]
        if not drawn:
            return None
        return Bounds(*shapely.total_bounds(drawn).tolist())

    @cached_property
    def period(self) -> tuple[date | None, date | None]:
        """The first and the last day of all features; None is open."""
        since = [f.since for f in self.features if f.since is not None]
        until = [f.until for f in self.features]
        last = max((day for day in until if day is not None), default=None)
        return min(since, default=None), None if None in until else last

    def _meeting(self, boxes: tuple[Bounds, ...]) -> Mask:
        """Say which features meet a box; those without a geometry meet every one."""
        mask = self._undrawn.copy()
        for bounds in boxes:
            box = shapely.box(*bounds)
            mask[self._tree.query(box, predicate="intersects")] = True
        return mask

    def _during(self, asked: Span) -> Mask:
        """Say which features hold on some day of a span; undated ones always do."""
        since, until = self._days
        mask = np.ones(len(self.features), dtype=np.bool_)
        if asked.since is not None:
            mask &= until >= asked.since.toordinal()
        if asked.until is not None:
            mask &= since <= asked.until.toordinal()
        return mask

    def _having(self, name: str, value: Value) -> Mask:
        return np.array([f.properties[name] == value for f in self.features], np.bool_)

    @cached_property
    def _tree(self) -> STRtree:
        geometries = np.array([f.geometry for f in self.features], dtype=object)
        return STRtree(geometries)

    @cached_property
    def _all(self) -> Mask:
        return np.ones(len(self.features), dtype=np.bool_)

    @cached_property
    def _undrawn(self) -> Mask:
        return np.array([f.geometry is None for f in self.features], np.bool_)

    @cached_property
    def _days(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        first, last = date.min.toordinal(), date.max.toordinal()
        since = [f.since.toordinal() if f.since else first for f in self.features]
        until = [f.until.toordinal() if f.until else last for f in self.features]
        return np.array(since, np.int64), np.array(until, np.int64)


def _written(feature: Feature, axes: Axes) -> bytes:
    geometry = b"null"
    if feature.geometry is not None:
        geometry = written(feature.geometry, axes)
    return b'{"type":"Feature","id":%b,"geometry":%b,"properties":%b' % (
        _json(feature.id),
        geometry,
        _json(feature.properties),
    )


def _json(value: object) -> bytes:
    return dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
