"""What machines watch: requests and how long they took, and what waits.

Imported when the first request is counted and not before: where several processes
serve, the library must find the folder that they share (`watching.shared`).
"""

import os
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from gi_registry.app import tables
from gi_registry.core.sessions import Registry
from gi_registry.jobs import service as jobs
from gi_registry.notices.service import mailing
from gi_registry.translog import service as translog

FOLDER: Final = "PROMETHEUS_MULTIPROC_DIR"
"""The library's own variable: where processes that serve together count."""
_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Numbers:
    """The requests that one application answered.

    Attributes:
        content_type: of the text.
    """

    content_type: Final = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "gi_http_requests",
            "Requests answered, by first part of the address.",
            ("area", "method", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "gi_http_seconds",
            "Time until an answer begins, by first part of the address.",
            ("area",),
            buckets=_SECONDS,
            registry=self._registry,
        )

    def count(self, area: str, method: str, status: str, seconds: float) -> None:
        """Count one request.

        Args:
            area: first part of its address; one of few.
            method: of HTTP; one of few.
            status: three digits.
            seconds: until the answer began.
        """
        self._requests.labels(area, method, status).inc()
        self._seconds.labels(area).observe(seconds)

    def text(self, parts: Registry, *, now: datetime) -> bytes:
        """Return all numbers in the text format of Prometheus, version 0.0.4.

        Args:
            parts: of the running application.
            now: the present instant.
        """
        answered = self._registry
        if FOLDER in os.environ:
            answered = CollectorRegistry()
            MultiProcessCollector(answered)  # type: ignore[no-untyped-call]
        waiting = CollectorRegistry()
        waiting.register(_Waiting(parts, now))
        return generate_latest(answered) + generate_latest(waiting)


class _Waiting(Collector):
    """What the database knows at the instant of asking, in few statements."""

    def __init__(self, parts: Registry, now: datetime):
        self._parts = parts
        self._now = now

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Give the numbers; whether the database is there, if it is not."""
        try:
            found = self._found()
        except SQLAlchemyError:
            found = {}
        up = "1 if the database answers and is at the newest revision, else 0."
        yield GaugeMetricFamily("gi_database_ready", up, 1 if found else 0)
        for name, (words, value) in found.items():
            yield GaugeMetricFamily(f"gi_{name}", words, value)

    def _found(self) -> dict[str, tuple[str, float]]:
        current, head = tables.revisions(self._parts.database)
        if current != head:
            return {}
        with self._parts.database.read() as session:
            seen, waits = jobs.seen(session), jobs.waits_since(session)
            found: dict[str, tuple[str, float]] = {
                "log_entries": ("Entries of the public log.", translog.size(session)),
                "job_wait_seconds": (
                    "How long the oldest job that a person asked for waits.",
                    self._since(waits) if waits else 0,
                ),
                "mails_stuck": (
                    "Notices that should have been mailed an hour ago.",
                    mailing.stuck(session, now=self._now),
                ),
            }
        if seen is not None:
            words = "Since a worker last did periodic work."
            found["worker_idle_seconds"] = (words, self._since(seen))
        return found

    def _since(self, instant: datetime) -> float:
        return max(0.0, (self._now - instant).total_seconds())
