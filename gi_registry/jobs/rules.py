"""How a job passes from state to state, and when it is tried again."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from gi_registry.core.words import Words

LEASE: Final = timedelta(minutes=2)
"""A worker that has not been heard of for so long has lost its job."""
BEAT: Final = timedelta(seconds=20)
"""How often a worker says that it is still there."""
MAX_ATTEMPTS: Final = 5
KEPT: Final = timedelta(days=30)
"""How long a result can be downloaded."""

_CHINA: Final = timedelta(hours=8)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_WAIT: Final = timedelta(minutes=1)


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN: Final = (JobState.QUEUED, JobState.RUNNING)

JOB_STATE_WORDS: Final = {
    JobState.QUEUED: Words("排队中", "Waiting"),
    JobState.RUNNING: Words("进行中", "Running"),
    JobState.DONE: Words("已完成", "Done"),
    JobState.FAILED: Words("未完成", "Failed"),
    JobState.CANCELLED: Words("已取消", "Cancelled"),
}


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failures: 1, 2, 4, 8 minutes.

    Args:
        attempts: failures so far, at least 1.
    """
    return _FIRST_WAIT * (1 << min(attempts - 1, 10))


def next_turn(now: datetime, every: timedelta) -> datetime:
    """Return when periodic work is due next: at the turn of its period in China.

    Work of every day is due just after midnight there; what was missed is done
    once, as soon as a worker runs.

    Args:
        now: the present instant.
        every: a day, or a part of one that divides it.
    """
    since = now - _EPOCH + _CHINA
    return _EPOCH - _CHINA + (since // every + 1) * every
