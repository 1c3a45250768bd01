import json
from base64 import urlsafe_b64decode
from datetime import date

import pytest

from gi_registry.core.derive import derive
from gi_registry.marks.certificates import (
    KeySpan,
    KeyStatus,
    SigningKey,
    installation_keys,
    public_jwks,
)
from gi_registry.marks.certificates.keys import thumbprint, unpadded
from tests.marks.certificates.examples import MASTER

# RFC 8037, appendix A.1 to A.3: a key, its public half, its thumbprint.
SEED = urlsafe_b64decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=")
X = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
THUMBPRINT = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


def test_the_public_half_and_thumbprint_are_those_of_rfc_8037() -> None:
    key = SigningKey(SEED)

    assert unpadded(key.public) == X
    assert unpadded(thumbprint(key.public)) == THUMBPRINT
    assert key.kid == urlsafe_b64decode(THUMBPRINT + "=")[:8]


def test_a_jwk_has_the_members_that_are_promised() -> None:
    key = SigningKey(SEED).published(
        KeyStatus.RETIRED, since=date(2026, 1, 1), until=date(2027, 1, 1)
    )

    assert public_jwks([key]) == {
        "keys": [
            {
                "kty": "OKP",
                "crv": "Ed25519",
                "x": X,
                "kid": "kPrK_qmxVWY",
                "use": "sig",
                "alg": "EdDSA",
                "status": "retired",
                "since": "2026-01-01",
                "until": "2027-01-01",
            }
        ]
    }


def test_a_key_set_holds_nothing_private() -> None:
    keys = public_jwks(installation_keys(MASTER, map(KeySpan, (1, 2, 3))))

    # RFC 7518, 6.2.2 to 6.4.1, and RFC 8037, 2: every private member.
    private = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"}
    assert [private & set(key) for key in keys["keys"]] == [set()] * 3
    text = json.dumps(keys)
    for epoch in (1, 2, 3):
        seed = derive(MASTER, "certificate-ed25519", epoch=epoch)
        assert unpadded(seed) not in text
        assert seed.hex() not in text


def test_keys_are_published_newest_first_with_status_and_days() -> None:
    first, second = date(2026, 1, 1), date(2027, 1, 1)

    newest, middle, oldest = installation_keys(
        MASTER,
        [
            KeySpan(1, None, first, second),
            KeySpan(2, first, second),
            KeySpan(3, second),
        ],
    )

    epochs = [SigningKey.of_master(MASTER, epoch=epoch).kid for epoch in (3, 2, 1)]
    assert [newest.kid, middle.kid, oldest.kid] == epochs
    assert (newest.status, newest.since, newest.until) == ("active", second, None)
    assert (middle.status, middle.since, middle.until) == ("retired", first, second)
    assert (oldest.status, oldest.since, oldest.until) == ("revoked", None, second)


def test_a_short_seed_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        SigningKey(bytes(31))
