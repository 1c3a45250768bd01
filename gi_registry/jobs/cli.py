"""Commands about jobs: what there is, how far one is, cancelling it."""

import json
import sys
import time
from typing import TYPE_CHECKING

import click
from flask.cli import with_appcontext

from gi_registry.core import clock
from gi_registry.core.sessions import read, write
from gi_registry.jobs import service
from gi_registry.jobs.rules import OPEN, JobState

if TYPE_CHECKING:
    from gi_registry.jobs.models import Job

_LISTED = 50


@click.group("jobs", invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_context
@with_appcontext
def jobs(context: click.Context, *, as_json: bool) -> None:
    """List the newest jobs, one a line; or look after one of them."""
    if context.invoked_subcommand is not None:
        return
    with read() as session:
        found = [_facts(job) for job in service.latest(session, number=_LISTED)]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for facts in found:
        click.echo("\t".join(str(value) for value in facts.values()))


@jobs.command("watch")
@click.argument("job_id", type=int)
@with_appcontext
def watch(job_id: int) -> None:
    """Show on stderr how far JOB_ID is, until it ends; exit 1 if it is not done."""
    while True:
        with read() as session:
            job = service.find(session, job_id)
            line, state = _line(job), job.state
        click.echo(f"\r{line}", nl=False, err=True)
        if state not in OPEN:
            click.echo(err=True)
            sys.exit(0 if state is JobState.DONE else 1)
        time.sleep(1)


@jobs.command("cancel")
@click.argument("job_id", type=int)
@with_appcontext
def cancel(job_id: int) -> None:
    """Cancel JOB_ID: at once if it waits, after its present step if it runs."""
    with write() as session:
        job = service.ask_cancel(session, job_id, now=clock.now())
        click.echo(job.state.value)


def _facts(job: "Job") -> dict[str, object]:
    return {
        "id": job.id,
        "kind": job.kind,
        "state": job.state.value,
        "done": job.done,
        "of": job.of,
        "run_at": job.run_at.isoformat(timespec="seconds"),
        "error": job.error_en or "",
    }


def _line(job: "Job") -> str:
    share = f" {job.done:,}/{job.of:,} ({job.done * 100 // job.of} %)" if job.of else ""
    why = f": {job.error_en}" if job.error_en else ""
    return f"{job.kind} {job.state.value}{share}{why}".ljust(60)


COMMANDS = (jobs,)
