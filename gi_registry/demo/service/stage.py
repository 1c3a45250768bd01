"""What the loader is given from outside."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Stage:
    """Time, a password and a voice.

    Attributes:
        now: the instant at which the demonstration stands.
        password: of every account.
        data_dir: where papers are kept.
        say: tells how far it is.
        pepper: the installation's secret for identity numbers.
        master: its secret for codes of labels.
        base_url: public address of the registry.
    """

    now: datetime
    password: str
    data_dir: Path
    say: Callable[[str], None]
    pepper: bytes
    master: bytes
    base_url: str
