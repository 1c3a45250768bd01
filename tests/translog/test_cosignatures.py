"""Cosignatures against one that a witness of others made."""

from base64 import b64decode, b64encode
from datetime import UTC, datetime, timedelta

import pytest

from gi_registry.translog.errors import WitnessKeyError
from gi_registry.translog.rules.audit import Watched
from gi_registry.translog.rules.cosignatures import (
    WitnessKey,
    cosignatures,
    cosigned,
)
from gi_registry.translog.rules.notes import NoteKey, Signature, signed

# A log and a witness that run in public, 23 May 2026.
TEXT = (
    "arche2025h1.staging.ct.transparency.dev\n"
    "1432088532\n"
    "U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=\n"
)
REMORA = WitnessKey.read(
    "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"
)
LINE = (
    "— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9D"
    "EZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw=="
)
NOTE = signed(TEXT, "arche2025h1.staging.ct.transparency.dev", bytes(32)) + LINE + "\n"
SEED = bytes(range(32))
OWN = WitnessKey(
    "gi.example/log/witness",
    bytes.fromhex("03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8"),
)
AT = datetime(2026, 11, 23, 19, 30, tzinfo=UTC)


def test_a_cosignature_of_others_is_good_and_has_its_time() -> None:
    (found,) = cosignatures(NOTE, [REMORA, OWN])

    assert found.key == REMORA
    assert found.line == LINE
    # The eight bytes after the key id: 0x6a122120 seconds.
    assert found.at == datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=0x6A122120)


def test_what_is_not_signed_as_it_stands_is_no_cosignature() -> None:
    raw = bytearray(b64decode(LINE.split(" ")[2]))
    raw[11] ^= 1
    earlier = Signature.read(LINE)._replace(body=bytes(raw[4:]))
    forged = NOTE.replace("1432088532", "1432088533")
    other_key = WitnessKey(REMORA.name, OWN.public)

    assert cosignatures(forged, [REMORA]) == []
    assert cosignatures(NOTE, [other_key]) == []
    assert cosignatures(NOTE.replace(LINE, earlier.line), [REMORA]) != []
    assert cosignatures(NOTE.replace(LINE.split(" ")[2], _text(raw)), [REMORA]) == []


def test_ours_is_read_by_the_same_rule_and_says_whole_seconds() -> None:
    line = cosigned(TEXT, OWN.name, SEED, at=AT + timedelta(milliseconds=900))

    (found,) = cosignatures(NOTE + line + "\n", [OWN])

    assert found.at == AT
    assert Signature.read(line).key_id == OWN.id


def test_keys_of_logs_and_of_witnesses_are_not_taken_for_each_other() -> None:
    assert str(REMORA).split("+")[1] == REMORA.id.hex() == "da77ade7"
    with pytest.raises(WitnessKeyError):
        WitnessKey.read(str(NoteKey(OWN.name, OWN.public)))


def test_a_quorum_counts_keys_and_not_names() -> None:
    twin = WitnessKey("other.example", OWN.public)
    lines = [cosigned(TEXT, each.name, SEED, at=AT) for each in (OWN, twin)]
    note = NOTE + "".join(f"{line}\n" for line in lines)

    assert Watched.over(note, {OWN, REMORA}, None).is_enough
    assert Watched.over(note, {OWN, twin}, 1).is_enough
    assert not Watched.over(note, {OWN, twin}, 2).is_enough
    assert not Watched.over(note, set(), 1).is_enough


def _text(raw: bytearray) -> str:
    return b64encode(raw).decode()
