"""The log of decisions: appended to, read as a tree, signed, proven, audited."""

from gi_registry.translog.service.appending import NewLeaf, append, append_all
from gi_registry.translog.service.mirror import export, source
from gi_registry.translog.service.reading import (
    bundle,
    entry_of,
    former_hash,
    history,
    is_whole,
    leaf_at,
    newest,
    opening_of,
    record_of,
    shown_of,
    size,
    tile,
    tree,
)
from gi_registry.translog.service.signing import LogKey, checkpoint, prove

__all__ = [
    "LogKey",
    "NewLeaf",
    "append",
    "append_all",
    "bundle",
    "checkpoint",
    "entry_of",
    "export",
    "former_hash",
    "history",
    "is_whole",
    "leaf_at",
    "newest",
    "opening_of",
    "prove",
    "record_of",
    "shown_of",
    "size",
    "source",
    "tile",
    "tree",
]
