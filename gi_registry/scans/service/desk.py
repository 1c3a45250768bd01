"""Where a running application answers checks: many at once where many come."""

import logging
import threading
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from gi_registry.core.codes import Decoded
from gi_registry.core.db import Database
from gi_registry.core.memory import Remembered
from gi_registry.core.prepared import Direct, WriteFailedError
from gi_registry.scans import queries
from gi_registry.scans.rules import Seen, Verdict
from gi_registry.scans.service.checking import (
    Checked,
    needs_record,
    record,
    uncounted,
)
from gi_registry.scans.service.looking import Finding, look_up
from gi_registry.scans.service.telling import history
from gi_registry.tracing.service import Moment

log = logging.getLogger(__name__)

PATIENCE_S: Final = 0.5
"""How long a check waits for those before it; then it is answered uncounted."""

KEPT_FOR: Final = timedelta(days=180)
"""Checks older than this are deleted; their number stays with the code."""

_BATCH: Final = 64
_HISTORIES: Final = 1_000
_FORGET_EVERY: Final = timedelta(minutes=1)


class Asked(NamedTuple):
    """A check as it comes in.

    Attributes:
        decoded: what the code says; None is a forged one.
        present: the check itself; None where a program only looks.
        now: the present instant.
        with_history: whether the lot's history is wanted too.
    """

    decoded: Decoded | None
    present: Seen | None
    now: datetime
    with_history: bool


class Answer(NamedTuple):
    """What is answered: the check, and the lot's history if it was wanted."""

    checked: Checked
    history: tuple[Moment, ...] = ()


@dataclass(slots=True)
class _Waiting:
    """A check that somebody will answer."""

    asked: Asked
    answer: Answer | None = None
    error: BaseException | None = None


class Desk:
    """Answers checks and counts them, one batch at a time in this process.

    Who comes first answers for all who came meanwhile, on one connection and in
    one transaction: a rush of checks costs a few transactions, nobody waits on
    the database's own locks, and an embedded database keeps its pages at hand.

    Args:
        database: of the registry.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: deque[_Waiting] = deque()
        self._turn = threading.Lock()
        self._forget_from: datetime | None = None
        self._histories: Remembered[tuple[Moment, ...]] = Remembered(_HISTORIES)

    def answer(self, asked: Asked) -> Answer:
        """Answer a check; it is counted, unless that cannot be done soon."""
        if asked.decoded is None:
            return Answer(uncounted(Finding(Verdict.FORGED)))
        own = _Waiting(asked)
        self._waiting.append(own)
        if not self._turn.acquire(timeout=PATIENCE_S):
            return self._alone(asked)
        try:
            while own.answer is None and own.error is None:
                self._next_batch()
        finally:
            self._turn.release()
        if own.answer is None:
            raise own.error or RuntimeError
        return own.answer

    def _next_batch(self) -> None:
        """Answer some of those who wait; the caller has the turn."""
        size = min(len(self._waiting), _BATCH)
        batch = [self._waiting.popleft() for _ in range(size)]
        try:
            answers = self._answers([one.asked for one in batch])
        except BaseException as error:
            for one in batch:
                one.error = error
            raise
        for one, answer in zip(batch, answers, strict=True):
            one.answer = answer

    def _answers(self, batch: list[Asked]) -> list[Answer]:
        with self._database.direct() as on:
            found = [_find(on, asked) for asked in batch]
            histories = [
                self._history(on, finding, asked)
                for asked, finding in zip(batch, found, strict=True)
            ]
            checked = self._count(on, batch, found)
        return [Answer(*pair) for pair in zip(checked, histories, strict=True)]

    def _count(
        self, on: Direct, batch: list[Asked], found: list[Finding]
    ) -> list[Checked]:
        """Count what is to be counted, in one transaction."""
        checked = [uncounted(finding) for finding in found]
        places = _to_be_counted(batch, found)
        if not places:
            return checked
        try:
            with on.transaction():
                for at, present in places:
                    checked[at] = record(on, found[at], present)
                self._forget(on, batch[0].now)
        except WriteFailedError:
            why = {"checks": len(places)}
            log.warning("scan not recorded", extra=why, exc_info=True)
            for at, _ in places:
                checked[at] = uncounted(found[at], missed=1)
        return checked

    def _forget(self, on: Direct, now: datetime) -> None:
        """Delete some checks that are too old, once a minute."""
        if self._forget_from is None or now >= self._forget_from:
            queries.forget(on, now - KEPT_FOR)
            self._forget_from = now + _FORGET_EVERY

    def _alone(self, asked: Asked) -> Answer:
        """Answer a check without counting it."""
        log.warning("scan not recorded", extra={"why": "busy"})
        with self._database.direct() as on:
            finding = _find(on, asked)
            told = self._history(on, finding, asked)
        return Answer(uncounted(finding, missed=1), told)

    def _history(
        self, on: Direct, finding: Finding, asked: Asked
    ) -> tuple[Moment, ...]:
        if not asked.with_history or finding.known is None:
            return ()
        return history(on, finding.known, self._histories)


def _find(on: Direct, asked: Asked) -> Finding:
    return look_up(on, asked.decoded, now=asked.now, present=asked.present)


def _to_be_counted(batch: list[Asked], found: list[Finding]) -> list[tuple[int, Seen]]:
    """Return which checks are to be written, in one order for all processes.

    In different orders two of them could wait for each other.
    """
    wanted = [
        (at, asked.present)
        for at, (asked, finding) in enumerate(zip(batch, found, strict=True))
        if asked.present is not None and needs_record(finding, asked.present)
    ]
    return sorted(wanted, key=lambda one: (found[one[0]].run, found[one[0]].index))
