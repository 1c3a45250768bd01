"""What witnesses put below a checkpoint: that they saw no other history, and when.

Source:
    C2SP tlog-cosignature v1.0.1, with Ed25519 (`cosignature/v1`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar, Final, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from gi_registry.core.errors import GiError
from gi_registry.translog.errors import WitnessKeyError
from gi_registry.translog.rules.notes import (
    NoteKey,
    Signature,
    signature_line,
    taken_apart,
)

_TIME_BYTES: Final = 8
_LAST_S: Final = int(datetime(9999, 1, 1, tzinfo=UTC).timestamp())
"""What no calendar has is no time at which anybody signed."""


@dataclass(frozen=True, slots=True)
class WitnessKey(NoteKey):
    """A public key of a witness; it signs checkpoints of logs with the time.

    Attributes:
        name: whose it is, such as example.cn/log/witness.
        public: the key, 32 bytes.
    """

    kind: ClassVar[bytes] = b"\x04"
    refusal: ClassVar[type[GiError]] = WitnessKeyError


class Cosignature(NamedTuple):
    """One that was verified.

    Attributes:
        key: whose.
        at: when the witness knew of no larger tree of the log than this.
        line: as it stands below the checkpoint, without its newline.
    """

    key: WitnessKey
    at: datetime
    line: str


def cosigned(text: str, name: str, private: bytes, *, at: datetime) -> str:
    """Return the line by which a witness says that it saw a checkpoint.

    Args:
        text: of the checkpoint, with its last newline and without signatures.
        name: of the witness.
        private: the seed of its key, 32 bytes.
        at: the present instant; whole seconds of it count.
    """
    key = Ed25519PrivateKey.from_private_bytes(private)
    by = WitnessKey(name, key.public_key().public_bytes_raw())
    at_s = int(at.timestamp())
    body = at_s.to_bytes(_TIME_BYTES, "big") + key.sign(_message(text, at_s))
    return signature_line(by, body)


def cosignatures(note: str, keys: Iterable[WitnessKey]) -> list[Cosignature]:
    """Return those of some witnesses that stand below a note and are good.

    Args:
        note: all of it; signatures by others are left aside.
        keys: of witnesses, from elsewhere.

    Raises:
        CheckpointFormError: it is no note.
    """
    text, signatures = taken_apart(note)
    found = {
        key: good
        for key in keys
        for each in signatures
        if each.is_by(key) and (good := _verified(text, each, key))
    }
    return list(found.values())


def _verified(text: str, signature: Signature, key: WitnessKey) -> Cosignature | None:
    at_s = int.from_bytes(signature.body[:_TIME_BYTES], "big")
    if at_s > _LAST_S:
        return None
    public = Ed25519PublicKey.from_public_bytes(key.public)
    try:
        public.verify(signature.body[_TIME_BYTES:], _message(text, at_s))
    except InvalidSignature:
        return None
    return Cosignature(key, datetime.fromtimestamp(at_s, tz=UTC), signature.line)


def _message(text: str, at_s: int) -> bytes:
    return f"cosignature/v1\ntime {at_s}\n{text}".encode()
