"""Use cases of jobs."""

from gi_registry.jobs.service.kinds import declared, handler
from gi_registry.jobs.service.own import (
    ask_cancel,
    downloads,
    find,
    jobs_of,
    latest,
    seen,
    take_result,
    waits_since,
)
from gi_registry.jobs.service.queue import enqueue
from gi_registry.jobs.service.work import Work, remove_old, run_due

__all__ = [
    "Work",
    "ask_cancel",
    "declared",
    "downloads",
    "enqueue",
    "find",
    "handler",
    "jobs_of",
    "latest",
    "remove_old",
    "run_due",
    "seen",
    "take_result",
    "waits_since",
]
