"""What the log tells of since some moment: whether what was made of it still holds."""

from dataclasses import dataclass

from sqlalchemy import and_, exists, not_, select
from sqlalchemy.orm import Session

from gi_registry.translog.models import LogLeaf


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment of the log: its newest entry.

    Attributes:
        index: from 0.
        leaf_hash: hex.
    """

    index: int
    leaf_hash: str


def moment(session: Session) -> Mark | None:
    """Return the log's newest entry; None where it is empty."""
    statement = select(LogLeaf.index, LogLeaf.leaf_hash).order_by(LogLeaf.index.desc())
    row = session.execute(statement.limit(1)).first()
    return None if row is None else Mark(row[0], row[1])


def is_silent(
    session: Session, before: Mark, now: Mark, *, apart_from: tuple[str, ...]
) -> bool:
    """Whether between two moments of one log nothing was decided that matters.

    Entries are numbered in the order in which their transactions are committed, so
    none can come in between later. Another log, as after a restore, is never silent.

    Args:
        session: to read with.
        before: a moment of the past.
        now: the newest entry.
        apart_from: beginnings of the kinds that do not matter, such as `labels.`.
    """
    if before == now:
        return True
    own = select(LogLeaf.leaf_hash).where(LogLeaf.index == before.index)
    if session.scalar(own) != before.leaf_hash:
        return False
    matters = and_(*(not_(LogLeaf.kind.startswith(each)) for each in apart_from))
    between = LogLeaf.index.between(before.index + 1, now.index)
    return not session.scalar(select(exists().where(between, matters)))
