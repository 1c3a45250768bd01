"""Producers are told how the time of their reports stands, officers what is overdue."""

from datetime import timedelta

from gi_registry.annual_reports.service import digests, telling
from gi_registry.core.words import Words, china_day
from gi_registry.jobs import service as jobs
from gi_registry.jobs.service import Work

_AT_ONCE = 200


@jobs.handler(
    "reports.tell", Words("年报提醒", "Reminders of reports"), every=timedelta(days=1)
)
def tell(work: Work) -> None:
    """Tell who owes a report how its time stands, then offices what is overdue."""
    with work.parts.database.read() as session:
        owed = telling.to_tell(session, on=china_day(work.now()))
    for done in range(0, len(owed), _AT_ONCE):
        work.progress(done, len(owed))
        with work.parts.database.write() as session:
            telling.of_time(session, owed[done : done + _AT_ONCE], now=work.now())
    with work.parts.database.write() as session:
        overdue = digests.to_tell(session, on=china_day(work.now()))
        digests.tell(session, overdue, now=work.now())
