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
        with self._guard:
            found = self._values.get(key)
        if found is not None and at_s - found[0] < self.ttl_s:
            return found[1]
        value = make()
        if value is None:
            return None
        with self._guard:
            self._values.pop(key, None)
            self._values[key] = (at_s, value)
            if len(self._values) > _MOST:
                self._values.popitem(last=False)
        return value
