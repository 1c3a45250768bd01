"""Servers on loopback and a small bounded client, for ratios within one run."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

CONNECTIONS = 8
_START_S = 60
_ROOT = Path(__file__).parent.parent


@contextmanager
def granian(target: str, environment: dict[str, str]) -> Iterator[int]:
    """Serve a WSGI application with one worker; give its port.

    Args:
        target: `module:name`.
        environment: settings of ours; no other `GI_` variable is passed on.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    ours = {k: v for k, v in os.environ.items() if not k.startswith("GI_")}
    command = [sys.executable, "-m", "granian", "--interface", "wsgi"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    command += ["--blocking-threads", "8", "--no-ws", target]
    process = subprocess.Popen(  # noqa: S603 -- our own words
        command,
        cwd=_ROOT,
        env=ours | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


class Answered(NamedTuple):
    """How requests were answered.

    Attributes:
        rate: of answers, a second.
        p99_ms: in which 99 of 100 answers were there, milliseconds.
    """

    rate: float
    p99_ms: float


def requests_a_second(port: int, requests: list[bytes]) -> float:
    """Send requests as `answered` does; return how many are answered a second.

    Raises:
        ConnectionError: an answer is not 200.
    """
    return answered(port, requests).rate


def answered(port: int, requests: list[bytes]) -> Answered:
    """Send requests over a few connections, each with one under way; time them.

    Args:
        port: on loopback.
        requests: whole HTTP/1.1 requests that keep the connection open.

    Raises:
        ConnectionError: an answer is not 200.
    """
    sockets = [
        socket.create_connection(("127.0.0.1", port)) for _ in range(CONNECTIONS)
    ]
    for each in sockets:
        each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    took = []
    began = time.perf_counter()
    for start in range(0, len(requests), CONNECTIONS):
        batch = list(zip(sockets, requests[start : start + CONNECTIONS], strict=False))
        sent = time.perf_counter()
        for each, request in batch:
            each.sendall(request)
        for each, _ in batch:
            _read_answer(each)
            took.append(time.perf_counter() - sent)
    ended = time.perf_counter()
    for each in sockets:
        each.close()
    p99 = sorted(took)[int(len(took) * 0.99)]
    return Answered(len(requests) / (ended - began), 1000 * p99)


def get(path: str, *, address: str = "192.0.2.1") -> bytes:
    """Return a GET request as a phone sends it, through one proxy."""
    return (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\n"
        f"X-Forwarded-For: {address}\r\nUser-Agent: Mozilla/5.0 benchmark\r\n\r\n"
    ).encode()


def _read_answer(connection: socket.socket) -> None:
    data = b""
    while b"\r\n\r\n" not in data:
        data += _received(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    if b" 200 " not in head.split(b"\r\n", 1)[0]:
        raise ConnectionError(head.decode("latin-1"))
    length = next(
        int(line.split(b":")[1])
        for line in head.lower().split(b"\r\n")
        if line.startswith(b"content-length:")
    )
    left = length - len(body)
    while left > 0:
        left -= len(_received(connection))


def _received(connection: socket.socket) -> bytes:
    data = connection.recv(65_536)
    if not data:
        message = "the server closed the connection"
        raise ConnectionError(message)
    return data


def _wait(port: int) -> None:
    deadline = time.monotonic() + _START_S
    while time.monotonic() < deadline:
        with (
            suppress(OSError),
            socket.create_connection(("127.0.0.1", port), timeout=1),
        ):
            return
        time.sleep(0.05)  # polls a starting process
    message = "the server did not start"
    raise TimeoutError(message)
