"""`codes epochs`, `codes rotate` and `codes leaked`: keys of item codes."""

import json
from datetime import date, datetime

import click
from flask.cli import with_appcontext

from gi_registry.core import clock
from gi_registry.core.sessions import read, write
from gi_registry.marks import service


@click.command("epochs")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@with_appcontext
def epochs(*, as_json: bool) -> None:
    """List the keys of item codes and what was issued under each, newest first."""
    with read() as session:
        lines = service.epochs(session)
    if as_json:
        rows = [
            {
                "epoch": line.epoch,
                "begun_at": line.begun_at.isoformat() if line.begun_at else None,
                "leaked_on": line.leaked_on.isoformat() if line.leaked_on else None,
                "leaked_reason": line.leaked_reason,
                "runs": line.runs,
                "labels": line.labels,
            }
            for line in lines
        ]
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for line in lines:
        leak = f"  leaked on {line.leaked_on}" if line.leaked_on else ""
        click.echo(f"{line.epoch}  {line.runs:,} runs, {line.labels:,} labels{leak}")


@click.command("rotate")
@click.option("--reason", required=True, help="Goes on the public log.")
@with_appcontext
def rotate(*, reason: str) -> None:
    """Begin the next key: new runs are issued under it; print its number."""
    with write() as session:
        click.echo(
            service.begin_epoch(session, reason, now=clock.now(), account_id=None)
        )


@click.command("leaked")
@click.argument("epoch", type=click.IntRange(1))
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="From when on, as far as is known; today, if not said.",
)
@click.option("--reason", required=True, help="Goes on the public log.")
@with_appcontext
def leaked(*, epoch: int, on: datetime | None, reason: str) -> None:
    """Say that the key of EPOCH is in strangers' hands; its labels say so at once.

    If it is the newest key, the next one is begun. Prints the number of the key
    that runs are issued under from now on.
    """
    day: date = on.date() if on else clock.today()
    with write() as session:
        current = service.declare_leak(
            session, epoch, on=day, reason=reason, now=clock.now(), account_id=None
        )
        click.echo(current)
