"""What is no longer believed: a list with its day, signed, beside the public keys.

It is a JWS (RFC 7515) in compact form, Ed25519 (RFC 8037), under `revoked` in the
JWK set. Whoever checks without network knows by it how things stood on its day.
"""

import json
from base64 import urlsafe_b64decode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from gi_registry.marks.certificates.errors import RevocationListError
from gi_registry.marks.certificates.keys import (
    KeyStatus,
    PublishedKey,
    SigningKey,
    unpadded,
)

MEMBER: Final = "revoked"
"""Member of the JWK set that holds the list."""

_TYPE: Final = "gi-revoked"
_PARTS: Final = 3


@dataclass(frozen=True, slots=True)
class Ended:
    """How an authorization stands whose certificates are no longer believed.

    Attributes:
        state: such as `stopped`.
        since: first day of that state.
    """

    state: str
    since: date


@dataclass(frozen=True, slots=True)
class Revoked:
    """What was revoked up to a day.

    Attributes:
        on: the day of the list, in China.
        keys: `kid` in base64url of every revoked key, with its day.
        certificates: authorization numbers whose certificates do not count.
    """

    on: date
    keys: Mapping[str, date] = field(default_factory=dict)
    certificates: Mapping[str, Ended] = field(default_factory=dict)


def signed_list(revoked: Revoked, key: SigningKey, *, issuer: str) -> str:
    """Return the list as compact JWS; the same list gives the same text.

    Args:
        revoked: what the list says.
        key: the key that signs at present.
        issuer: host of the registry's address.
    """
    body = {
        "iss": issuer,
        "on": revoked.on.isoformat(),
        "keys": {kid: day.isoformat() for kid, day in revoked.keys.items()},
        "certificates": {
            number: {"state": ended.state, "since": ended.since.isoformat()}
            for number, ended in revoked.certificates.items()
        },
    }
    header = {"alg": "EdDSA", "kid": unpadded(key.kid), "typ": _TYPE}
    signed = f"{_encoded(header)}.{_encoded(body)}"
    signature = Ed25519PrivateKey.from_private_bytes(key.seed).sign(signed.encode())
    return f"{signed}.{unpadded(signature)}"


def list_in(
    key_set: Mapping[str, Any], published: Iterable[PublishedKey]
) -> Revoked | None:
    """Return the list in a JWK set; none if it has no list.

    Args:
        key_set: as it was downloaded.
        published: its keys; one that is revoked signs no list.

    Raises:
        RevocationListError: no key of the set signed it, or it is no list.
    """
    text = key_set.get(MEMBER)
    if text is None:
        return None
    try:
        header, body, signature = _taken_apart(text)
        if (header["alg"], header["typ"]) != ("EdDSA", _TYPE):
            raise RevocationListError
        key = next(
            key
            for key in published
            if unpadded(key.kid) == header["kid"]
            and key.status is not KeyStatus.REVOKED
        )
        signed = text.rpartition(".")[0].encode()
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, signed)
        return Revoked(
            date.fromisoformat(body["on"]),
            {kid: date.fromisoformat(day) for kid, day in body["keys"].items()},
            {
                number: Ended(ended["state"], date.fromisoformat(ended["since"]))
                for number, ended in body["certificates"].items()
            },
        )
    except (
        AttributeError,
        InvalidSignature,
        KeyError,
        StopIteration,
        TypeError,
        ValueError,
    ) as error:
        raise RevocationListError from error


def _taken_apart(text: str) -> tuple[dict[str, Any], dict[str, Any], bytes]:
    parts = [_decoded(part) for part in text.split(".")]
    if len(parts) != _PARTS:
        raise RevocationListError
    header, body, signature = parts
    return json.loads(header), json.loads(body), signature


def _encoded(value: dict[str, Any]) -> str:
    return unpadded(json.dumps(value, separators=(",", ":"), sort_keys=True).encode())


def _decoded(part: str) -> bytes:
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))
