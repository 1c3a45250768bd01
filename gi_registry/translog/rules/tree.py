"""A Merkle tree over the entries of a log.

Source:
    RFC 9162, section 2.1 (hashes 2.1.1, inclusion proofs 2.1.3, consistency proofs
    2.1.4); the levels are those of C2SP tlog-tiles: hash i of level L is that of
    256**L entries.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Final, NamedTuple

HEIGHT: Final = 8
"""How many levels of the tree a tile spans."""
WIDTH: Final = 1 << HEIGHT
"""Hashes of a full tile."""
HASH_BYTES: Final = 32
EMPTY_ROOT: Final = sha256(b"").digest()

Reader = Callable[[int, int, int], Sequence[bytes]]
"""Gives hashes of a level: of which level, from which one on, how many."""


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of an entry."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node above two others."""
    return sha256(b"\x01" + left + right).digest()


def folded(hashes: Sequence[bytes]) -> bytes:
    """Return the hash above some neighbours, of which there are a power of two."""
    while len(hashes) > 1:
        pairs = zip(hashes[::2], hashes[1::2], strict=True)
        hashes = [node_hash(left, right) for left, right in pairs]
    return hashes[0]


class Head(NamedTuple):
    """What a tree is at a size.

    Attributes:
        size: entries.
        root: the hash over them, 32 bytes.
    """

    size: int
    root: bytes


class Tree:
    """The tree of the first entries of a log, whatever came after them.

    It reads whole tiles, each once: for a root or a proof at most two a level.

    Args:
        size: how many entries.
        read: gives their hashes.
    """

    def __init__(self, size: int, read: Reader):
        self.size = size
        self.read = read
        self._tiles: dict[tuple[int, int], Sequence[bytes]] = {}

    def root(self) -> bytes:
        """Return the root hash."""
        return self._over(0, self.size) if self.size else EMPTY_ROOT

    def inclusion(self, index: int) -> list[bytes]:
        """Return the inclusion proof of an entry, from its sibling upwards.

        Args:
            index: from 0, below the size.
        """
        if not 0 <= index < self.size:
            raise IndexError(index)
        proof: list[bytes] = []
        first, end = 0, self.size
        while end - first > 1:
            middle = first + _split(end - first)
            if index < middle:
                proof.append(self._over(middle, end))
                end = middle
            else:
                proof.append(self._over(first, middle))
                first = middle
        return proof[::-1]

    def consistency(self, old: int) -> list[bytes]:
        """Return the proof that the tree begins with its first entries.

        Args:
            old: how many entries there were before, at most the size; from none,
                and from all, nothing needs to be proven.

        Source:
            RFC 9162, section 2.1.4.1.
        """
        if not 0 <= old <= self.size:
            raise IndexError(old)
        proof: list[bytes] = []
        first, end = 0, self.size
        while old and end != old:
            middle = first + _split(end - first)
            if old <= middle:
                proof.append(self._over(middle, end))
                end = middle
            else:
                proof.append(self._over(first, middle))
                first = middle
        return [*([self._over(first, end)] if first else []), *proof[::-1]]

    def tile(self, level: int, number: int) -> Sequence[bytes]:
        """Return the hashes of a tile, as many as the tree has of it."""
        key = (level, number)
        if key not in self._tiles:
            first = number * WIDTH
            count = min(WIDTH, (self.size >> (HEIGHT * level)) - first)
            self._tiles[key] = self.read(level, first, count) if count > 0 else ()
        return self._tiles[key]

    def _over(self, first: int, end: int) -> bytes:
        """Return the hash over a range that begins where its subtree does."""
        count = end - first
        if count & (count - 1):
            middle = first + _split(count)
            return node_hash(self._over(first, middle), self._over(middle, end))
        level = (count.bit_length() - 1) // HEIGHT
        start, width = first >> (HEIGHT * level), count >> (HEIGHT * level)
        number, at = divmod(start, WIDTH)
        return folded(self.tile(level, number)[at : at + width])


def root_from(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """Return the root to which an inclusion proof leads.

    Args:
        leaf: the entry's hash.
        index: where it is said to stand, from 0.
        size: entries of the tree.
        proof: hashes from the sibling upwards.

    Raises:
        ValueError: no such place, no such hash, or a proof of another length.

    Source:
        RFC 9162, section 2.1.3.2.
    """
    if not 0 <= index < size or len(leaf) != HASH_BYTES:
        raise ValueError(index)
    node, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise ValueError(len(proof))
        if node & 1 or node == last:
            found = node_hash(sibling, found)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        node, last = node >> 1, last >> 1
    if last:
        raise ValueError(len(proof))
    return found


def is_consistent(old: Head, new: Head, proof: Sequence[bytes]) -> bool:
    """Whether a proof shows that a tree begins with what it was before.

    Args:
        old: what it was.
        new: what it is, at least as large.
        proof: as `Tree.consistency` gives it; none from the same. What began with
            nothing proves nothing, so nothing of a size above it is consistent
            with it by a proof.

    Source:
        RFC 9162, section 2.1.4.2.
    """
    if old.size == new.size:
        return not proof and old.root == new.root
    if not old.size or not proof or any(len(each) != HASH_BYTES for each in proof):
        return False
    hashes = list(proof) if old.size & (old.size - 1) else [old.root, *proof]
    node, last = old.size - 1, new.size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    before = after = hashes[0]
    for each in hashes[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            before, after = node_hash(each, before), node_hash(each, after)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            after = node_hash(after, each)
        node, last = node >> 1, last >> 1
    return last == 0 and (before, after) == (old.root, new.root)


def _split(count: int) -> int:
    """Return the largest power of two below a count of at least 2."""
    return 1 << ((count - 1).bit_length() - 1)
