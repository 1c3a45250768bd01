"""One piece of work in the hands of a worker."""

import hashlib
import logging
import os
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from gi_registry.accounts import service as accounts
from gi_registry.core.access import Caller
from gi_registry.core.errors import GiError
from gi_registry.core.sessions import Registry
from gi_registry.core.words import Words
from gi_registry.jobs.errors import CancelledError, LeaseLostError, StoppingError
from gi_registry.jobs.rules import BEAT, KEPT
from gi_registry.jobs.service import queue
from gi_registry.jobs.service.kinds import Declared, declared

log = logging.getLogger(__name__)

Now = Callable[[], datetime]
_EVERY = timedelta(seconds=1)
"""How often progress is written at most."""


@dataclass(frozen=True, slots=True)
class Result:
    """A file that was written, not yet under its final name."""

    part: Path
    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(slots=True)
class Work:
    """What a handler gets.

    It works in steps, each in a transaction of its own, and calls `progress`
    between them (never inside a writing session). It may be begun again from
    the start at any time: what it has done must be found, not done twice.

    Attributes:
        parts: database, settings and secrets of the installation.
        job_id: its job.
        arguments: as they were queued.
        now: asks for the present instant.
        account_id: who asked for it; none of periodic work.
        for_id: for whom, where a deputy did.
    """

    parts: Registry
    job_id: int
    arguments: dict[str, Any]
    now: Now
    lease: str
    stop: threading.Event
    account_id: int | None = None
    for_id: int | None = None
    result_file: Result | None = None
    _written_at: datetime | None = field(default=None, repr=False)

    def caller(self, session: Session) -> Caller:
        """Return who asked for it, with what he may do at this instant.

        What a writing session logs from then on stands as done for whom he acts.

        Raises:
            LookupError: nobody asked for it: it is periodic.
            AccountClosedError, DeputyEndedError: see `accounts.standing_in`.
        """
        if self.account_id is None:
            raise LookupError(self.job_id)
        return accounts.standing_in(
            session, self.account_id, self.for_id, now=self.now()
        )

    def progress(self, done: int, of: int) -> None:
        """Say how far it has come, and hear whether it is to go on.

        Args:
            done: in whatever unit, such as labels.
            of: the whole, in the same unit; 0 if it is not known.

        Raises:
            CancelledError, LeaseLostError, StoppingError: it is not; let them pass.
        """
        if self.stop.is_set():
            raise StoppingError
        now = self.now()
        if self._written_at and now - self._written_at < _EVERY and done != of:
            return
        self._written_at = now
        with self.parts.database.write() as session:
            progress = (done, of)
            is_cancelled = queue.beat(
                session, self.job_id, self.lease, now=now, progress=progress
            )
        if is_cancelled:
            raise CancelledError

    @contextmanager
    def result(self, name: str, media_type: str) -> Iterator[IO[bytes]]:
        """Give the file that the result is written to.

        It comes under its final name only when all of the work is done.

        Args:
            name: what the download is called.
            media_type: such as text/csv.
        """
        folder = folder_of(self.parts.settings.data_dir)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = folder / f"{self.job_id}-{self.lease}.part"
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        with part.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = part.stat().st_size
        self.result_file = Result(part, name, media_type, size, digest)


def folder_of(data_dir: Path) -> Path:
    """Return where results are kept."""
    return data_dir / "results"


def path_of(data_dir: Path, job_id: int) -> Path:
    """Return where a job's result is kept under its final name."""
    return folder_of(data_dir) / str(job_id)


def remove_old(data_dir: Path, *, now: datetime) -> int:
    """Remove results that are no longer kept, and what killed workers left.

    Returns:
        How many files.
    """
    limit = (now - KEPT).timestamp()
    old = [
        path for path in folder_of(data_dir).glob("*") if path.stat().st_mtime < limit
    ]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def run_due(parts: Registry, *, now: Now, stop: threading.Event | None = None) -> int:
    """Do everything that is due at the start, one after the other.

    Args:
        parts: of the installation.
        now: asks for the present instant.
        stop: set by somebody who wants the worker to end.

    Returns:
        How many pieces of work were taken up.
    """
    stop, until, count = stop or threading.Event(), now(), 0
    with parts.database.read() as session:
        if queue.is_idle(session, until=until):
            return 0
    with parts.database.write() as session:
        queue.plan(session, now=until)
    while not stop.is_set() and _run_one(parts, now=now, until=until, stop=stop):
        count += 1
    return count


def _run_one(
    parts: Registry, *, now: Now, until: datetime, stop: threading.Event
) -> bool:
    lease = secrets.token_hex(16)
    with parts.database.write() as session:
        job = queue.claim(session, now=now(), until=until, lease=lease)
        if job is None:
            return False
        kind = declared()[job.kind]
        work = Work(
            *(parts, job.id, dict(job.arguments), now, lease, stop),
            account_id=job.account_id,
            for_id=job.for_id,
        )
    _remove_parts(parts.settings.data_dir, work.job_id)
    try:
        with _heartbeat(work):
            _do(work, kind)
    except LeaseLostError:
        log.warning("job lost", extra={"job": work.job_id})
    finally:
        if work.result_file is not None:
            work.result_file.part.unlink(missing_ok=True)
    return True


def _do(work: Work, kind: Declared) -> None:
    """Do it, and note how it ended."""
    try:
        kind.handle(work)
    except LeaseLostError:
        raise
    except CancelledError:
        _note(work, queue.cancel)
    except StoppingError:
        _note(work, queue.put_back)
    except GiError as error:
        _failed(work, kind, error.words)
    except Exception:
        log.exception("job failed", extra={"job": work.job_id, "kind": kind.kind})
        _failed(work, kind, None)
    else:
        _finished(work, kind)


def _finished(work: Work, kind: Declared) -> None:
    """End it, and only then give the result its final name, in one step.

    The row is locked meanwhile: of two workers one gets here. Killed between
    the two, the file is whole and the work is done again.
    """
    now, result = work.now(), work.result_file
    with work.parts.database.write() as session:
        job = queue.held(session, work.job_id, work.lease)
        queue.finish(job, kind, now=now)
        if result is not None:
            job.result_name, job.result_type = result.name, result.media_type
            job.result_bytes, job.result_sha256 = result.size, result.sha256
        session.flush()
        if result is not None:
            result.part.replace(path_of(work.parts.settings.data_dir, work.job_id))
    log.info("job done", extra={"job": work.job_id, "kind": kind.kind})


def _failed(work: Work, kind: Declared, why: Words | None) -> None:
    _note(work, lambda job, now: queue.fail(job, kind, why, now=now))


def _note(work: Work, end: Callable[..., None]) -> None:
    with work.parts.database.write() as session:
        end(queue.held(session, work.job_id, work.lease), now=work.now())


@contextmanager
def _heartbeat(work: Work) -> Iterator[None]:
    """Keep the lease alive from a thread of its own, through long steps."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(BEAT.total_seconds()):
            try:
                with work.parts.database.write() as session:
                    queue.beat(session, work.job_id, work.lease, now=work.now())
            except LeaseLostError:
                return
            except SQLAlchemyError:
                log.exception("no heartbeat", extra={"job": work.job_id})

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _remove_parts(data_dir: Path, job_id: int) -> None:
    """Remove what an attempt that was killed has left."""
    for part in folder_of(data_dir).glob(f"{job_id}-*.part"):
        part.unlink(missing_ok=True)
