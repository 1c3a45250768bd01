"""Being witnessed: asks each witness to cosign the newest checkpoint.

Nothing waits for it: it is work of a worker, and no transaction is open while a
witness is asked.
"""

import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Final, NamedTuple

from sqlalchemy.orm import Session

from gi_registry.accounts import service as accounts
from gi_registry.core.access import Permission
from gi_registry.core.db import Database
from gi_registry.core.errors import GiError
from gi_registry.core.words import china_day
from gi_registry.notices import service as notices
from gi_registry.translog import service as translog
from gi_registry.translog.rules.cosignatures import Cosignature, cosignatures
from gi_registry.translog.rules.notes import taken_apart
from gi_registry.translog.rules.peers import (
    GRAVE,
    TROUBLE_WORDS,
    Trouble,
    Witness,
    is_sane,
)
from gi_registry.translog.service import LogKey
from gi_registry.witnesses.rules import Submission
from gi_registry.witnesses.service.calling import Reply, call

log = logging.getLogger(__name__)

_SIZE: Final = re.compile(r"(0|[1-9][0-9]{0,17})\n")
_LONGEST_NAME: Final = 60
"""Characters of the subject of a notice."""
_SIZE_TYPE: Final = "text/x.tlog.size"
_WHY: Final[dict[int, Trouble]] = {
    HTTPStatus.NOT_FOUND: Trouble.UNKNOWN_LOG,
    HTTPStatus.FORBIDDEN: Trouble.SIGNATURE,
    HTTPStatus.UNPROCESSABLE_ENTITY: Trouble.CONTRADICTS,
}


class Outcome(NamedTuple):
    """How one witness answered: with a cosignature, or why it did not.

    Attributes:
        found: verified.
        trouble: otherwise.
        seen: entries that it says to have seen, where that is the trouble.
    """

    found: Cosignature | None = None
    trouble: Trouble | None = None
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """One round of questions.

    Attributes:
        database: of the installation.
        key: that of the log.
        now: asks for the present instant.
        chance: gives a number of 0 to 1.
    """

    database: Database
    key: LogKey
    now: Callable[[], datetime]
    chance: Callable[[], float]

    def ask_all(
        self,
        witnesses: Sequence[Witness],
        between: Callable[[int, int], None] = lambda _done, _of: None,
    ) -> int:
        """Ask every witness that is due, and keep what it answers.

        Args:
            witnesses: who is set.
            between: is told how many were asked, of how many.

        Returns:
            How many cosigned.
        """
        with self.database.read() as session:
            wanted = translog.due(session, witnesses, now=self.now())
        if not wanted:
            return 0
        with self.database.write() as session:
            asked = translog.begin(session, wanted, now=self.now())
        with self.database.read() as session:
            note = translog.checkpoint(session, self.key, asked.size)
        keys, count = [each.key for each in witnesses], 0
        for done, (witness, old) in enumerate(asked.asked, 1):
            outcome = self._ask(witness, old, asked.size, note)
            with self.database.write() as session:
                if outcome.found:
                    translog.keep(session, asked.size, outcome.found, now=self.now())
                    translog.drop_old(session, keys, now=self.now())
                    count += 1
                elif outcome.trouble:
                    self._keep_trouble(session, witness, outcome)
            between(done, len(asked.asked))
        return count

    def _ask(self, witness: Witness, old: int, size: int, note: str) -> Outcome:
        """Ask one witness, and once more from where it says that it stands."""
        reply = self._submit(witness, old, size, note)
        stands = _size_in(reply)
        if stands is not None and stands != old and stands <= size:
            old = stands
            reply = self._submit(witness, old, size, note)
            stands = _size_in(reply)
        if reply is None:
            return Outcome(trouble=Trouble.UNREACHABLE)
        if reply.status == HTTPStatus.OK:
            return _cosigned(reply, witness, note, self.now())
        if stands is None:
            return _refused(reply, old)
        if stands > size:
            return self._ahead(stands)
        if stands == old == size:
            return Outcome(trouble=Trouble.CONTRADICTS, seen=stands)
        return Outcome(trouble=Trouble.ANSWER)

    def _ahead(self, stands: int) -> Outcome:
        """Say that a witness has seen more than there is, unless it is there by now."""
        with self.database.read() as session:
            is_ahead = stands > translog.size(session)
        return Outcome(trouble=Trouble.AHEAD, seen=stands) if is_ahead else Outcome()

    def _submit(self, witness: Witness, old: int, size: int, note: str) -> Reply | None:
        with self.database.read() as session:
            proof = translog.tree(session, size).consistency(old)
        asked = Submission(old, tuple(proof), note)
        return call(f"{witness.address}/add-checkpoint", str(asked))

    def _keep_trouble(
        self, session: Session, witness: Witness, outcome: Outcome
    ) -> None:
        trouble, now = outcome.trouble, self.now()
        if trouble is None:
            return
        is_new = translog.keep_trouble(
            session,
            witness.key,
            trouble,
            seen=outcome.seen,
            now=now,
            chance=self.chance(),
        )
        log.warning("no cosignature", extra={"trouble": trouble.value})
        if is_new and trouble in GRAVE:
            _tell(session, witness, trouble, outcome.seen, now)


def _cosigned(reply: Reply, witness: Witness, note: str, now: datetime) -> Outcome:
    """Return what the cosignature says that was answered; it must be of this note."""
    try:
        is_of_it = taken_apart(note + reply.body)[0] == taken_apart(note)[0]
        found = cosignatures(note + reply.body, [witness.key])
    except GiError:
        is_of_it, found = False, []
    if not is_of_it:
        return Outcome(trouble=Trouble.ANSWER)
    if not found:
        return Outcome(trouble=Trouble.SIGNATURE)
    if not is_sane(found[0].at, now=now):
        return Outcome(trouble=Trouble.CLOCK)
    return Outcome(found=found[0])


def _refused(reply: Reply, old: int) -> Outcome:
    trouble = _WHY.get(reply.status, Trouble.ANSWER)
    if trouble is not Trouble.CONTRADICTS:
        return Outcome(trouble=trouble)
    # From nothing there is nothing that a proof could fail to show.
    return (
        Outcome(trouble=trouble, seen=old) if old else Outcome(trouble=Trouble.ANSWER)
    )


def _size_in(reply: Reply | None) -> int | None:
    """Return where a witness says that it stands."""
    if reply is None or reply.status != HTTPStatus.CONFLICT:
        return None
    found = _SIZE.fullmatch(reply.body)
    return int(found[1]) if found and reply.media_type == _SIZE_TYPE else None


def _tell(
    session: Session,
    witness: Witness,
    trouble: Trouble,
    seen: int | None,
    now: datetime,
) -> None:
    """Tell the administrators that a witness contradicts the log."""
    day = china_day(now)
    told = notices.notice(
        notices.Kind.LOG_CONTRADICTED,
        link="/log",
        subject=witness.key.name[:_LONGEST_NAME],
        once=f"{trouble.value} {seen} {day}",
        words=TROUBLE_WORDS[trouble].filled(seen=seen),
    )
    found = accounts.officers(session, Permission.ACCOUNTS, on=day)
    notices.tell(session, {who for who, _ in found.held}, told, now=now)
