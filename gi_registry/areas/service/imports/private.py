"""What may be kept of a file: the file itself, or a copy without identity numbers."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath

from gi_registry.core import personal
from gi_registry.core.words import Words
from gi_registry.geo.intake.child import copy_safely
from gi_registry.geo.intake.outcomes import Reason

_DIGITS = 12
"""Of the SHA-256 of the file itself, in the name of its copy."""


@dataclass(frozen=True, slots=True)
class Keepable:
    """A file as it may be held and kept.

    Attributes:
        path: where its bytes are, while the context lasts.
        name: what it is called; of a copy, with the start of the original's SHA-256.
        told: what to say of a copy; none of the file itself.
        refused: why the file cannot be read, where it cannot.
    """

    path: Path
    name: str
    told: Words | None = None
    refused: Words | None = None


@contextmanager
def keepable(path: Path, name: str) -> Iterator[Keepable]:
    """Give a file as it may be kept, having read it within limits.

    Args:
        path: where its bytes are; whoever put them there takes them away.
        name: what it is called.
    """
    name = personal.hidden(name)
    with tempfile.TemporaryDirectory(prefix="gi-copy-") as folder:
        target = Path(folder) / "copy.csv"
        raw = copy_safely(path, name=name, target=target)
        said = raw.findings[0] if raw.findings else None
        if said is None:
            yield Keepable(path, name)
        elif said.reason is Reason.IDENTITY_REMOVED:
            called = f"{PurePath(raw.name).stem} ({raw.sha256[:_DIGITS]}).csv"
            yield Keepable(target, called, told=said.words)
        else:
            yield Keepable(path, name, refused=said.words)
