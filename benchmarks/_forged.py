"""Texts that nobody signed, of three kinds, from a seed."""

from collections.abc import Iterator
from random import Random

import base45
import cbor2

_SIGN1 = 18
_SIGNATURE_BYTES = 64


def forged(genuine: str, kid: bytes, *, count: int, seed: int) -> Iterator[str]:
    """Give texts that look like certificates, each a little truer than the last.

    In turn: any bytes; a well-formed COSE_Sign1 by a known key over any payload
    with any signature; a genuine one with some of its bytes replaced.

    Args:
        genuine: the text of a certificate.
        kid: of a published key, 8 bytes.
        count: how many.
        seed: the same one gives the same texts.
    """
    chance = Random(seed)  # noqa: S311 -- nothing secret
    bytes_of = base45.b45decode(genuine.removeprefix("GI1:"))
    header = cbor2.dumps({1: -8, 4: kid})
    for number in range(count):
        match number % 3:
            case 0:
                data = chance.randbytes(chance.randrange(1, 400))
            case 1:
                payload = chance.randbytes(chance.randrange(1, 300))
                parts = [header, {}, payload, chance.randbytes(_SIGNATURE_BYTES)]
                data = cbor2.dumps(cbor2.CBORTag(_SIGN1, parts))
            case _:
                data = _changed(bytes_of, chance)
        yield "GI1:" + base45.b45encode(data).decode()


def _changed(data: bytes, chance: Random) -> bytes:
    changed = bytearray(data)
    while changed == data:
        for _ in range(chance.randrange(1, 5)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)
