import hashlib
import hmac

import pytest

from gi_registry.core.derive import derive

MASTER = bytes(range(32))


def test_a_key_is_hkdf_sha256_with_the_documented_info() -> None:
    # RFC 5869, 2.2 and 2.3, for one block of output.
    pseudorandom = hmac.digest(bytes(32), MASTER, hashlib.sha256)
    info = b"gi-registry/v1/item-code/epoch/3"
    expected = hmac.digest(pseudorandom, info + b"\x01", hashlib.sha256)

    key = derive(MASTER, "item-code", epoch=3)

    assert key == expected


@pytest.mark.parametrize(("master", "epoch"), [(bytes(31), 1), (bytes(32), 0)])
def test_a_short_secret_and_epoch_nought_are_refused(master: bytes, epoch: int) -> None:
    with pytest.raises(ValueError, match="not"):
        derive(master, "item-code", epoch=epoch)
