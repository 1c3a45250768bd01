"""The text of a certificate: `GI1:` and a signed token in base 45."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import base45
import cbor2
from cwt import COSE, COSEKey, VerifyError
from cwt.cose_key_interface import COSEKeyInterface

from gi_registry.marks.certificates.claims import CertificateClaims
from gi_registry.marks.certificates.errors import NotACertificateError
from gi_registry.marks.certificates.keys import KID_BYTES, SigningKey

PREFIX: Final = "GI1:"
"""How every certificate begins; version 1 of what `claims` describes."""

LONGEST: Final = 4_296
"""Characters that the largest QR code can hold in alphanumeric mode."""

_SIGN1: Final = 18
_CWT_TAG: Final = b"\xd8\x3d"  # tag 61, which RFC 8392 leaves to the sender
_ALG, _KID = 1, 4
_EDDSA: Final = -8
_OKP: Final = 1
_ED25519: Final = 6
_PARTS: Final = 4


@dataclass(frozen=True, slots=True)
class Token:
    """A certificate taken apart; nothing of it is believed yet.

    Attributes:
        kid: which key is said to have signed, 8 bytes.
        message: the COSE_Sign1 structure.
    """

    kid: bytes
    message: cbor2.CBORTag


def sign(claims: CertificateClaims, key: SigningKey) -> str:
    """Return the text of a certificate.

    Args:
        claims: what it says.
        key: which key signs; the same claims and key give the same text.

    Returns:
        Characters of a QR code's alphanumeric mode only. Base 45 has the space
        among them, so a page shows the text with `white-space: pre-wrap`.
    """
    return seal(claims.to_cwt(), key, prefix=PREFIX)


def seal(claims: Mapping[int, Any], key: SigningKey, *, prefix: str) -> str:
    """Return claims as signed text in the alphanumeric mode of QR codes.

    Args:
        claims: of a CBOR Web Token, by their numbers.
        key: which key signs; the same claims and key give the same text.
        prefix: what kind of text it is; another kind has other claims inside.
    """
    payload = cbor2.dumps(claims, canonical=True)
    message = COSE.new().encode_and_sign(
        payload,
        _cose_key(key.public, key.kid, seed=key.seed),
        protected={_ALG: _EDDSA, _KID: key.kid},
        unprotected={},
    )
    encoded: bytes = base45.b45encode(message)
    return prefix + encoded.decode("ascii")


def take_apart(text: str, *, prefix: str = PREFIX) -> Token:
    """Return the token in the text of a certificate.

    Only the one shortest encoding is accepted, so that no character can be
    changed without breaking the form or the signature.

    Raises:
        NotACertificateError: it is not the text of a certificate.
    """
    text = text.strip()  # base 45 never ends in its space, nor begins here
    if not text.startswith(prefix) or len(text) > LONGEST:
        raise NotACertificateError
    try:
        data = base45.b45decode(text.removeprefix(prefix)).removeprefix(_CWT_TAG)
        message = cbor2.loads(data)
        if cbor2.dumps(message) != data:
            raise NotACertificateError
        return Token(_kid_in(cbor2.loads(_protected(message))), message)
    except (ValueError, TypeError, cbor2.CBORError) as error:
        raise NotACertificateError from error


def opened(token: Token, public: bytes) -> Mapping[int, Any] | None:
    """Return the claims, or nothing if this key did not sign them.

    Args:
        token: as `take_apart` gives it.
        public: an Ed25519 public key, 32 bytes.

    Raises:
        NotACertificateError: the key signed it, but it holds no claims.
    """
    key = _cose_key(public, token.kid)
    try:
        payload = COSE.new().decode(token.message, key)
    except VerifyError:
        return None
    try:
        claims = cbor2.loads(payload)
    except (ValueError, TypeError, cbor2.CBORError) as error:
        raise NotACertificateError from error
    if not isinstance(claims, dict):
        raise NotACertificateError
    return claims


def _protected(message: object) -> bytes:
    """Return the protected header of a COSE_Sign1 structure with nothing beside."""
    if not isinstance(message, cbor2.CBORTag) or message.tag != _SIGN1:
        raise NotACertificateError
    if not isinstance(message.value, list) or len(message.value) != _PARTS:
        raise NotACertificateError
    protected, unprotected, *rest = message.value
    if unprotected != {} or not all(isinstance(part, bytes) for part in rest):
        raise NotACertificateError
    if not isinstance(protected, bytes):
        raise NotACertificateError
    return protected


def _kid_in(protected: object) -> bytes:
    if not isinstance(protected, dict) or set(protected) != {_ALG, _KID}:
        raise NotACertificateError
    kid = protected[_KID]
    if protected[_ALG] != _EDDSA or not isinstance(kid, bytes):
        raise NotACertificateError
    if len(kid) != KID_BYTES:
        raise NotACertificateError
    return kid


def _cose_key(
    public: bytes, kid: bytes, *, seed: bytes | None = None
) -> COSEKeyInterface:
    """Return a COSE_Key; the package finds it only if it carries its `kid`."""
    parameters = {1: _OKP, 2: kid, 3: _EDDSA, -1: _ED25519, -2: public}
    if seed is not None:
        parameters[-4] = seed
    return COSEKey.new(parameters)
