"""A certificate of an invented producer, and keys."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from gi_registry.marks.certificates import (
    CertificateClaims,
    KeyStatus,
    SigningKey,
    public_jwks,
)

MASTER = bytes(range(32))
KEY = SigningKey.of_master(MASTER)
KEYS = public_jwks([KEY.published(since=date(2026, 1, 1))])

CLAIMS = CertificateClaims(
    issuer="gi.shanxi.example.cn",
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


def claims(**changes: Any) -> CertificateClaims:
    """Return the example with some of it changed."""
    return replace(CLAIMS, **changes)


def keys(status: KeyStatus, *, until: date | None = None) -> dict[str, Any]:
    """Return a key set in which the example's key has a status."""
    return public_jwks([KEY.published(status, since=date(2026, 1, 1), until=until)])
