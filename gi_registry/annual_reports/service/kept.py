"""Public figures, kept in this process until the log tells of what may change them."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Final, TypeVar, cast

from sqlalchemy.orm import Session

from gi_registry.translog import service as translog
from gi_registry.translog.service import Mark

T = TypeVar("T")

_OTHERS: Final = ("account.", "codes.", "labels.", "lot.", "packs.", "printer.", "run.")
"""Kinds of decisions that change no figure of any report, the busiest of all. What
is not named here makes the figures anew, so that a new kind cannot be forgotten."""


class Kept:
    """Figures by what they are of, each with the moment of the log it was made at.

    A figure is given again only while nothing was decided since that could change
    it, whichever process decided it: one that is to be withheld by now is never
    told. Safe among threads.
    """

    def __init__(self) -> None:
        self._things: dict[Hashable, tuple[Mark, Any]] = {}
        self._guard = Lock()

    def get(self, session: Session, key: Hashable, make: Callable[[], T]) -> T:
        """Return what is kept, or what is made now.

        Args:
            session: to read with; the log is read before anything is made.
            key: what it is of.
            make: reads the database with the same session.
        """
        now = translog.moment(session)
        if now is None:  # nothing was decided: nothing to go by
            return make()
        with self._guard:
            mark, thing = self._things.get(key, (None, None))
        if mark is None or not translog.is_silent(
            session, mark, now, apart_from=_OTHERS
        ):
            thing = make()
        with self._guard:
            self._things[key] = (now, thing)
        return cast("T", thing)
