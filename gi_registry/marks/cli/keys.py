"""`certificates keys`: the keys that sign certificates, replaced and revoked."""

import json

import click
from flask.cli import with_appcontext

from gi_registry.core import clock
from gi_registry.core.sessions import read, registry, write
from gi_registry.marks import service
from gi_registry.marks.certificates import SigningKey, installation_keys
from gi_registry.marks.certificates.keys import unpadded
from gi_registry.marks.cli.installation import own_key_set

_REASON = click.option("--reason", required=True, help="Kept in the log, public.")


@click.group("certificates")
def certificates() -> None:
    """Look after what proves certificates."""


@certificates.group("keys")
def keys() -> None:
    """See, replace and revoke the keys that sign certificates."""


@keys.command("list")
@click.option("--json", "as_json", is_flag=True, help="The published key set.")
@with_appcontext
def list_(*, as_json: bool) -> None:
    """Print every key, newest first: kid, status, first day, last day."""
    if as_json:
        click.echo(json.dumps(own_key_set(), ensure_ascii=False))
        return
    with read() as session:
        spans = service.key_spans(session)
    for key in installation_keys(registry().secrets.master, spans):
        days = (day.isoformat() if day else "-" for day in (key.since, key.until))
        click.echo("\t".join((unpadded(key.kid), key.status.value, *days)))


@keys.command("rotate")
@_REASON
@with_appcontext
def rotate(*, reason: str) -> None:
    """Let a new key sign, and print its kid; what older ones signed still holds."""
    with write() as session:
        key = service.rotate_key(
            session, registry().secrets.master, reason, now=clock.now()
        )
    _tell(key)


@keys.command("revoke", context_settings={"ignore_unknown_options": True})
@click.argument("kid")
@_REASON
@with_appcontext
def revoke(*, kid: str, reason: str) -> None:
    """Let nothing count that KID signed, and print the kid that signs from now on.

    Certificates are signed anew when they are next shown or printed; copies that
    KID signed are refused by whoever has the newer key set.
    """
    with write() as session:
        key = service.revoke_key(
            session, registry().secrets.master, kid, reason, now=clock.now()
        )
    _tell(key)


def _tell(key: SigningKey) -> None:
    click.echo(unpadded(key.kid))
    click.echo(
        "请重新发布 /.well-known/gi-keys.json 的副本\n"
        "Hand out /.well-known/gi-keys.json anew wherever copies of it are kept",
        err=True,
    )
