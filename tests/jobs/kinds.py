"""Kinds of work for tests; declared when this is imported, also by `slow_worker`."""

from gi_registry.core.errors import RefusedError
from gi_registry.core.words import Words
from gi_registry.jobs import service as jobs
from gi_registry.jobs.service import Work

WORDS = Words("示例任务", "Example job")
LINES = 5_000


@jobs.handler("test.lines", WORDS)
def lines(work: Work) -> None:
    """Write lines; wait, be cancelled or stopped in the middle, if asked."""
    with work.result("lines.txt", "text/plain") as file:
        for number in range(LINES):
            file.write(b"%d\n" % number)
            if number == LINES // 2:
                work.progress(number, LINES)
                _tell_and_wait(work)
                _cancel(work)
                if work.arguments.get("stops"):
                    work.stop.set()
    work.progress(LINES, LINES)


@jobs.handler("test.refused", WORDS)
def refused(_work: Work) -> None:
    """Refuse."""
    raise RefusedError(Words("不行；请改用别的", "No; take another"))


@jobs.handler("test.broken", WORDS)
def broken(_work: Work) -> None:
    """Break."""
    raise ZeroDivisionError


def _tell_and_wait(work: Work) -> None:
    """Say on stdout that half is written, and wait for a line on stdin, if asked."""
    if work.arguments.get("waits"):
        print("half", flush=True)  # noqa: T201 -- read by the test
        input()


def _cancel(work: Work) -> None:
    """Cancel it, if asked."""
    if work.arguments.get("cancels"):
        with work.parts.database.write() as session:
            jobs.ask_cancel(session, work.job_id, now=work.now())
