"""What the books must withstand: many processes at once, and kill -9 at any moment."""

import hashlib
import multiprocessing
import os
from dataclasses import dataclass, field
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path
from random import Random
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from gi_registry.core.codes import CodeKeys
from gi_registry.core.db import Database
from gi_registry.marks import service
from gi_registry.marks.cli.runs import opened
from gi_registry.marks.errors import CapacityExceededError
from gi_registry.marks.models import LabelRange, LabelRun
from gi_registry.translog.models import LogLeaf
from tests import factories as make
from tests.marks import asked

_FORK: Final = multiprocessing.get_context("fork")
_SIZE: Final = 100
_NET_G: Final = 500


@dataclass(frozen=True, slots=True)
class Draw:
    """Processes that ask for labels at the same moment.

    Attributes:
        processes: how many.
        asks: how often each asks.
        each: labels that one request is for.
        labels: that the capacity has left.
    """

    processes: int
    asks: int
    each: int
    labels: int


def drawn_at_once(database: Database, draw: Draw) -> tuple[int, int]:
    """Let processes ask for the last labels; return what they got and what is stored.

    Who waits for the database longer than it is patient asks again, as people do.

    Raises:
        RuntimeError: a process ended in another way than by being refused.
    """
    with database.write() as session:
        holder = make.authorization(session)
        make.capacity(session, holder, ceiling_g=draw.labels * _NET_G)
        ids = (holder.id, make.producer(session).id)
    database.engine.dispose()
    start, results = _FORK.Barrier(draw.processes), _FORK.Queue()
    arguments = (results, database.url, ids, start, draw)
    processes = [
        _FORK.Process(target=_draw, args=arguments) for _ in range(draw.processes)
    ]
    for process in processes:
        process.start()
    issued = [results.get(timeout=300) for _ in processes]
    for process in processes:
        process.join(timeout=60)
    if any(process.exitcode for process in processes):
        msg = "a process failed"
        raise RuntimeError(msg)
    with database.read() as session:
        stored = session.scalar(
            select(func.sum(LabelRun.size)).where(LabelRun.authorization_id == ids[0])
        )
    return sum(issued), int(stored or 0)


def _draw(
    results: "Queue[int]", url: str, ids: tuple[int, int], start: Barrier, draw: Draw
) -> None:
    database = Database(url)
    request = asked.run(ids[0], size=draw.each, net_content_g=_NET_G)
    issued = asked_ = 0
    start.wait()
    while asked_ < draw.asks:
        try:
            with database.write() as session:
                service.issue_run(session, request, now=make.NOW, account_id=ids[1])
        except OperationalError:  # waited 30 s for its turn: nothing was done
            continue
        except CapacityExceededError:
            asked_ += 1
            continue
        asked_ += 1
        issued += draw.each
    database.engine.dispose()
    results.put(issued)


@dataclass(slots=True)
class Kills:
    """What was found after processes were killed.

    Attributes:
        times: how often one was.
        acknowledged: things that a killed process had said were done, count.
        lost: those of them that are not on record or not whole, count.
        double: entries of which the log says another number, count.
        more: on record but not acknowledged: killed between the two; at most one
            a kill.
        faults: of the audit.
    """

    times: int
    acknowledged: int = 0
    lost: int = 0
    double: int = 0
    more: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether nothing acknowledged is lost, nothing double, and books add up."""
        harm = self.lost + self.double + len(self.faults)
        return not harm and 0 <= self.more <= self.times


def killed(database: Database, folder: Path, *, times: int, seed: int) -> Kills:
    """Kill a process that issues, activates, voids and exports, at random moments.

    Args:
        database: empty, at head.
        folder: for the files; empty.
        times: how often.
        seed: of the moments.
    """
    with database.write() as session:
        holder = make.authorization(session)
        make.capacity(session, holder, ceiling_g=10**14)
        lot = make.lot(session, holder, quantity_g=10**14)
        ids = (holder.id, make.producer(session).id, lot.id)
    database.engine.dispose()
    dice = Random(seed)  # noqa: S311 -- nothing secret
    found = Kills(times)
    acks = folder / "acks"
    for _ in range(times):
        before = acks.stat().st_size if acks.exists() else 0
        process = _FORK.Process(target=_work, args=(database.url, ids, folder))
        process.start()
        _await_some(acks, before, process)
        process.join(timeout=dice.uniform(0, 1))
        process.kill()
        process.join(timeout=60)
    _look(database, folder, found)
    return found


def _await_some(
    acks: Path, before: int, process: multiprocessing.process.BaseProcess
) -> None:
    """Wait until a process has done something at all."""
    while process.is_alive() and not (acks.exists() and acks.stat().st_size > before):
        process.join(timeout=0.005)


def _work(url: str, ids: tuple[int, int, int], folder: Path) -> None:
    """Issue, activate, void and export until killed; say what is done, each time."""
    holder, person, lot = ids
    database, keys = Database(url), CodeKeys(bytes(range(32)), [1])
    acks = os.open(folder / "acks", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    while True:
        with database.write() as session:
            request = asked.run(holder, size=_SIZE, net_content_g=_NET_G)
            run = service.issue_run(session, request, now=make.NOW, account_id=person)
        os.write(acks, f"run {run.id}\n".encode())
        for given in (
            asked.used(run.id, 0, 50, lot, on_day=make.TODAY),
            asked.spoilt(run.id, 50, 60, on_day=make.TODAY),
        ):
            with database.write() as session:
                row = service.mark_range(
                    session, given, now=make.NOW, account_id=person
                )
            os.write(acks, f"range {row.id}\n".encode())
        with database.read() as session:
            job = service.print_job(service.run(session, run.id), base_url="http://x")
        with opened(folder / f"{run.id}.csv", hashlib.sha256()) as file:
            for piece in service.csv_lines(keys, job, 0, job.size):
                file.write(piece)
        os.write(acks, f"file {run.id}\n".encode())


def _look(database: Database, folder: Path, found: Kills) -> None:
    said: dict[str, set[int]] = {"run": set(), "range": set(), "file": set()}
    for line in (folder / "acks").read_text().splitlines():
        kind, number = line.split()
        said[kind].add(int(number))
    files = {int(path.stem) for path in folder.glob("*.csv")}
    with database.read() as session:
        kept = {
            "run": set(session.scalars(select(LabelRun.id))),
            "range": set(session.scalars(select(LabelRange.id))),
            "file": {run for run in files if _is_whole(folder / f"{run}.csv")},
        }
        leaves = dict(
            session.execute(
                select(LogLeaf.kind, func.count()).group_by(LogLeaf.kind)
            ).all()
        )
        found.faults = service.audit(session, today=make.TODAY).faults
    found.acknowledged = sum(map(len, said.values()))
    found.lost = sum(len(said[kind] - kept[kind]) for kind in said)
    found.lost += len(files - kept["file"])
    found.more = sum(len(kept[kind] - said[kind]) for kind in said)
    ranges = leaves.get("labels.activated", 0) + leaves.get("labels.void", 0)
    found.double = abs(leaves["run.issued"] - len(kept["run"]))
    found.double += abs(ranges - len(kept["range"]))


def _is_whole(path: Path) -> bool:
    return path.read_bytes().count(b"\n") == _SIZE + 1
