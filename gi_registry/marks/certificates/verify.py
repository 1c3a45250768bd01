"""Whether a certificate is the registry's, by public keys alone."""

from base64 import urlsafe_b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from gi_registry.marks.certificates.claims import CertificateClaims
from gi_registry.marks.certificates.errors import (
    KeyRevokedError,
    KeySetError,
    NotACertificateError,
    SignatureError,
    UnknownKeyError,
)
from gi_registry.marks.certificates.keys import KeyStatus, PublishedKey, unpadded
from gi_registry.marks.certificates.token import opened, take_apart

_KEY_BYTES: Final = 32
_STATUSES: Final = frozenset(status.value for status in KeyStatus)


@dataclass(frozen=True, slots=True)
class Verified:
    """A certificate that one of the keys signed.

    It says that the registry gave the authorization, not that it still holds:
    see `claims.period` for its end, and the register for a suspension.

    Attributes:
        claims: what it says.
        key: the key that signed it.
    """

    claims: CertificateClaims
    key: PublishedKey


def verify(text: str, keys: Mapping[str, Any]) -> Verified:
    """Return what a certificate says, if it can be believed.

    Needs no network, no database and no clock. Expiry refuses nothing; see
    `CertificateClaims.period`.

    Args:
        text: as scanned, from `GI1:` to its end.
        keys: a JWK set as `keys.public_jwks` makes it. Keys of other kinds are
            passed over; one without a status is taken for active.

    Raises:
        NotACertificateError: it is not a certificate.
        UnknownKeyError: none of the keys has the identifier that it names.
        SignatureError: the key did not sign this.
        KeyRevokedError: the key signed it, and was revoked.
        KeySetError: `keys` is not a JWK set.
    """
    token = take_apart(text)
    kid = unpadded(token.kid)
    named = [key for key in _published(keys) if key.kid == token.kid]
    if not named:
        raise UnknownKeyError(kid=kid)
    for key in named:
        claims = opened(token, key.public)
        if claims is not None:
            break
    else:
        raise SignatureError(kid=kid)
    if key.status is KeyStatus.REVOKED:
        raise KeyRevokedError(kid=kid, since=key.until)
    try:
        return Verified(CertificateClaims.from_cwt(claims), key)
    except ValueError as error:
        raise NotACertificateError from error


def _published(keys: Mapping[str, Any]) -> Iterator[PublishedKey]:
    members = keys.get("keys")
    if not isinstance(members, list):
        raise KeySetError
    for member in members:
        if not isinstance(member, dict):
            raise KeySetError
        if _is_ours(member):
            yield _key_of(member)


def _is_ours(member: Mapping[str, Any]) -> bool:
    return (
        member.get("kty") == "OKP"
        and member.get("crv") == "Ed25519"
        and member.get("status", KeyStatus.ACTIVE) in _STATUSES
    )


def _key_of(member: Mapping[str, Any]) -> PublishedKey:
    """Read a key; its identifier is worked out, not taken on trust."""
    try:
        x = member["x"]
        public = urlsafe_b64decode(x + "=" * (-len(x) % 4))
        since, until = (
            date.fromisoformat(member[name]) if name in member else None
            for name in ("since", "until")
        )
    except (KeyError, TypeError, ValueError) as error:
        raise KeySetError from error
    if len(public) != _KEY_BYTES:
        raise KeySetError
    status = KeyStatus(member.get("status", KeyStatus.ACTIVE))
    return PublishedKey(public, status, since, until)
