"""Notes and proofs against those of others; a byte changed anywhere is refused."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_registry.core.errors import GiError
from gi_registry.translog.errors import (
    CheckpointFormError,
    CheckpointSignatureError,
    LogKeyError,
    ProofError,
    ProofFormError,
)
from gi_registry.translog.rules.notes import Checkpoint, NoteKey, opened, signed
from gi_registry.translog.rules.proofs import LogProof
from gi_registry.translog.rules.tree import Tree, leaf_hash

# The Go team's note package: the key of its example.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SEED = bytes(range(32))
NAME = "gi.example/log"
LEAVES = [leaf_hash(b"entry %d" % each) for each in range(21)]
TREE = Tree(21, lambda _, first, count: LEAVES[first : first + count])
NOTE = signed(str(Checkpoint(NAME, 21, TREE.root())), NAME, SEED)
# RFC 8032 has no such seed; the public key is derived once, by another program.
KEY = NoteKey(
    NAME,
    bytes.fromhex("03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8"),
)
PROOF = LogProof(13, tuple(TREE.inclusion(13)), NOTE, b"extra")


def test_a_key_has_the_id_that_others_give_it() -> None:
    key = NoteKey.read(PETER)

    assert str(key) == PETER
    assert key.id.hex() == "c74f20a3"


def test_a_checkpoint_is_read_as_it_was_signed() -> None:
    assert opened(NOTE, KEY) == Checkpoint(NAME, 21, TREE.root())
    assert NoteKey.read(str(KEY)) == KEY
    witnessed = NOTE + "— witness.example AAAAAAECAwQFBgcICQ==\n"
    assert opened(witnessed, KEY) == opened(NOTE, KEY)


@given(st.integers(0, len(NOTE.encode()) * 8 - 1))
def test_a_bit_changed_in_a_checkpoint_is_refused(bit: int) -> None:
    with pytest.raises(GiError):
        opened(_flipped(NOTE, bit), KEY)


@given(st.data())
def test_a_bit_changed_in_a_proof_is_refused(data: st.DataObject) -> None:
    text = str(PROOF)
    extra = text.index("extra "), text.index("index ")
    at = data.draw(st.integers(0, len(text.encode()) - 1))
    if extra[0] <= at < extra[1]:
        return  # proves nothing, as the standard says
    bit = data.draw(st.integers(0, 7))
    with pytest.raises(GiError):
        LogProof.read(_flipped(text, at * 8 + bit)).check(LEAVES[13], KEY)


def test_a_proof_proves_its_entry_and_no_other() -> None:
    found = LogProof.read(str(PROOF))

    assert found == PROOF
    assert found.check(LEAVES[13], KEY).size == 21
    with pytest.raises(ProofError):
        found.check(LEAVES[12], KEY)
    with pytest.raises(ProofError):
        replace(found, index=21).check(LEAVES[13], KEY)
    with pytest.raises(CheckpointSignatureError):
        found.check(LEAVES[13], NoteKey.read(PETER))


def test_a_checkpoint_signed_for_another_log_is_refused() -> None:
    other = signed(str(Checkpoint("other.example/log", 21, TREE.root())), NAME, SEED)

    with pytest.raises(CheckpointSignatureError):
        opened(other, KEY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n1\n",
        "a\n01\n" + "A" * 43 + "=\n",
        "a\n-1\n" + "A" * 43 + "=\n",
        "a\n1\n" + "A" * 42 + "==\n",
        "a\n1\n" + "A" * 43 + "=",
        "a\n1\n\nb\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(CheckpointFormError):
        Checkpoint.read(text)


@pytest.mark.parametrize(
    "text",
    ["", "x", PETER.replace("c74f", "c74e"), PETER.replace("+AR", "+BR"), PETER[:-4]],
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(LogKeyError):
        NoteKey.read(text)


def test_what_is_no_proof_is_refused() -> None:
    lines = str(PROOF).split("\n")
    shuffled = ["\n".join(lines[:at] + lines[at + 1 :]) for at in (0, 2)]
    shuffled += [a + b for a, b in pairwise(["", "c2sp.org/tlog-proof@v1", "\n\n"])]

    for text in shuffled:
        with pytest.raises((ProofFormError, ProofError)):
            LogProof.read(text).check(LEAVES[13], KEY)


def _flipped(text: str, bit: int) -> str:
    data = bytearray(text.encode())
    data[bit // 8] ^= 1 << bit % 8
    return data.decode(errors="replace")
