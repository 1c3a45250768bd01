"""What work there is: each domain's `tasks.py` declares its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from gi_registry.core.words import Words

if TYPE_CHECKING:
    from gi_registry.jobs.service.work import Work

Handler = Callable[["Work"], None]


@dataclass(frozen=True, slots=True)
class Declared:
    """One kind of work.

    Attributes:
        kind: such as `marks.codes`.
        words: what people call it.
        handle: does it.
        every: how often, of periodic work.
    """

    kind: str
    words: Words
    handle: Handler
    every: timedelta | None = None


_declared: dict[str, Declared] = {}


def handler(
    kind: str, words: Words, *, every: timedelta | None = None
) -> Callable[[Handler], Handler]:
    """Declare who does work of a kind.

    Args:
        kind: such as `marks.codes`.
        words: what people call it.
        every: how often, if it is periodic; see `rules.next_turn`.
    """

    def declare(handle: Handler) -> Handler:
        _declared[kind] = Declared(kind, words, handle, every)
        return handle

    return declare


def declared() -> dict[str, Declared]:
    """Return every kind of work that this program knows."""
    return dict(_declared)
