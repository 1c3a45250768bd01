"""What the clocks make people know, every day."""

from datetime import timedelta

from gi_registry.clocks import service
from gi_registry.core.words import Words, china_day
from gi_registry.jobs import service as jobs
from gi_registry.jobs.service import Work

_AT_ONCE = 100


@jobs.handler(
    "clocks.tell", Words("期限通知", "Notices of clocks"), every=timedelta(days=1)
)
def tell(work: Work) -> None:
    """Tell of every step that a clock has come to, some at a time."""
    with work.parts.database.read() as session:
        steps = service.to_tell(session, on=china_day(work.now()))
    for done in range(0, len(steps), _AT_ONCE):
        work.progress(done, len(steps))
        with work.parts.database.write() as session:
            service.tell(session, steps[done : done + _AT_ONCE], now=work.now())
