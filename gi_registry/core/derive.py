"""Keys that follow from the installation's one master secret."""

from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MASTER_BYTES: Final = 32


def derive(master: bytes, purpose: str, *, epoch: int) -> bytes:
    """Return the 32-byte key of one purpose and epoch.

    The same secret, purpose and epoch give the same key for ever; no key tells
    anything of another, or of the secret.

    Args:
        master: the master secret, 32 bytes.
        purpose: a short constant, such as `item-code`; never renamed.
        epoch: 1 or more; the next one begins when a key is replaced.

    Raises:
        ValueError: the secret is not 32 bytes, or the epoch is below 1.

    Source:
        HKDF-SHA256 of RFC 5869 with no salt and
        info = `gi-registry/v1/<purpose>/epoch/<epoch>` in ASCII.
    """
    if len(master) != MASTER_BYTES:
        msg = f"the master secret has {MASTER_BYTES} bytes, not {len(master)}"
        raise ValueError(msg)
    if epoch < 1:
        msg = f"epochs count from 1, not {epoch}"
        raise ValueError(msg)
    info = f"gi-registry/v1/{purpose}/epoch/{epoch}".encode("ascii")
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(master)
