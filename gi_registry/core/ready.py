"""An answer that is at hand before Flask begins its work."""

from typing import Any, NamedTuple

Environ = dict[str, Any]
"""What a request says of itself, as PEP 3333 has it."""


class Ready(NamedTuple):
    """An answer, whole."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
