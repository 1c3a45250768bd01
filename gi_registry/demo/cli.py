"""Commands about the demonstration."""

import sys
import time
from urllib.parse import urlsplit

import click
from flask.cli import with_appcontext

from gi_registry.core import clock
from gi_registry.core.sessions import read, registry, write
from gi_registry.core.settings import LOOPBACK
from gi_registry.demo import service
from gi_registry.demo.errors import DemonstrationPasswordError

_KNOWN_PASSWORD = "gi-demo-2026"  # noqa: S105 -- public, and refused beyond loopback


@click.group("demo")
def demo() -> None:
    """Look after the demonstration."""


@demo.command("load")
@click.option("--if-empty", is_flag=True, help="Do nothing where it is loaded.")
@with_appcontext
def load(*, if_empty: bool) -> None:
    """Load invented producers on Shanxi's real products into an empty database."""
    password = _password()
    parts = registry()
    with read() as session:
        is_empty = service.is_empty(session)
    if is_empty or not if_empty:
        began = time.monotonic()

        def say(words: str) -> None:
            click.echo(f"{time.monotonic() - began:5.1f} s  {words}", err=True)

        stage = service.Stage(
            now=clock.now(),
            password=password,
            data_dir=parts.settings.data_dir,
            say=say,
            pepper=parts.secrets.derived("identity-pepper"),
            master=parts.secrets.master,
            base_url=parts.settings.base_url,
        )
        with write() as session:
            service.load(session, stage)
        service.marker(parts.settings.data_dir).touch()
    click.echo(f"{parts.settings.base_url}")
    for login, who in service.SIGN_INS:
        click.echo(f"  {login:<18} {who.zh} / {who.en}")
    known = password == _KNOWN_PASSWORD
    click.echo(f"  password {password if known else '= GI_DEMO_PASSWORD'}")
    sys.stdout.flush()


def _password() -> str:
    settings = registry().settings
    if settings.demo_password:
        return settings.demo_password
    host = urlsplit(settings.base_url).hostname or ""
    if host not in LOOPBACK:
        raise DemonstrationPasswordError(host)
    return _KNOWN_PASSWORD


COMMANDS = (demo,)
