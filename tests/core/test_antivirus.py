"""Against a small server that speaks INSTREAM, and clamd itself if it is here."""

import io
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from gi_registry.core.antivirus import InfectedError, ScannerAwayError, scan

EICAR = (
    rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$"
    rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
)
"""The test file that every scanner knows; harmless."""


class Daemon:
    """Takes one stream after another; says what clamd would of EICAR."""

    def __init__(self, limit: int = 10**9) -> None:
        self.limit = limit
        self.seen: list[bytes] = []
        self.server = socket.create_server(("127.0.0.1", 0))
        self.address = f"tcp://127.0.0.1:{self.server.getsockname()[1]}"
        Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self.server.accept()
            except OSError:
                return
            with client, client.makefile("rb") as stream:
                client.sendall(self._answer(stream))

    def _answer(self, stream: io.BufferedReader) -> bytes:
        if stream.read(10) != b"zINSTREAM\0":
            return b"UNKNOWN COMMAND\0"
        content = b""
        while size := int.from_bytes(stream.read(4), "big"):
            content += stream.read(size)
            if len(content) > self.limit:
                return b"INSTREAM size limit exceeded. ERROR\0"
        self.seen.append(content)
        found = EICAR in content
        return b"stream: Eicar-Signature FOUND\0" if found else b"stream: OK\0"


@pytest.fixture
def daemon() -> Iterator[Daemon]:
    """Give a daemon on a free port of this machine."""
    made = Daemon()
    yield made
    made.server.shutdown(socket.SHUT_RDWR)
    made.server.close()


def test_a_clean_file_is_shown_whole(daemon: Daemon) -> None:
    content = bytes(range(256)) * 1000

    scan(io.BytesIO(content), daemon.address)

    assert daemon.seen == [content]


def test_what_the_daemon_knows_is_refused_by_its_name(daemon: Daemon) -> None:
    with pytest.raises(InfectedError, match="Eicar-Signature") as caught:
        scan(io.BytesIO(b"x" * 100_000 + EICAR), daemon.address, field="list")

    assert caught.value.field == "list"
    assert "查杀" in caught.value.words.zh


def test_no_answer_and_a_strange_answer_never_let_a_file_through(
    daemon: Daemon, tmp_path: Path
) -> None:
    daemon.limit = 10
    with socket.create_server(("127.0.0.1", 0)) as free:
        nobody = f"tcp://127.0.0.1:{free.getsockname()[1]}"

    for address in (daemon.address, nobody, f"unix:{tmp_path}/clamd.ctl"):
        with pytest.raises(ScannerAwayError):
            scan(io.BytesIO(b"clean, but longer than it takes"), address)


def test_clamd_itself_answers_the_same(tmp_path: Path) -> None:
    if shutil.which("clamd") is None:
        if os.environ.get("CI"):
            pytest.fail("clamav-daemon is not installed")
        pytest.skip("needs clamd of clamav-daemon")
    signatures = tmp_path / "signatures"
    signatures.mkdir()
    (signatures / "test.ndb").write_text(f"Test.Eicar:0:*:{EICAR.hex()}\n")
    path = tmp_path / "clamd.ctl"
    conf = tmp_path / "clamd.conf"
    conf.write_text(
        f"LocalSocket {path}\nDatabaseDirectory {signatures}\nForeground yes\n"
        f"TemporaryDirectory {tmp_path}\n"
    )
    clamd = subprocess.Popen(  # noqa: S603 -- our own arguments
        [str(shutil.which("clamd")), "-c", str(conf)], stdout=subprocess.PIPE
    )
    try:
        assert clamd.stdout is not None
        for line in clamd.stdout:
            if b"Self checking" in line or path.exists():
                break
        scan(io.BytesIO(b"clean"), f"unix:{path}")
        with pytest.raises(InfectedError, match=r"Test\.Eicar"):
            scan(io.BytesIO(EICAR), f"unix:{path}")
    finally:
        clamd.terminate()
        clamd.communicate()
