"""The `datetime` parameter: an instant or an interval, as days in China.

Areas and divisions hold from a day to a day, as the law counts days; the standard
asks with instants. An instant means the day that it is in China.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple

_DAY = r"(\d{4})-(\d{2})-(\d{2})"
_TIME = r"[Tt](\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?:[Zz]|([+-])(\d{2}):(\d{2}))"
_INSTANT = re.compile(f"{_DAY}(?:{_TIME}|T)?", re.ASCII)
"""GDAL asks for a day as 2026-01-01T, without a time."""
_OPEN = frozenset({"", ".."})
_CHINA = timezone(timedelta(hours=8))
"""Also for days before there was such a time, and for summers that had another."""


class Span(NamedTuple):
    """Days from one to another, both included; None is open."""

    since: date | None
    until: date | None


def span(text: str) -> Span:
    """Return the days of an instant or an interval (RFC 3339; a bare day too).

    Raises:
        ValueError: it is neither, or ends before it begins.
    """
    first, slash, last = text.partition("/")
    if not slash:
        day = _day(first)
        return Span(day, day)
    since = None if first in _OPEN else _day(first)
    until = None if last in _OPEN else _day(last)
    if since and until and since > until:
        msg = "an interval begins before it ends"
        raise ValueError(msg)
    return Span(since, until)


def instant(day: date | None) -> str | None:
    """Return the instant at which a day begins in China, as RFC 3339 in UTC."""
    if day is None:
        return None
    begins = datetime(day.year, day.month, day.day, tzinfo=_CHINA).astimezone(UTC)
    return begins.isoformat().replace("+00:00", "Z")


def _day(text: str) -> date:
    found = _INSTANT.fullmatch(text)
    if found is None:
        msg = f"{text} is no instant"
        raise ValueError(msg)
    year, month, day, hour, minute, second = (int(g or 0) for g in found.groups()[:6])
    if found[4] is None:
        return date(year, month, day)
    sign = -1 if found[7] == "-" else 1
    ahead = sign * timedelta(hours=int(found[8] or 0), minutes=int(found[9] or 0))
    second = min(second, 59)  # a leap second is in the same minute
    at = datetime(year, month, day, hour, minute, second, tzinfo=timezone(ahead))
    try:
        return at.astimezone(_CHINA).date()
    except OverflowError:  # the first or the last day that can be counted
        return at.date()
