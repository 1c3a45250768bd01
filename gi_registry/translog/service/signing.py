"""Signs what the log is at a size; nothing is signed that is not stored already.

A checkpoint is made when it is asked for. The signature and the root follow from
the entries alone, so one size has one checkpoint, however often it is made.
"""

from dataclasses import dataclass, field
from typing import ClassVar, Final, Generic, Self, TypeVar, cast
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.orm import Session

from gi_registry.core.derive import derive
from gi_registry.translog.rules.notes import Checkpoint, NoteKey, signed
from gi_registry.translog.rules.proofs import LogProof
from gi_registry.translog.rules.tree import Tree
from gi_registry.translog.service.reading import tree

K = TypeVar("K", bound=NoteKey)

_EPOCH: Final = 1


@dataclass(frozen=True, slots=True)
class SigningKey(Generic[K]):
    """A key of this installation that signs for others to check.

    Attributes:
        name: the address under which it signs, without the scheme.
        private: the seed, 32 bytes.
    """

    purpose: ClassVar[str]
    """What it is derived for; never the same for two."""
    path: ClassVar[str]
    """What of the registry it signs for, the end of its name."""
    kind: ClassVar[type[NoteKey]]

    name: str
    private: bytes = field(repr=False)

    @property
    def public(self) -> K:
        """What everybody checks with."""
        key = Ed25519PrivateKey.from_private_bytes(self.private)
        return cast("K", self.kind(self.name, key.public_key().public_bytes_raw()))

    @classmethod
    def of(cls, base_url: str, master: bytes) -> Self:
        """Return the key of an installation.

        Args:
            base_url: the registry's public address.
            master: the master secret, 32 bytes.
        """
        parts = urlsplit(base_url)
        name = f"{parts.netloc}{parts.path.rstrip('/')}{cls.path}"
        return cls(name, derive(master, cls.purpose, epoch=_EPOCH))


class LogKey(SigningKey[NoteKey]):
    """The key that signs checkpoints; its name is the origin of the log."""

    __slots__ = ()
    purpose = "log-checkpoint"
    path = "/log"
    kind = NoteKey


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
    said = Checkpoint(key.name, found.size, found.root())
    return signed(str(said), key.name, key.private)
