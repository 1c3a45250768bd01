"""How fast item codes are made and opened, on one core."""

from collections.abc import Callable
from time import perf_counter
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import ECB

from benchmarks._rows import Row, at_least
from gi_registry.core.codes import CodeKeys

CODES: Final = 1 << 19
BLOCKS: Final = 1 << 15
SHARE_OF_AES: Final = 1 / 15
"""Of the raw AES rate: ten blocks a code, and half as much again for the rest."""

ENCODED_PER_S: Final = 5_000_000
"""What is wanted where AES is so fast that it costs next to nothing."""

DECODED_PER_S: Final = 3_000_000
_KEY: Final = bytes(range(32))
_TRIES: Final = 7


def run() -> list[Row]:
    """Measure, and return each figure with its bound.

    Source:
        The bound of encoding is a fifteenth of the machine's own AES-256 rate
        in blocks; where AES is wide (VAES: 200 million blocks a second and
        more), numpy's passes over memory are most of the work, and the bound
        is 5 million codes a second.
    """
    keys = CodeKeys.of_key(_KEY)
    array = keys.encode_array(1, 1, 0, CODES)
    aes = _rate(_aes_blocks(), BLOCKS)
    made = _rate(lambda: _drain(keys), CODES)
    opened = _rate(lambda: keys.decode_many(array), CODES)
    bound = min(SHARE_OF_AES, ENCODED_PER_S / aes)
    return [
        at_least("codes: encoded with text / raw AES-256 blocks", made / aes, bound),
        at_least("codes: decoded from an array", opened, DECODED_PER_S, "codes/s"),
    ]


def _drain(keys: CodeKeys) -> None:
    for _ in keys.encode_range(1, 1, 0, CODES):
        pass


def _aes_blocks() -> Callable[[], object]:
    encryptor = Cipher(AES256(_KEY), ECB()).encryptor()  # noqa: S305 -- FF1's own use
    blocks = bytes(16 * BLOCKS)
    room = bytearray(16 * BLOCKS + 15)
    return lambda: encryptor.update_into(blocks, room)


def _rate(work: Callable[[], object], amount: int) -> float:
    """Return the best of some tries, a second; others share the machine."""
    times = []
    for _ in range(_TRIES):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return amount / min(times)
