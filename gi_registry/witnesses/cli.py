"""Commands about witnesses, in the group of the log."""

import click
from flask.cli import with_appcontext

from gi_registry.core.sessions import read, registry
from gi_registry.translog import service as translog
from gi_registry.translog.rules.peers import TROUBLE_WORDS, witnesses_of
from gi_registry.witnesses import service


@click.group("log")
def log() -> None:
    """Audit the log of decisions, or write it out as files."""


@log.command("witnesses")
@with_appcontext
def witnesses() -> None:
    """List who is asked to cosign this log: name, entries, when, what is wrong."""
    asked = witnesses_of(registry().settings.witnesses)
    with read() as session:
        found = translog.states(session, [each.key for each in asked])
    for each in asked:
        row = found.get(str(each.key))
        at = row.cosigned_at.isoformat() if row and row.cosigned_at else "-"
        size = row.size if row and row.cosigned_at else 0
        wrong = ""
        if row and row.trouble:
            wrong = TROUBLE_WORDS[row.trouble].filled(seen=row.seen_size).en
        click.echo(f"{each.key.name}\t{size}\t{at}\t{wrong}")


@log.command("witness")
@with_appcontext
def witness() -> None:
    """Print this registry's key as a witness and the logs that it cosigns.

    The first line is the key; then, for each log, its name and how many entries of it
    have been cosigned.
    """
    parts = registry()
    own = service.OwnKey.of(parts.settings.base_url, parts.secrets.master)
    keys = service.logs(parts.settings.witnessed_logs)
    with read() as session:
        seen = {each.origin: each.size for each in service.witnessed(session, keys)}
    click.echo(own.public)
    for each in sorted({key.name for key in keys}):
        click.echo(f"{each}\t{seen.get(each, 0)}")


COMMANDS = (log,)
