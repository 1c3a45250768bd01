"""Whether a log is what it signed, by its checkpoint, tiles and entries alone.

The root is rebuilt from every entry; nothing that the log says of itself is taken
for granted but the signature of its key.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple, Self

from gi_registry.core.words import Words
from gi_registry.translog.rules.cosignatures import WitnessKey, cosignatures
from gi_registry.translog.rules.notes import Checkpoint, NoteKey, opened
from gi_registry.translog.rules.tiles import TileName, tiles_of, unbundled
from gi_registry.translog.rules.tree import (
    HASH_BYTES,
    WIDTH,
    Tree,
    folded,
    leaf_hash,
)

Fetch = Callable[[str], bytes]
"""Gives what stands at a path below the log's address; LookupError if nothing."""

_MISSING: Final = Words(
    "缺少 {path}：日志没有给出它应有的数据",
    "{path} is missing: the log does not give it",
)
_UNREADABLE: Final = Words(
    "{path} 的长度或条数不对：数据被截断或改动",
    "{path} has the wrong length or count: it was cut or changed",
)
_ENTRY: Final = Words(
    "第 {index} 条与哈希块不符：条目或哈希被改动、替换或移动过",
    "Entry {index} does not fit its hash: one of both was changed, replaced or moved",
)
_INDEX: Final = Words(
    "第 {index} 条的内容写的不是这个序号：条目被移动或重编号过",
    "Entry {index} says another number of itself: it was moved or renumbered",
)
_TILE: Final = Words(
    "{path} 与条目算出的哈希不符：哈希块被改动过",
    "{path} is not what the entries hash to: the tile was changed",
)
_ROOT: Final = Words(
    "由全部条目算出的根与已签署的检查点不符（{size} 条）：签署之后日志被改动过",
    "The root over all entries is not the one that was signed (of {size}): the log was "
    "changed after it was signed",
)
_SHRUNK: Final = Words(
    "日志缩短了：以前签署过 {kept} 条，现在只有 {size} 条；有条目被删去，"
    "或数据库从旧备份恢复",
    "The log has become shorter: {kept} entries were signed before, there are {size} "
    "now; some were removed, or an older backup was restored",
)
_REWRITTEN: Final = Words(
    "前 {kept} 条已不是以前签署的样子：登记机关给出了两份不同的历史，"
    "请保存两个检查点作为证据",
    "The first {kept} entries are not what was signed before: the registry shows two "
    "histories; keep both checkpoints as evidence",
)

_TOO_FEW: Final = Words(
    "要求 {quorum} 个证人联署，只有 {count} 个：别人看到的历史可能与你看到的不同；"
    "请稍后再核，仍不足的，向证人和登记机关查问",
    "{quorum} witnesses were asked for, {count} cosigned: others may be shown another "
    "history than you; audit again later, and if they still lack, ask the witnesses "
    "and the registry",
)


class Fault(NamedTuple):
    """One thing that is wrong.

    Attributes:
        slug: what, for programs.
        words: said to people.
    """

    slug: str
    words: Words


@dataclass(frozen=True, slots=True)
class Audited:
    """What an audit found.

    Attributes:
        checkpoint: signed by the log.
        note: the same as it was signed, to be kept.
        faults: none if the log is sound.
    """

    checkpoint: Checkpoint
    note: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Watched:
    """Which witnesses cosigned a checkpoint.

    Attributes:
        times: by witness, when it did; None if it did not.
        quorum: how many must have.
    """

    times: dict[WitnessKey, datetime | None]
    quorum: int

    @classmethod
    def over(
        cls, note: str, witnesses: Iterable[WitnessKey], quorum: int | None
    ) -> Self:
        """Look at the cosignatures of a checkpoint.

        Args:
            note: all of it.
            witnesses: whose cosignatures count.
            quorum: how many must have cosigned; all if it is not said.
        """
        keys = sorted(witnesses, key=str)
        at = {each.key: each.at for each in cosignatures(note, keys)}
        return cls({key: at.get(key) for key in keys}, quorum or len(keys))

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong: too few of them."""
        count = len({key.public for key, at in self.times.items() if at})
        if count >= self.quorum:
            return ()
        words = _TOO_FEW.filled(quorum=self.quorum, count=count)
        return (Fault("witnesses", words),)

    @property
    def is_enough(self) -> bool:
        """Whether as many cosigned as must have."""
        return not self.faults


def audit(fetch: Fetch, key: NoteKey, kept: Iterable[Checkpoint] = ()) -> Audited:
    """Return whether a log is what it signed, now and before.

    Args:
        fetch: reads the log.
        key: of the log, known from elsewhere.
        kept: checkpoints of the same log that somebody has from before.

    Raises:
        LookupError: there is no checkpoint.
        CheckpointFormError, CheckpointSignatureError: it is none of that key.
    """
    note = fetch("checkpoint").decode(errors="replace")
    checkpoint = opened(note, key)
    seen = _Seen()
    faults = list(seen.read(fetch, checkpoint.size))
    if seen.size == checkpoint.size:
        faults += _compared(fetch, seen.tree(), checkpoint, kept)
    return Audited(checkpoint, note, tuple(faults))


def _compared(
    fetch: Fetch, whole: Tree, checkpoint: Checkpoint, kept: Iterable[Checkpoint]
) -> Iterator[Fault]:
    size = checkpoint.size
    if whole.root() != checkpoint.root:
        yield Fault("root", _ROOT.filled(size=size))
    for each in kept:
        if each.size > size:
            if _goes_on(fetch, checkpoint, each):
                continue
            words = _SHRUNK.filled(kept=each.size, size=size)
            yield Fault("shrunk", words)
        elif Tree(each.size, whole.read).root() != each.root:
            yield Fault("rewritten", _REWRITTEN.filled(kept=each.size))


def _goes_on(fetch: Fetch, checkpoint: Checkpoint, later: Checkpoint) -> bool:
    """Whether a log has what it signed later, though it shows an earlier checkpoint.

    One that waits for witnesses shows for some minutes what they saw last.
    """
    seen = _Seen()
    if list(seen.read(fetch, later.size)):
        return False
    whole = seen.tree()
    earlier = Tree(checkpoint.size, whole.read)
    return (earlier.root(), whole.root()) == (checkpoint.root, later.root)


class _Seen:
    """The hashes that the entries read so far give, level by level."""

    def __init__(self) -> None:
        self._levels = [bytearray()]

    @property
    def size(self) -> int:
        """How many entries were read."""
        return len(self._levels[0]) // HASH_BYTES

    def tree(self) -> Tree:
        """Return the tree over what was read."""
        return Tree(self.size, self._hashes)

    def read(self, fetch: Fetch, size: int) -> Iterator[Fault]:
        """Read all entries, then compare the tiles with them."""
        for name in tiles_of(size):
            path = f"tile/{name.path}"
            try:
                data = fetch(path)
            except LookupError:
                yield Fault("missing", _MISSING.filled(path=path))
                if name.level is None:
                    return
                continue
            if name.level is not None:
                yield from self._compare(name, path, data)
                continue
            try:
                yield from self._take(name, data)
            except ValueError:
                yield Fault("unreadable", _UNREADABLE.filled(path=path))
                return

    def _take(self, name: TileName, data: bytes) -> Iterator[Fault]:
        entries = unbundled(data)
        if len(entries) != name.width:
            raise ValueError(len(entries))
        for index, entry in enumerate(entries, name.number * WIDTH):
            if _index_in(entry) != index:
                yield Fault("index", _INDEX.filled(index=index))
            self._add(leaf_hash(entry))

    def _add(self, found: bytes) -> None:
        for level, hashes in enumerate(self._levels):
            hashes.extend(found)
            if len(hashes) % (WIDTH * HASH_BYTES):
                return
            found = folded(_cut(hashes[-WIDTH * HASH_BYTES :]))
            if level + 1 == len(self._levels):
                self._levels.append(bytearray(found))
                return

    def _compare(self, name: TileName, path: str, data: bytes) -> Iterator[Fault]:
        level = name.level or 0
        own = b"".join(self._hashes(level, name.number * WIDTH, name.width))
        if len(data) != len(own):
            yield Fault("unreadable", _UNREADABLE.filled(path=path))
        elif data != own and level:
            yield Fault("tile", _TILE.filled(path=path))
        elif data != own:
            pairs = zip(_cut(data), _cut(own), strict=True)
            for index, (said, made) in enumerate(pairs, name.number * WIDTH):
                if said != made:
                    yield Fault("entry", _ENTRY.filled(index=index))

    def _hashes(self, level: int, first: int, count: int) -> list[bytes]:
        start = first * HASH_BYTES
        return _cut(self._levels[level][start : start + count * HASH_BYTES])


def _cut(hashes: bytes | bytearray) -> list[bytes]:
    return [
        bytes(hashes[at : at + HASH_BYTES]) for at in range(0, len(hashes), HASH_BYTES)
    ]


def _index_in(entry: bytes) -> object:
    try:
        values = json.loads(entry)
    except ValueError:
        return None
    return values.get("index") if isinstance(values, dict) else None
