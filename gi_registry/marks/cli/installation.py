"""What these commands need of the installation: its master secret alone."""

import click
from flask import current_app, has_app_context
from flask.cli import ScriptInfo


def master_secret() -> bytes:
    """Return the master secret, 32 bytes.

    The application is made for it only here, so that a command that was given
    its keys works where nothing is installed but the package.
    """
    if has_app_context():
        app = current_app
    else:
        app = click.get_current_context().ensure_object(ScriptInfo).load_app()
    master: bytes = app.extensions["gi"].secrets.master
    return master
