"""Several processes append at once, and one is killed: the log stays one sound row."""

from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection

from sqlalchemy import func, select

from gi_registry.core.db import Database
from gi_registry.translog import service as translog
from gi_registry.translog.models import LogLeaf
from gi_registry.translog.rules.audit import audit
from gi_registry.translog.rules.notes import opened
from gi_registry.translog.rules.tiles import TileName
from gi_registry.translog.service import LogKey, NewLeaf
from tests.factories import NOW

KEY = LogKey("gi.example/log", bytes(range(32)))
WRITERS = 4
ROUNDS = 25
EACH = 4
FORK = get_context("fork")


def test_writers_together_leave_no_gap_and_no_reader_sees_one(
    database: Database,
) -> None:
    writers = [
        FORK.Process(target=_write, args=(database.url, number))
        for number in range(WRITERS)
    ]
    for each in writers:
        each.start()

    seen = [_checkpoint(database)]
    while any(each.is_alive() for each in writers):
        seen.append(_checkpoint(database))
    for each in writers:
        each.join()

    with database.read() as session:
        last, rows = session.execute(
            select(func.max(LogLeaf.index), func.count(LogLeaf.index))
        ).one()
        subjects = session.scalars(
            select(LogLeaf.subject).order_by(LogLeaf.index)
        ).all()
    assert (last + 1, rows) == (WRITERS * ROUNDS * EACH, WRITERS * ROUNDS * EACH)
    for number in range(WRITERS):
        own = [each for each in subjects if each.startswith(f"W{number}-")]
        assert own == [f"W{number}-{at}" for at in range(ROUNDS * EACH)]
    assert _faults(database, seen) == []
    assert [each.exitcode for each in writers] == [0] * WRITERS


def test_a_writer_that_is_killed_leaves_a_sound_tree(database: Database) -> None:
    ours, theirs = FORK.Pipe(duplex=False)
    writer = FORK.Process(target=_write_for_ever, args=(database.url, theirs))
    writer.start()

    told = [ours.recv() for _ in range(6)]
    writer.kill()
    writer.join()

    before = _checkpoint(database)
    with database.write() as session:
        translog.append_all(session, _leaves("after", range(300)), now=NOW)
    with database.read() as session:
        assert translog.size(session) >= told[-1] + 300
    assert _faults(database, [before]) == []


def _write(url: str, number: int) -> None:
    """Append in many transactions, of which some are undone."""
    database = Database(url)
    numbers = count()
    for _ in range(ROUNDS):
        with database.write() as session:
            translog.append(session, "a.undone", f"W{number}-x", {}, now=NOW)
            session.rollback()
        with database.write() as session:
            own = [next(numbers) for _ in range(EACH)]
            translog.append_all(session, _leaves(f"W{number}", own), now=NOW)
    database.engine.dispose()


def _write_for_ever(url: str, told: Connection) -> None:
    database = Database(url)
    for number in count():
        with database.write() as session:
            leaves = _leaves(f"K{number}", range(50))
            translog.append_all(session, leaves, now=NOW)
            size = translog.size(session)
        told.send(size)


def _leaves(name: str, numbers: "range | list[int]") -> list[NewLeaf]:
    return [NewLeaf("run.issued", f"{name}-{at}", {"run": at}) for at in numbers]


def _checkpoint(database: Database) -> str:
    with database.read() as session:
        return translog.checkpoint(session, KEY)


def _faults(database: Database, notes: list[str]) -> list[str]:
    """Return what an auditor finds who kept all these checkpoints."""
    kept = [opened(note, KEY.public) for note in set(notes)]
    with database.read() as session:

        def fetch(path: str) -> bytes:
            if path == "checkpoint":
                return translog.checkpoint(session, KEY).encode()
            name = TileName.read(path.removeprefix("tile/"))
            assert name is not None
            return translog.tile(session, name)

        return [each.slug for each in audit(fetch, KEY.public, kept).faults]
