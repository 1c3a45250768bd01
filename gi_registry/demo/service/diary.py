"""What happens in the demonstration, in the order of time."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

Act = Callable[[datetime], None]
_MORNING = time(1, tzinfo=UTC)
"""09:00 in China."""


class Diary:
    """Acts with their instants; run in order, so that the log is in order too.

    Args:
        until: nothing later than this happens.
    """

    def __init__(self, until: datetime):
        self.until = until
        self._acts: list[tuple[datetime, int, Act]] = []

    def on(self, day: date, act: Act) -> None:
        """Enter an act for a day; the hour follows from the order of entry."""
        minutes = len(self._acts) * 7 % 420
        at = datetime.combine(day, _MORNING) + timedelta(minutes=minutes)
        if at < self.until:
            self._acts.append((at, len(self._acts), act))

    def run(self) -> int:
        """Do everything, earliest first; return how many acts there were."""
        for at, _, act in sorted(self._acts, key=lambda entry: entry[:2]):
            act(at)
        return len(self._acts)
