"""An audit that asks for witnesses."""

import json
from datetime import UTC, datetime
from pathlib import Path

from click.testing import CliRunner, Result

from gi_registry.translog.cli import log
from gi_registry.translog.rules.audit import audit
from gi_registry.translog.rules.cosignatures import WitnessKey, cosigned
from gi_registry.translog.rules.notes import opened
from tests.translog.test_audit import ENTRIES, KEY, _files, _reader

SEED = bytes(range(32))
FIRST = WitnessKey("hebei.example/log/witness", KEY.public.public)
OTHER = WitnessKey.read(
    "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"
)
AT = datetime(2026, 11, 23, 4, 5, tzinfo=UTC)


def test_an_audit_fails_where_fewer_have_cosigned_than_were_asked_for(
    tmp_path: Path,
) -> None:
    state, key_file = tmp_path / "state.json", tmp_path / "other.vkey"
    key_file.write_text(f"{OTHER}\n")
    folder = _stored(tmp_path / "log", 20)
    asked = ("--witness", str(FIRST), "--witness", str(key_file))

    one = _audited(folder, *asked, "--quorum", "1", "--json")
    both = _audited(folder, *asked, "--state", str(state))

    assert one.exit_code == 0
    told = json.loads(one.stdout)
    assert told["outcome"] == "sound"
    assert told["witnesses"] == [
        {"name": FIRST.name, "cosigned_at": "2026-11-23T04:05:00+00:00"},
        {"name": OTHER.name, "cosigned_at": None},
    ]
    assert both.exit_code == 1
    assert "2026-11-23 12:05" in both.stdout
    assert "remora.n621.de 没有在这个检查点上联署" in both.stdout
    assert not state.exists()


def test_a_checkpoint_newer_than_the_one_shown_is_no_fault_if_the_log_has_it() -> None:
    newer = opened(_files(ENTRIES[:290])["checkpoint"].decode(), KEY.public)
    shown = _files(ENTRIES[:270])
    both = _files(ENTRIES[:290]) | shown
    forked = _files([*ENTRIES[:280], *(b"{}" for _ in range(10))]) | shown

    assert audit(_reader(both), KEY.public, [newer]).faults == ()
    for files in (shown, forked):
        (fault,) = audit(_reader(files), KEY.public, [newer]).faults
        assert fault.slug == "shrunk"


def _stored(folder: Path, size: int) -> Path:
    """Write a log with a cosignature by the first witness alone."""
    for path, data in _files(ENTRIES[:size]).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    note = (folder / "checkpoint").read_text()
    text = note.partition("\n\n")[0] + "\n"
    line = cosigned(text, FIRST.name, SEED, at=AT)
    (folder / "checkpoint").write_text(f"{note}{line}\n")
    return folder


def _audited(folder: Path, *arguments: str) -> Result:
    command = ["audit", str(folder), "--key", str(KEY.public), *arguments]
    return CliRunner().invoke(log, command)
