"""Scratch PINs against RFC 5869 and AES written out by hand."""

import hashlib
import hmac

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import ECB

from gi_registry.core.codes import CodeKeys

KEY = bytes(range(32))
KEYS = CodeKeys.of_key(KEY, epoch=3)


def by_hand(run: int, index: int) -> str:
    extracted = hmac.digest(bytes(32), KEY, hashlib.sha256)
    info = b"gi-registry/v1/scratch-pin/epoch/3"
    key = hmac.digest(extracted, info + b"\x01", hashlib.sha256)
    block = run.to_bytes(4, "big") + index.to_bytes(4, "big") + bytes(8)
    mixed = Cipher(AES256(key), ECB()).encryptor().update(block)  # noqa: S305 -- one block
    return f"{int.from_bytes(mixed[:8], 'big') % 1_000_000:06d}"


def test_a_pin_follows_from_the_epochs_key_run_and_index() -> None:
    for run, index in ((1, 0), (7, 12_345), (2**32 - 1, 2**28 - 1)):
        assert KEYS.pin(3, run, index) == by_hand(run, index)


def test_many_pins_are_the_same_and_spread_evenly() -> None:
    pins = KEYS.pins(3, 7, 1_000, 100_000)

    assert f"{pins[11_345]:06d}" == by_hand(7, 12_345)
    counts = [int((pins // 100_000 == digit).sum()) for digit in range(10)]
    # 10,000 each by chance; six standard deviations of the binomial are 570.
    assert max(abs(count - 10_000) for count in counts) < 570


def test_another_epoch_has_other_pins() -> None:
    both = CodeKeys(bytes(32), (1, 2))

    assert [both.pin(1, 7, at) for at in range(9)] != [
        both.pin(2, 7, at) for at in range(9)
    ]
