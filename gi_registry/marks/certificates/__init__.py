"""Signed certificates of authorizations, verified without network or database.

A certificate is text for a QR code: `GI1:` and, in base 45 (RFC 9285), a CBOR
Web Token (RFC 8392) signed with Ed25519 as COSE_Sign1 (RFC 9052, 9053). The
public keys are a JWK set (RFC 7517, 8037). See `claims` for what it says.
"""

from gi_registry.marks.certificates.claims import CertificateClaims, Period
from gi_registry.marks.certificates.errors import (
    CertificateRevokedError,
    KeyRevokedError,
    KeySetError,
    NoInputError,
    NotACertificateError,
    PictureError,
    RevocationListError,
    SignatureError,
    UnknownKeyError,
)
from gi_registry.marks.certificates.keys import (
    KeySpan,
    KeyStatus,
    PublishedKey,
    SigningKey,
    installation_keys,
    public_jwks,
)
from gi_registry.marks.certificates.paper import Paper, certificate_pdf
from gi_registry.marks.certificates.picture import (
    is_picture,
    text_in_file,
    texts_in_file,
)
from gi_registry.marks.certificates.revoked import (
    MEMBER,
    Ended,
    Revoked,
    signed_list,
)
from gi_registry.marks.certificates.token import PREFIX, seal, sign
from gi_registry.marks.certificates.verify import Verified, believed, signed_by, verify

__all__ = [
    "MEMBER",
    "PREFIX",
    "CertificateClaims",
    "CertificateRevokedError",
    "Ended",
    "KeyRevokedError",
    "KeySetError",
    "KeySpan",
    "KeyStatus",
    "NoInputError",
    "NotACertificateError",
    "Paper",
    "Period",
    "PictureError",
    "PublishedKey",
    "RevocationListError",
    "Revoked",
    "SignatureError",
    "SigningKey",
    "UnknownKeyError",
    "Verified",
    "believed",
    "certificate_pdf",
    "installation_keys",
    "is_picture",
    "public_jwks",
    "seal",
    "sign",
    "signed_by",
    "signed_list",
    "text_in_file",
    "texts_in_file",
    "verify",
]
