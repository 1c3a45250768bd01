"""A proof that an entry is in the log, to be checked without asking the log.

Source:
    C2SP tlog-proof v1.
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Final, Self

from gi_registry.translog.errors import ProofError, ProofFormError
from gi_registry.translog.rules.notes import Checkpoint, NoteKey, opened
from gi_registry.translog.rules.tree import HASH_BYTES, root_from

HEAD: Final = "c2sp.org/tlog-proof@v1"


@dataclass(frozen=True, slots=True)
class LogProof:
    """An inclusion proof with the checkpoint that it leads to.

    Attributes:
        index: of the entry, from 0.
        hashes: from the sibling upwards.
        note: the signed checkpoint.
        extra: whatever goes with it; proves nothing by itself.
    """

    index: int
    hashes: tuple[bytes, ...]
    note: str
    extra: bytes = b""

    def __str__(self) -> str:
        extra = [f"extra {b64encode(self.extra).decode()}"] if self.extra else []
        hashes = [b64encode(each).decode() for each in self.hashes]
        lines = [HEAD, *extra, f"index {self.index}", *hashes, ""]
        return "\n".join([*lines, self.note])

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the proof that a text is.

        Raises:
            ProofFormError: it is none.
        """
        head, _, note = text.partition("\n\n")
        lines = head.split("\n")
        if lines.pop(0) != HEAD:
            raise ProofFormError
        try:
            extra = b""
            if lines[0].startswith("extra "):
                extra = b64decode(lines.pop(0)[6:], validate=True)
            word, index = lines.pop(0).split(" ")
            hashes = tuple(b64decode(line, validate=True) for line in lines)
            found = cls(int(index), hashes, note, extra)
        except (ValueError, IndexError) as error:
            raise ProofFormError from error
        if word != "index" or str(found) != text:
            raise ProofFormError
        if any(len(each) != HASH_BYTES for each in hashes):
            raise ProofFormError
        return found

    def check(self, leaf: bytes, key: NoteKey) -> Checkpoint:
        """Return the checkpoint that covers an entry.

        Args:
            leaf: the entry's hash.
            key: that of the log.

        Raises:
            CheckpointFormError, CheckpointSignatureError: see `notes.opened`.
            ProofError: the checkpoint does not cover the entry at this place.
        """
        checkpoint = opened(self.note, key)
        try:
            root = root_from(leaf, self.index, checkpoint.size, self.hashes)
        except ValueError as error:
            raise ProofError(self.index) from error
        if root != checkpoint.root:
            raise ProofError(self.index)
        return checkpoint
