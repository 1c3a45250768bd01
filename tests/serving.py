"""The registry as it is served, in processes of its own on loopback."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_START_S = 60
_STOP_S = 20


def address() -> str:
    """Return a free address of loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


def environment(data_dir: Path, base: str, **settings: str) -> dict[str, str]:
    """Return the environment of a registry, without settings from outside."""
    plain = {name: at for name, at in os.environ.items() if not name.startswith("GI_")}
    root = str(Path(__file__).parents[1])
    ours = {"GI_DATA_DIR": str(data_dir), "GI_BASE_URL": base, "PYTHONPATH": root}
    return plain | ours | settings


@contextmanager
def serving(
    data_dir: Path, base: str, *words: str, **settings: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Serve a registry until the end of the block; it may not be ready at once.

    Args:
        data_dir: where it is, and where `serve.log` is written.
        base: one of `address`.
        words: further ones of the command.
        settings: further ones of the environment.
    """
    port = base.rpartition(":")[2]
    command = [sys.executable, "-m", "gi_registry.app.cli", "serve", "--port", port]
    with (data_dir / "serve.log").open("w") as written:
        process = subprocess.Popen(  # noqa: S603 -- our own words
            [*command, *words],
            env=environment(data_dir, base, **settings),
            stdout=written,
            stderr=written,
        )
        try:
            yield process
        finally:
            process.terminate()
            process.wait(timeout=_STOP_S)


def wait_for(base: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until a server is ready, or fail."""
    until = time.monotonic() + _START_S
    while not _is_ready(base):
        assert process.poll() is None, "the server stopped"
        assert time.monotonic() < until, "the server did not start"
        time.sleep(0.1)  # polls a process; nothing is assumed to be done by then


def _is_ready(base: str) -> bool:
    try:
        with urllib.request.urlopen(f"{base}/readyz", timeout=2):  # noqa: S310 -- our own
            return True
    except (urllib.error.URLError, ConnectionError):
        return False
