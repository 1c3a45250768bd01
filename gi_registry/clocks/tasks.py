"""What the clocks make people know, every day."""

from datetime import timedelta

from gi_registry.clocks import service
from gi_registry.core.words import Words, china_day
from gi_registry.jobs import service as jobs
from gi_registry.jobs.service import Work

_AT_ONCE = 100


@jobs.handler(
    "clocks.cases",
    Words("满两年未用标立案", "Cases on two years without use"),
    every=timedelta(days=1),
)
def settle(work: Work) -> None:
    """Open a case for each two years without use, for a person to decide."""
    with work.parts.database.read() as session:
        due = service.due(session, on=china_day(work.now()))
    numbers = [*due.to_open, *due.to_close]
    for done in range(0, len(numbers), _AT_ONCE):
        work.progress(done, len(numbers))
        with work.parts.database.write() as session:
            service.settle(session, numbers[done : done + _AT_ONCE], now=work.now())


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
