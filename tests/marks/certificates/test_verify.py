import string
from datetime import date
from typing import Any

import base45
import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from hypothesis import given
from hypothesis import strategies as st

from gi_registry.core.errors import GiError
from gi_registry.marks.certificates import (
    CertificateClaims,
    KeyRevokedError,
    KeySetError,
    KeyStatus,
    NotACertificateError,
    SignatureError,
    SigningKey,
    UnknownKeyError,
    public_jwks,
    sign,
    verify,
)
from tests.marks.certificates.examples import CLAIMS, KEY, KEYS, MASTER, claims, keys

TEXT = sign(CLAIMS, KEY)
ALPHANUMERIC = string.digits + string.ascii_uppercase + " $%*+-./:"
HOSTILE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.binary() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(st.integers() | st.text(), inner, max_size=4)
        | st.builds(cbor2.CBORTag, st.integers(6, 70), inner)
    ),
    max_leaves=12,
)


def written(data: bytes) -> str:
    """Write bytes as the text of a certificate."""
    return "GI1:" + str(base45.b45encode(data), "ascii")


def read(text: str) -> bytes:
    """Return the bytes in the text of a certificate."""
    return bytes(base45.b45decode(text.removeprefix("GI1:")))


def resigned(payload: bytes, *, protected: bytes | None = None, tag: int = 18) -> str:
    """Sign anything with the example's key, by RFC 9052, 4.4, without `cwt`."""
    header = cbor2.dumps({1: -8, 4: KEY.kid}) if protected is None else protected
    to_sign = cbor2.dumps(["Signature1", header, b"", payload])
    signature = Ed25519PrivateKey.from_private_bytes(KEY.seed).sign(to_sign)
    return written(cbor2.dumps(cbor2.CBORTag(tag, [header, {}, payload, signature])))


def test_what_was_signed_is_read_back() -> None:
    found = verify(TEXT, KEYS)

    assert found.claims == CLAIMS
    assert found.key == KEY.published(since=date(2026, 1, 1))


def test_the_signature_is_that_of_rfc_9052() -> None:
    protected, _, payload, signature = cbor2.loads(read(TEXT)).value
    signed = cbor2.dumps(["Signature1", protected, b"", payload])

    # Raises if the signature is wrong.
    Ed25519PublicKey.from_public_bytes(KEY.public).verify(signature, signed)

    assert cbor2.loads(protected) == {1: -8, 4: KEY.kid}
    assert CertificateClaims.from_cwt(cbor2.loads(payload)) == CLAIMS


def test_a_certificate_made_without_our_code_is_read() -> None:
    text = resigned(cbor2.dumps(CLAIMS.to_cwt(), canonical=True))

    assert text == TEXT
    assert verify(text, KEYS).claims == CLAIMS


def test_the_text_suits_the_alphanumeric_mode_of_qr_codes() -> None:
    assert TEXT.startswith("GI1:")
    assert set(TEXT) <= set(ALPHANUMERIC)
    assert sign(CLAIMS, KEY) == TEXT


@pytest.mark.parametrize("typed", [f" {TEXT}\r\n", f"\n{TEXT}"])
def test_blanks_around_the_text_do_not_matter(typed: str) -> None:
    assert verify(typed, KEYS).claims == CLAIMS


def test_a_leading_cwt_tag_is_accepted() -> None:
    # RFC 8392, section 6: tag 61 is d8 3d.
    tagged = written(b"\xd8\x3d" + read(TEXT))

    assert verify(tagged, KEYS).claims == CLAIMS


def test_no_character_can_be_changed() -> None:
    for place, sign_there in enumerate(TEXT):
        follower = ALPHANUMERIC[(ALPHANUMERIC.index(sign_there) + 1) % 45]
        changed = TEXT[:place] + follower + TEXT[place + 1 :]
        with pytest.raises(GiError):
            verify(changed, KEYS)


@given(place=st.integers(0, len(TEXT) - 1), character=st.characters())
def test_no_character_can_become_another(place: int, character: str) -> None:
    changed = TEXT[:place] + character + TEXT[place + 1 :]

    if changed == TEXT:
        return
    with pytest.raises(GiError):
        verify(changed, KEYS)


@given(st.integers(0, len(TEXT) - 1))
def test_no_part_is_a_certificate(length: int) -> None:
    with pytest.raises(NotACertificateError):
        verify(TEXT[:length], KEYS)


def test_another_holder_under_the_same_signature_is_refused() -> None:
    stolen = cbor2.loads(read(TEXT))
    stolen.value[2] = cbor2.dumps(claims(holder="冒用者").to_cwt(), canonical=True)

    with pytest.raises(SignatureError) as refusal:
        verify(written(cbor2.dumps(stolen)), KEYS)

    assert refusal.value.slug == "certificate-signature"


def test_a_key_that_is_not_published_is_told() -> None:
    stranger = SigningKey(bytes(range(1, 33)))

    with pytest.raises(UnknownKeyError) as refusal:
        verify(sign(CLAIMS, stranger), KEYS)

    assert str(refusal.value.facts["kid"]) in refusal.value.words.zh


def test_a_stranger_cannot_borrow_our_key_identifier() -> None:
    forged = cbor2.loads(read(sign(CLAIMS, SigningKey(bytes(range(1, 33))))))
    forged.value[0] = cbor2.loads(read(TEXT)).value[0]

    with pytest.raises(SignatureError):
        verify(written(cbor2.dumps(forged)), KEYS)


def test_a_certificate_outlives_the_rotation_of_its_key() -> None:
    newer = SigningKey.of_master(MASTER, epoch=2)
    published = public_jwks(
        [
            newer.published(since=date(2028, 1, 1)),
            KEY.published(KeyStatus.RETIRED, until=date(2028, 1, 1)),
        ]
    )

    old, new = verify(TEXT, published), verify(sign(CLAIMS, newer), published)

    assert (old.key.status, new.key.status) == (KeyStatus.RETIRED, KeyStatus.ACTIVE)
    assert old.claims == new.claims == CLAIMS


def test_a_revoked_key_takes_its_certificates_with_it() -> None:
    with pytest.raises(KeyRevokedError) as refusal:
        verify(TEXT, keys(KeyStatus.REVOKED, until=date(2027, 5, 1)))

    assert refusal.value.facts["since"] == "2027-05-01"
    assert "2027-05-01" in refusal.value.words.zh


def test_an_expired_certificate_is_read_all_the_same() -> None:
    ended = claims(valid_from=date(2001, 1, 1), valid_to=date(2002, 1, 1))

    assert verify(sign(ended, KEY), KEYS).claims == ended


@pytest.mark.parametrize(
    "text",
    [
        "",
        "GI1:",
        "HC1:" + TEXT[4:],
        TEXT[4:],
        TEXT.lower(),
        "GI1:" + "A" * 5_000,
        "GI1:UUU",
        written(b""),
        written(b"\x81" * 2_000),
        written(cbor2.dumps([1, 2, 3, 4])),
        written(read(TEXT) + b"\x00"),
        written(cbor2.dumps(cbor2.CBORTag(18, "text"))),
        written(cbor2.dumps(cbor2.CBORTag(18, [b"", {}, b""]))),
        written(cbor2.dumps(cbor2.CBORTag(18, [b"", {1: -8}, b"", b""]))),
        written(cbor2.dumps(cbor2.CBORTag(18, [b"", {}, b"", "text"]))),
        written(cbor2.dumps(cbor2.CBORTag(18, ["text", {}, b"", b""]))),
        resigned(b"", tag=98),
        resigned(b"", protected=b""),
        resigned(b"", protected=cbor2.dumps({1: -8})),
        resigned(b"", protected=cbor2.dumps({1: -7, 4: KEY.kid})),
        resigned(b"", protected=cbor2.dumps({1: -8, 4: KEY.kid[:7]})),
        resigned(b"", protected=cbor2.dumps({1: -8, 4: 12345678})),
        resigned(b"", protected=cbor2.dumps({1: -8, 4: KEY.kid, 15: 1})),
        resigned(cbor2.dumps("not a map")),
        resigned(cbor2.dumps({1: "gi.example.cn"})),
        resigned(b""),
    ],
)
def test_what_is_no_certificate_is_told(text: str) -> None:
    with pytest.raises(NotACertificateError):
        verify(text, KEYS)


@given(HOSTILE)
def test_no_structure_breaks_the_reader(value: object) -> None:
    for text in (
        written(cbor2.dumps(value)),
        written(cbor2.dumps(cbor2.CBORTag(18, value))),
        written(cbor2.dumps(cbor2.CBORTag(18, [cbor2.dumps(value), {}, b"", b""]))),
    ):
        with pytest.raises(NotACertificateError):
            verify(text, KEYS)


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    with pytest.raises(NotACertificateError):
        verify(written(data), KEYS)


def test_keys_of_other_kinds_and_of_unknown_status_are_passed_over() -> None:
    (ours,) = KEYS["keys"]
    bare = {name: ours[name] for name in ("kty", "crv", "x")}
    others = [
        {"kty": "RSA", "n": "AQAB", "e": "AQAB"},
        {"kty": "OKP", "crv": "X25519", "x": ours["x"]},
    ]

    assert verify(TEXT, {"keys": [*others, bare]}).key.status is KeyStatus.ACTIVE
    with pytest.raises(UnknownKeyError):
        verify(TEXT, {"keys": [*others, ours | {"status": "suspended"}]})


@pytest.mark.parametrize(
    "key_set",
    [
        {},
        {"keys": None},
        {"keys": ["x"]},
        {"keys": [{"kty": "OKP", "crv": "Ed25519"}]},
        {"keys": [{"kty": "OKP", "crv": "Ed25519", "x": "AAAA"}]},
        {"keys": [{"kty": "OKP", "crv": "Ed25519", "x": 7}]},
        {"keys": [KEYS["keys"][0] | {"since": "yesterday"}]},
        {"keys": [KEYS["keys"][0] | {"until": 2027}]},
    ],
)
def test_what_is_no_key_set_is_told(key_set: dict[str, Any]) -> None:
    with pytest.raises(KeySetError):
        verify(TEXT, key_set)
