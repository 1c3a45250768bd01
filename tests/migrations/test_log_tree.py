"""Entries from before the tree are integrated in their order, and can be taken back."""

import json
from hashlib import sha256

from sqlalchemy import select

from gi_registry.app import tables
from gi_registry.core.db import Database
from gi_registry.translog import service as translog
from gi_registry.translog.models import LogLeaf
from gi_registry.translog.service import NewLeaf
from tests.factories import NOW

COUNT = 600


def test_entries_so_far_are_integrated_in_their_order(database: Database) -> None:
    with database.write() as session:
        named = [NewLeaf("a.b", f"MA-{each}", {"n": 0.5}) for each in range(COUNT - 1)]
        translog.append_all(session, named, now=NOW)
        translog.append(session, "reports.drawn", "AR-D", {"reports": 2}, now=NOW)
    try:
        tables.downgrade(database, "0057")
        with database.engine.connect() as connection:
            old = connection.exec_driver_sql(
                'SELECT leaf_hash FROM log_leaf ORDER BY "index"'
            ).scalars()
            former = list(old)
    finally:
        tables.upgrade(database)
        database.engine.dispose()

    with database.read() as session:
        leaves = session.scalars(select(LogLeaf).order_by(LogLeaf.index)).all()
        bare = [bytes.fromhex(each.leaf_hash) for each in leaves]
        entries = translog.bundle(session, 0, COUNT)
        assert translog.tree(session).root() == _root(bare)
        assert bare == [sha256(b"\0" + each).digest() for each in entries]
        assert [translog.former_hash(each) for each in leaves] == former
        assert former[COUNT - 1] == leaves[COUNT - 1].leaf_hash
        assert json.loads(entries[7]).keys() == {"at", "index", "kind", "commitment"}


def _root(leaves: list[bytes]) -> bytes:
    """Return the root, by a tree of pairs that knows no tiles."""
    if len(leaves) == 1:
        return leaves[0]
    half = 1 << ((len(leaves) - 1).bit_length() - 1)
    return sha256(b"\x01" + _root(leaves[:half]) + _root(leaves[half:])).digest()
