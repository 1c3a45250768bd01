"""What a receipt says, and how a CBOR Web Token (RFC 8392) holds it.

The text is `GR1:` and, in base 45, the claims signed as certificates are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Self

PREFIX: Final = "GR1:"
"""How every signed receipt begins; version 1 of what `ReceiptClaims` describes."""

_ISSUER, _SUBJECT, _ISSUED_AT = 1, 2, 6
_PRIVATE: Final = -65_538
"""Our own claim: a map of the keys below."""
_KEYS: Final = {
    "version": 1,
    "sha256": 2,
    "leaf_index": 3,
    "leaf_hash": 4,
    "uscc": 5,
    "holder": 6,
}
_KINDS: Final = {
    "version": int,
    "sha256": bytes,
    "leaf_index": int,
    "leaf_hash": bytes,
    "uscc": str,
    "holder": str,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptClaims:
    """That a version of a report was handed in.

    Attributes:
        issuer: host of the registry's address.
        number: of the report, such as AR-2025-MA-2026-000042.
        submitted_at: the instant, whole seconds.
        version: from 1.
        sha256: of the version, hex, as the log holds it.
        leaf_index: where in the log.
        leaf_hash: of that leaf, hex.
        uscc, holder: whose report it is.
    """

    issuer: str
    number: str
    submitted_at: datetime
    version: int
    sha256: str
    leaf_index: int
    leaf_hash: str
    uscc: str
    holder: str

    def to_cwt(self) -> dict[int, Any]:
        """Return the claims of the token, by their numbers."""
        private = {
            key: bytes.fromhex(getattr(self, name))
            if _KINDS[name] is bytes
            else getattr(self, name)
            for name, key in _KEYS.items()
        }
        return {
            _ISSUER: self.issuer,
            _SUBJECT: self.number,
            _ISSUED_AT: int(self.submitted_at.timestamp()),
            _PRIVATE: private,
        }

    @classmethod
    def from_cwt(cls, claims: Mapping[int, Any]) -> Self:
        """Return what a token says.

        Raises:
            ValueError: a claim is missing, or not what it must be.
        """
        private = _typed(claims, _PRIVATE, dict)
        values: dict[str, Any] = {}
        for name, key in _KEYS.items():
            value = _typed(private, key, _KINDS[name])
            values[name] = value.hex() if isinstance(value, bytes) else value
        try:
            at = datetime.fromtimestamp(_typed(claims, _ISSUED_AT, int), UTC)
        except (OverflowError, OSError) as error:
            raise ValueError(_ISSUED_AT) from error
        return cls(
            issuer=_typed(claims, _ISSUER, str),
            number=_typed(claims, _SUBJECT, str),
            submitted_at=at,
            **values,
        )


def _typed(claims: Mapping[int, Any], key: int, kind: type) -> Any:  # noqa: ANN401 -- of the kind asked for
    value = claims.get(key)
    if type(value) is not kind:
        raise ValueError(key)
    return value
