"""Commands about annual reports."""

import json
import sys
from collections import Counter
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from gi_registry.annual_reports import service
from gi_registry.annual_reports.rules.imports import Line, LineOutcome
from gi_registry.annual_reports.service import By
from gi_registry.core import clock, csvfile
from gi_registry.core.errors import GiError
from gi_registry.core.sessions import read, registry, write


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


@reports.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--year", required=True, help="The year reported on.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and do nothing.")
@click.option("--account", "login", help="Who typed it; else the highest office's.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@with_appcontext
def import_(
    file: Path, *, year: str, dry_run: bool, login: str | None, as_json: bool
) -> None:
    """Hand in the reports of FILE, an .xlsx with one in each row; all or nothing.

    They count as declared on paper by whom each row names. Rows that are refused,
    or that say what stands already, are left alone; exit 1 if any is refused.
    """
    data, now = file.read_bytes(), clock.now()
    with read() as session:
        wanted = service.known_year(session, year, on=clock.today())
        account_id = service.recorder(session, login, on=clock.today())
    click.echo("reading", err=True)
    book = service.read_table(data, wanted)
    by = service.By(account_id, now, sha256(data).hexdigest(), is_on_paper=True)
    click.echo(f"judging {book.size:,} rows", err=True)
    if dry_run:
        with read() as session:
            parts = service.judge(session, book, service.EVERYBODY, now=now)
            lines = [line for part in parts for line in part]
    else:
        with write() as session:
            lines = service.take(session, book, service.EVERYBODY, by=by)
    _tell(lines, by, is_done=not dry_run, as_json=as_json)
    if any(line.outcome is LineOutcome.REFUSED for line in lines):
        sys.exit(1)


def _tell(lines: list[Line], by: By, *, is_done: bool, as_json: bool) -> None:
    found = Counter(line.outcome for line in lines)
    counts = {outcome.value: found[outcome] for outcome in LineOutcome}
    told = [line for line in lines if line.words or line.checks]
    if as_json:
        document = {
            "recorded": is_done,
            "file_sha256": by.file_sha256,
            "rows": len(lines),
            **counts,
            "lines": [line.as_json() for line in told],
        }
        click.echo(json.dumps(document, ensure_ascii=False))
        return
    for line in told:
        why = " / ".join(words["en"] for words in line.as_json()["words"])
        click.echo(f"{line.row}\t{line.number}\t{line.outcome.value}\t{why}")
    summary = ", ".join(f"{count:,} {name}" for name, count in counts.items())
    click.echo(f"{summary}{'' if is_done else ' (nothing recorded)'}", err=True)


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
