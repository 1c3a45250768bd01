"""Signing keys, and the set of public keys that is published."""

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gi_registry.core.derive import derive

PURPOSE: Final = "certificate-ed25519"
"""Names the signing keys under the master secret; see `core.derive`."""

KID_BYTES: Final = 8
"""Length of a key's identifier in a certificate."""


class KeyStatus(StrEnum):
    """How far a public key is trusted."""

    ACTIVE = "active"
    """It signs."""

    RETIRED = "retired"
    """It signs no more; what it signed holds."""

    REVOKED = "revoked"
    """Nothing that it signed holds."""


@dataclass(frozen=True, slots=True)
class KeySpan:
    """The life of the key of one epoch, by days in China.

    Attributes:
        epoch: counted from 1; the key follows from it and the master secret.
        began_on: first day on which it signed; none if nobody wrote it down.
        retired_on: day on which another took its place.
        revoked_on: from this day on nothing that it signed is believed.
    """

    epoch: int
    began_on: date | None = None
    retired_on: date | None = None
    revoked_on: date | None = None

    @property
    def status(self) -> KeyStatus:
        """How far the key is trusted."""
        if self.revoked_on is not None:
            return KeyStatus.REVOKED
        return KeyStatus.RETIRED if self.retired_on else KeyStatus.ACTIVE


@dataclass(frozen=True, slots=True)
class PublishedKey:
    """A public key as the registry publishes it.

    Attributes:
        public: the Ed25519 public key, 32 bytes.
        status: how far it is trusted.
        since: first day on which it signed.
        until: day on which it was retired or revoked; none while active.
    """

    public: bytes
    status: KeyStatus
    since: date | None = None
    until: date | None = None

    @property
    def kid(self) -> bytes:
        """The identifier, 8 bytes; see `kid_of`."""
        return kid_of(self.public)

    def jwk(self) -> dict[str, str]:
        """Return the key as a JWK (RFC 8037) with our status and days."""
        known = {
            "kty": "OKP",
            "crv": "Ed25519",
            "x": unpadded(self.public),
            "kid": unpadded(self.kid),
            "use": "sig",
            "alg": "EdDSA",
            "status": self.status.value,
            "since": self.since and self.since.isoformat(),
            "until": self.until and self.until.isoformat(),
        }
        return {name: value for name, value in known.items() if value}


class SigningKey:
    """A private Ed25519 key.

    Args:
        seed: the private key of RFC 8032, 32 bytes.

    Raises:
        ValueError: the seed is not 32 bytes.
    """

    def __init__(self, seed: bytes) -> None:
        self.seed: Final = seed
        private = Ed25519PrivateKey.from_private_bytes(seed)
        self.public: Final = private.public_key().public_bytes_raw()

    @classmethod
    def of_master(cls, master: bytes, *, epoch: int = 1) -> Self:
        """Return the installation's key of an epoch.

        Args:
            master: the master secret, 32 bytes.
            epoch: 1 or more; a key is replaced by the next epoch's.

        Raises:
            ValueError: the secret is not 32 bytes, or the epoch is below 1.
        """
        return cls(derive(master, PURPOSE, epoch=epoch))

    @property
    def kid(self) -> bytes:
        """The identifier, 8 bytes; see `kid_of`."""
        return kid_of(self.public)

    def published(
        self,
        status: KeyStatus = KeyStatus.ACTIVE,
        *,
        since: date | None = None,
        until: date | None = None,
    ) -> PublishedKey:
        """Return the public half with its status."""
        return PublishedKey(self.public, status, since, until)


def installation_keys(master: bytes, spans: Iterable[KeySpan]) -> list[PublishedKey]:
    """Return an installation's public keys: the newest first.

    Args:
        master: the master secret, 32 bytes.
        spans: of every epoch that there has been.
    """
    return [
        SigningKey.of_master(master, epoch=span.epoch).published(
            span.status, since=span.began_on, until=span.revoked_on or span.retired_on
        )
        for span in sorted(spans, key=lambda span: span.epoch, reverse=True)
    ]


def public_jwks(keys: Iterable[PublishedKey]) -> dict[str, Any]:
    """Return the JWK set (RFC 7517) for `/.well-known/gi-keys.json`.

    Args:
        keys: every key that ever signed, in the order to publish them.
    """
    return {"keys": [key.jwk() for key in keys]}


def kid_of(public: bytes) -> bytes:
    """Return a public key's identifier: how its JWK thumbprint begins.

    Args:
        public: an Ed25519 public key, 32 bytes.

    Returns:
        8 bytes. A JWK's `kid` is these in base64url.

    Source:
        RFC 7638, with the members that RFC 8037 names for OKP keys; SHA-256.
    """
    return thumbprint(public)[:KID_BYTES]


def thumbprint(public: bytes) -> bytes:
    """Return the JWK thumbprint of an Ed25519 public key, 32 bytes."""
    members = {"crv": "Ed25519", "kty": "OKP", "x": unpadded(public)}
    canonical = json.dumps(members, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(canonical.encode()).digest()


def unpadded(data: bytes) -> str:
    """Return bytes in base64url without padding (RFC 7515)."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()
