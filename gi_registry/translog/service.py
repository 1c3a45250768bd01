"""Appends decisions to the log, in order, each with its leaf hash."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Table, func, insert, select
from sqlalchemy.orm import Session

from gi_registry.core.acting import acting_for
from gi_registry.core.db import lock
from gi_registry.translog.models import LogLeaf

_LEAF: Final = cast("Table", LogLeaf.__table__)
_QUEUE = 0x6C6F67
"""Advisory lock under which leaves are numbered."""


@dataclass(frozen=True, slots=True)
class NewLeaf:
    """One decision to be appended.

    Attributes:
        kind: what was decided, such as `authorization.announced`.
        subject: public number of what it is about.
        body: its facts, JSON values; nothing personal, no full item codes.
    """

    kind: str
    subject: str
    body: dict[str, Any]


def append(
    session: Session,
    kind: str,
    subject: str,
    body: dict[str, Any],
    *,
    now: datetime,
    account_id: int | None = None,
) -> LogLeaf:
    """Append one decision in the caller's transaction.

    Args:
        session: a writing session.
        kind: what was decided, such as `authorization.announced`.
        subject: public number of what it is about.
        body: its facts, JSON values; nothing personal, no full item codes.
        now: the instant of the decision.
        account_id: who acted; kept beside the public entry.
    """
    (row,) = _rows(session, [NewLeaf(kind, subject, body)], now, account_id)
    leaf = LogLeaf(**row)
    session.add(leaf)
    session.flush()
    return leaf


def append_all(
    session: Session,
    leaves: Sequence[NewLeaf],
    *,
    now: datetime,
    account_id: int | None = None,
) -> None:
    """Append decisions of one instant, in their order, by a constant number of queries.

    Args:
        session: a writing session.
        leaves: the decisions.
        now: the instant.
        account_id: who acted; kept beside the public entries.
    """
    rows = _rows(session, leaves, now, account_id)
    if rows:
        session.execute(insert(_LEAF), rows)


def _rows(
    session: Session, leaves: Sequence[NewLeaf], now: datetime, account_id: int | None
) -> list[dict[str, Any]]:
    """Return the rows of decisions, numbered; nobody else appends until the end."""
    lock(session, _QUEUE)
    last = session.scalar(select(func.max(LogLeaf.index)))
    held_for = acting_for(session, account_id)
    rows: list[dict[str, Any]] = []
    for index, leaf in enumerate(leaves, 0 if last is None else last + 1):
        content = entry(index, now, leaf.kind, leaf.subject, leaf.body)
        rows.append(
            {
                "index": index,
                "at": now,
                "kind": leaf.kind,
                "subject": leaf.subject,
                "body": leaf.body,
                "account_id": account_id,
                "for_id": held_for,
                "leaf_hash": hashlib.sha256(b"\x00" + content).hexdigest(),
            }
        )
    return rows


def entry(
    index: int, at: datetime, kind: str, subject: str, body: dict[str, Any]
) -> bytes:
    """Return the canonical bytes of an entry, as the leaf hash covers them."""
    return json.dumps(
        {"at": at.isoformat(), "body": body, "index": index}
        | {"kind": kind, "subject": subject},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    ).encode()


def history(session: Session, subject: str) -> list[LogLeaf]:
    """Return all decisions about one thing, oldest first."""
    statement = (
        select(LogLeaf).where(LogLeaf.subject == subject).order_by(LogLeaf.index)
    )
    return list(session.scalars(statement))
