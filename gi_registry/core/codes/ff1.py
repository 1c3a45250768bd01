"""FF1 format-preserving encryption in full generality, plainly written.

The item codes' fast forms in `item` and `bulk` are checked against this one.

Source:
    NIST SP 800-38G (2016), algorithms 5 to 8; the least domain of a million
    values is that of its revision 1 (draft 2, 2025).
"""

from collections.abc import Callable
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB

DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_ROUNDS: Final = 10
_BLOCK: Final = 16
_LEAST_DOMAIN: Final = 1_000_000

_Block = Callable[[bytes], bytes]


def encrypt(key: bytes, text: str, *, radix: int, tweak: bytes = b"") -> str:
    """Return the numerals that FF1 makes of others.

    Args:
        key: an AES key of 16, 24 or 32 bytes.
        text: numerals of the radix: 0 to 9, then a to z.
        radix: 2 to 36.
        tweak: public, any length.

    Returns:
        As many numerals as were given.

    Raises:
        ValueError: a numeral is not of the radix, the radix is not 2 to 36, or
            the text is so short that it has fewer than a million values.
    """
    return _feistel(key, text, radix=radix, tweak=tweak, sign=1)


def decrypt(key: bytes, text: str, *, radix: int, tweak: bytes = b"") -> str:
    """Return the numerals that `encrypt` was given; same arguments and errors."""
    return _feistel(key, text, radix=radix, tweak=tweak, sign=-1)


def _feistel(key: bytes, text: str, *, radix: int, tweak: bytes, sign: int) -> str:
    _check(text, radix)
    length = len(text)
    half = length // 2
    widths = (half, length - half)
    number_bytes = ((radix ** widths[1] - 1).bit_length() + 7) // 8
    head = (
        bytes((1, 2, 1, *radix.to_bytes(3, "big"), _ROUNDS, half % 256))
        + length.to_bytes(4, "big")
        + len(tweak).to_bytes(4, "big")
        + tweak
        + bytes(-(len(tweak) + number_bytes + 1) % _BLOCK)
    )
    block = _aes(key)
    # The half that a round changes, and the half that it reads.
    halves = [_value(text[:half], radix), _value(text[half:], radix)]
    rounds = range(_ROUNDS) if sign > 0 else range(_ROUNDS - 1, -1, -1)
    for number in rounds:
        changed = number % 2
        read = halves[1 - changed].to_bytes(number_bytes, "big")
        mixed = _expanded(
            block,
            _chained(block, head + bytes((number,)) + read),
            4 * -(-number_bytes // 4) + 4,
        )
        halves[changed] = (halves[changed] + sign * mixed) % radix ** widths[changed]
    return _numerals(halves[0], radix, widths[0]) + _numerals(
        halves[1], radix, widths[1]
    )


def _check(text: str, radix: int) -> None:
    if radix not in range(2, len(DIGITS) + 1):
        msg = f"the radix lies between 2 and {len(DIGITS)}, not at {radix}"
        raise ValueError(msg)
    if not set(text) <= set(DIGITS[:radix]):
        msg = f"a numeral is not of radix {radix}"
        raise ValueError(msg)
    if radix ** len(text) < _LEAST_DOMAIN:
        msg = f"{len(text)} numerals of radix {radix} have fewer than a million values"
        raise ValueError(msg)


def _aes(key: bytes) -> _Block:
    # FF1 is made of single AES blocks; there is nothing for a mode to hide.
    encryptor = Cipher(AES(key), ECB()).encryptor()  # noqa: S305 -- see above
    return encryptor.update


def _chained(block: _Block, data: bytes) -> bytes:
    """Return the CBC-MAC of whole blocks, which is FF1's PRF."""
    state = bytes(_BLOCK)
    for at in range(0, len(data), _BLOCK):
        state = block(_xor(state, data[at : at + _BLOCK]))
    return state


def _expanded(block: _Block, seed: bytes, count: int) -> int:
    """Return the first `count` bytes of the seed's stream as a number."""
    stream = seed
    for step in range(1, -(-count // _BLOCK)):
        stream += block(_xor(seed, step.to_bytes(_BLOCK, "big")))
    return int.from_bytes(stream[:count], "big")


def _xor(left: bytes, right: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(left, right, strict=True))


def _value(numerals: str, radix: int) -> int:
    return int(numerals, radix)


def _numerals(value: int, radix: int, width: int) -> str:
    found = []
    for _ in range(width):
        value, digit = divmod(value, radix)
        found.append(DIGITS[digit])
    return "".join(reversed(found))
