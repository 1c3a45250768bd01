"""`backup` and `restore`.

Neither is run within the application: that makes a master secret where there is
none, and a restore into a place without the right one has to be refused.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

import click
from sqlalchemy.exc import OperationalError

from gi_registry.accounts import web as accounts_web
from gi_registry.app.backup.errors import DatabaseUnreachableError
from gi_registry.app.backup.making import Made, make
from gi_registry.app.backup.manifest import Manifest
from gi_registry.app.backup.restoring import Restored, restore
from gi_registry.core import clock, secret
from gi_registry.core.db import Database
from gi_registry.core.sessions import Registry
from gi_registry.core.settings import Settings, settings_from
from gi_registry.core.words import Words

T = TypeVar("T")

_NO_SECRET = Words(
    "主密钥不在备份中：得到备份的人若也得到它，就能伪造标识、凭证和登录。请另存一份"
    "（{key}），与备份分开；没有它，备份无法恢复",
    "The master secret is not in the backup: whoever got both could forge labels, "
    "certificates and sign-ins. Keep a copy of it apart ({key}); without it the backup "
    "cannot be restored",
)
_MISSING = Words(
    "数据库所指的 {count} 个文件读不到或已损坏，备份中没有它们，旧备份也未清理。"
    "请查看 manifest.json 的 missing，并在更早的备份中寻找",
    "{count} files that the database names cannot be read or are damaged; the backup "
    "lacks them, and no older one was removed. See `missing` in manifest.json, and "
    "look for them in earlier backups",
)
_DAMAGED = Words(
    "存放的 {count} 个文件内容已变，数据库并未用到，未列入备份",
    "{count} stored files have another content than their name says; the database "
    "does not use them, and they were left out",
)
_BROKEN = Words(
    "备份照做了，但日志本身有问题，未记录检查点，旧备份也未清理：",
    "The backup was made, but the log in it is broken; no checkpoint was noted, and no "
    "older backup was removed:",
)
_UNKNOWN_LOG = Words(
    "数据库版本 {revision} 不是本程序的版本，未记录日志检查点，未核对文件清单",
    "The database is at revision {revision}, which is not this code's: neither the "
    "log's checkpoint was noted nor which files the database names",
)
_FORGOTTEN = Words(
    "已恢复到 {at} 的备份。此后登记的一切都不再存在，日志从这里起与他人见过的分叉，"
    "审计会指出。在登记任何新事项之前请公开说明，并附上丢失之前最后的检查点，"
    "以及备份的检查点（记录了的，见下）",
    "Restored as of {at}. Everything entered since is forgotten, and from here on the "
    "log forks from what others have seen: audits will say so. Say it in public before "
    "anything is entered, with the last checkpoint of before the loss, and that of the "
    "backup (below, if it was noted)",
)
_NEXT_CODES = Words(
    "此后发放过的标识，其批次号会再次用到：发放新标识之前请运行 "
    "gi-registry codes rotate --reason …，使新旧编码不会相同",
    "Numbers of runs issued since will come again: before new labels are issued, run "
    "gi-registry codes rotate --reason …, so that no new code equals one in print",
)
_UPGRADE = Words(
    "备份的版本是 {revision}，本程序是 {head}；请接着运行 gi-registry db upgrade，"
    "再运行 gi-registry doctor 和 gi-registry runs audit",
    "The backup is of revision {revision}, this code of {head}; run gi-registry db "
    "upgrade next, then gi-registry doctor and gi-registry runs audit",
)
_ADDRESS = Words(
    "备份属于 {was}，而这里的 GI_BASE_URL 是 {here}：日志名称随地址而变，"
    "已印出的二维码仍指向前者",
    "The backup is of {was}, and GI_BASE_URL is {here}: the log is named after its "
    "address, and QR codes in print lead to the former",
)


@click.command("backup")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--keep",
    type=click.IntRange(1),
    metavar="N",
    help="Remove older finished backups of DIR beyond the newest N.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def backup(folder: Path, *, keep: int | None, as_json: bool) -> None:
    """Back up database and files into a new folder below DIR, while serving.

    Prints that folder. The master secret is not in it: keep a copy apart. Exits
    with 1 where the database names files that cannot be read, or the log is broken.
    """
    settings = settings_from(os.environ)
    secrets = secret.load(settings.master_key)
    database = Database(settings.database)
    parts = Registry(settings, database, secrets, accounts_web.load_caller)
    began = time.monotonic()
    made = _reached(
        lambda: make(parts, folder, now=clock.now(), say=_sayer(began), keep=keep)
    )
    seconds = round(time.monotonic() - began, 1)
    _tell_made(made, settings, seconds, as_json=as_json)
    sys.exit(0 if made.is_whole else 1)


@click.command("restore")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def restore_(folder: Path, *, as_json: bool) -> None:
    """Restore the backup DIR, or the newest below DIR, into an empty installation.

    The master secret has to be in its place before. Prints what was looked at
    afterwards; exits with 1 if any of it is not sound.
    """
    settings = settings_from(os.environ)
    began = time.monotonic()
    done = _reached(
        lambda: restore(settings, folder, today=clock.today(), say=_sayer(began))
    )
    seconds = round(time.monotonic() - began, 1)
    _tell_restored(done, settings, seconds, as_json=as_json)
    sys.exit(0 if all(finding.is_sound for finding in done.findings) else 1)


def _tell_made(
    made: Made, settings: Settings, seconds: float, *, as_json: bool
) -> None:
    found = made.manifest
    _echo(_NO_SECRET.filled(key=settings.master_key))
    if made.broken:
        _echo(_BROKEN)
        _echo(made.broken)
    elif found.checkpoint is None:
        _echo(_UNKNOWN_LOG.filled(revision=found.revision))
    if made.damaged:
        _echo(_DAMAGED.filled(count=len(made.damaged)))
    if found.missing:
        _echo(_MISSING.filled(count=len(found.missing)))
    if not as_json:
        click.echo(made.folder)
        return
    _document(
        {
            "outcome": "made" if made.is_whole else "incomplete",
            "folder": str(made.folder),
            **_facts(found),
            "bytes_new": made.new_bytes,
            "missing": found.missing,
            "damaged": made.damaged,
            "log_broken": made.broken is not None,
            "removed": [str(path) for path in made.removed],
            "seconds": seconds,
        }
    )


def _tell_restored(
    done: Restored, settings: Settings, seconds: float, *, as_json: bool
) -> None:
    found, is_old = done.manifest, done.manifest.revision != done.head
    for finding in () if as_json else done.findings:
        click.echo(finding.line())
    _echo(_FORGOTTEN.filled(at=found.at))
    if found.checkpoint:
        click.echo(found.checkpoint, err=True)
    _echo(_NEXT_CODES)
    if found.base_url != settings.base_url:
        _echo(_ADDRESS.filled(was=found.base_url, here=settings.base_url))
    if found.missing:
        _echo(_MISSING.filled(count=len(found.missing)))
    if is_old:
        _echo(_UPGRADE.filled(revision=found.revision, head=done.head))
    if not as_json:
        click.echo(done.folder)
        return
    _document(
        {
            "outcome": "upgrade_needed" if is_old else "restored",
            "folder": str(done.folder),
            **_facts(found),
            "head": done.head,
            "sound": all(finding.is_sound for finding in done.findings),
            "findings": [asdict(finding) for finding in done.findings],
            "missing": found.missing,
            "seconds": seconds,
        }
    )


def _facts(found: Manifest) -> dict[str, object]:
    return {
        "at": found.at,
        "engine": found.engine,
        "revision": found.revision,
        "checkpoint": found.checkpoint,
        "files": len(found.files),
        "bytes": found.size,
    }


def _document(document: dict[str, object]) -> None:
    click.echo(json.dumps(document, ensure_ascii=False))


def _sayer(began: float) -> Callable[[str], None]:
    def say(words: str) -> None:
        click.echo(f"{time.monotonic() - began:5.1f} s  {words}", err=True)

    return say


def _echo(words: Words) -> None:
    click.echo(f"{words.zh}\n{words.en}", err=True)


def _reached(do: Callable[[], T]) -> T:
    try:
        return do()
    except OperationalError as error:
        raise DatabaseUnreachableError(str(error.orig)) from error


COMMANDS = (backup, restore_)
