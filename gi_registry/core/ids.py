"""Random and public identifiers."""

import hashlib
import secrets


def new_secret() -> str:
    """Return a fresh 256-bit secret, URL-safe; only its digest is stored."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """Return the SHA-256 of a secret, hex, as stored and looked up."""
    return hashlib.sha256(secret.encode()).hexdigest()


def numbered(prefix: str, year: int, serial: int) -> str:
    """Return a public number such as MA-2026-000042."""
    return f"{prefix}-{year}-{serial:06d}"
