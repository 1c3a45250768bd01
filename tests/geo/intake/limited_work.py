"""Work that goes wrong in a process of its own."""

import ctypes
import os
import sys
import tempfile
from pathlib import Path

import numpy as np
import pyogrio
from shapely import Point

from gi_registry.geo.intake.outcomes import Reason
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


def litter(note: str) -> None:
    """Leave a full folder behind, say where, and never end."""
    folder = Path(tempfile.mkdtemp())
    (folder / "unpacked").write_bytes(b"x")
    Path(note).write_text(str(folder), encoding="utf-8")
    spin()


class Trick:
    """Runs a command in whoever reads it."""

    def __reduce__(self) -> tuple[object, ...]:
        return os.system, ("exit 3",)


def trick() -> Trick:
    """Answer with something to be run."""
    return Trick()


def values() -> list[object]:
    """Answer with what answers are made of."""
    return [Point(1, 2), np.float64(1.5), np.array([1.0]), Reason.SLIVER, {1}]


def drivers() -> list[str]:
    """Return what GDAL knows there."""
    return sorted(pyogrio.list_drivers())
