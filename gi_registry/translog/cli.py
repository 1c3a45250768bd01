"""Commands about the log."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import click
from flask.cli import with_appcontext

from gi_registry.core import clock
from gi_registry.core.sessions import read, registry
from gi_registry.core.words import Words, china_time
from gi_registry.translog import service
from gi_registry.translog.errors import AuditStateError, LogUnreachableError
from gi_registry.translog.rules.audit import Audited, Fetch, Watched, audit
from gi_registry.translog.rules.cosignatures import WitnessKey
from gi_registry.translog.rules.notes import Checkpoint, NoteKey, opened
from gi_registry.translog.rules.peers import witnesses_of
from gi_registry.translog.rules.proofs import HEAD, LogProof

_MOST = 20
"""Faults that are told one by one."""
_SOUND = Words(
    "日志完好：{size} 条，与已签署的检查点一致，根 {root}",
    "The log is sound: {size} entries, just as signed, root {root}",
)
_BROKEN = Words(
    "日志不可信，共发现 {count} 处问题：", "The log cannot be trusted; {count} faults:"
)
_COMPARED = Words(
    "也与以前的检查点一致（{sizes} 条）",
    "It also continues the checkpoints kept from before (of {sizes})",
)
_ALONE = Words(
    "没有以前的检查点可比：请用 --state 留存，以便下次发现改写",
    "Nothing was kept from before to compare with; let --state keep it, so that the "
    "next audit notices a rewritten log",
)
_KEPT = Words(
    "检查点已留存在 {file}，下次与它比较",
    "The checkpoint is kept in {file}; the next audit compares with it",
)
_OWN_KEY = Words(
    "注意：公钥取自日志自身，请与回执或公告上的公钥核对：{key}",
    "Note: the key was taken from the log itself; compare it with one from elsewhere: "
    "{key}",
)
_WITNESSED = Words(
    "证人 {name} 于 {at} 见证过这个检查点",
    "The witness {name} saw this checkpoint on {at}",
)
_UNWITNESSED = Words(
    "证人 {name} 没有在这个检查点上联署",
    "The witness {name} has not cosigned this checkpoint",
)
K = TypeVar("K", bound=NoteKey)


@click.group("log")
def log() -> None:
    """Audit the log of decisions, or write it out as files."""


@log.command("audit")
@click.argument("where", metavar="URL|DIR")
@click.option("--key", "key_text", help="The log's public key: its text, or a file.")
@click.option(
    "--state",
    "state_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="What the audit before kept; written anew if the log is sound.",
)
@click.option(
    "--with",
    "with_files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A checkpoint or .tlog-proof from elsewhere, to compare with; repeatable.",
)
@click.option(
    "--witness",
    "witness_texts",
    multiple=True,
    help="Public key of a witness: its text, or a file; repeatable.",
)
@click.option(
    "--quorum",
    type=click.IntRange(min=1),
    help="How many of them must have cosigned; all by default.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def audit_(  # noqa: PLR0913 -- one argument for each option
    where: str,
    *,
    key_text: str | None,
    state_file: Path | None,
    with_files: tuple[Path, ...],
    witness_texts: tuple[str, ...],
    quorum: int | None,
    as_json: bool,
) -> None:
    """Rebuild the log at URL (https://…/log) or in DIR from its entries.

    Checks the signature, every entry and tile, the root, and that the log still
    begins with everything that was signed before. Exits with 1 if anything is wrong,
    or fewer witnesses have cosigned than were asked for.
    """
    witnesses = {_key(text, WitnessKey) for text in witness_texts}
    fetch = service.source(where)
    state = _state(state_file)
    if key_text or state:
        key = _key(key_text, NoteKey) if key_text else NoteKey.read(state["key"])
    else:
        key = _own_key(fetch, where)
    notes = [state["checkpoint"]] if state else []
    notes += [_note_in(file) for file in with_files]
    kept = [opened(note, key) for note in notes]
    try:
        found = audit(fetch, key, kept)
    except LookupError as error:
        raise LogUnreachableError(where, "checkpoint") from error
    watched = Watched.over(found.note, witnesses, quorum)
    is_sound = not found.faults and watched.is_enough
    if state_file is not None and is_sound:
        text = json.dumps({"key": str(key), "checkpoint": found.note})
        state_file.write_text(text + "\n", encoding="utf-8")
    if as_json:
        click.echo(json.dumps(_document(found, kept, watched), ensure_ascii=False))
    else:
        _tell(found, kept)
        _tell_witnesses(watched)
    if not is_sound:
        sys.exit(1)
    if not as_json and (state_file or not kept):
        _echo(_KEPT.filled(file=state_file) if state_file else _ALONE)


@log.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@with_appcontext
def export(folder: Path) -> None:
    """Write the log into FOLDER, as files that any web server can serve.

    Run again, it adds what is new.
    """
    parts = registry()
    key = service.LogKey.of(parts.settings.base_url, parts.secrets.master)
    keys = [each.key for each in witnesses_of(parts.settings.witnesses)]
    with read() as session:
        note = service.shown_checkpoint(session, key, keys, now=clock.now())
        count = sum(1 for _ in service.export(session, folder, key, note))
    click.echo(f"{count:,} files of tiles, checkpoint, key: {folder}", err=True)


def _document(
    found: Audited, kept: Sequence[Checkpoint], watched: Watched
) -> dict[str, object]:
    said = found.checkpoint
    is_sound = not found.faults and watched.is_enough
    return {
        "outcome": "sound" if is_sound else "broken",
        "origin": said.origin,
        "size": said.size,
        "root": said.root.hex(),
        "compared_with": [each.size for each in kept],
        "witnesses": [
            {"name": key.name, "cosigned_at": at and at.isoformat()}
            for key, at in watched.times.items()
        ],
        "quorum": watched.quorum,
        "faults": [
            {"fault": each.slug, "words": each.words._asdict()}
            for each in (*found.faults, *watched.faults)
        ],
    }


def _tell_witnesses(watched: Watched) -> None:
    for key, at in watched.times.items():
        if at is None:
            _echo(_UNWITNESSED.filled(name=key.name))
        else:
            _echo(_WITNESSED.filled(name=key.name, at=f"{china_time(at)} UTC+8"))
    for each in watched.faults:
        _echo(each.words)


def _tell(found: Audited, kept: Sequence[Checkpoint]) -> None:
    said = found.checkpoint
    if found.faults:
        _echo(_BROKEN.filled(count=len(found.faults)))
        for each in found.faults[:_MOST]:
            _echo(each.words)
        return
    _echo(_SOUND.filled(size=said.size, root=said.root.hex()))
    sizes = ", ".join(str(each.size) for each in kept)
    if kept:
        _echo(_COMPARED.filled(sizes=sizes))


def _echo(words: Words, *, err: bool = False) -> None:
    click.echo(f"{words.zh}\n{words.en}", err=err)


def _key(text: str, kind: type[K]) -> K:
    file = Path(text)
    return kind.read(file.read_text() if file.is_file() else text)


def _own_key(fetch: Fetch, where: str) -> NoteKey:
    try:
        key = NoteKey.read(fetch("key").decode(errors="replace"))
    except LookupError as error:
        raise LogUnreachableError(where, "key") from error
    _echo(_OWN_KEY.filled(key=key), err=True)
    return key


def _note_in(file: Path) -> str:
    text = file.read_text(encoding="utf-8", errors="replace")
    return LogProof.read(text).note if text.startswith(HEAD) else text


def _state(file: Path | None) -> dict[str, str]:
    if file is None or not file.exists():
        return {}
    try:
        state = json.loads(file.read_bytes())
        return {"key": str(state["key"]), "checkpoint": str(state["checkpoint"])}
    except (ValueError, KeyError, TypeError) as error:
        raise AuditStateError(str(file)) from error


COMMANDS = (log,)
