"""Public keys as people hand them on: a name, a sum over both, the key.

Source:
    C2SP signed-note v1.0.0, "verifier keys".
"""

import re
from base64 import b64decode, b64encode
from hashlib import sha256
from typing import Final

_VKEY: Final = re.compile(r"([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})")
_ID_BYTES: Final = 4


def read(text: str, kind: bytes) -> tuple[str, bytes] | None:
    """Return whose a public key is, and its 32 bytes; None where a text is none.

    Args:
        text: such as `example.cn/log+0a1b2c3d+AQ…`; its sum must fit.
        kind: one byte: 1 signs notes, 4 cosigns checkpoints, both with Ed25519.
    """
    found = _VKEY.fullmatch(text)
    if found is None:
        return None
    name, raw = found[1], b64decode(found[3])
    fits = raw[:1] == kind and key_id(name, raw).hex() == found[2]
    return (name, raw[1:]) if fits else None


def written(name: str, kind: bytes, public: bytes) -> str:
    """Return a public key as `read` reads it.

    Args:
        name: whose it is, without spaces and plus signs.
        kind: one byte.
        public: 32 bytes.
    """
    raw = kind + public
    return f"{name}+{key_id(name, raw).hex()}+{b64encode(raw).decode()}"


def key_id(name: str, raw: bytes) -> bytes:
    """Return the four bytes by which a signature names its key.

    Args:
        name: whose it is.
        raw: the byte of its kind, then the key.
    """
    return sha256(name.encode() + b"\n" + raw).digest()[:_ID_BYTES]
