"""Signed notes and checkpoints.

Source:
    C2SP signed-note v1.0.0 and tlog-checkpoint v1.0.0, with Ed25519.
"""

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from gi_registry.translog.errors import (
    CheckpointFormError,
    CheckpointSignatureError,
    LogKeyError,
)
from gi_registry.translog.rules.tree import HASH_BYTES

_ED25519: Final = b"\x01"
_ID_BYTES: Final = 4
_SIGNATURE: Final = re.compile(r"— (\S+) (\S+)")
_NAME: Final = re.compile(r"[^\s+]+")
_NUMBER: Final = re.compile(r"0|[1-9][0-9]{0,18}")
_LINES: Final = 3


@dataclass(frozen=True, slots=True)
class NoteKey:
    """A public key that signs notes.

    Attributes:
        name: whose it is: the origin of the log.
        public: the key, 32 bytes.
    """

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature names its key."""
        named = self.name.encode() + b"\n" + _ED25519 + self.public
        return sha256(named).digest()[:_ID_BYTES]

    def __str__(self) -> str:
        key = b64encode(_ED25519 + self.public).decode()
        return f"{self.name}+{self.id.hex()}+{key}"

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the key that a text is, such as `example.com/log+33d7b496+AeHZ…`.

        Raises:
            LogKeyError: it is none, or no Ed25519 key.
        """
        name, _, rest = text.strip().partition("+")
        key = rest.partition("+")[2]
        try:
            raw = b64decode(key, validate=True)
        except ValueError as error:
            raise LogKeyError from error
        found = cls(name, raw[1:])
        if not _NAME.fullmatch(name) or raw[:1] != _ED25519:
            raise LogKeyError
        if len(found.public) != HASH_BYTES or str(found) != text.strip():
            raise LogKeyError
        return found


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log says of itself at one size.

    Attributes:
        origin: which log.
        size: entries.
        root: hash of the tree over them, 32 bytes.
    """

    origin: str
    size: int
    root: bytes

    def __str__(self) -> str:
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"

    @classmethod
    def read(cls, text: str) -> Self:
        """Return what the text of a note says; extension lines are left aside.

        Raises:
            CheckpointFormError: it is no checkpoint.
        """
        lines = text.split("\n")
        if len(lines) <= _LINES or lines[-1] or "" in lines[:-1]:
            raise CheckpointFormError
        origin, size, root = lines[:_LINES]
        raw = _exactly(root)
        if not _NUMBER.fullmatch(size) or len(raw) != HASH_BYTES:
            raise CheckpointFormError
        return cls(origin, int(size), raw)


def signed(text: str, name: str, private: bytes) -> str:
    """Return a note with its signature.

    Args:
        text: ends with a newline.
        name: of the key.
        private: the key's seed, 32 bytes.
    """
    key = Ed25519PrivateKey.from_private_bytes(private)
    by = NoteKey(name, key.public_key().public_bytes_raw())
    signature = b64encode(by.id + key.sign(text.encode())).decode()
    return f"{text}\n— {name} {signature}\n"


def opened(note: str, key: NoteKey) -> Checkpoint:
    """Return the checkpoint that a note holds, signed by a key.

    Signatures by others are left aside.

    Args:
        note: all of it.
        key: who must have signed it, and under whose name as origin.

    Raises:
        CheckpointFormError: it is no note of a checkpoint.
        CheckpointSignatureError: the key did not sign it.
    """
    text, blank, tail = note.rpartition("\n\n")
    if not blank or not tail.endswith("\n"):
        raise CheckpointFormError
    text += "\n"
    found = [_SIGNATURE.fullmatch(line) for line in tail[:-1].split("\n")]
    ours = [
        raw[_ID_BYTES:]
        for each in found
        if (raw := _raw(each)) and each and each[1] == key.name
        if raw[:_ID_BYTES] == key.id
    ]
    if len(ours) != 1:
        raise CheckpointSignatureError(key.name)
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(ours[0], text.encode())
    except InvalidSignature as error:
        raise CheckpointSignatureError(key.name) from error
    checkpoint = Checkpoint.read(text)
    if checkpoint.origin != key.name:
        raise CheckpointSignatureError(key.name)
    return checkpoint


def _raw(line: re.Match[str] | None) -> bytes:
    """Return key id and signature of a line.

    Raises:
        CheckpointFormError: the line is no signature.
    """
    if line is None:
        raise CheckpointFormError
    return _exactly(line[2])


def _exactly(text: str) -> bytes:
    """Return what base 64 stands for; only one text stands for each.

    Raises:
        CheckpointFormError: it is none, or another one than the encoder writes.
    """
    try:
        raw = b64decode(text, validate=True)
    except ValueError as error:
        raise CheckpointFormError from error
    if b64encode(raw).decode() != text:
        raise CheckpointFormError
    return raw
