"""What programs fetch of the log, by the addresses of C2SP tlog-tiles."""

import pytest
from flask.testing import FlaskClient

from gi_registry.core.db import Database
from gi_registry.translog import service as translog
from gi_registry.translog.rules.notes import NoteKey, opened
from gi_registry.translog.rules.proofs import LogProof
from gi_registry.translog.rules.tiles import unbundled
from gi_registry.translog.rules.tree import Tree, folded, leaf_hash
from tests.factories import NOW
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


def test_people_find_entries_and_see_what_is_public_of_them(
    client: FlaskClient, database: Database
) -> None:
    grow(database, 30)
    with database.write() as session:
        translog.append(session, "entity.registered", "9114X", {"name": "甲"}, now=NOW)

    page = client.get("/log?lang=zh").text
    older = client.get("/log?page=2").text
    hidden = client.get("/log/entries/30")
    public = client.get("/log/entries/7")

    assert "不公开" in page
    assert "9114X" not in page + hidden.text
    assert "甲" not in hidden.text
    assert "/log/entries/30" in page
    assert "/log/entries/0" in older
    assert "/log/entries/30" not in older
    assert "MA-7" in public.text
    assert "1000" not in public.text
    assert client.get("/log?q=7").headers["Location"] == "/log/entries/7"
    found = client.get("/log?q=MA-7").text
    assert "/log/entries/7" in found
    assert "/log/entries/8" not in found
    assert "/log/entries/30" not in client.get("/log?q=9114X").text
    assert client.get("/log/entries/31").status_code == 404


def test_an_entry_gives_its_proof_and_says_if_it_was_changed(
    client: FlaskClient, database: Database
) -> None:
    grow(database, 30)
    key = NoteKey.read(client.get("/log/key").text)
    entry = unbundled(client.get("/log/tile/entries/000.p/30").data)[11]

    proof = LogProof.read(client.get("/log/entries/11.tlog-proof").text)
    sound = client.get("/log/entries/11?lang=zh").text
    with database.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE log_leaf SET subject = 'MA-0' WHERE \"index\" = 11"
        )

    assert proof.check(leaf_hash(entry), key).size == 30
    assert proof.extra == b""
    assert "数据库被改动过" not in sound
    assert "数据库被改动过" in client.get("/log/entries/11?lang=zh").text
