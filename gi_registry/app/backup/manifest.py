"""What a backup says of itself: `manifest.json`, written last and sealed."""

import hashlib
import hmac
import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Self

from gi_registry.app.backup.errors import BackupDamagedError, NewerBackupError
from gi_registry.core.secret import Secrets

NAME: Final = "manifest.json"
FORMAT: Final = 1
_FINISHED: Final = re.compile(r"\d{8}T\d{6}Z")


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a backup.

    Attributes:
        path: below the backup's folder.
        size: bytes.
        sha256: of its content, hex.
    """

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in a backup, and of what.

    Attributes:
        registry: version of the code that made it.
        revision: of the database.
        engine: `sqlite` or `postgresql`.
        engine_version: of SQLite, or of PostgreSQL's server.
        at: instant of the database's copy, UTC, ISO 8601.
        base_url: the registry's public address.
        is_demonstration: whether its data are invented.
        checkpoint: the log's, signed; None where the code is not that of the
            database's revision.
        secret: by which the right master secret is known; see `fingerprint`.
        database: its copy.
        files: those that people handed in.
        missing: digests of files that the database names and nobody could read.
    """

    registry: str
    revision: str
    engine: str
    engine_version: str
    at: str
    base_url: str
    is_demonstration: bool
    checkpoint: str | None
    secret: str
    database: Part
    files: list[Part]
    missing: list[str]

    @property
    def size(self) -> int:
        """All parts together, bytes."""
        return self.database.size + sum(part.size for part in self.files)

    @property
    def entries(self) -> int | None:
        """How many entries the log has, if that is known."""
        return int(self.checkpoint.split("\n")[1]) if self.checkpoint else None

    def sealed(self, secrets: Secrets) -> str:
        """Return the text of `manifest.json`."""
        document = {"format": FORMAT} | asdict(self)
        document["seal"] = _seal(document, secrets)
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def opened(cls, folder: Path, secrets: Secrets) -> Self:
        """Return the manifest of a backup that was sealed with the same secret.

        The caller has compared `secret_of` with `fingerprint` before.

        Raises:
            BackupDamagedError: a byte of it is another, or it is of somebody else.
            NewerBackupError: of a format of later.
        """
        document = _document(folder)
        seal = document.pop("seal")
        if not hmac.compare_digest(str(seal), _seal(document, secrets)):
            raise BackupDamagedError(folder / NAME)
        del document["format"]
        document["database"] = Part(**document["database"])
        document["files"] = [Part(**part) for part in document["files"]]
        return cls(**document)


def fingerprint(secrets: Secrets) -> str:
    """Return by what the right master secret is known, 64 hexadecimal digits.

    A key of its own purpose by HKDF (`core.derive`), used for nothing else: no other
    key, and nothing of the secret, follows from it. As the secret is 32 random bytes,
    nobody finds it by trying; and the log's public key, which follows from the same
    secret, would serve somebody who tried as well.
    """
    return secrets.derived("backup-fingerprint").hex()


def secret_of(folder: Path) -> str:
    """Return the fingerprint that a backup says it was made under, not yet checked.

    Raises:
        BackupDamagedError: there is no manifest of ours.
        NewerBackupError: of a format of later.
    """
    return str(_document(folder)["secret"])


def finished(folder: Path) -> list[Path]:
    """Return the finished backups directly below a folder, oldest first."""
    return sorted(
        path
        for path in folder.iterdir()
        if _FINISHED.fullmatch(path.name) and (path / NAME).is_file()
    )


def _document(folder: Path) -> dict[str, Any]:
    path = folder / NAME
    try:
        document: dict[str, Any] = json.loads(path.read_bytes())
        version = int(document["format"])
        is_whole = {"secret", "seal"} <= document.keys()
    except (ValueError, KeyError, TypeError) as error:
        raise BackupDamagedError(path) from error
    if version > FORMAT:
        raise NewerBackupError(f"{NAME} {version}", str(FORMAT))
    if not is_whole:
        raise BackupDamagedError(path)
    return document


def _seal(document: dict[str, Any], secrets: Secrets) -> str:
    """Return the HMAC-SHA256 over a manifest without its seal."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"))
    key = secrets.derived("backup-seal")
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
