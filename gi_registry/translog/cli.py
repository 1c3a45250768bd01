"""Commands about the log."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click
from flask.cli import with_appcontext

from gi_registry.core.sessions import read, registry
from gi_registry.core.words import Words
from gi_registry.translog import service
from gi_registry.translog.errors import AuditStateError, LogUnreachableError
from gi_registry.translog.rules.audit import Audited, Fetch, audit
from gi_registry.translog.rules.notes import Checkpoint, NoteKey, opened
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
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def audit_(
    where: str,
    *,
    key_text: str | None,
    state_file: Path | None,
    with_files: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Rebuild the log at URL (https://…/log) or in DIR from its entries.

    Checks the signature, every entry and tile, the root, and that the log still
    begins with everything that was signed before. Exits with 1 if anything is wrong.
    """
    fetch = service.source(where)
    state = _state(state_file)
    if key_text or state:
        key = _key(key_text) if key_text else NoteKey.read(state["key"])
    else:
        key = _own_key(fetch, where)
    notes = [state["checkpoint"]] if state else []
    notes += [_note_in(file) for file in with_files]
    kept = [opened(note, key) for note in notes]
    try:
        found = audit(fetch, key, kept)
    except LookupError as error:
        raise LogUnreachableError(where, "checkpoint") from error
    if state_file is not None and not found.faults:
        text = json.dumps({"key": str(key), "checkpoint": found.note})
        state_file.write_text(text + "\n", encoding="utf-8")
    _tell(found, kept, as_json=as_json)
    if found.faults:
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
    with read() as session:
        count = sum(1 for _ in service.export(session, folder, key))
    click.echo(f"{count:,} files of tiles, checkpoint, key: {folder}", err=True)


def _tell(found: Audited, kept: Sequence[Checkpoint], *, as_json: bool) -> None:
    said, root = found.checkpoint, found.checkpoint.root.hex()
    if as_json:
        document = {
            "outcome": "broken" if found.faults else "sound",
            "origin": said.origin,
            "size": said.size,
            "root": root,
            "compared_with": [each.size for each in kept],
            "faults": [
                {"fault": each.slug, "words": each.words._asdict()}
                for each in found.faults
            ],
        }
        click.echo(json.dumps(document, ensure_ascii=False))
        return
    if found.faults:
        _echo(_BROKEN.filled(count=len(found.faults)))
        for each in found.faults[:_MOST]:
            _echo(each.words)
        return
    _echo(_SOUND.filled(size=said.size, root=root))
    sizes = ", ".join(str(each.size) for each in kept)
    if kept:
        _echo(_COMPARED.filled(sizes=sizes))


def _echo(words: Words, *, err: bool = False) -> None:
    click.echo(f"{words.zh}\n{words.en}", err=err)


def _key(text: str) -> NoteKey:
    file = Path(text)
    return NoteKey.read(file.read_text() if file.is_file() else text)


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
