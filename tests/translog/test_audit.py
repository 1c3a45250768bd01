"""A log that was changed is found out; one that grew is not blamed."""

import json
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from os import environ
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from werkzeug.serving import make_server

from gi_registry.core.db import Database
from gi_registry.core.errors import GiError
from gi_registry.translog import service as translog
from gi_registry.translog.cli import log
from gi_registry.translog.errors import LogUnreachableError
from gi_registry.translog.rules.audit import audit
from gi_registry.translog.rules.notes import Checkpoint, NoteKey, opened, signed
from gi_registry.translog.rules.tiles import bundle, tiles_of
from gi_registry.translog.rules.tree import HEIGHT, Tree, folded, leaf_hash
from gi_registry.translog.service import LogKey
from tests.translog.growing import grow

CORPORA = Path(environ.get("GI_CORPORA", "../shared/corpora"))
KEY = LogKey("gi.example/log", bytes(range(32)))
MOST = 600
ENTRIES = [json.dumps({"index": at}).encode() for at in range(MOST)]


def test_an_exported_log_is_sound_and_stays_so_when_it_grows(
    app: Flask, database: Database, tmp_path: Path
) -> None:
    folder, state = tmp_path / "log", tmp_path / "state.json"
    grow(database, 300)
    _exported(app, folder)

    first = _audited(folder, "--state", state)
    grow(database, 250)
    _exported(app, folder)
    again = _audited(folder, "--state", state, "--json")

    assert first.exit_code == 0
    assert "日志完好：300 条" in first.stdout
    assert "公钥取自日志自身" in first.stderr
    assert again.exit_code == 0
    told = json.loads(again.stdout)
    assert (told["outcome"], told["size"], told["compared_with"]) == (
        "sound",
        550,
        [300],
    )
    assert json.loads(state.read_text())["checkpoint"].split("\n")[1] == "550"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ('UPDATE log_leaf SET body = \'{"run": 9}\' WHERE "index" = 7', "entry"),
        ("UPDATE log_leaf SET kind = 'run.ended' WHERE \"index\" = 7", "entry"),
        ('UPDATE log_leaf SET salt = NULL WHERE "index" = 7', "entry"),
        ('DELETE FROM log_leaf WHERE "index" = 299', "shrunk"),
    ],
)
def test_a_row_changed_or_removed_is_found(
    app: Flask, database: Database, tmp_path: Path, change: str, fault: str
) -> None:
    folder, state = tmp_path / "log", tmp_path / "state.json"
    grow(database, 300)
    _exported(app, tmp_path / "before")
    _audited(tmp_path / "before", "--state", state)
    kept = state.read_text()
    with database.engine.begin() as connection:
        connection.exec_driver_sql(change)
    _exported(app, folder)

    found = _audited(folder, "--state", state, "--json")

    assert found.exit_code == 1
    assert fault in {each["fault"] for each in json.loads(found.stdout)["faults"]}
    assert state.read_text() == kept


if CORPORA.exists():  # used where it lies, never copied

    def test_a_log_that_others_wrote_is_read_as_they_signed_it() -> None:
        folder = CORPORA / "tlog"
        key = NoteKey.read((CORPORA / "log.vkey").read_text())
        former = [
            opened((folder / f"checkpoint.{at}").read_text(), key) for at in (1, 6)
        ]

        found = audit(translog.source(str(folder)), key, former)

        assert found.checkpoint.size == 7
        # Their entries are no decisions of ours, and so do not say their place.
        assert {each.slug for each in found.faults} == {"index"}


def test_a_history_rewritten_with_the_key_in_hand_contradicts_what_others_keep(
    app: Flask, database: Database, tmp_path: Path
) -> None:
    grow(database, 5)
    _exported(app, tmp_path / "before")
    with database.engine.begin() as connection:
        connection.execute(text("DELETE FROM log_leaf"))
    grow(database, 9)  # the same decisions, but with other salts
    _exported(app, tmp_path / "after")

    alone = _audited(tmp_path / "after")
    held = _audited(tmp_path / "after", "--with", tmp_path / "before" / "checkpoint")

    assert alone.exit_code == 0
    assert held.exit_code == 1
    assert "两份不同的历史" in held.stdout


def test_a_log_is_read_over_the_network(
    app: Flask, database: Database, serving: Callable[[Flask], str]
) -> None:
    grow(database, 300)
    site = serving(app)
    url = f"{site}/log"

    sound = _audited(site)
    with database.engine.begin() as connection:
        connection.exec_driver_sql('DELETE FROM log_leaf WHERE "index" = 280')
    broken = _audited(url)

    assert sound.exit_code == 0
    assert (broken.exit_code, type(broken.exception)) == (1, LogUnreachableError)
    assert "256 至 299" in str(broken.exception)


@pytest.fixture
def serving() -> Iterator[Callable[[Flask], str]]:
    """Give what serves an application on a free port of this machine."""
    with ExitStack() as stack:

        def serve(app: Flask) -> str:
            server = make_server("127.0.0.1", 0, app, threaded=True)
            stack.callback(server.shutdown)
            thread = Thread(target=server.serve_forever)
            thread.start()
            return f"http://127.0.0.1:{server.port}"

        yield serve


def test_an_audit_refuses_what_it_cannot_read(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("[]")

    for arguments in (
        [tmp_path / "nowhere"],
        [tmp_path],
        [tmp_path, "--state", tmp_path / "state"],
        [tmp_path, "--key", "gi.example/log+00000000+AA=="],
        ["http://127.0.0.1:9/log"],
    ):
        assert _audited(*arguments).exit_code == 1


@given(st.data())
def test_any_growth_is_accepted_and_any_fork_refused(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, MOST))
    former = data.draw(st.integers(0, size))
    changed = data.draw(st.integers(0, size - 1))
    other = [*ENTRIES[:changed], ENTRIES[changed] + b" ", *ENTRIES[changed + 1 : size]]
    kept = opened(_files(ENTRIES[:former])["checkpoint"].decode(), KEY.public)

    grown = audit(_reader(_files(ENTRIES[:size])), KEY.public, [kept])
    forked = audit(_reader(_files(other)), KEY.public, [kept])

    assert grown.faults == ()
    slugs = [each.slug for each in forked.faults]
    assert slugs == (["rewritten"] if changed < former else [])


@given(st.randoms(use_true_random=False))
def test_a_byte_changed_in_any_file_is_found(chance: random.Random) -> None:
    files = dict(LOG)
    path = chance.choice(sorted(files))
    data = bytearray(files[path])
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    files[path] = bytes(data)

    assert _judged(files) is False
    del files[path]
    assert _judged(files) is False


def _judged(files: dict[str, bytes]) -> bool:
    """Whether an audit with a key from elsewhere finds nothing wrong."""
    try:
        return not audit(_reader(files), KEY.public).faults
    except (GiError, LookupError):
        return False


def _files(entries: list[bytes]) -> dict[str, bytes]:
    """Return the files of a log, made without the code that reads them."""
    levels = [[leaf_hash(each) for each in entries]]
    while len(levels[-1]) >= 1 << HEIGHT:
        below = levels[-1]
        full = range(0, len(below) - 255, 256)
        levels.append([folded(below[at : at + 256]) for at in full])
    tree = Tree(len(entries), lambda level, at, n: levels[level][at : at + n])
    said = Checkpoint(KEY.name, len(entries), tree.root())
    files = {"checkpoint": signed(str(said), KEY.name, KEY.private).encode()}
    for name in tiles_of(len(entries)):
        first = name.number * 256
        end = first + name.width
        files[f"tile/{name.path}"] = (
            bundle(entries[first:end])
            if name.level is None
            else b"".join(levels[name.level][first:end])
        )
    return files


LOG = _files(ENTRIES[:300])


def _reader(files: dict[str, bytes]) -> Callable[[str], bytes]:
    return files.__getitem__


def _exported(app: Flask, folder: Path) -> None:
    done = app.test_cli_runner().invoke(log, ["export", str(folder)])
    assert done.exit_code == 0, done.output


def _audited(*arguments: str | Path) -> Result:
    """Run the command where nothing is installed."""
    return CliRunner().invoke(log, ["audit", *map(str, arguments)])
