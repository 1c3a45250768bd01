"""What a log submits to a witness, and what the witness says to it.

Source:
    C2SP tlog-witness v1.0.0.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from gi_registry.core.errors import GiError
from gi_registry.core.words import Words
from gi_registry.translog.errors import (
    CheckpointFormError,
    CheckpointSignatureError,
)
from gi_registry.translog.rules.notes import Checkpoint, NoteKey, opened, taken_apart
from gi_registry.translog.rules.tree import EMPTY_ROOT, HASH_BYTES, Head, is_consistent
from gi_registry.witnesses.errors import (
    NotConsistentError,
    NotSignedError,
    OtherSizeError,
    SubmissionFormError,
    TwoRootsError,
    UnknownLogError,
)

LONGEST: Final = 32 * 1024
"""Bytes of a submission, and of an answer."""
NOTHING: Final = Head(0, EMPTY_ROOT)
"""What a witness remembers of a log that it never cosigned."""

_MOST_HASHES: Final = 63
_OLD: Final = re.compile(r"old (0|[1-9][0-9]{0,18})")


class Contrary(StrEnum):
    """Why a checkpoint that the log signed was not cosigned."""

    TWO_ROOTS = "two-roots"
    """It says another root of a size that was cosigned: that proves a fork."""
    PROOF = "proof"
    """What came with it proves nothing; it may have been a bad proof alone."""


CONTRARY_WORDS: Final = {
    Contrary.TWO_ROOTS: Words(
        "日志对同样多的条目签署过两个不同的根：它给出了两份历史",
        "The log has signed two different roots over the same number of entries: it "
        "shows two histories",
    ),
    Contrary.PROOF: Words(
        "有人提交过它签署的检查点，但所附证明不能说明它延续了已见证的历史",
        "Somebody submitted a checkpoint that it signed, with a proof that does not "
        "show that it continues what was witnessed",
    ),
}


@dataclass(frozen=True, slots=True)
class Submission:
    """What a log asks a witness to cosign.

    Attributes:
        old: entries that the log believes were witnessed.
        proof: that the checkpoint continues them.
        note: the checkpoint with its signatures.
    """

    old: int
    proof: tuple[bytes, ...]
    note: str

    def __str__(self) -> str:
        proof = [b64encode(each).decode() for each in self.proof]
        return "\n".join([f"old {self.old}", *proof, "", self.note])

    @classmethod
    def read(cls, data: bytes) -> Self:
        """Return what a body asks.

        Raises:
            SubmissionFormError: it is no submission.
        """
        try:
            head, blank, note = data.decode().partition("\n\n")
            first, *lines = head.split("\n")
            proof = tuple(b64decode(line, validate=True) for line in lines)
        except ValueError as error:
            raise SubmissionFormError from error
        old = _OLD.fullmatch(first)
        if not blank or old is None or len(proof) > _MOST_HASHES:
            raise SubmissionFormError
        found = cls(int(old[1]), proof, note)
        if (
            any(len(each) != HASH_BYTES for each in proof)
            or str(found) != data.decode()
        ):
            raise SubmissionFormError
        return found


def signed_by(note: str, keys: Iterable[NoteKey]) -> Checkpoint:
    """Return the checkpoint of a note, if a known key of its log signed it.

    Args:
        note: all of it.
        keys: of all logs that are witnessed.

    Raises:
        SubmissionFormError: it is no checkpoint.
        UnknownLogError: its log is not witnessed.
        NotSignedError: none of the log's keys signed it.
    """
    try:
        text, _ = taken_apart(note)
        origin = Checkpoint.read(text).origin
        known = [key for key in keys if key.name == origin]
        if not known:
            raise UnknownLogError(origin)
        for key in known:
            try:
                return opened(note, key)
            except CheckpointSignatureError:
                continue
    except CheckpointFormError as error:
        raise SubmissionFormError from error
    raise NotSignedError(origin)


def refusal(
    asked: int, new: Head, proof: Sequence[bytes], *, known: Head
) -> GiError | None:
    """Return why a checkpoint is not cosigned; None if it is.

    Args:
        asked: from which size on the log proves that it continues.
        new: what the log signed.
        proof: from `asked` to it.
        known: what the witness cosigned last.
    """
    if asked > new.size:
        return SubmissionFormError()
    if asked != known.size:
        return OtherSizeError(known.size)
    if asked == new.size and new.root != known.root:
        return TwoRootsError(known.size)
    continues = is_consistent(known, new, proof) if known.size else not proof
    return None if continues else NotConsistentError(known.size)
