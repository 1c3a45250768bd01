"""What programs fetch of the log, by the addresses of C2SP tlog-tiles."""

import pytest
from flask.testing import FlaskClient

from gi_registry.core.db import Database
from gi_registry.translog.rules.notes import NoteKey, opened
from gi_registry.translog.rules.tiles import unbundled
from gi_registry.translog.rules.tree import Tree, folded, leaf_hash
from tests.translog.growing import grow


def test_an_auditor_finds_the_root_that_was_signed(
    client: FlaskClient, database: Database
) -> None:
    grow(database, 300)
    grow(database, 13)

    key = NoteKey.read(client.get("/log/key").text)
    said = opened(client.get("/log/checkpoint").text, key)
    full = client.get("/log/tile/entries/000")
    rest = client.get("/log/tile/entries/001.p/57")

    entries = [*unbundled(full.data), *unbundled(rest.data)]
    leaves = [leaf_hash(each) for each in entries]
    assert said.size == len(leaves) == 313
    assert client.get("/log/tile/0/000").data == b"".join(leaves[:256])
    assert client.get("/log/tile/0/001.p/57").data == b"".join(leaves[256:])
    above = client.get("/log/tile/1/000.p/1").data
    assert above == folded(leaves[:256])
    levels = (leaves, [above])
    tree = Tree(313, lambda level, first, count: levels[level][first : first + count])
    assert said.root == tree.root()
    assert full.cache_control.immutable
    assert full.mimetype == "application/octet-stream"
    assert client.get("/log/checkpoint").cache_control.max_age == 5


@pytest.mark.parametrize(
    "path", ["0/000", "0/000.p/4", "0/001", "1/000.p/1", "entries/000.p/4", "x", "0/1"]
)
def test_what_the_log_has_not_is_not_found(
    client: FlaskClient, database: Database, path: str
) -> None:
    grow(database, 3)

    assert client.get(f"/log/tile/{path}").status_code == 404
    assert client.get("/log/tile/0/000.p/3").status_code == 200


def test_a_row_that_is_gone_stops_the_signing(
    client: FlaskClient, database: Database
) -> None:
    grow(database, 5)
    with database.engine.begin() as connection:
        connection.exec_driver_sql('DELETE FROM log_leaf WHERE "index" = 2')

    answer = client.get("/log/checkpoint")

    assert answer.status_code == 409
    assert "\n— " not in answer.text
