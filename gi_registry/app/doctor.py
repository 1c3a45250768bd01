"""Whether an installation is sound."""

import json
import os
import stat
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryFile

from PIL import ImageFont
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from gi_registry.accounts.models import Account
from gi_registry.annual_reports import service as reports
from gi_registry.app import tables
from gi_registry.app.backup.noting import made_last
from gi_registry.core.fonts import chinese_font
from gi_registry.core.sessions import Registry
from gi_registry.core.words import china_day
from gi_registry.jobs import service as jobs
from gi_registry.law.rules import LAST_YEAR, is_published
from gi_registry.notices.service import mailing
from gi_registry.translog import service as translog
from gi_registry.translog.errors import LogBrokenError
from gi_registry.translog.models import LogLeaf
from gi_registry.translog.rules.peers import (
    AT_LEAST,
    GRAVE,
    TROUBLE_WORDS,
    witnesses_of,
)

_NEEDED = "地理标志专用标志沁州黄小米山西老陈醋亩㎡℃喆堃镕垚"
_OLDEST_CLOCK = datetime(2026, 1, 1, tzinfo=UTC)
_FREE_BYTES = 200 * 1024 * 1024
_BACKUP_AT_LEAST = timedelta(days=7)
_WORKER_AT_LEAST = timedelta(hours=25)
_WAITS_AT_MOST = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at.

    Attributes:
        name: short constant name.
        is_sound: whether it is as it should be.
        seen: what was seen.
        advice: what to do if it is not sound; empty if it is.
    """

    name: str
    is_sound: bool
    seen: str
    advice: str = ""

    def line(self) -> str:
        """Return it as one line of a terminal."""
        mark = "ok  " if self.is_sound else "FAIL"
        advice = f" -> {self.advice}" if self.advice else ""
        return f"{mark} {self.name}: {self.seen}{advice}"


def examine(parts: Registry, *, now: datetime) -> list[Finding]:
    """Look at everything an installation needs."""
    return [
        _database(parts),
        _key(parts.settings.master_key),
        _data_dir(parts.settings.data_dir),
        backup(parts, now=now),
        _font(),
        _clock(parts, now),
        log(parts),
        *_working(parts, now),
        _working_days(now),
    ]


def as_json(findings: list[Finding]) -> str:
    """Return findings as one JSON document."""
    sound = all(finding.is_sound for finding in findings)
    rows = [asdict(finding) for finding in findings]
    return json.dumps({"sound": sound, "findings": rows}, ensure_ascii=False)


def has_demonstration(parts: Registry) -> bool:
    """Whether demonstration accounts exist."""
    current, head = tables.revisions(parts.database)
    if current != head:
        return False
    with parts.database.read() as session:
        demo = select(Account.id).where(Account.is_demo).limit(1)
        return session.scalar(demo) is not None


def _database(parts: Registry) -> Finding:
    name = "database"
    try:
        current, head = tables.revisions(parts.database)
        with parts.database.read() as session:
            session.execute(text("SELECT 1"))
            if not parts.database.is_sqlite:
                session.execute(text("SELECT postgis_version()"))
    except SQLAlchemyError as error:
        advice = "check GI_DATABASE_URL, that the server runs and has PostGIS"
        return Finding(name, False, type(error).__name__, advice)
    seen = f"{parts.database.engine.dialect.name} at {current or 'no revision'}"
    advice = "" if current == head else "run: gi-registry db upgrade"
    return Finding(name, current == head, seen, advice)


def _key(path: Path) -> Finding:
    mode = stat.S_IMODE(path.stat().st_mode)
    sound = mode & 0o077 == 0
    advice = "" if sound else f"run: chmod 600 {path}"
    return Finding("key file", sound, f"{path} mode {mode:04o}", advice)


def _data_dir(path: Path) -> Finding:
    name = "data directory"
    try:
        with TemporaryFile(dir=path) as probe:
            probe.write(b"x")
    except OSError as error:
        advice = f"let the service's user write to {path}"
        return Finding(name, False, error.strerror or "not writable", advice)
    space = os.statvfs(path)
    free = space.f_bavail * space.f_frsize
    sound = free > _FREE_BYTES
    seen = f"{path} writable, {free // 2**20:,} MB free"
    return Finding(name, sound, seen, "" if sound else "make room on the disk")


def backup(parts: Registry, *, now: datetime) -> Finding:
    """Say when `gi-registry backup` last made one; others it does not know."""
    last = made_last(parts.settings.data_dir)
    if last is None:
        advice = "run: gi-registry backup DIR, daily"
        return Finding("backup", True, "none made by this command", advice)
    is_sound = now - last.at <= _BACKUP_AT_LEAST
    advice = "" if is_sound else "see why its timer made none since"
    seen = f"{last.at.isoformat(timespec='seconds')} in {last.folder}"
    return Finding("backup", is_sound, seen, advice)


def _font() -> Finding:
    name = "Chinese font"
    try:
        font = ImageFont.truetype(str(chinese_font()), 20)
    except (OSError, ModuleNotFoundError):
        advice = "install the package pylopdf-fonts-zh-cn"
        return Finding(name, False, "not found", advice)
    empty = font.getmask("\U0010ffff").getbbox()
    missing = [c for c in _NEEDED if font.getmask(c).getbbox() in (None, empty)]
    sound = not missing
    seen = font.getname()[0] or "unnamed"
    advice = "" if sound else f"lacks {''.join(missing)}; update the font package"
    return Finding(name, sound, seen, advice)


def _clock(parts: Registry, now: datetime) -> Finding:
    advice = "set the clock by a time server"
    if now < _OLDEST_CLOCK:
        return Finding("clock", False, now.isoformat(), advice)
    current, head = tables.revisions(parts.database)
    if current == head:
        with parts.database.read() as session:
            newest = select(LogLeaf.at).order_by(LogLeaf.index.desc()).limit(1)
            last = session.scalar(newest)
        if last is not None and last > now + timedelta(minutes=5):
            seen = f"{now.isoformat()} is before the last logged decision"
            return Finding("clock", False, seen, advice)
    return Finding("clock", True, now.isoformat(timespec="seconds"))


def log(parts: Registry) -> Finding:
    """Sign the log as it stands, and hash its newest entries again."""
    advice = "run: gi-registry log audit on it, and compare with a backup"
    current, head = tables.revisions(parts.database)
    if current != head:
        return Finding("log", False, "not at head", "run: gi-registry db upgrade")
    key = translog.LogKey.of(parts.settings.base_url, parts.secrets.master)
    with parts.database.read() as session:
        try:
            note = translog.checkpoint(session, key)
        except LogBrokenError as error:
            return Finding("log", False, error.words.en, advice)
        changed = [
            leaf.index
            for leaf in translog.newest(session, number=1).items
            if not translog.is_whole(leaf)
        ]
    if changed:
        return Finding("log", False, f"entry {changed[0]} was changed", advice)
    _, size, root, *_ = note.split("\n")
    return Finding("log", True, f"{int(size):,} entries, root {root}")


def _working(parts: Registry, now: datetime) -> list[Finding]:
    """Look at worker, mail and kept lists; they need the tables of today."""
    current, head = tables.revisions(parts.database)
    if current != head:
        return []
    with parts.database.read() as session:
        seen, waits = jobs.seen(session), jobs.waits_since(session)
        stuck = mailing.stuck(session, now=now)
        witnesses = _witnesses(session, parts, now)
    worker = _worker(seen, waits, now)
    return [worker, _mail(parts, stuck), lists(parts), witnesses]


def _witnesses(session: Session, parts: Registry, now: datetime) -> Finding:
    """Say whether every witness of the log has cosigned it within a day."""
    asked = witnesses_of(parts.settings.witnesses)
    if not asked:
        return Finding("witnesses", True, "none (GI_WITNESSES is empty)")
    if not translog.size(session):
        return Finding("witnesses", True, "the log is empty")
    rows = translog.states(session, [each.key for each in asked])
    seen, wrong, is_grave = [], False, False
    for each in asked:
        row = rows.get(str(each.key))
        at = row.cosigned_at if row else None
        said = at.isoformat(timespec="seconds") if at else "never"
        if row and row.trouble:
            said += f", {TROUBLE_WORDS[row.trouble].filled(seen=row.seen_size).en}"
            is_grave = is_grave or row.trouble in GRAVE
        wrong = wrong or at is None or now - at > AT_LEAST
        seen.append(f"{each.key.name}: {said}")
    if is_grave:
        advice = "compare the log with backups and say in public what happened"
    else:
        advice = "run: gi-registry worker; ask the witness" if wrong else ""
    return Finding("witnesses", not wrong and not is_grave, "; ".join(seen), advice)


def _worker(seen: datetime | None, waits: datetime | None, now: datetime) -> Finding:
    advice = "run: gi-registry worker (or worker --once from cron)"
    is_late = seen is not None and now - seen > _WORKER_AT_LEAST
    has_left = waits is not None and now - waits > _WAITS_AT_MOST
    words = f"last worked {seen.isoformat(timespec='seconds')}" if seen else "never ran"
    if has_left:
        words += ", jobs wait"
    is_sound = not is_late and not has_left
    return Finding("worker", is_sound, words, "" if seen and is_sound else advice)


def _mail(parts: Registry, stuck: int) -> Finding:
    url = parts.settings.smtp_url
    if not url:
        return Finding("mail", True, "off (GI_SMTP_URL is empty)")
    why = mailing.check(parts.settings)
    if why:
        advice = "check GI_SMTP_URL, GI_SMTP_PASSWORD_FILE and the server's TLS"
        return Finding("mail", False, f"{url}: {why}", advice)
    advice = "run: gi-registry worker" if stuck else ""
    return Finding("mail", not stuck, f"{url} answers, {stuck} wait over 1 h", advice)


def lists(parts: Registry) -> Finding:
    """Say whether the desk's lists of reports are what the reports say."""
    with parts.database.read() as session:
        wrong = reports.unlike(session)
    advice = "run: gi-registry reports lists --mend" if wrong else ""
    return Finding("lists", not wrong, f"{wrong} lines or counts are wrong", advice)


def _working_days(now: datetime) -> Finding:
    """Say up to which year the notices on holidays are known."""
    is_known = is_published(china_day(now).year)
    advice = "" if is_known else "update the package chinesecalendar"
    return Finding("working days", is_known, f"known up to {LAST_YEAR}", advice)
