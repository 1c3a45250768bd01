"""Work on strangers' files in a process of its own, with limits it cannot pass.

A fresh interpreter, not a fork: the server has threads. It has no environment of
ours, so that no secret is within reach of a parser that was tricked.
"""

import io
import os
import pickle
import resource
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, TypeVar, cast

from gi_registry.geo.crs import Crs
from gi_registry.geo.intake.ogr import UNWANTED_DRIVERS
from gi_registry.geo.intake.outcomes import Finding, Reason
from gi_registry.geo.intake.raw import RawFile
from gi_registry.geo.intake.reading import digest, private_copy, read_file, short_name
from gi_registry.geo.intake.refusals import refusal

SECONDS = 60.0
MEMORY_BYTES = 1 << 30

_LIBRARIES = 224 << 20
"""Of the libraries themselves, which RLIMIT_DATA does not count, and a margin."""
MOST_WRITTEN_BYTES = 250_000_000
"""To one file by the child: more than an archive unpacks to."""

_HARMLESS = {
    ("shapely.io", "from_wkb"),
    ("numpy", "dtype"),
    ("numpy", "ndarray"),
    ("numpy._core.multiarray", "scalar"),
    ("numpy._core.multiarray", "_reconstruct"),
}
"""What values are made of that an answer may hold, beside classes of ours."""

R = TypeVar("R")

_START = f"from {__name__} import main; main()"


class OverLimitError(Exception):
    """The work took longer, or more memory, than it may."""


class CrashedError(Exception):
    """The work ended without an answer: a library crashed, or it raised."""


def run_limited(
    function: Callable[..., R],
    *args: object,
    seconds: float = SECONDS,
    memory_bytes: int = MEMORY_BYTES,
) -> R:
    """Run a function in another process, within limits.

    Args:
        function: of a module that can be imported; takes and returns what can be
            pickled.
        args: its arguments.
        seconds: of wall clock, and as many of processor time.
        memory_bytes: private memory, with what the libraries need.

    Raises:
        OverLimitError: a limit was passed; the process is gone.
        CrashedError: it raised or crashed; with the traceback, if there is one.
    """
    order = pickle.dumps((function, args))
    limits = [str(seconds), str(memory_bytes)]
    # what it leaves unpacked goes with the folder, however it ends
    with tempfile.TemporaryDirectory(prefix="gi-child-") as folder:
        child = subprocess.Popen(  # noqa: S603 -- ourselves; the order goes by stdin
            [sys.executable, "-c", _START, *limits],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(folder),
            start_new_session=True,
        )
        with child:
            try:
                answer, _ = child.communicate(order, timeout=seconds)
            except subprocess.TimeoutExpired:
                raise OverLimitError from None
            finally:
                child.kill()
    return cast("R", _answered(answer, child.returncode))


def _environment(folder: str) -> dict[str, str]:
    return {
        "PYTHONPATH": os.pathsep.join(it or str(Path.cwd()) for it in sys.path),
        "PYTHONUTF8": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "TMPDIR": folder,
        "GDAL_SKIP": ",".join(UNWANTED_DRIVERS),
    }


def _answered(answer: bytes, code: int) -> object:
    if code in {-signal.SIGXCPU, -signal.SIGKILL}:
        raise OverLimitError
    if code or not answer:
        raise CrashedError(f"ended with {code}")
    try:
        verdict, value = _Answers(io.BytesIO(answer)).load()
    except (pickle.UnpicklingError, ValueError, EOFError) as broken:
        raise CrashedError(f"answered what is no answer: {broken}") from broken
    if verdict == "memory":
        raise OverLimitError
    if verdict == "raised":
        raise CrashedError(value)
    return value


class _Answers(pickle.Unpickler):
    """Reads values of ours and nothing else, lest a tricked child trick us."""

    def find_class(self, module: str, name: str) -> object:
        if (module, name) in _HARMLESS:
            return super().find_class(module, name)
        found = super().find_class(module, name) if _is_ours(module) else None
        if isinstance(found, type):
            return found
        msg = f"{module}.{name}"
        raise pickle.UnpicklingError(msg)


def _is_ours(module: str) -> bool:
    return module.startswith(("gi_registry.geo.", "gi_registry.core."))


def read_safely(path: Path, *, name: str, crs: Crs | None) -> RawFile:
    """Read a file as `reading.read_file` does, within limits of time and memory.

    Whatever the file does to the readers, there is an answer: over a limit it is
    refused as too large, after a crash as unreadable.
    """
    return answered(path, name, _read, path, name, crs)


def copy_safely(path: Path, *, name: str, target: Path) -> RawFile:
    """Write a copy without identity numbers as `reading.private_copy` does."""
    return answered(path, name, private_copy, path, name, target)


def answered(
    path: Path,
    name: str,
    function: Callable[..., RawFile],
    *args: object,
    seconds: float = SECONDS,
) -> RawFile:
    """Run what reads a file within limits, and turn its failing into a refusal."""
    try:
        return run_limited(function, *args, seconds=seconds)
    except OverLimitError:
        finding = over_limit()
    except CrashedError:
        finding = refusal(
            Reason.UNREADABLE,
            "读取文件时出错，文件可能已损坏。请从制图软件重新导出后提交；如仍不行，"
            "请把文件交给系统管理员。",
            "Reading the file failed; it may be broken. Export it again and send that; "
            "if that does not help, hand the file to the administrator.",
        )
    return RawFile(short_name(name), digest(path), "", None, "", (), (finding,))


def over_limit() -> Finding:
    """Return the refusal of a file that takes too much time or memory."""
    return refusal(
        Reason.TOO_LARGE,
        "文件太大或太复杂，在 {seconds} 秒、1 GB 内存内处理不完。请分批导出，"
        "或减少节点后提交。",
        "The file is too large or too complex to be worked through in {seconds} "
        "seconds and 1 GB. Export it in parts or with fewer vertices.",
        seconds=int(SECONDS),
    )


def _read(path: Path, name: str, crs: Crs | None) -> RawFile:
    return read_file(path, name=name, crs=crs)


def main() -> None:
    """Be the child: take the order from stdin, answer on what was stdout."""
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not get into the answer
    _limit(float(sys.argv[1]), int(sys.argv[2]))
    function, args = pickle.load(sys.stdin.buffer)  # noqa: S301 -- our parent's
    try:
        _send(channel, ("done", function(*args)))
    except MemoryError:
        _send(channel, ("memory", ""))
    except Exception:  # noqa: BLE001 -- the parent decides
        _send(channel, ("raised", traceback.format_exc()))


def _send(channel: BinaryIO, answer: tuple[str, object]) -> None:
    channel.write(pickle.dumps(answer))
    channel.flush()


def _limit(seconds: float, memory_bytes: int) -> None:
    processor = int(seconds) + 1
    for what, most in (
        (resource.RLIMIT_DATA, max(memory_bytes - _LIBRARIES, _LIBRARIES)),
        (resource.RLIMIT_CPU, processor),
        (resource.RLIMIT_FSIZE, MOST_WRITTEN_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
