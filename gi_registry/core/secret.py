"""The master secret: one file, made at first start, from which all keys derive."""

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from gi_registry.core.derive import derive
from gi_registry.core.errors import InvalidError
from gi_registry.core.words import Words

MASTER_BYTES = 32


class MasterKeyError(InvalidError):
    """The key file is not what we wrote."""

    slug = "master-key"

    def __init__(self, path: Path):
        super().__init__(
            Words(
                f"密钥文件 {path} 不是 64 位十六进制文本；请从备份恢复",
                f"The key file {path} does not hold 64 hexadecimal digits; "
                "restore it from the backup",
            )
        )


class MasterKeyMissingError(InvalidError):
    """There is no key file where one has to be already."""

    slug = "master-key-missing"

    def __init__(self, path: Path):
        super().__init__(
            Words(
                f"没有主密钥文件 {path}；请把另行保存的那一份放到这里（权限 0600）后"
                "重试。不会新造一个：新密钥核不了已经印出的标识",
                f"There is no master secret at {path}; put the copy that was kept "
                "apart there (mode 0600) and try again. None is made anew: it could "
                "check no label that was ever printed",
            )
        )


@dataclass(frozen=True, slots=True)
class Secrets:
    """The master secret and what is derived from it."""

    master: bytes = field(repr=False)
    """32 bytes; never logged, never in the database."""

    def derived(self, purpose: str) -> bytes:
        """Return the 32-byte key for one purpose (`core.derive`)."""
        return derive(self.master, purpose, epoch=1)


def load_or_make(path: Path) -> Secrets:
    """Read the master secret, or make it with mode 0600 at the first start.

    Raises:
        MasterKeyError: the file exists and holds something else.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        try:
            handle = os.open(path, flags, 0o600)
        except FileExistsError:  # another process was faster
            return _read(path)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(MASTER_BYTES) + "\n")
    return _read(path)


def load(path: Path) -> Secrets:
    """Read the master secret, and make none.

    Raises:
        MasterKeyMissingError: there is no file.
        MasterKeyError: the file holds something else.
    """
    if not path.is_file():
        raise MasterKeyMissingError(path)
    return _read(path)


def _read(path: Path) -> Secrets:
    try:
        master = bytes.fromhex(path.read_text().strip())
    except ValueError as error:
        raise MasterKeyError(path) from error
    if len(master) != MASTER_BYTES:
        raise MasterKeyError(path)
    return Secrets(master)
