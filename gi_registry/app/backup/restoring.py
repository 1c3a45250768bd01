"""Puts a backup back into an empty installation, and looks at what came of it."""

import hmac
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from alembic.script import ScriptDirectory
from alembic.util import CommandError

from gi_registry.accounts import web as accounts_web
from gi_registry.app import doctor, tables
from gi_registry.app.backup import copying, engines, manifest
from gi_registry.app.backup.errors import (
    BackupDamagedError,
    BackupFolderError,
    NewerBackupError,
    NoBackupError,
    OtherEngineError,
    OtherSecretError,
    RestoreSpaceError,
    TargetNotEmptyError,
)
from gi_registry.app.backup.manifest import Manifest, Part
from gi_registry.app.doctor import Finding
from gi_registry.core import blobs, secret
from gi_registry.core.db import Database
from gi_registry.core.sessions import Registry
from gi_registry.core.settings import Settings
from gi_registry.demo.service import marker
from gi_registry.marks import service as marks
from gi_registry.translog import service as translog
from gi_registry.translog.errors import LogBrokenError
from gi_registry.translog.rules.audit import audit
from gi_registry.translog.rules.notes import opened

Say = Callable[[str], None]

_NAMES: Final = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored.

    Attributes:
        folder: of the backup.
        manifest: of it.
        head: the revision that this code wants.
        findings: what was looked at afterwards; none where `db upgrade` comes first.
    """

    folder: Path
    manifest: Manifest
    head: str
    findings: list[Finding]


def restore(settings: Settings, where: Path, *, today: date, say: Say) -> Restored:
    """Restore a backup into an installation that has only its master secret.

    Everything is looked at before anything is written; files come first, and the
    database, which makes them known, last and at once.

    Args:
        settings: of the installation.
        where: a backup, or the folder that backups lie in: then the newest.
        today: day in China, for the books.
        say: told how far it is.

    Raises:
        NoBackupError, MasterKeyMissingError, OtherSecretError, BackupDamagedError,
        OtherEngineError, NewerBackupError, TargetNotEmptyError, ToolMissingError,
        PostgisMissingError, ToolFailedError, BackupFolderError: see there.
    """
    try:
        folder = _chosen(where)
        say(f"restoring {folder}")
        secrets = secret.load(settings.master_key)
        claimed = manifest.secret_of(folder)
        if not hmac.compare_digest(claimed, manifest.fingerprint(secrets)):
            raise OtherSecretError(settings.master_key)
        made = Manifest.opened(folder, secrets)
        database = Database(settings.database)
        parts = Registry(settings, database, secrets, accounts_web.load_caller)
        try:
            head = _fitting(made, database)
            _put_back(parts, folder, made, say)
            say("looking at log, lists and books")
            is_today = made.revision == head
            findings = _findings(parts, made, today) if is_today else []
        finally:
            database.engine.dispose()
    except OSError as error:
        named = str(error.filename or where)
        raise BackupFolderError(named, error.strerror or str(error)) from error
    return Restored(folder, made, head, findings)


def _put_back(parts: Registry, folder: Path, made: Manifest, say: Say) -> None:
    settings = parts.settings
    _check_empty(settings, made)
    engines.check_target(parts.database, made.engine_version)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.data_dir).free
    if made.size > free:
        raise RestoreSpaceError(settings.data_dir, made.size, free)
    _verify(folder, made, say)
    _put_files(folder, made, settings.data_dir)
    say("database")
    engines.put_back(parts.database, folder / made.database.path)
    if made.is_demonstration:
        marker(settings.data_dir).touch()


def _chosen(where: Path) -> Path:
    if (where / manifest.NAME).is_file():
        return where
    below = manifest.finished(where) if where.is_dir() else []
    if not below:
        raise NoBackupError(where)
    return below[-1]


def _fitting(made: Manifest, database: Database) -> str:
    """Refuse what this engine or this code cannot hold; return the code's revision."""
    engine = database.engine.dialect.name
    if made.engine != engine:
        raise OtherEngineError(_NAMES[made.engine], _NAMES.get(engine, engine))
    scripts = ScriptDirectory.from_config(tables.configuration())
    head = scripts.get_current_head() or ""
    try:
        scripts.get_revision(made.revision)
    except CommandError as error:
        what = f"{made.registry}, {made.revision}"
        raise NewerBackupError(what, head) from error
    return head


def _check_empty(settings: Settings, made: Manifest) -> None:
    """Refuse a store with files that are not of the backup.

    Those that are may be left of a restore that did not come to its end.
    """
    known = {Path(part.path).name for part in made.files}
    if blobs.kept(settings.data_dir) - known:
        raise TargetNotEmptyError(str(settings.data_dir / "files"), engines.AWAY)


def _verify(folder: Path, made: Manifest, say: Say) -> None:
    """Read every part, and compare it with the manifest."""
    pulse, size = copying.Pulse(say), 0
    for part in (made.database, *made.files):
        path = folder / part.path
        if not path.is_file() or copying.measured(path) != (part.size, part.sha256):
            raise BackupDamagedError(path)
        size += part.size
        pulse(f"verified {size / 1e6:,.1f} of {made.size / 1e6:,.1f} MB")
    say(f"verified: {len(made.files) + 1:,} parts, {size / 1e6:,.1f} MB")


def _put_files(folder: Path, made: Manifest, data_dir: Path) -> None:
    (data_dir / "files").mkdir(mode=0o700, exist_ok=True)
    for part in made.files:
        _put_file(folder / part.path, part, data_dir)
    copying.settle(data_dir / "files")


def _put_file(source: Path, part: Part, data_dir: Path) -> None:
    incoming = data_dir / "files" / "incoming-restored"
    if copying.copied(source, incoming) != (part.size, part.sha256):
        raise BackupDamagedError(source)
    target = blobs.place(data_dir, part.sha256)
    target.parent.mkdir(mode=0o700, exist_ok=True)
    incoming.replace(target)


def _findings(parts: Registry, made: Manifest, today: date) -> list[Finding]:
    """Look at the log, all of it, at the kept lists and at the books of labels."""
    return [
        doctor.log(parts),
        _whole_log(parts, made),
        doctor.lists(parts),
        _books(parts, today),
    ]


def _whole_log(parts: Registry, made: Manifest) -> Finding:
    """Rebuild the log from its entries, and compare it with the backup's checkpoint."""
    key = translog.LogKey.of(made.base_url, parts.secrets.master)
    kept = [opened(made.checkpoint, key.public)] if made.checkpoint else []
    advice = "take another backup"
    with TemporaryDirectory() as folder:
        try:
            with parts.database.read() as session:
                for _tile in translog.export(session, Path(folder), key):
                    pass
        except LogBrokenError as error:
            return Finding("log, audited", False, error.words.en, advice)
        found = audit(translog.source(folder), key.public, kept)
    seen = f"{found.checkpoint.size:,} entries rebuilt, as the backup's checkpoint says"
    wrong = "; ".join(fault.words.en for fault in found.faults[:3])
    return Finding("log, audited", not wrong, wrong or seen, advice if wrong else "")


def _books(parts: Registry, today: date) -> Finding:
    with parts.database.read() as session:
        found = marks.audit(session, today=today)
    seen = f"{found.runs:,} runs, {found.labels:,} labels add up"
    wrong = "; ".join(found.faults[:3])
    advice = "run: gi-registry runs audit" if wrong else ""
    return Finding("books of labels", not wrong, wrong or seen, advice)
