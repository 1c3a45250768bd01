"""Asks a ClamAV daemon about a file, where one is configured (`GI_CLAMD`).

The protocol is clamd's INSTREAM: the command, chunks with their length before
them, an empty chunk, one line back. A file that cannot be asked about is refused,
never let through.

Source:
    clamd(8), "Commands", INSTREAM: https://docs.clamav.net/manual/Usage/Scanning.html
"""

import re
import socket
from typing import IO, Final

from gi_registry.core.errors import RefusedError
from gi_registry.core.words import Words

_CHUNK: Final = 64 * 1024
_PATIENT_S: Final = 60.0
_LONGEST_ANSWER: Final = 4096
_FOUND: Final = re.compile(r"^stream: (?P<name>.+) FOUND$")
_CLEAN: Final = "stream: OK"
_TCP: Final = re.compile(r"^tcp://(?P<host>\[[0-9a-fA-F:]+\]|[^/:\s]+):(?P<port>\d+)$")
_UNIX: Final = re.compile(r"^unix:(?P<path>/\S+)$")


class InfectedError(RefusedError):
    """The daemon knows the content as harmful."""

    slug = "file-infected"

    def __init__(self, name: str, field: str | None):
        super().__init__(
            Words(
                f"杀毒软件在文件中发现恶意内容（{name}），没有保存；"
                "请在本机查杀后，重新生成文件再上传",
                f"The virus scanner found harmful content ({name}) and the file was "
                "not kept; clean your computer, make the file anew and upload it "
                "again",
            ),
            field=field,
            found=name,
        )


class ScannerAwayError(RefusedError):
    """The daemon does not answer, or not with an answer of its own."""

    slug = "scanner-away"

    def __init__(self, field: str | None):
        super().__init__(
            Words(
                "病毒扫描暂时不可用，文件没有保存；请几分钟后再上传，"
                "仍不行请告知系统管理员",
                "The virus scanner does not answer, so the file was not kept; upload "
                "it again in a few minutes, and tell the administrator if it lasts",
            ),
            field=field,
        )


def is_address(text: str) -> bool:
    """Whether a text names a daemon: tcp://host:port or unix:/path."""
    return bool(_TCP.match(text) or _UNIX.match(text))


def scan(stream: IO[bytes], address: str, *, field: str | None = None) -> None:
    """Ask the daemon about a file; say nothing if it is clean.

    Args:
        stream: read from where it stands to its end.
        address: as `is_address` takes it.
        field: the form field it came in, for the words of a refusal.

    Raises:
        InfectedError: the daemon found something.
        ScannerAwayError: it cannot be reached, or gives no answer of its own, such
            as for a file longer than it takes.
    """
    try:
        answer = _ask(stream, address)
    except OSError as error:
        raise ScannerAwayError(field) from error
    found = _FOUND.match(answer)
    if found is not None:
        raise InfectedError(found["name"], field)
    if answer != _CLEAN:
        raise ScannerAwayError(field)


def _ask(stream: IO[bytes], address: str) -> str:
    with _connected(address) as daemon:
        daemon.sendall(b"zINSTREAM\0")
        while chunk := stream.read(_CHUNK):
            daemon.sendall(len(chunk).to_bytes(4, "big") + chunk)
        daemon.sendall(bytes(4))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
            part = daemon.recv(_LONGEST_ANSWER)
            if not part:
                break
            answer += part
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")


def _connected(address: str) -> socket.socket:
    tcp = _TCP.match(address)
    if tcp is not None:
        host = tcp["host"].strip("[]")
        return socket.create_connection((host, int(tcp["port"])), timeout=_PATIENT_S)
    local = _UNIX.match(address)
    if local is None:
        raise OSError(address)
    daemon = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        daemon.settimeout(_PATIENT_S)
        daemon.connect(local["path"])
    except OSError:
        daemon.close()
        raise
    return daemon
