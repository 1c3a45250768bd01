"""Whether a certificate is the registry's, by public keys alone."""

from base64 import urlsafe_b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from gi_registry.core.words import Words
from gi_registry.marks.certificates.claims import CertificateClaims
from gi_registry.marks.certificates.errors import (
    CertificateRevokedError,
    KeyRevokedError,
    KeySetError,
    NotACertificateError,
    SignatureError,
    UnknownKeyError,
)
from gi_registry.marks.certificates.keys import KeyStatus, PublishedKey, unpadded
from gi_registry.marks.certificates.revoked import Revoked, list_in
from gi_registry.marks.certificates.token import PREFIX, opened, take_apart
from gi_registry.producers.rules import AUTHORIZATION_STATE_WORDS

_KEY_BYTES: Final = 32
_STATUSES: Final = frozenset(status.value for status in KeyStatus)


@dataclass(frozen=True, slots=True)
class Verified:
    """A certificate that one of the keys signed and that no list revokes.

    See `claims.period` for its end. What happened after the day of the list is
    known to the register alone.

    Attributes:
        claims: what it says.
        key: the key that signed it.
        listed_on: day of the list of what is revoked; none if the key set has
            no list, and then nothing is known of that.
    """

    claims: CertificateClaims
    key: PublishedKey
    listed_on: date | None = None


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
        CertificateRevokedError: the list says that it no longer counts.
        RevocationListError: none of the keys signed the list.
        KeySetError: `keys` is not a JWK set.
    """
    claims, key, revoked = believed(text, keys, prefix=PREFIX)
    try:
        said = CertificateClaims.from_cwt(claims)
    except ValueError as error:
        raise NotACertificateError from error
    _refuse_number(said.number, revoked)
    return Verified(said, key, revoked.on if revoked else None)


def believed(
    text: str, keys: Mapping[str, Any], *, prefix: str
) -> tuple[Mapping[int, Any], PublishedKey, Revoked | None]:
    """Return the claims of a text that a key signed which was not revoked since.

    With them come the key, and the list of what is revoked if there is one.

    Args:
        text: as `token.seal` gives it.
        keys: a JWK set; see `verify`.
        prefix: what kind of text it must be.

    Raises:
        GiError: it cannot be believed; see `verify`.
    """
    claims, key = signed_by(text, keys, prefix=prefix)
    revoked = list_in(keys, list(_published(keys)))
    _refuse_key(key, revoked)
    return claims, key, revoked


def signed_by(
    text: str, keys: Mapping[str, Any], *, prefix: str
) -> tuple[Mapping[int, Any], PublishedKey]:
    """Return the claims of a signed text, and the key that signed it.

    Args:
        text: as `token.seal` gives it.
        keys: a JWK set; see `verify`.
        prefix: what kind of text it must be.

    Raises:
        NotACertificateError: it is no such text.
        UnknownKeyError: none of the keys has the identifier that it names.
        SignatureError: the key did not sign this.
        KeySetError: `keys` is not a JWK set.
    """
    token = take_apart(text, prefix=prefix)
    kid = unpadded(token.kid)
    named = [key for key in _published(keys) if key.kid == token.kid]
    if not named:
        raise UnknownKeyError(kid=kid)
    for key in named:
        claims = opened(token, key.public)
        if claims is not None:
            return claims, key
    raise SignatureError(kid=kid)


def _refuse_key(key: PublishedKey, revoked: Revoked | None) -> None:
    """Refuse a revoked key, whether its status or the signed list says so."""
    kid = unpadded(key.kid)
    if revoked is not None and kid in revoked.keys:
        raise KeyRevokedError(kid=kid, since=revoked.keys[kid])
    if key.status is KeyStatus.REVOKED:
        raise KeyRevokedError(kid=kid, since=key.until)


def _refuse_number(number: str, revoked: Revoked | None) -> None:
    ended = revoked and revoked.certificates.get(number)
    if not revoked or not ended:
        return
    words = {state.value: words for state, words in AUTHORIZATION_STATE_WORDS.items()}
    raise CertificateRevokedError(
        number=number,
        state=words.get(ended.state, Words(ended.state, ended.state)),
        since=ended.since,
        listed_on=revoked.on,
    )


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
