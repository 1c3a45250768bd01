"""Makes a backup beside the running registry; it looks finished only when it is."""

import errno
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.annual_reports.models import ReportImport
from gi_registry.app import tables
from gi_registry.app.backup import copying, engines, manifest, noting
from gi_registry.app.backup.errors import (
    BackupFolderError,
    BackupInsideError,
    BackupRunsError,
    BackupSpaceError,
    DatabaseEmptyError,
    OtherRegistryError,
)
from gi_registry.app.backup.manifest import Manifest, Part
from gi_registry.areas.models import AreaImport
from gi_registry.complaints.models import ComplaintPhoto
from gi_registry.core import blobs
from gi_registry.core.errors import RefusedError
from gi_registry.core.sessions import Registry
from gi_registry.core.words import Words
from gi_registry.demo.service import marker
from gi_registry.producers.models import FileHolder, StoredFile
from gi_registry.translog import service as translog
from gi_registry.translog.errors import LogBrokenError

Say = Callable[[str], None]

NAMING: Final = (
    StoredFile.sha256,
    FileHolder.sha256,
    ReportImport.file_sha256,
    AreaImport.sha256,
    ComplaintPhoto.sha256,
)
"""Columns that name files of the store; others refer to `stored_file`."""

_UNFINISHED: Final = ".unfinished-"
_FULL: Final = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made.

    Attributes:
        folder: that it lies in.
        manifest: of it.
        new_bytes: of files that no earlier backup had, and of the database.
        damaged: digests of files in the store that have another content, and that
            the database does not name.
        broken: what is wrong with the log, if that cannot be signed.
        removed: older backups that made room.
    """

    folder: Path
    manifest: Manifest
    new_bytes: int
    damaged: list[str]
    broken: Words | None
    removed: list[Path]

    @property
    def is_whole(self) -> bool:
        """Whether nothing that belongs to it is lost."""
        return not self.manifest.missing and self.broken is None


def make(
    parts: Registry, folder: Path, *, now: datetime, say: Say, keep: int | None = None
) -> Made:
    """Back up database and files into a new folder below one.

    The database is copied first: a file is in the store before the row that names it
    is committed, and none is ever removed, so that the store then holds all that the
    copy names, whatever comes in meanwhile. What an earlier backup has is read again
    and given a second name, if it is still sound.

    Args:
        parts: the installation.
        folder: made if only its parent is there.
        now: names the backup.
        say: told how far it is.
        keep: finished backups to leave; None leaves all. None is removed while
            something is lost, which an older one may have.

    Raises:
        BackupInsideError, BackupFolderError, BackupSpaceError, BackupRunsError,
        OtherRegistryError, DatabaseEmptyError, DatabaseDamagedError,
        ToolMissingError, ToolFailedError: see there.
    """
    data_dir = parts.settings.data_dir.resolve()
    folder = folder.resolve()
    if folder.is_relative_to(data_dir):
        raise BackupInsideError(folder, data_dir)
    with noting.alone(data_dir), _told(folder):
        folder.mkdir(mode=0o700, exist_ok=True)
        earlier = _earlier(parts, folder)
        name = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        if (folder / name).exists():
            raise BackupRunsError
        place = folder / f"{_UNFINISHED}{name}"
        place.mkdir(mode=0o700)
        work = _Work(parts, place, earlier, say)
        filled, damaged = _fill(work, now)
        place.rename(folder / name)
        copying.settle_names(folder)
        made = Made(folder / name, filled, work.new_bytes, damaged, work.broken, [])
        if keep is not None and made.is_whole:
            made.removed.extend(_removed(folder, keep, say))
    noting.note(data_dir, noting.Last(now, folder / name))
    return made


@dataclass(slots=True)
class _Work:
    """One backup being made.

    Attributes:
        parts: the installation.
        place: the unfinished folder.
        earlier: the backup before, if there is one.
        say: told how far it is.
        new_bytes: written so far.
        broken: what is wrong with the log.
    """

    parts: Registry
    place: Path
    earlier: Path | None
    say: Say
    new_bytes: int = 0
    broken: Words | None = None


def _fill(work: _Work, now: datetime) -> tuple[Manifest, list[str]]:
    parts, settings = work.parts, work.parts.settings
    current, head = tables.revisions(parts.database)
    if current is None:
        raise DatabaseEmptyError
    with engines.snapshot(parts.database) as session:
        of_today = current == head
        named = _named(session) if of_today else set[str]()
        signed = _signed(work, session) if of_today else None
        engine_version = engines.version(session)
        database = _database(work, session)
    store = blobs.kept(settings.data_dir)
    taken = dict(_files(work, sorted(named | store)))
    lost = [name for name, part in taken.items() if part is None]
    made = Manifest(
        registry=version_of("gi-registry"),
        revision=current,
        engine=parts.database.engine.dialect.name,
        engine_version=engine_version,
        at=now.astimezone(UTC).isoformat(timespec="seconds"),
        base_url=settings.base_url,
        is_demonstration=marker(settings.data_dir).exists(),
        checkpoint=signed,
        secret=manifest.fingerprint(parts.secrets),
        database=database,
        files=[part for part in taken.values() if part],
        missing=[name for name in lost if name in named],
    )
    text = made.sealed(parts.secrets).encode()
    copying.written([text], work.place / manifest.NAME)
    copying.settle(work.place)
    return made, [name for name in lost if name not in named]


def _signed(work: _Work, session: Session) -> str | None:
    """Return the log's checkpoint; a broken log is backed up all the same."""
    parts = work.parts
    key = translog.LogKey.of(parts.settings.base_url, parts.secrets.master)
    try:
        return translog.checkpoint(session, key)
    except LogBrokenError as error:
        work.broken = error.words
        return None


def _database(work: _Work, session: Session) -> Part:
    name = engines.COPY[work.parts.database.engine.dialect.name]
    work.say("database")
    size, digest = engines.copy(session, work.place / name, copying.Pulse(work.say))
    work.say(f"database: {size / 1e6:,.1f} MB")
    work.new_bytes += size
    return Part(name, size, digest)


def _named(session: Session) -> set[str]:
    return {name for column in NAMING for name in session.scalars(select(column))}


def _files(work: _Work, names: list[str]) -> Iterator[tuple[str, Part | None]]:
    """Give each file once it is in the backup, or None where it cannot be had."""
    size, pulse = 0, copying.Pulse(work.say)
    for count, name in enumerate(names, 1):
        part = _file(work, name)
        size += part.size if part else 0
        pulse(f"files: {count:,} of {len(names):,}, {size / 1e6:,.1f} MB")
        yield name, part
    work.say(f"files: {len(names):,}, {size / 1e6:,.1f} MB")


def _file(work: _Work, name: str) -> Part | None:
    target = blobs.place(work.place, name)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = str(target.relative_to(work.place))
    for source in _sources(work, name):
        size, digest = copying.measured(source)
        if digest != name:
            continue
        if work.earlier in source.parents and copying.linked(source, target):
            return Part(path, size, name)
        if copying.copied(source, target)[1] == name:
            work.new_bytes += size
            return Part(path, size, name)
        target.unlink()
    return None


def _sources(work: _Work, name: str) -> Iterator[Path]:
    """Give where a file may be had: from the backup before, then from the store."""
    for place in (work.earlier, work.parts.settings.data_dir):
        if place is not None and blobs.place(place, name).is_file():
            yield blobs.place(place, name)


def _earlier(parts: Registry, folder: Path) -> Path | None:
    """Return the backup before, and clear away what was not finished.

    Raises:
        OtherRegistryError: it was made under another secret.
    """
    before = manifest.finished(folder)
    if before and manifest.secret_of(before[-1]) != manifest.fingerprint(parts.secrets):
        raise OtherRegistryError(folder, parts.settings.master_key)
    _clear(folder)
    return before[-1] if before else None


def _clear(folder: Path) -> None:
    """Take away what was not finished, also by one that was killed."""
    for path in folder.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(path, ignore_errors=True)


def _removed(folder: Path, keep: int, say: Say) -> list[Path]:
    old = manifest.finished(folder)[:-keep]
    for path in old:
        say(f"removing {path.name}")
        away = path.with_name(f"{_UNFINISHED}{path.name}")
        path.rename(away)
        shutil.rmtree(away)
    return old


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Turn what the system says into words, and clear away what is unfinished."""
    try:
        yield
    except OSError as error:
        raise _said(folder, error, is_full=error.errno in _FULL) from error
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        raise _said(folder, error, is_full=code == sqlite3.SQLITE_FULL) from error
    finally:
        _clear(folder)


def _said(folder: Path, error: Exception, *, is_full: bool) -> RefusedError:
    if not is_full:
        where = getattr(error, "filename", None) or folder
        return BackupFolderError(
            str(where), getattr(error, "strerror", None) or str(error)
        )
    parts = folder.glob(f"{_UNFINISHED}*/**/*")
    size = sum(path.stat().st_size for path in parts if path.is_file())
    _clear(folder)
    return BackupSpaceError(folder, size, shutil.disk_usage(folder).free)
