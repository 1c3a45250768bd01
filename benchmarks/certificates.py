"""Certificates that nobody signed: how many of a million are believed."""

from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime
from typing import Final

from benchmarks._forged import forged
from benchmarks._rows import Row, at_most
from gi_registry.core.errors import GiError
from gi_registry.marks.certificates import (
    CertificateClaims,
    SigningKey,
    public_jwks,
    sign,
    verify,
)

TEXTS: Final = 1_000_000
_PIECE: Final = 50_000
"""Texts from one seed, for one process at a time."""

_KEY: Final = SigningKey.of_master(bytes(range(32)))
_GENUINE: Final = CertificateClaims(
    issuer="gi.example.cn",
    number="MA-2026-000042",
    gi_name="山西老陈醋",
    gi_code="GI-140000-0001",
    right_number="国家质检总局2004年第104号公告",
    uscc="91140727MA0ABCDE12",
    holder="示例·祁县昌源河老陈醋酿造有限责任公司",
    valid_from=date(2026, 11, 22),
    valid_to=date(2031, 11, 21),
    issued_at=datetime(2026, 11, 22, 2, 30, tzinfo=UTC),
)


def run() -> list[Row]:
    """Offer a million forged texts to the verifier, and count what it believes."""
    with ProcessPoolExecutor() as pool:
        believed = sum(pool.map(_believed, range(TEXTS // _PIECE)))
    return [at_most("certificates: believed of 1,000,000 forged", believed, 0, "texts")]


def _believed(seed: int) -> int:
    """Return how many of a piece are believed."""
    keys, text = public_jwks([_KEY.published()]), sign(_GENUINE, _KEY)
    verify(text, keys)  # raises if even the genuine one is refused
    believed = 0
    for forgery in forged(text, _KEY.kid, count=_PIECE, seed=seed):
        try:
            verify(forgery, keys)
        except GiError:
            continue
        believed += 1
    return believed
