"""What was costly to make, kept in this process under what it was made from."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Remembered(Generic[T]):
    """The things made last, by key; safe among threads.

    A key names everything that the thing was made from, so that nothing is ever
    out of date.

    Args:
        most: how many are kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._things: OrderedDict[Hashable, T] = OrderedDict()
        self._guard = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the thing of a key, made now if it is not remembered.

        Two threads that ask at once may both make it; the later one is kept.
        """
        with self._guard:
            if key in self._things:
                self._things.move_to_end(key)
                return self._things[key]
        made = make()
        with self._guard:
            self._things[key] = made
            while len(self._things) > self._most:
                self._things.popitem(last=False)
        return made
