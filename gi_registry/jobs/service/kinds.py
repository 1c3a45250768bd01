"""What work there is: each domain's `tasks.py` declares its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from gi_registry.core.words import Words
from gi_registry.jobs.models import Job

if TYPE_CHECKING:
    from gi_registry.jobs.service.work import Work

Handler = Callable[["Work"], None]
Taken = Callable[[Session, Job, datetime], None]


@dataclass(frozen=True, slots=True)
class Declared:
    """One kind of work.

    Attributes:
        kind: such as `marks.codes`.
        words: what people call it.
        handle: does it.
        every: how often, of periodic work.
        taken: notes that somebody takes its result; none where the note of jobs
            is enough.
    """

    kind: str
    words: Words
    handle: Handler
    every: timedelta | None = None
    taken: Taken | None = None


_declared: dict[str, Declared] = {}


def handler(
    kind: str,
    words: Words,
    *,
    every: timedelta | None = None,
    taken: Taken | None = None,
) -> Callable[[Handler], Handler]:
    """Declare who does work of a kind.

    Args:
        kind: such as `marks.codes`.
        words: what people call it.
        every: how often, if it is periodic; see `rules.next_turn`.
        taken: called in the transaction in which its owner takes the result.
    """

    def declare(handle: Handler) -> Handler:
        _declared[kind] = Declared(kind, words, handle, every, taken)
        return handle

    return declare


def declared() -> dict[str, Declared]:
    """Return every kind of work that this program knows."""
    return dict(_declared)
