"""What was there at the instant of a backup is there after its restore, or nothing."""

import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Condition, Thread

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select, text

from gi_registry.accounts import web as accounts_web
from gi_registry.app import doctor, tables
from gi_registry.app.backup import manifest
from gi_registry.app.backup.commands import backup, restore_
from gi_registry.app.backup.errors import (
    BackupDamagedError,
    BackupInsideError,
    BackupRunsError,
    NewerBackupError,
    NoBackupError,
    OtherEngineError,
    OtherRegistryError,
    OtherSecretError,
    TargetNotEmptyError,
    ToolMissingError,
)
from gi_registry.app.backup.making import NAMING, make
from gi_registry.app.backup.manifest import Manifest
from gi_registry.app.backup.restoring import restore
from gi_registry.core import blobs
from gi_registry.core.db import Database
from gi_registry.core.errors import GiError
from gi_registry.core.secret import MasterKeyMissingError, load_or_make
from gi_registry.core.sessions import Registry
from gi_registry.core.settings import Settings
from gi_registry.producers.models import StoredFile
from gi_registry.translog import service as translog
from tests import factories, postgresql
from tests.factories import NOW, TODAY
from tests.translog.growing import grow

ONE_ENGINE = pytest.mark.parametrize("migrated", ["sqlite"], indirect=True)
LATER = NOW + timedelta(days=1)


def _silent(_words: str) -> None:
    """Say nothing."""


def _installed(data_dir: Path, database: Database) -> Registry:
    settings = Settings(data_dir=data_dir, database_url=_address(database))
    data_dir.mkdir(exist_ok=True)
    secrets = load_or_make(settings.master_key)
    return Registry(settings, database, secrets, accounts_web.load_caller)


def _address(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)


def _hand_in(parts: Registry, content: bytes) -> str:
    """Keep a file as the pages do: in the store first, then in the database."""
    kept = blobs.put_data(parts.settings.data_dir, io.BytesIO(content), most=2**20)
    with parts.database.write() as session:
        session.add(
            StoredFile(
                sha256=kept.sha256,
                name="示例.bin",
                media_type=blobs.DATA,
                size=kept.size,
                stored_at=NOW,
                stored_by_id=factories.account(session).id,
            )
        )
    return kept.sha256


class _Writer:
    """Commits files and log entries, one after the other, until it is stopped."""

    def __init__(self, parts: Registry):
        self._parts = parts
        self._count, self._stops = 0, False
        self._news = Condition()

    def wait(self, _words: str = "") -> None:
        """Wait until something was committed that was not begun yet."""
        with self._news:
            then = self._count + 2
            assert self._news.wait_for(lambda: self._count >= then, timeout=30)

    def work(self) -> None:
        while not self._stops:
            _hand_in(self._parts, b"file %d" % self._count)
            grow(self._parts.database, 1)
            with self._news:
                self._count += 1
                self._news.notify_all()

    @contextmanager
    def working(self) -> Iterator[None]:
        thread = Thread(target=self.work)
        thread.start()
        try:
            self.wait()
            yield
        finally:
            self._stops = True
            thread.join()


def _rows(database: Database) -> dict[str, list[str]]:
    found = {}
    with database.engine.connect() as connection:
        for table in tables.metadata.sorted_tables:
            every = connection.execute(text(f'SELECT * FROM "{table.name}"'))  # noqa: S608
            found[table.name] = sorted(map(repr, every))
    return found


def _empty_like(parts: Registry, folder: Path) -> Settings:
    """Return the settings of an empty installation on the engine of another."""
    folder.mkdir()
    shutil.copytree(parts.settings.master_key.parent, folder / "secrets")
    if parts.database.is_sqlite:
        return Settings(data_dir=folder)
    server = _address(parts.database)
    return Settings(data_dir=folder, database_url=postgresql.another(server, "again"))


def test_a_backup_made_while_others_write_is_restored_as_of_one_instant(
    database: Database, tmp_path: Path
) -> None:
    parts = _installed(tmp_path / "data", database)
    writer = _Writer(parts)

    with writer.working():  # commits between each two steps of the backup
        made = make(parts, tmp_path / "out", now=NOW, say=writer.wait)
    settings = _empty_like(parts, tmp_path / "again")
    done = restore(settings, tmp_path / "out", today=TODAY, say=_silent)

    restored = Database(settings.database)
    before, after = _rows(database), _rows(restored)
    with restored.read() as session:
        named = set(session.scalars(select(StoredFile.sha256)))
        size = translog.size(session)
    restored.engine.dispose()
    assert [each for each in done.findings if not each.is_sound] == []
    assert made.manifest.entries == size < len(before["log_leaf"])
    assert len(named) in (size, size + 1)
    assert named <= blobs.kept(settings.data_dir) < blobs.kept(parts.settings.data_dir)
    growing = {"log_leaf", "log_node", "stored_file", "account", "organisation"}
    for name, rows in after.items():
        assert set(rows) <= set(before[name]), name
        assert name in growing or rows == before[name], name


@pytest.fixture
def parts(database: Database, tmp_path: Path) -> Registry:
    made = _installed(tmp_path / "data", database)
    _hand_in(made, b"handed in")
    grow(database, 3)
    return made


Spoil = Callable[[Path, Settings], Settings | None]


def _flip(name: str) -> Spoil:
    def spoil(folder: Path, _settings: Settings) -> None:
        path = next(folder.glob(name))
        data = bytearray(path.read_bytes())
        data[len(data) * 3 // 4] ^= 1
        path.write_bytes(data)

    return spoil


def _other_secret(_folder: Path, settings: Settings) -> None:
    settings.master_key.unlink()
    load_or_make(settings.master_key)


def _no_secret(_folder: Path, settings: Settings) -> None:
    settings.master_key.unlink()


def _tables_there(_folder: Path, settings: Settings) -> None:
    with closing(sqlite3.connect(settings.data_dir / "registry.db")) as there:
        there.execute("CREATE TABLE something (id INTEGER)")


def _files_there(_folder: Path, settings: Settings) -> None:
    blobs.put_data(settings.data_dir, io.BytesIO(b"of another"), most=100)


def _on_postgresql(_folder: Path, settings: Settings) -> Settings:
    return replace(settings, database_url="postgresql://nobody@localhost/nothing")


def _of_later(folder: Path, settings: Settings) -> None:
    secrets = load_or_make(settings.master_key)
    made = replace(Manifest.opened(folder, secrets), revision="9999")
    (folder / manifest.NAME).write_text(made.sealed(secrets))


def _unfinished(folder: Path, _settings: Settings) -> None:
    folder.rename(folder.with_name(f".unfinished-{folder.name}"))


@ONE_ENGINE
@pytest.mark.parametrize(
    ("spoil", "refusal"),
    [
        (_flip("database.sqlite"), BackupDamagedError),
        (_flip("files/??/*"), BackupDamagedError),
        (_flip("manifest.json"), BackupDamagedError),
        (_other_secret, OtherSecretError),
        (_no_secret, MasterKeyMissingError),
        (_tables_there, TargetNotEmptyError),
        (_files_there, TargetNotEmptyError),
        (_on_postgresql, OtherEngineError),
        (_of_later, NewerBackupError),
        (_unfinished, NoBackupError),
    ],
)
def test_what_cannot_be_restored_is_refused_and_nothing_is_changed(
    parts: Registry, tmp_path: Path, spoil: Spoil, refusal: type[GiError]
) -> None:
    made = make(parts, tmp_path / "out", now=NOW, say=_silent)
    settings = _empty_like(parts, tmp_path / "again")
    settings = spoil(made.folder, settings) or settings
    before = _all_in(settings.data_dir)

    with pytest.raises(refusal):
        restore(settings, tmp_path / "out", today=TODAY, say=_silent)

    assert _all_in(settings.data_dir) == before


def _all_in(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("migrated", ["postgresql"], indirect=True)
def test_postgresql_with_tables_is_not_restored_into_nor_dumped_without_its_program(
    parts: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(parts, tmp_path / "out", now=NOW, say=_silent)
    shutil.rmtree(parts.settings.data_dir / "files")

    with pytest.raises(TargetNotEmptyError):
        restore(parts.settings, tmp_path / "out", today=TODAY, say=_silent)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolMissingError, match="apt install postgresql-client-"):
        make(parts, tmp_path / "out", now=LATER, say=_silent)

    assert not (parts.settings.data_dir / "files").exists()
    assert len(list((tmp_path / "out").iterdir())) == 1


@ONE_ENGINE
def test_one_that_is_killed_leaves_nothing_finished_and_the_next_works(
    parts: Registry, tmp_path: Path
) -> None:
    data_dir, out = parts.settings.data_dir, tmp_path / "out"
    endless = blobs.place(data_dir, "0" * 64)  # keeps it busy with its first file
    endless.parent.mkdir()
    endless.touch()
    os.truncate(endless, 2**36)
    environment = {"GI_DATA_DIR": str(data_dir), "PATH": os.environ["PATH"]}
    environment["GI_DATABASE_URL"] = parts.settings.database

    with subprocess.Popen(  # noqa: S603 -- our own words
        [sys.executable, "-m", "gi_registry.app.cli", "backup", str(out)],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        told = next(line for line in process.stderr if "MB" in line)
        with pytest.raises(BackupRunsError):
            make(parts, out, now=LATER, say=_silent)
        process.kill()
    left = [path.name for path in out.iterdir()]
    finished = manifest.finished(out)
    endless.unlink()
    made = make(parts, out, now=LATER, say=_silent)

    assert "database" in told
    assert process.returncode == -9
    assert [name[:12] for name in left] == [".unfinished-"]
    assert finished == []
    assert list(out.iterdir()) == [made.folder]


@ONE_ENGINE
def test_backups_share_files_that_are_sound_and_older_ones_make_room(
    parts: Registry, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    first, second = _hand_in(parts, b"first"), _hand_in(parts, b"second")
    one = make(parts, out, now=NOW, say=_silent).folder
    blobs.place(one, second).write_bytes(b"rotten")

    two = make(parts, out, now=LATER, say=_silent).folder
    three = make(parts, out, now=LATER + timedelta(days=1), say=_silent, keep=2)

    assert not blobs.place(two, first).samefile(
        blobs.place(parts.settings.data_dir, first)
    )
    assert blobs.place(two, first).samefile(blobs.place(three.folder, first))
    assert blobs.place(two, second).read_bytes() == b"second"
    assert three.removed == [one]
    assert manifest.finished(out) == [two, three.folder]
    told = [doctor.backup(parts, now=NOW + timedelta(days=each)) for each in (9, 10)]
    assert [each.is_sound for each in told] == [True, False]
    assert str(three.folder) in told[0].seen


@ONE_ENGINE
def test_a_file_that_is_lost_is_told_and_no_older_backup_is_removed_for_it(
    parts: Registry, tmp_path: Path
) -> None:
    lost = _hand_in(parts, b"lost")
    blobs.place(parts.settings.data_dir, lost).unlink()
    before = make(parts, tmp_path / "out", now=NOW, say=_silent)

    said = _run(backup, parts.settings, tmp_path / "out", "--keep", "1", "--json")

    told = json.loads(said.stdout)
    assert said.exit_code == 1
    assert (told["outcome"], told["missing"], told["removed"]) == (
        "incomplete",
        [lost],
        [],
    )
    assert before.folder.exists()


@ONE_ENGINE
def test_a_registry_whose_log_is_broken_is_backed_up_and_restored_and_both_say_so(
    parts: Registry, tmp_path: Path
) -> None:
    settings = _empty_like(parts, tmp_path / "again")
    with parts.database.engine.begin() as connection:
        connection.execute(text('DELETE FROM log_leaf WHERE "index" = 1'))

    made = _run(backup, parts.settings, tmp_path / "out")
    done = _run(restore_, settings, tmp_path / "out")

    assert (made.exit_code, done.exit_code) == (1, 1)
    assert "the log in it is broken" in made.stderr
    assert "FAIL log, audited" in done.stdout
    assert "ok   books of labels" in done.stdout


@ONE_ENGINE
def test_the_commands_say_what_is_forgotten_and_that_no_secret_is_in_it(
    parts: Registry, tmp_path: Path
) -> None:
    settings = _empty_like(parts, tmp_path / "again")
    left = io.BytesIO(b"handed in")  # by a restore that was killed
    blobs.put_data(settings.data_dir, left, most=100)

    made = _run(backup, parts.settings, tmp_path / "out")
    done = _run(restore_, settings, Path(made.stdout.strip()), "--json")

    secret = parts.secrets.master.hex().encode()
    told = json.loads(done.stdout)
    assert (made.exit_code, done.exit_code) == (0, 0)
    assert "The master secret is not in the backup" in made.stderr
    assert not any(secret in data for data in _all_in(tmp_path / "out").values())
    assert "the log forks from what others have seen" in done.stderr
    assert told["checkpoint"].split("\n")[1] == "3"
    assert (told["outcome"], told["sound"]) == ("restored", True)


def _run(command: object, settings: Settings, folder: Path, *words: str) -> Result:
    environment = {
        "GI_DATA_DIR": str(settings.data_dir),
        "GI_DATABASE_URL": settings.database,
    }
    return CliRunner().invoke(command, [str(folder), *words], env=environment)  # type: ignore[arg-type]


@ONE_ENGINE
def test_a_backup_lies_neither_in_the_data_directory_nor_among_anothers(
    parts: Registry, tmp_path: Path
) -> None:
    other = _installed(tmp_path / "other", parts.database)
    make(other, tmp_path / "out", now=NOW, say=_silent)

    with pytest.raises(BackupInsideError):
        make(parts, parts.settings.data_dir / "out", now=NOW, say=_silent)
    with pytest.raises(OtherRegistryError):
        make(parts, tmp_path / "out", now=LATER, say=_silent)

    assert len(list((tmp_path / "out").iterdir())) == 1


def test_every_column_with_a_digest_is_known_to_name_a_stored_file_or_not() -> None:
    no_files = {
        "announcement.file_sha256",  # of the authority's own
        "capacity_evidence.document_sha256",  # handed in: also in `file_holder`
        "complaint.secret_sha256",  # of the secret in a link
        "job.result_sha256",  # made again when asked for, as those that follow
        "label_file.sha256",
        "pack_file.sha256",
        "print_lot.file_sha256",
        "report_edition.sha256",  # of rows
        "report_lock.sha256",
    }
    named = {str(each.property.columns[0]) for each in NAMING}

    silent = {
        f"{table.name}.{column.name}"
        for table in tables.metadata.sorted_tables
        for column in table.columns
        if column.name.endswith("sha256") and not column.foreign_keys
    }

    assert silent - named == no_files
