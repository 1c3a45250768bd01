"""The command line: every domain's commands on the application's own factory."""

import os
import sys

import click
from flask import Flask
from flask.cli import ScriptInfo

from gi_registry.app import create_app
from gi_registry.app.admin import ADMIN
from gi_registry.app.backup.commands import COMMANDS as BACKUP
from gi_registry.app.edges import commands
from gi_registry.app.working import worker
from gi_registry.core.errors import GiError
from gi_registry.core.settings import settings_from


def _make() -> Flask:
    return create_app(settings_from(os.environ))


@click.group("gi-registry", commands=[*ADMIN, *BACKUP, worker, *commands()])
@click.version_option(package_name="gi-registry")
def group() -> None:
    """GI Registry: geographical indications, held, issued, reported."""


def main() -> None:
    """Run a command; a refusal is said on stderr in both languages, exit 1."""
    try:
        group.main(prog_name="gi-registry", obj=ScriptInfo(create_app=_make))
    except GiError as error:
        click.echo(f"{error.words.zh}\n{error.words.en}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
