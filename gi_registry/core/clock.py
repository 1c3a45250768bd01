"""The one place that asks for the time; only edges call it."""

from datetime import UTC, date, datetime

from gi_registry.core.words import china_day


def now() -> datetime:
    """Return the present instant, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 -- this is its one home


def today() -> date:
    """Return the present day in China, by which the law counts."""
    return china_day(now())
