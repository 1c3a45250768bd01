"""What is told of applications every day."""

from datetime import timedelta

from gi_registry.core.words import Words, china_day
from gi_registry.jobs import service as jobs
from gi_registry.jobs.service import Work
from gi_registry.producers.service import overdue

_AT_ONCE = 100


@jobs.handler(
    "applications.overdue",
    Words("申请逾期提醒", "Reminders of overdue applications"),
    every=timedelta(days=1),
)
def tell_overdue(work: Work) -> None:
    """Tell whoever must act on an application whose time is over, some at a time."""
    with work.parts.database.read() as session:
        ids = overdue.overdue(session, on=china_day(work.now()))
    for done in range(0, len(ids), _AT_ONCE):
        work.progress(done, len(ids))
        with work.parts.database.write() as session:
            overdue.tell_overdue(session, ids[done : done + _AT_ONCE], now=work.now())
