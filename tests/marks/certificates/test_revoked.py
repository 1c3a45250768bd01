"""Every byte counts, nothing random passes, and what is revoked is refused."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date
from typing import Any

import base45
import pytest

from benchmarks._forged import forged
from gi_registry.core.errors import GiError
from gi_registry.marks.certificates import (
    CertificateRevokedError,
    Ended,
    KeyRevokedError,
    KeyStatus,
    RevocationListError,
    Revoked,
    SigningKey,
    public_jwks,
    sign,
    signed_list,
    verify,
)
from gi_registry.marks.certificates.keys import unpadded
from tests.marks.certificates.examples import CLAIMS, KEY, KEYS, MASTER, claims

TEXT = sign(CLAIMS, KEY)
DAY = date(2027, 3, 1)
NEWER = SigningKey.of_master(MASTER, epoch=2)
ENDED = {"MA-2026-000007": Ended("stopped", date(2027, 2, 3))}


def listed(revoked: Revoked, signer: SigningKey = KEY) -> dict[str, Any]:
    """Return the example's key set with a list."""
    return KEYS | {"revoked": signed_list(revoked, signer, issuer="gi.example.cn")}


def test_every_bit_of_every_byte_is_under_the_signature() -> None:
    genuine = base45.b45decode(TEXT.removeprefix("GI1:"))
    for place in range(len(genuine)):
        for bit in range(8):
            changed = bytearray(genuine)
            changed[place] ^= 1 << bit
            with pytest.raises(GiError):
                verify("GI1:" + base45.b45encode(bytes(changed)).decode(), KEYS)


def test_no_random_text_is_believed() -> None:
    for text in forged(TEXT, KEY.kid, count=20_000, seed=7):
        with pytest.raises(GiError):
            verify(text, KEYS)


def test_a_certificate_that_no_list_names_is_believed_as_of_its_day() -> None:
    assert verify(TEXT, listed(Revoked(DAY, {}, ENDED))).listed_on == DAY
    assert verify(TEXT, KEYS).listed_on is None


def test_a_certificate_on_the_list_is_refused_with_state_and_days() -> None:
    text = sign(claims(number="MA-2026-000007"), KEY)

    with pytest.raises(CertificateRevokedError) as refusal:
        verify(text, listed(Revoked(DAY, {}, ENDED)))

    assert "2027-02-03 起已停止用标（2027-03-01" in refusal.value.words.zh
    assert "Stopped (revocation list of 2027-03-01)" in refusal.value.words.en


def test_the_signed_list_outweighs_the_status_in_the_file() -> None:
    both = public_jwks([NEWER.published(), KEY.published(KeyStatus.RETIRED)])
    revoked = Revoked(DAY, {unpadded(KEY.kid): date(2027, 2, 1)})
    key_set = both | {"revoked": signed_list(revoked, NEWER, issuer="gi.example.cn")}

    with pytest.raises(KeyRevokedError) as refusal:
        verify(TEXT, key_set)

    assert refusal.value.facts["since"] == "2027-02-01"


def test_a_list_by_a_stranger_or_a_revoked_key_is_refused() -> None:
    nothing = Revoked(DAY)
    with pytest.raises(RevocationListError):
        verify(TEXT, listed(nothing, NEWER))

    keys = public_jwks([NEWER.published(), KEY.published(KeyStatus.REVOKED)])
    by_revoked = keys | {"revoked": signed_list(nothing, KEY, issuer="gi.example.cn")}
    with pytest.raises(RevocationListError):
        verify(sign(CLAIMS, NEWER), by_revoked)


def test_no_byte_of_the_list_can_be_changed() -> None:
    parts = listed(Revoked(DAY, {}, ENDED))["revoked"].split(".")
    for which, part in enumerate(parts):
        data = urlsafe_b64decode(part + "=" * (-len(part) % 4))
        for place in range(len(data)):
            changed = bytearray(data)
            changed[place] ^= 1
            again = urlsafe_b64encode(changed).rstrip(b"=").decode()
            text = ".".join([*parts[:which], again, *parts[which + 1 :]])
            with pytest.raises(RevocationListError):
                verify(TEXT, KEYS | {"revoked": text})


@pytest.mark.parametrize("value", ["", "a.b", "....", 7, [], "e30.e30."])
def test_what_is_no_list_is_refused(value: object) -> None:
    with pytest.raises(RevocationListError):
        verify(TEXT, KEYS | {"revoked": value})


def test_a_list_is_a_jws_that_others_can_read() -> None:
    text = signed_list(Revoked(DAY, {}, ENDED), KEY, issuer="gi.example.cn")

    header, body, _ = text.split(".")
    pad = "=="
    assert json.loads(urlsafe_b64decode(header + pad)) == {
        "alg": "EdDSA",
        "kid": unpadded(KEY.kid),
        "typ": "gi-revoked",
    }
    assert json.loads(urlsafe_b64decode(body + pad)) == {
        "iss": "gi.example.cn",
        "on": "2027-03-01",
        "keys": {},
        "certificates": {"MA-2026-000007": {"state": "stopped", "since": "2027-02-03"}},
    }
