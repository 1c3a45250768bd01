"""Commands about the installation: database, server, soundness."""

import json
import sys
from contextlib import nullcontext
from urllib.parse import urlsplit

import click
from flask.cli import with_appcontext
from granian.constants import Interfaces
from granian.server import Server

from gi_registry.app import doctor as examination
from gi_registry.app import promises, tables, watching, ways
from gi_registry.app.service_pages import description
from gi_registry.app.working import beside
from gi_registry.core import clock, published
from gi_registry.core.errors import InvalidError
from gi_registry.core.sessions import registry
from gi_registry.core.settings import LOOPBACK, settings_page
from gi_registry.core.words import Words


class OpenDemonstrationError(InvalidError):
    """A demonstration with the well-known password would be open to others."""

    slug = "open-demonstration"

    def __init__(self, host: str):
        super().__init__(
            Words(
                f"演示数据的公开口令不能用于 {host}；"
                "请设置 GI_DEMO_PASSWORD 后重新装载",
                f"The demonstration's known password must not be served on {host}; "
                "set GI_DEMO_PASSWORD and load it again",
            )
        )


@click.group("db")
def database() -> None:
    """Look after the database."""


@database.command("upgrade")
@with_appcontext
def upgrade() -> None:
    """Bring the database to the newest revision."""
    parts = registry()
    before, head = tables.revisions(parts.database)
    if before == head:
        click.echo(f"database at {head}", err=True)
        return
    tables.upgrade(parts.database)
    click.echo(f"database {before or 'empty'} -> {head}", err=True)


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=int)
@click.option("--workers", default=1, show_default=True, type=int)
@click.option(
    "--with-worker", is_flag=True, help="Run a worker beside it; see `worker`."
)
@with_appcontext
def serve(host: str, port: int, workers: int, *, with_worker: bool) -> None:
    """Serve the registry until interrupted."""
    _refuse_open_demonstration(host)
    parts = registry()
    current, head = tables.revisions(parts.database)
    if current != head:
        click.echo("the database is behind; run: gi-registry db upgrade", err=True)
        sys.exit(1)
    parts.database.engine.dispose()
    server = Server(
        "wsgi:app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=8,
        log_access=False,
    )
    with watching.shared(workers), beside() if with_worker else nullcontext():
        server.serve()


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@with_appcontext
def doctor(*, as_json: bool) -> None:
    """Say whether the installation is sound, and what to do where it is not."""
    findings = examination.examine(registry(), now=clock.now())
    if as_json:
        click.echo(examination.as_json(findings))
    else:
        for finding in findings:
            click.echo(finding.line())
    sys.exit(0 if all(finding.is_sound for finding in findings) else 1)


@click.command("settings")
def settings() -> None:
    """Print docs/settings.md."""
    click.echo(settings_page(), nl=False)


@click.command("states")
def states() -> None:
    """Print docs/states.md."""
    click.echo(ways.page(), nl=False)


@click.command("schemas")
def schemas() -> None:
    """Write the schemas of `schemas/v1` that are made from the API's shapes."""
    for name in promises.MADE:
        path = published.ROOT / "v1" / f"{name}.schema.json"
        path.write_text(promises.written(name), encoding="utf-8")
        click.echo(path.name)


@click.command("openapi")
@with_appcontext
def openapi() -> None:
    """Print schemas/openapi.json."""
    click.echo(json.dumps(description(), ensure_ascii=False, indent=2))


def _refuse_open_demonstration(host: str) -> None:
    settings = registry().settings
    public = urlsplit(settings.base_url).hostname
    if host in LOOPBACK and public in LOOPBACK:
        return
    if not settings.demo_password and examination.has_demonstration(registry()):
        raise OpenDemonstrationError(host)


ADMIN = (database, serve, doctor, settings, states, schemas, openapi)
