"""Being a witness: cosigns a checkpoint that continues what was cosigned before.

What is remembered of a log is compared and replaced under one lock, so that of two
submissions at once the second sees what the first left.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.core.db import lock
from gi_registry.core.errors import GiError
from gi_registry.translog.rules.cosignatures import WitnessKey, cosigned
from gi_registry.translog.rules.notes import NoteKey, taken_apart
from gi_registry.translog.rules.tree import Head
from gi_registry.translog.service import SigningKey
from gi_registry.witnesses.errors import (
    NotConsistentError,
    TwoRootsError,
    UnknownLogError,
)
from gi_registry.witnesses.models import WitnessedLog
from gi_registry.witnesses.rules import (
    NOTHING,
    Contrary,
    Submission,
    refusal,
    signed_by,
)

_QUEUE: Final = 0x77746E
"""Advisory lock under which what is remembered of logs is compared and replaced."""


class OwnKey(SigningKey[WitnessKey]):
    """The key that cosigns the logs of others; never the key of the own log."""

    __slots__ = ()
    purpose = "log-witness"
    path = "/log/witness"
    kind = WitnessKey


class Answer(NamedTuple):
    """What a log is told.

    Attributes:
        line: the cosignature, if it is given.
        refusal: why not, otherwise.
    """

    line: str | None
    refusal: GiError | None


def logs(setting: str) -> tuple[NoteKey, ...]:
    """Return the keys of the logs that are witnessed, from `GI_WITNESSED_LOGS`."""
    return tuple(NoteKey.read(each) for each in setting.split())


def consider(
    session: Session,
    asked: Submission,
    keys: Iterable[NoteKey],
    own: OwnKey,
    *,
    now: datetime,
) -> Answer:
    """Cosign a checkpoint, or say why not; remember either.

    The line leaves the house only once the session is committed.

    Args:
        session: a writing session.
        asked: by the log.
        keys: of the logs that are witnessed.
        own: cosigns.
        now: the present instant.

    Raises:
        SubmissionFormError, UnknownLogError, NotSignedError: nothing is remembered.
    """
    said = signed_by(asked.note, keys)
    lock(session, _QUEUE)
    row = session.get(WitnessedLog, said.origin)
    known = Head(row.size, bytes.fromhex(row.root)) if row else NOTHING
    why = refusal(asked.old, said.head, asked.proof, known=known)
    if why is not None:
        if row is not None:
            _keep_contrary(row, why, asked.note, now)
        return Answer(None, why)
    if row is None:
        row = WitnessedLog(origin=said.origin)
        session.add(row)
    at = max(now, row.cosigned_at or now)
    row.size, row.root, row.note = said.size, said.root.hex(), asked.note
    row.cosigned_at = at
    session.flush()
    text, _ = taken_apart(asked.note)
    return Answer(cosigned(text, own.name, own.private, at=at), None)


def witnessed(session: Session, keys: Sequence[NoteKey]) -> list[WitnessedLog]:
    """Return what is remembered of the logs that are witnessed, by name."""
    names = {key.name for key in keys}
    statement = select(WitnessedLog).where(WitnessedLog.origin.in_(names))
    return list(session.scalars(statement.order_by(WitnessedLog.origin)))


def log_named(session: Session, keys: Sequence[NoteKey], origin: str) -> WitnessedLog:
    """Return what is remembered of a log that is witnessed.

    Raises:
        UnknownLogError: it is not, or nothing was submitted yet.
    """
    found = session.get(WitnessedLog, origin)
    if found is None or origin not in {key.name for key in keys}:
        raise UnknownLogError(origin)
    return found


def _keep_contrary(row: WitnessedLog, why: GiError, note: str, now: datetime) -> None:
    """Keep what the log signed against what it signed before.

    What proves a fork stays; what may have been a bad proof alone makes way.
    """
    if row.contrary is Contrary.TWO_ROOTS:
        return
    if isinstance(why, TwoRootsError):
        row.contrary = Contrary.TWO_ROOTS
    elif isinstance(why, NotConsistentError):
        row.contrary = Contrary.PROOF
    else:
        return
    row.contrary_note, row.contrary_to, row.contrary_at = note, row.note, now
