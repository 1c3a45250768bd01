"""Organisers learn that their event is over."""

from datetime import timedelta

from gi_registry.core.words import Words, china_day
from gi_registry.filings import service
from gi_registry.jobs import service as jobs
from gi_registry.jobs.service import Work


@jobs.handler(
    "filings.tell", Words("活动结束通知", "Notices of events"), every=timedelta(days=1)
)
def tell(work: Work) -> None:
    """Tell the organisers of events that are over."""
    with work.parts.database.write() as session:
        for found in service.ended(session, on=china_day(work.now())):
            service.of_end(session, found, now=work.now())
