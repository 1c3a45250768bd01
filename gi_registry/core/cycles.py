"""Long work whose values hold no cycles, without Python looking for any all the time.

Python walks all that lives each time some hundreds of values are made. Where
hundreds of thousands of rows are made and kept, that takes a fifth of all time and
finds nothing, for what has no cycles is freed without it.
"""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_SELDOM: Final = 200_000
_lock = threading.Lock()
_inside: list[tuple[int, int, int]] = []
"""The thresholds to go back to, one for each piece of work that runs now."""


@contextmanager
def seldom_sought() -> Iterator[None]:
    """Look for cycles after some 200,000 values only, until the last to ask is done."""
    with _lock:
        _inside.append(_inside[-1] if _inside else gc.get_threshold())
        gc.set_threshold(_SELDOM, *_inside[-1][1:])
    try:
        yield
    finally:
        with _lock:
            usual = _inside.pop()
            if not _inside:
                gc.set_threshold(*usual)
