"""What a certificate says, and how a CBOR Web Token holds it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Final, Self
from zoneinfo import ZoneInfo

from gi_registry.core.words import Words, china_day

# Registered claims, RFC 8392, section 4.
_ISSUER, _SUBJECT, _EXPIRES, _NOT_BEFORE, _ISSUED_AT = 1, 2, 4, 5, 6

PRIVATE: Final = -65_537
"""Our own claim, from the range for private use: a map of the keys below."""

# Keys inside our own claim; a number is never used for anything else.
_PRIVATE_KEYS: Final = {
    "gi_name": 1,
    "gi_code": 2,
    "right_number": 3,
    "uscc": 4,
    "holder": 5,
}
_LONGEST_TEXT: Final = 200
_CHINA: Final = ZoneInfo("Asia/Shanghai")
_DAY: Final = timedelta(days=1)


class Period(StrEnum):
    """How a day lies to the period of an authorization."""

    CURRENT = "current"
    NOT_YET = "not_yet"
    EXPIRED = "expired"


PERIOD_WORDS: Final = {
    Period.CURRENT: Words(
        "签名有效，授权在有效期内",
        "Genuine, and the authorization is within its period",
    ),
    Period.NOT_YET: Words(
        "签名有效，但授权尚未开始",
        "Genuine, but the authorization has not begun",
    ),
    Period.EXPIRED: Words(
        "签名有效，但授权已届满；请向持证人索取新凭证",
        "Genuine, but the authorization has ended; ask the holder for a new one",
    ),
}
"""What each says of a certificate whose signature is good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateClaims:
    """What a certificate says of one authorization.

    The token holds days as the instants at which they begin in China: `nbf` is
    the first valid day, `exp` the day after the last one.

    Attributes:
        issuer: host of the registry's address, such as `gi.example.cn`.
        number: the authorization's number.
        gi_name: the geographical indication's name, in Chinese.
        gi_code: the registry's code of the geographical indication.
        right_number: number of the announcement, or of the registered mark.
        uscc: unified social credit code of the holder.
        holder: the holder's name.
        valid_from: first valid day.
        valid_to: last valid day, inclusive; none if the right has no end.
        issued_at: when the certificate was signed, whole seconds.

    Raises:
        ValueError: a text is empty or longer than 200 characters, the period
            ends before it begins, or `issued_at` is naive.
    """

    issuer: str
    number: str
    gi_name: str
    gi_code: str
    right_number: str
    uscc: str
    holder: str
    valid_from: date
    valid_to: date | None
    issued_at: datetime

    def __post_init__(self) -> None:
        """Refuse what no certificate says."""
        for part in fields(self):
            value = getattr(self, part.name)
            if isinstance(value, str) and not 0 < len(value) <= _LONGEST_TEXT:
                msg = f"{part.name} has 1 to {_LONGEST_TEXT} characters"
                raise ValueError(msg)
        if self.valid_to is not None and self.valid_to < self.valid_from:
            msg = "the period ends before it begins"
            raise ValueError(msg)
        if self.issued_at.tzinfo is None:
            msg = "issued_at has a zone"
            raise ValueError(msg)

    def period(self, on: date) -> Period:
        """Return whether a day, in China, lies in the period."""
        if on < self.valid_from:
            return Period.NOT_YET
        if self.valid_to is not None and on > self.valid_to:
            return Period.EXPIRED
        return Period.CURRENT

    def to_cwt(self) -> dict[int, Any]:
        """Return the claims of the token, by their numbers."""
        claims: dict[int, Any] = {
            _ISSUER: self.issuer,
            _SUBJECT: self.number,
            _NOT_BEFORE: _seconds(self.valid_from),
            _ISSUED_AT: int(self.issued_at.timestamp()),
            PRIVATE: {key: getattr(self, name) for name, key in _PRIVATE_KEYS.items()},
        }
        if self.valid_to is not None:
            claims[_EXPIRES] = _seconds(self.valid_to + _DAY)
        return claims

    @classmethod
    def from_cwt(cls, claims: Mapping[int, Any]) -> Self:
        """Return what a token says.

        Raises:
            ValueError: a claim is missing, or not what it must be.
        """
        private = _typed(claims, PRIVATE, dict)
        ends = _EXPIRES in claims
        return cls(
            issuer=_typed(claims, _ISSUER, str),
            number=_typed(claims, _SUBJECT, str),
            valid_from=china_day(_instant(claims, _NOT_BEFORE)),
            valid_to=china_day(_instant(claims, _EXPIRES)) - _DAY if ends else None,
            issued_at=_instant(claims, _ISSUED_AT),
            **{name: _typed(private, key, str) for name, key in _PRIVATE_KEYS.items()},
        )


def _seconds(day: date) -> int:
    return int(datetime.combine(day, time(), _CHINA).timestamp())


def _instant(claims: Mapping[int, Any], key: int) -> datetime:
    seconds = _typed(claims, key, int)
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError) as error:
        msg = f"claim {key} is no instant"
        raise ValueError(msg) from error


def _typed(claims: Mapping[int, Any], key: int, kind: type) -> Any:  # noqa: ANN401 -- of the kind asked for
    value = claims.get(key)
    if type(value) is not kind:
        msg = f"claim {key} is no {kind.__name__}"
        raise ValueError(msg)
    return value
