"""Two registries on this machine, as they are served, witness each other."""

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen
from urllib.request import urlopen

import pytest
from click.testing import CliRunner, Result

from gi_registry.app import tables
from gi_registry.core import clock
from gi_registry.core.db import Database
from gi_registry.core.secret import load_or_make
from gi_registry.translog.cli import log
from gi_registry.translog.models import LogWitness
from gi_registry.translog.rules.peers import Trouble, witnesses_of
from gi_registry.translog.service import LogKey
from gi_registry.witnesses.service import Asking, OwnKey
from tests.serving import address, serving, wait_for
from tests.translog.growing import grow


@dataclass(frozen=True, slots=True)
class Province:
    """A registry with a folder and an address of its own."""

    folder: Path
    base: str

    @property
    def database(self) -> Database:
        return Database(f"sqlite:///{self.folder / 'registry.db'}")

    @property
    def log(self) -> LogKey:
        return LogKey.of(self.base, self._master)

    @property
    def witness(self) -> str:
        return str(OwnKey.of(self.base, self._master).public)

    @property
    def setting(self) -> str:
        return f"{self.witness} {self.base}/log/witness"

    @property
    def _master(self) -> bytes:
        return load_or_make(self.folder / "secrets" / "master.key").master

    def ask(self, other: "Province") -> int:
        """Do what the worker does each minute."""
        asking = Asking(self.database, self.log, clock.now, lambda: 0.0)
        return asking.ask_all(witnesses_of(other.setting))

    def serving(self, other: "Province") -> AbstractContextManager[Popen[bytes]]:
        return serving(
            self.folder,
            self.base,
            GI_WITNESSES=other.setting,
            GI_WITNESSED_LOGS=str(other.log.public),
        )

    def audited(self, other: "Province") -> Result:
        keys = ("--key", str(self.log.public), "--witness", other.witness)
        return CliRunner().invoke(log, ["audit", self.base, *keys])


@pytest.fixture
def provinces(tmp_path: Path) -> Iterator[tuple[Province, Province]]:
    """Serve two registries with some entries each, that name each other."""
    first, second = (_founded(tmp_path / name) for name in ("shanxi", "hebei"))
    with ExitStack() as stack:
        started = [
            stack.enter_context(own.serving(other))
            for own, other in ((first, second), (second, first))
        ]
        for each, process in zip((first, second), started, strict=True):
            wait_for(each.base, process)
        yield first, second


def test_each_cosigns_the_other_and_refuses_a_rewritten_history(
    provinces: tuple[Province, Province],
) -> None:
    shanxi, hebei = provinces

    for own, other in (provinces, provinces[::-1]):
        assert own.ask(other) == 1
        sound = own.audited(other)
        assert sound.exit_code == 0, sound.output
        assert f"证人 {other.witness.split('+')[0]} 于" in sound.output

    with (
        shanxi.database.engine.begin() as connection
    ):  # rewritten with all that is kept
        for each in (
            'DELETE FROM log_leaf WHERE "index" >= 250',
            "DELETE FROM log_node",
            "DELETE FROM log_cosignature",
            "DELETE FROM log_witness",
        ):
            connection.exec_driver_sql(each)
    grow(shanxi.database, 60)
    assert shanxi.ask(hebei) == 0

    forked = shanxi.audited(hebei)
    assert forked.exit_code == 1
    assert "要求 1 个证人联署，只有 0 个" in forked.output
    with shanxi.database.read() as session:
        kept = session.get_one(LogWitness, hebei.witness)
        assert (kept.trouble, kept.seen_size) == (Trouble.CONTRADICTS, 300)
    with urlopen(f"{hebei.base}/log/witness") as answer:  # noqa: S310 -- our own
        assert "所附证明不能说明它延续了已见证的历史" in answer.read().decode()


def _founded(folder: Path) -> Province:
    folder.mkdir()
    made = Province(folder, address())
    template = folder.parent / "template.db"
    if not template.exists():
        fresh = Database(f"sqlite:///{template}")
        tables.upgrade(fresh)
        fresh.engine.dispose()  # puts everything into the one file
    shutil.copy(template, folder / "registry.db")
    grow(made.database, 300)
    return made
