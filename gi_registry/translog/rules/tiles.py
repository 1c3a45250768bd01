"""Where tiles stand, and what bundles of entries look like.

Source:
    C2SP tlog-tiles v0.1.0.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Self

from gi_registry.translog.rules.tree import HEIGHT, WIDTH

LONGEST_ENTRY: Final = 65_535
"""Bytes; the length of an entry stands before it in two."""

_PATH: Final = re.compile(
    r"(entries|0|[1-9]|[1-5][0-9]|6[0-3])"
    r"/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?"
)
_GROUP: Final = 1_000


@dataclass(frozen=True, slots=True)
class TileName:
    """One tile, or one bundle of entries.

    Attributes:
        level: from 0; None is a bundle of entries.
        number: from 0.
        width: how many hashes or entries, 1 to 256.
    """

    level: int | None
    number: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """The address below `tile/`, such as `0/x001/x234/067.p/5`."""
        level = "entries" if self.level is None else str(self.level)
        number, groups = divmod(self.number, _GROUP)
        path = f"{groups:03}"
        while number:
            number, group = divmod(number, _GROUP)
            path = f"x{group:03}/{path}"
        partial = "" if self.width == WIDTH else f".p/{self.width}"
        return f"{level}/{path}{partial}"

    @classmethod
    def read(cls, path: str) -> Self | None:
        """Return what an address below `tile/` names; None if nothing."""
        found = _PATH.fullmatch(path)
        if found is None:
            return None
        level = None if found[1] == "entries" else int(found[1])
        number = int(found[2].replace("x", "").replace("/", ""))
        name = cls(level, number, int(found[3] or WIDTH))
        return name if name.width <= WIDTH and name.path == path else None


def tiles_of(size: int) -> Iterator[TileName]:
    """Give every tile of the hashes of a tree, and every bundle."""
    yield from _of_level(None, size)
    level = 0
    while size >> (HEIGHT * level):
        yield from _of_level(level, size >> (HEIGHT * level))
        level += 1


def bundle(entries: Iterable[bytes]) -> bytes:
    """Return entries as one bundle, each behind its length."""
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def unbundled(data: bytes) -> list[bytes]:
    """Return the entries of a bundle.

    Raises:
        ValueError: it ends within an entry.
    """
    entries: list[bytes] = []
    at = 0
    while at < len(data):
        first = at + 2
        at = first + int.from_bytes(data[at:first], "big")
        if at > len(data):
            raise ValueError(at)
        entries.append(data[first:at])
    return entries


def _of_level(level: int | None, count: int) -> Iterator[TileName]:
    for number in range(count // WIDTH):
        yield TileName(level, number)
    if count % WIDTH:
        yield TileName(level, count // WIDTH, count % WIDTH)
