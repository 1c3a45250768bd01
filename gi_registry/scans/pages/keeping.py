"""Small things that many scans show alike, kept for a while in the process."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

V = TypeVar("V")

_MOST = 2_000


@dataclass(slots=True)
class Kept(Generic[V]):
    """Values by key, each for a time, the oldest ones going first; no Nones.

    Attributes:
        ttl_s: how long a value is good, seconds.
    """

    ttl_s: float
    _values: OrderedDict[Hashable, tuple[float, V]] = field(
        default_factory=OrderedDict, repr=False
    )
    _guard: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def get(
        self, key: Hashable, make: Callable[[], V | None], *, at_s: float
    ) -> V | None:
        """Return the value of a key, made afresh where it is too old.

        Args:
            key: what it is about.
            make: makes it; two threads may do so at once.
            at_s: a steady clock, seconds.
        """
        found = self.peek(key, at_s=at_s)
        if found is not None:
            return found
        value = make()
        if value is not None:
            self.put(key, value, at_s=at_s)
        return value

    def peek(self, key: Hashable, *, at_s: float) -> V | None:
        """Return the value of a key if it is at hand and not too old."""
        with self._guard:
            found = self._values.get(key)
        if found is None or at_s - found[0] >= self.ttl_s:
            return None
        return found[1]

    def put(self, key: Hashable, value: V, *, at_s: float) -> None:
        """Keep a value."""
        with self._guard:
            self._values.pop(key, None)
            self._values[key] = (at_s, value)
            if len(self._values) > _MOST:
                self._values.popitem(last=False)
