"""The command that runs a worker."""

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError

from gi_registry.app import tables
from gi_registry.core import clock
from gi_registry.core.sessions import registry
from gi_registry.jobs import service as jobs

log = logging.getLogger(__name__)


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what is due, then end; for cron.")
@click.option(
    "--poll",
    default=2.0,
    show_default=True,
    type=click.FloatRange(min=0.1),
    help="Seconds between two looks for work.",
)
@click.option("--beside", type=int, hidden=True, help="End with this parent.")
@with_appcontext
def worker(*, once: bool, poll: float, beside: int | None) -> None:
    """Do queued and periodic work until interrupted; several may run at once."""
    parts, stop = registry(), threading.Event()
    current, head = tables.revisions(parts.database)
    if current != head:
        click.echo("the database is behind; run: gi-registry db upgrade", err=True)
        sys.exit(1)
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stop.set())
    if once:
        count = jobs.run_due(parts, now=clock.now, stop=stop)
        click.echo(f"{count} done", err=True)
        return
    click.echo("worker runs; stop it with Ctrl-C", err=True)
    while not stop.is_set() and beside in (None, os.getppid()):
        try:
            jobs.run_due(parts, now=clock.now, stop=stop)
        except OperationalError:
            log.exception("database not reached")
        stop.wait(poll)


@contextmanager
def beside() -> Iterator[None]:
    """Run a worker in a process of its own that ends with this one."""
    command = [sys.executable, "-m", "gi_registry.app.cli", "worker"]
    command += ["--beside", str(os.getpid())]
    with subprocess.Popen(command) as process:  # noqa: S603 -- our own words
        try:
            yield
        finally:
            process.terminate()
