"""Work that goes wrong in a process of its own."""

import ctypes
import os
import sys

from gi_registry.geo.intake.raw import RawFile


def environment() -> dict[str, str]:
    """Return what a child sees of the environment."""
    return dict(os.environ)


def chatter() -> str:
    """Write where the answer ought to go, as libraries do."""
    sys.stdout.write("noise")
    sys.stdout.flush()
    os.write(1, b"noise")
    return "answer"


def hold(size: int) -> int:
    """Hold that many bytes."""
    return len(bytearray(size))


def spin() -> RawFile:
    """Never end."""
    while True:
        pass


def wait_for_ever() -> None:
    """Never end, and need no processor."""
    os.read(os.pipe()[0], 1)


def fail() -> RawFile:
    """Raise what nobody caught."""
    raise KeyError("here")


def crash() -> RawFile:
    """End as a broken library does."""
    ctypes.string_at(0)
    raise AssertionError


def fill(path: str) -> None:
    """Write without end."""
    with open(path, "wb") as stream:  # noqa: PTH123 -- a plain open
        while True:
            stream.write(bytes(1_000_000))
