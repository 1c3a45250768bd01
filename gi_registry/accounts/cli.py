"""Commands about accounts and tokens."""

from datetime import timedelta

import click
from flask.cli import with_appcontext

from gi_registry.accounts import service
from gi_registry.accounts.rules import OrganisationKind
from gi_registry.accounts.service.people import NewAccount
from gi_registry.core import clock
from gi_registry.core.access import Grant, Role
from gi_registry.core.sessions import write


@click.group("accounts")
def accounts() -> None:
    """Look after accounts."""


@accounts.command("create")
@click.argument("login")
@click.option("--name", required=True, help="The person's name.")
@click.option("--organisation", required=True, help="Made if there is none of it.")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in OrganisationKind]),
    default=OrganisationKind.AUTHORITY.value,
    show_default=True,
)
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--division", default="", help="GB/T 2260 prefix, such as 1407.")
@click.option("--authority", help="管理机构 named in announcements.")
@click.password_option()
@with_appcontext
def create(**given: str) -> None:
    """Create the account LOGIN with one role; print its id."""
    now = clock.now()
    with write() as session:
        organisation = service.create_organisation(
            session,
            kind=OrganisationKind(given["kind"]),
            name=given["organisation"],
            division=given["division"],
            now=now,
        )
        new = NewAccount(
            given["login"], given["name"], organisation.id, given["password"]
        )
        account = service.create_account(session, new, now=now)
        held = Grant(Role(given["role"]), given["division"], given["authority"])
        service.grant(session, account, held, now=now)
        click.echo(account.id)


@click.group("tokens")
def tokens() -> None:
    """Look after API tokens."""


@tokens.command("create")
@click.option("--account", "login", required=True, help="Login of the account.")
@click.option("--scope", "scopes", multiple=True, required=True)
@click.option("--name", default="command line", show_default=True)
@click.option("--days", default=90, show_default=True, type=click.IntRange(1, 365))
@with_appcontext
def create_token(login: str, scopes: tuple[str, ...], name: str, days: int) -> None:
    """Create a token and print it; it is not shown again."""
    with write() as session:
        account = service.by_login(session, login)
        token, _row = service.create_token(
            session,
            account,
            name=name,
            scopes=list(scopes),
            now=clock.now(),
            lasts=timedelta(days=days),
        )
    click.echo(token)


COMMANDS = (accounts, tokens)
