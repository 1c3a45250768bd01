"""Appends decisions to the log, in order, and the hashes above full tiles.

Leaves are numbered under one lock until the transaction ends, so the order is that
in which transactions end, and one that is undone leaves no gap.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from gi_registry.core.acting import acting_for
from gi_registry.core.db import lock
from gi_registry.translog.models import LogLeaf, LogNode
from gi_registry.translog.rules import entries
from gi_registry.translog.rules.tree import HEIGHT, WIDTH, folded, leaf_hash
from gi_registry.translog.service.reading import hashes, size

_LEAF: Final = cast("Table", LogLeaf.__table__)
_NODE: Final = cast("Table", LogNode.__table__)
QUEUE = 0x6C6F67
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
    _grow(session, leaf.index, leaf.index + 1)
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
        _grow(session, rows[0]["index"], rows[-1]["index"] + 1)


def _rows(
    session: Session, leaves: Sequence[NewLeaf], now: datetime, account_id: int | None
) -> list[dict[str, Any]]:
    """Return the rows of decisions, numbered; nobody else appends until the end."""
    lock(session, QUEUE)
    held_for = acting_for(session, account_id)
    rows: list[dict[str, Any]] = []
    for index, leaf in enumerate(leaves, size(session)):
        whole = entries.record(index, now, leaf.kind, leaf.subject, leaf.body)
        seen = entries.shown(leaf.kind, leaf.body) if entries.fits(whole) else None
        salt = None
        if entries.hides(whole, seen):
            salt = secrets.token_hex(entries.SALT_BYTES)
        rows.append(
            {
                "index": index,
                "at": now,
                "kind": leaf.kind,
                "subject": leaf.subject,
                "body": leaf.body,
                "shown": seen,
                "salt": salt,
                "account_id": account_id,
                "for_id": held_for,
                "leaf_hash": leaf_hash(entries.entry(whole, seen, salt)).hex(),
            }
        )
    return rows


def _grow(session: Session, before: int, after: int) -> None:
    """Keep the hash over each tile that has become full, level by level."""
    level = 1
    while (first := before >> (HEIGHT * level)) < (end := after >> (HEIGHT * level)):
        below = hashes(session, level - 1, first * WIDTH, (end - first) * WIDTH)
        rows = [
            {
                "level": level,
                "index": first + at,
                "hash": folded(below[at * WIDTH : (at + 1) * WIDTH]).hex(),
            }
            for at in range(end - first)
        ]
        session.execute(insert(_NODE), rows)
        level += 1
