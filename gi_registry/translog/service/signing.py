"""Signs what the log is at a size; nothing is signed that is not stored already.

A checkpoint is made when it is asked for. The signature and the root follow from
the entries alone, so one size has one checkpoint, however often it is made.
"""

from dataclasses import dataclass, field
from typing import Final, Self
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.orm import Session

from gi_registry.core.derive import derive
from gi_registry.translog.rules.notes import Checkpoint, NoteKey, signed
from gi_registry.translog.rules.proofs import LogProof
from gi_registry.translog.rules.tree import Tree
from gi_registry.translog.service.reading import tree

_PURPOSE: Final = "log-checkpoint"
_EPOCH: Final = 1


@dataclass(frozen=True, slots=True)
class LogKey:
    """The key that signs checkpoints.

    Attributes:
        origin: the log's name, which is its address without the scheme.
        private: the seed, 32 bytes.
    """

    origin: str
    private: bytes = field(repr=False)

    @property
    def public(self) -> NoteKey:
        """What everybody checks with."""
        key = Ed25519PrivateKey.from_private_bytes(self.private)
        return NoteKey(self.origin, key.public_key().public_bytes_raw())

    @classmethod
    def of(cls, base_url: str, master: bytes) -> Self:
        """Return the key of an installation.

        Args:
            base_url: the registry's public address.
            master: the master secret, 32 bytes.
        """
        parts = urlsplit(base_url)
        origin = f"{parts.netloc}{parts.path.rstrip('/')}/log"
        return cls(origin, derive(master, _PURPOSE, epoch=_EPOCH))


def checkpoint(session: Session, key: LogKey, count: int | None = None) -> str:
    """Return the signed checkpoint of the log.

    Args:
        session: to read with.
        key: that of the log.
        count: of its first entries; of all by default.

    Raises:
        LogBrokenError: the tables lack a row.
    """
    return _signed(tree(session, count), key)


def prove(
    session: Session,
    index: int,
    key: LogKey,
    *,
    count: int | None = None,
    extra: bytes = b"",
) -> LogProof:
    """Return the proof that an entry is in the log.

    Args:
        session: to read with.
        index: of the entry, which is there.
        key: that of the log.
        count: by which size of the log; by the present one if none is given.
        extra: goes with it.

    Raises:
        LogBrokenError: the tables lack a row.
    """
    found = tree(session, count)
    return LogProof(index, tuple(found.inclusion(index)), _signed(found, key), extra)


def _signed(found: Tree, key: LogKey) -> str:
    said = Checkpoint(key.origin, found.size, found.root())
    return signed(str(said), key.origin, key.private)
