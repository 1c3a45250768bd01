"""What these commands need of the installation: its master secret, or its keys."""

from typing import Any

import click
from flask import Flask, current_app, has_app_context
from flask.cli import ScriptInfo

from gi_registry.core import clock
from gi_registry.core.sessions import Registry
from gi_registry.marks import service


def master_secret() -> bytes:
    """Return the master secret, 32 bytes.

    The application is made for it only here, so that a command that was given
    its keys works where nothing is installed but the package.
    """
    master: bytes = _app().extensions["gi"].secrets.master
    return master


def own_key_set() -> dict[str, Any]:
    """Return the installation's key set, as it is published today."""
    parts: Registry = _app().extensions["gi"]
    with parts.database.read() as session:
        return service.key_set(
            session,
            parts.secrets.master,
            base_url=parts.settings.base_url,
            on=clock.today(),
        )


def _app() -> Flask:
    if has_app_context():
        return current_app._get_current_object()  # type: ignore[attr-defined,no-any-return] # noqa: SLF001 -- Flask's own way
    return click.get_current_context().ensure_object(ScriptInfo).load_app()
