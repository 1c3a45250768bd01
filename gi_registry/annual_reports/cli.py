"""Commands about annual reports."""

import json
import sys
from dataclasses import asdict
from typing import Any

import click
from flask.cli import with_appcontext

from gi_registry.annual_reports import service
from gi_registry.core import clock, csvfile
from gi_registry.core.errors import GiError
from gi_registry.core.sessions import read, registry


@click.group("reports")
def reports() -> None:
    """Work with annual reports."""


@reports.command("export")
@click.option("--year", required=True, help="The year reported on.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "csv"]),
    default="json",
    show_default=True,
)
@with_appcontext
def export(year: str, form: str) -> None:
    """Print every user who must report on a year, with what he filed.

    Masses are grams, volumes ml, money fen, areas m2. The state is `not_filed`
    where nothing was handed in.
    """
    with read() as session:
        wanted = service.known_year(session, year, on=clock.today())
        rows = list(service.exported(session, wanted))
    if form == "json":
        document = {"year": wanted, "reports": rows}
        click.echo(json.dumps(document, ensure_ascii=False))
        return
    for line in csvfile.lines(_table(rows)):
        click.echo(line, nl=False)


@reports.command("verify-receipt")
@click.argument("receipt")
@with_appcontext
def verify_receipt(receipt: str) -> None:
    """Check a RECEIPT, the text that begins with GR1:, and print what it says.

    Exits with 1 unless one of this installation's keys signed it and the log holds
    the version that it names.
    """
    try:
        with read() as session:
            master = registry().secrets.master
            claims = service.check_receipt(session, receipt, master=master)
    except GiError as error:
        click.echo(f"{error.words.zh}\n{error.words.en}")
        sys.exit(1)
    facts = asdict(claims) | {"submitted_at": claims.submitted_at.isoformat()}
    click.echo(json.dumps(facts, ensure_ascii=False))


def _table(rows: list[dict[str, Any]]) -> list[list[object]]:
    return [
        list(service.EXPORTED),
        *([_cell(value) for value in row.values()] for row in rows),
    ]


def _cell(value: object) -> object:
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return value


COMMANDS = (reports,)
