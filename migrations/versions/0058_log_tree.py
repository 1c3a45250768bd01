"""The tree of the log: what entries show, and the hashes above full tiles.

Not safe to run while the old code serves: it appends leaves that have no salt.

Entries so far are integrated in their order. They were made before anybody saw
them, so each shows its time and kind and a salted commitment to the rest; only the
draws of reports, whose hash is the seed of the draw, stay as they were hashed.
"""

import hashlib
import json
import secrets
from collections.abc import Iterator, Sequence
from datetime import UTC
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_PART = 10_000
_WIDTH = 256

_LEAF = sa.table(
    "log_leaf",
    sa.column("index", sa.Integer),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("kind", sa.String),
    sa.column("subject", sa.String),
    sa.column("body", _JSON),
    sa.column("shown", _JSON),
    sa.column("salt", sa.String),
    sa.column("leaf_hash", sa.String),
)
_NODE = sa.table(
    "log_node",
    sa.column("level", sa.Integer),
    sa.column("index", sa.Integer),
    sa.column("hash", sa.String),
)


def upgrade() -> None:
    op.add_column("log_leaf", sa.Column("shown", _JSON, nullable=True))
    op.add_column("log_leaf", sa.Column("salt", sa.String(32), nullable=True))
    op.create_table(
        "log_node",
        sa.Column("level", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("index", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("level", "index", name=op.f("pk_log_node")),
    )
    _integrate(op.get_bind())


def downgrade() -> None:
    bind = op.get_bind()
    for rows in _parts(bind):
        _store(bind, [_whole(row) for row in rows])
    op.drop_table("log_node")
    op.drop_column("log_leaf", "salt")
    op.drop_column("log_leaf", "shown")


def _integrate(bind: sa.Connection) -> None:
    level: list[bytes] = []
    for rows in _parts(bind):
        made = [_hidden(row) for row in rows]
        _store(bind, made)
        level += [bytes.fromhex(row["leaf_hash"]) for row in made]
    number = 1
    while len(level) >= _WIDTH:
        full = range(0, len(level) - _WIDTH + 1, _WIDTH)
        level = [_folded(level[at : at + _WIDTH]) for at in full]
        made = [
            {"level": number, "index": at, "hash": each.hex()}
            for at, each in enumerate(level)
        ]
        bind.execute(sa.insert(_NODE), made)
        number += 1


def _parts(bind: sa.Connection) -> Iterator[Sequence[sa.Row[Any]]]:
    first = 0
    while True:
        found = sa.select(_LEAF).order_by(_LEAF.c.index).limit(_PART)
        rows = bind.execute(found.where(_LEAF.c.index >= first)).all()
        if not rows:
            return
        yield rows
        first = rows[-1].index + 1


def _store(bind: sa.Connection, made: list[dict[str, Any]]) -> None:
    changed = sa.update(_LEAF).where(_LEAF.c.index == sa.bindparam("at_index"))
    names = ("shown", "salt", "leaf_hash")
    values = {name: sa.bindparam(f"new_{name}") for name in names}
    rows = [
        {"at_index": row["index"]} | {f"new_{name}": row[name] for name in names}
        for row in made
    ]
    bind.execute(changed.values(values), rows)


def _hidden(row: sa.Row[Any]) -> dict[str, Any]:
    record = _record(row)
    if row.kind == "reports.drawn":
        return _made(row, sorted(row.body), None, record)
    salt = secrets.token_hex(16)
    commitment = hashlib.sha256(bytes.fromhex(salt) + _canonical(record)).hexdigest()
    entry = {"at": record["at"], "index": row.index, "kind": row.kind}
    return _made(row, None, salt, entry | {"commitment": commitment})


def _whole(row: sa.Row[Any]) -> dict[str, Any]:
    return _made(row, None, None, _record(row))


def _made(
    row: sa.Row[Any], shown: list[str] | None, salt: str | None, entry: dict[str, Any]
) -> dict[str, Any]:
    leaf_hash = hashlib.sha256(b"\x00" + _canonical(entry)).hexdigest()
    names = {"index": row.index, "shown": shown, "salt": salt}
    return names | {"leaf_hash": leaf_hash}


def _record(row: sa.Row[Any]) -> dict[str, Any]:
    at = row.at.replace(tzinfo=UTC) if row.at.tzinfo is None else row.at
    record = {"at": at.astimezone(UTC).isoformat(), "body": row.body}
    return record | {"index": row.index, "kind": row.kind, "subject": row.subject}


def _canonical(values: dict[str, Any]) -> bytes:
    return json.dumps(
        values, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def _folded(hashes: list[bytes]) -> bytes:
    while len(hashes) > 1:
        pairs = zip(hashes[::2], hashes[1::2], strict=True)
        hashes = [hashlib.sha256(b"\x01" + a + b).digest() for a, b in pairs]
    return hashes[0]
