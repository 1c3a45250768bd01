"""The command that runs a worker."""

import logging
import signal
import sys
import threading

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
@with_appcontext
def worker(*, once: bool, poll: float) -> None:
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
    while not stop.is_set():
        try:
            jobs.run_due(parts, now=clock.now, stop=stop)
        except OperationalError:
            log.exception("database not reached")
        stop.wait(poll)
