import hashlib
import json
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.core.db import Database
from gi_registry.translog import service as translog
from gi_registry.translog.models import LogLeaf
from tests.factories import NOW


def test_a_leaf_hash_is_that_of_rfc_6962_over_the_canonical_entry(
    session: Session,
) -> None:
    body = {"sha256": "00", "rights": [], "name": "甲乙"}
    leaf = translog.append(session, "product.changed", "SX-1", body, now=NOW)

    entry = json.dumps(
        {
            "at": "2026-11-22T04:00:00+00:00",
            "body": {"sha256": "00", "rights": [], "name": "甲乙"},
            "index": 0,
            "kind": "product.changed",
            "subject": "SX-1",
        },
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    assert leaf.leaf_hash == hashlib.sha256(b"\x00" + entry.encode()).hexdigest()


def test_what_was_stored_still_gives_its_hash(database: Database) -> None:
    with database.write() as session:
        translog.append(session, "a.b", "MA-1", {"n": 1.5, "list": [1]}, now=NOW)

    with database.read() as session:
        leaf = translog.history(session, "MA-1")[0]
        entry = translog.entry_of(leaf)

    assert leaf.leaf_hash == hashlib.sha256(b"\x00" + entry).hexdigest()


def test_many_at_once_are_numbered_without_a_gap(database: Database) -> None:
    def append(number: int) -> None:
        with database.write() as session:
            translog.append(session, "a.b", f"MA-{number}", {}, now=NOW)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(append, range(40)))

    with database.read() as session:
        indexes = session.scalars(select(LogLeaf.index).order_by(LogLeaf.index)).all()
    assert list(indexes) == list(range(40))
