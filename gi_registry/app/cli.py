"""The command line: every domain's commands on the application's own factory."""

import os
import sys

import click
from flask import Flask
from flask.cli import FlaskGroup

from gi_registry.app import create_app
from gi_registry.app.admin import ADMIN
from gi_registry.app.edges import commands
from gi_registry.core.errors import GiError
from gi_registry.core.settings import settings_from


def _make() -> Flask:
    return create_app(settings_from(os.environ))


def _group() -> FlaskGroup:
    group = FlaskGroup(
        name="gi-registry",
        create_app=_make,
        add_default_commands=False,
        load_dotenv=False,
        help="GI Registry: geographical indications, held, issued, reported.",
    )
    for command in (*ADMIN, *commands()):
        group.add_command(command)
    return group


def main() -> None:
    """Run a command; a refusal is one line on stderr and exit 1."""
    try:
        _group()(prog_name="gi-registry", standalone_mode=True)
    except GiError as error:
        click.echo(f"{error.words.zh}\n{error.words.en}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
