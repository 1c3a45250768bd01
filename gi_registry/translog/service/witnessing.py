"""What witnesses put below checkpoints, and which checkpoint is shown.

Shown is the newest that most witnesses have cosigned, as long as what it does not
cover yet is young; then the newest that they were asked about; then the newest. So
whoever asks for several witnesses finds them, no witness that is down holds anything
back for long, and what is shown never becomes shorter.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from gi_registry.core.db import lock
from gi_registry.translog.models import LogCosignature, LogLeaf, LogWitness
from gi_registry.translog.rules.cosignatures import Cosignature, WitnessKey
from gi_registry.translog.rules.peers import (
    AGAIN,
    WAITED_FOR,
    Trouble,
    Witness,
    wait_after,
)
from gi_registry.translog.rules.proofs import LogProof
from gi_registry.translog.service.appending import QUEUE
from gi_registry.translog.service.reading import size
from gi_registry.translog.service.signing import LogKey, checkpoint, prove


class Round(NamedTuple):
    """What witnesses are to be asked now.

    Attributes:
        size: entries of the checkpoint that they are asked to cosign.
        asked: each with the size that it is believed to have cosigned last.
    """

    size: int
    asked: tuple[tuple[Witness, int], ...]


def shown_size(session: Session, keys: Sequence[WitnessKey], *, now: datetime) -> int:
    """Return how many entries the checkpoint covers that is shown.

    Args:
        session: to read with.
        keys: of the witnesses that are set; none shows the newest.
        now: the present instant.
    """
    if not keys:
        return size(session)
    names = [str(key) for key in keys]
    cosigned = (
        select(LogCosignature.size)
        .where(LogCosignature.key.in_(names))
        .group_by(LogCosignature.size)
        .order_by(func.count().desc(), LogCosignature.size.desc())
    )
    tried = select(func.max(LogWitness.tried_size)).where(LogWitness.key.in_(names))
    sizes = [*session.scalars(cosigned), session.scalar(tried)]
    fresh = (each for each in sizes if each and _is_fresh(session, each, now))
    return next(fresh, None) or size(session)


def shown_checkpoint(
    session: Session, key: LogKey, keys: Sequence[WitnessKey], *, now: datetime
) -> str:
    """Return the checkpoint that is shown, with its cosignatures.

    Args:
        session: to read with.
        key: that of the log.
        keys: of the witnesses that are set.
        now: the present instant.

    Raises:
        LogBrokenError: the tables lack a row.
    """
    count = shown_size(session, keys, now=now)
    note = checkpoint(session, key, count)
    return note + _lines(session, count, keys)


def shown_proof(
    session: Session,
    index: int,
    key: LogKey,
    keys: Sequence[WitnessKey],
    *,
    now: datetime,
) -> LogProof:
    """Return the proof of an entry, by the checkpoint that is shown if that covers it.

    Args:
        session: to read with.
        index: of the entry, which is there.
        key: that of the log.
        keys: of the witnesses that are set.
        now: the present instant.

    Raises:
        LogBrokenError: the tables lack a row.
    """
    count = shown_size(session, keys, now=now)
    if index >= count:
        return prove(session, index, key)
    found = prove(session, index, key, count=count)
    return replace(found, note=found.note + _lines(session, count, keys))


def states(session: Session, keys: Iterable[WitnessKey]) -> dict[str, LogWitness]:
    """Return how things stand with witnesses that were asked before, by key."""
    names = [str(key) for key in keys]
    statement = select(LogWitness).where(LogWitness.key.in_(names))
    return {row.key: row for row in session.scalars(statement)}


def due(
    session: Session, witnesses: Sequence[Witness], *, now: datetime
) -> tuple[Witness, ...]:
    """Return which witnesses are to be asked.

    A witness that cosigned the newest entry is asked again after half a day.
    """
    count = size(session)
    rows = states(session, (each.key for each in witnesses)) if count else {}
    return tuple(
        each
        for each in witnesses
        if count and _is_due(rows.get(str(each.key)), count, now)
    )


def begin(session: Session, witnesses: Sequence[Witness], *, now: datetime) -> Round:
    """Note about which checkpoint witnesses are asked; nobody appends meanwhile.

    Args:
        session: a writing session.
        witnesses: who is due.
        now: the present instant.
    """
    lock(session, QUEUE)
    count = size(session)
    rows = states(session, (each.key for each in witnesses))
    asked = []
    for each in witnesses:
        row = rows.get(str(each.key))
        if row is None:
            row = LogWitness(key=str(each.key), size=0, due_at=now, failures=0)
            session.add(row)
        row.tried_size = count
        asked.append((each, min(row.size, count)))
    return Round(count, tuple(asked))


def keep(session: Session, count: int, found: Cosignature, *, now: datetime) -> None:
    """Keep a cosignature, and drop those below what is shown.

    Args:
        session: a writing session.
        count: entries of the checkpoint.
        found: verified.
        now: the present instant.
    """
    key = str(found.key)
    session.merge(LogCosignature(size=count, key=key, at=found.at, line=found.line))
    row = session.get_one(LogWitness, key)
    row.size, row.cosigned_at = max(count, row.size), found.at
    row.failures, row.due_at = 0, now
    row.trouble = row.trouble_since = row.seen_size = None
    session.flush()


def drop_old(session: Session, keys: Sequence[WitnessKey], *, now: datetime) -> None:
    """Drop cosignatures below the checkpoint that is shown; it never goes back.

    Args:
        session: a writing session.
        keys: of the witnesses that are set.
        now: the present instant.
    """
    count = shown_size(session, keys, now=now)
    session.execute(delete(LogCosignature).where(LogCosignature.size < count))


def keep_trouble(
    session: Session,
    key: WitnessKey,
    trouble: Trouble,
    *,
    seen: int | None,
    now: datetime,
    chance: float,
) -> bool:
    """Note why a witness did not cosign, and leave it alone for a while.

    Args:
        session: a writing session.
        key: of the witness.
        trouble: why.
        seen: how many entries it has seen, where that is the trouble.
        now: the present instant.
        chance: 0 to 1; see `peers.wait_after`.

    Returns:
        Whether this is new.
    """
    row = session.get_one(LogWitness, str(key))
    is_new = row.trouble is not trouble
    if is_new:
        row.trouble, row.trouble_since = trouble, now
    row.seen_size = seen
    row.failures += 1
    row.due_at = now + wait_after(row.failures, chance)
    return is_new


def _is_due(row: LogWitness | None, count: int, now: datetime) -> bool:
    if row is None:
        return True
    if row.cosigned_at is None or row.trouble is not None or row.size != count:
        return row.due_at <= now
    return now - row.cosigned_at >= AGAIN


def _is_fresh(session: Session, count: int, now: datetime) -> bool:
    """Whether the first entry that a checkpoint does not cover is young, or none."""
    at = session.scalar(select(LogLeaf.at).where(LogLeaf.index == count))
    return at is None or now - at < WAITED_FOR


def _lines(session: Session, count: int, keys: Sequence[WitnessKey]) -> str:
    names = [str(key) for key in keys]
    statement = (
        select(LogCosignature.line)
        .where(LogCosignature.size == count, LogCosignature.key.in_(names))
        .order_by(LogCosignature.key)
    )
    return "".join(f"{line}\n" for line in session.scalars(statement))
