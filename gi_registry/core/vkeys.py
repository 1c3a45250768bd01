"""Public keys as people hand them on: a name, a sum over both, the key.

Source:
    C2SP signed-note v1.0.0, "verifier keys".
"""

import re
from base64 import b64decode
from hashlib import sha256
from typing import Final

_VKEY: Final = re.compile(r"([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})")


def is_vkey(text: str, kind: bytes) -> bool:
    """Whether a text is a public key whose sum fits.

    Args:
        text: such as `example.cn/log+0a1b2c3d+AQ…`.
        kind: one byte: 1 signs notes, 4 cosigns checkpoints, both with Ed25519.
    """
    found = _VKEY.fullmatch(text)
    if found is None:
        return False
    raw = b64decode(found[3])
    summed = sha256(found[1].encode() + b"\n" + raw).hexdigest()
    return raw[:1] == kind and summed.startswith(found[2])
