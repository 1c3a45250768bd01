"""Signed notes and checkpoints.

Source:
    C2SP signed-note v1.0.0 and tlog-checkpoint v1.0.0, with Ed25519.
"""

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import ClassVar, Final, NamedTuple, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from gi_registry.core import vkeys
from gi_registry.core.errors import GiError
from gi_registry.translog.errors import (
    CheckpointFormError,
    CheckpointSignatureError,
    LogKeyError,
)
from gi_registry.translog.rules.tree import HASH_BYTES, Head

_ID_BYTES: Final = 4
_SIGNATURE: Final = re.compile(r"— (\S+) (\S+)")
_NUMBER: Final = re.compile(r"0|[1-9][0-9]{0,18}")
_LINES: Final = 3


@dataclass(frozen=True, slots=True)
class NoteKey:
    """A public key that signs notes.

    Attributes:
        name: whose it is: the origin of the log.
        public: the key, 32 bytes.
    """

    kind: ClassVar[bytes] = b"\x01"
    """What it signs, and how: notes as they are, with Ed25519."""
    refusal: ClassVar[type[GiError]] = LogKeyError

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature names its key."""
        return vkeys.key_id(self.name, self.kind + self.public)

    def __str__(self) -> str:
        return vkeys.written(self.name, self.kind, self.public)

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the key that a text is, such as `example.com/log+33d7b496+AeHZ…`.

        Raises:
            LogKeyError: it is none, or no Ed25519 key of this kind.
        """
        found = vkeys.read(text.strip(), cls.kind)
        if found is None:
            raise cls.refusal
        return cls(*found)


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

    @property
    def head(self) -> Head:
        """Size and root."""
        return Head(self.size, self.root)

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


class Signature(NamedTuple):
    """One line below a note, not verified.

    Attributes:
        name: whose it says it is.
        key_id: of the key.
        body: whatever that kind of key writes.
        line: as it stands, without its newline.
    """

    name: str
    key_id: bytes
    body: bytes
    line: str

    @classmethod
    def read(cls, line: str) -> Self:
        """Return what a line is.

        Raises:
            CheckpointFormError: it is no signature.
        """
        found = _SIGNATURE.fullmatch(line)
        if found is None:
            raise CheckpointFormError
        raw = _exactly(found[2])
        return cls(found[1], raw[:_ID_BYTES], raw[_ID_BYTES:], line)

    def is_by(self, key: NoteKey) -> bool:
        """Whether it says that it is of a key."""
        return (self.name, self.key_id) == (key.name, key.id)


def signature_line(key: NoteKey, body: bytes) -> str:
    """Return the line of a signature, without its newline."""
    return f"— {key.name} {b64encode(key.id + body).decode()}"


def signed(text: str, name: str, private: bytes) -> str:
    """Return a note with its signature.

    Args:
        text: ends with a newline.
        name: of the key.
        private: the key's seed, 32 bytes.
    """
    key = Ed25519PrivateKey.from_private_bytes(private)
    by = NoteKey(name, key.public_key().public_bytes_raw())
    return f"{text}\n{signature_line(by, key.sign(text.encode()))}\n"


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
    text, signatures = taken_apart(note)
    ours = [each.body for each in signatures if each.is_by(key)]
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


def taken_apart(note: str) -> tuple[str, list[Signature]]:
    """Return the text of a note, with its last newline, and who signed it.

    Nothing is verified.

    Raises:
        CheckpointFormError: it is no note.
    """
    text, blank, tail = note.rpartition("\n\n")
    if not blank or not tail.endswith("\n"):
        raise CheckpointFormError
    return f"{text}\n", [Signature.read(line) for line in tail[:-1].split("\n")]


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
