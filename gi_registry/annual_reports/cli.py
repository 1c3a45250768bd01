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

from gi_registry.annual_reports import roll_up, service
from gi_registry.annual_reports.errors import (
    NoReceiptFileError,
    ReceiptProofMissingError,
)
from gi_registry.annual_reports.rules import RECEIPT_PREFIX
from gi_registry.annual_reports.rules.imports import Line, LineOutcome
from gi_registry.annual_reports.service import By
from gi_registry.core import clock, csvfile, workbook
from gi_registry.core.errors import GiError
from gi_registry.core.sessions import read, registry, write
from gi_registry.marks.certificates import (
    KeySetError,
    is_picture,
    texts_in_file,
)
from gi_registry.translog.rules.proofs import HEAD as PROOF_HEAD


@click.group("reports")
def reports() -> None:
    """Work with annual reports."""


@reports.command("export")
@click.option("--year", required=True, help="The year reported on.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "csv", "xlsx"]),
    default="json",
    show_default=True,
)
@with_appcontext
def export(year: str, form: str) -> None:
    """Print a year: the report in seven blocks, and every user who must report.

    Masses are grams, volumes ml, money fen, areas m2. The state is `not_filed`
    where nothing was handed in. The blocks add up accepted reports alone; CSV has
    none. A workbook (xlsx) has the blocks, by product, by county, and every report
    that they add up, in the units that people type; send it to a file.
    """
    if form == "xlsx" and sys.stdout.isatty():
        raise click.UsageError("a workbook is no text; send it to a file: > FILE.xlsx")
    with read() as session:
        wanted = service.known_year(session, year, on=clock.today())
        if form == "xlsx":
            sheets = roll_up.sheets(session, wanted, [""])
            workbook.write(sys.stdout.buffer, sheets)
            return
        rows = list(service.exported(session, wanted))
        found = service.blocks(session, wanted, [""])
    if form == "json":
        document = {"year": wanted, "blocks": roll_up.document(found), "reports": rows}
        click.echo(json.dumps(document, ensure_ascii=False))
        return
    for line in csvfile.lines(_table(rows)):
        click.echo(line, nl=False)


@reports.command("lists")
@click.option("--mend", is_flag=True, help="Make them anew from the reports.")
@with_appcontext
def lists(*, mend: bool) -> None:
    """Check that the desk's lists and their counts are what the reports say.

    The database keeps them itself; they can be wrong only where somebody wrote past
    its triggers. Exits with 1 if something is wrong and is not mended.
    """
    with read() as session:
        wrong = service.unlike(session)
    click.echo(f"{wrong} lines or counts are wrong.")
    if not wrong:
        return
    if not mend:
        click.echo("Run it again with --mend.")
        sys.exit(1)
    with write() as session:
        click.echo(f"{service.mend_lists(session)} lines made anew.")


@reports.command("verify-receipt")
@click.argument("receipt")
@click.option(
    "--proof",
    "proof_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Its .tlog-proof; the PDF has it inside.",
)
@click.option(
    "--keys",
    "key_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="JWKS-FILE",
    help="Public keys, as /.well-known/gi-keys.json, and nothing else is asked.",
)
def verify_receipt(
    *, receipt: str, proof_file: Path | None, key_file: Path | None
) -> None:
    """Check a RECEIPT and print what it says.

    RECEIPT is the text that begins with GR1:, or the name of its PDF, of a picture
    of its QR codes, or of a text file. With --keys neither network nor database is
    needed, and the log's proof is checked; without, this installation's keys and
    log are asked. Exits with 1 unless all of it holds.
    """
    try:
        text, proof = _codes(receipt)
        if proof_file is not None:
            proof = proof_file.read_text(encoding="utf-8", errors="replace")
        facts = _offline(text, proof, key_file) if key_file else _online(text)
    except GiError as error:
        click.echo(f"{error.words.zh}\n{error.words.en}")
        sys.exit(1)
    click.echo(json.dumps(facts, ensure_ascii=False))


def _offline(text: str, proof: str, key_file: Path) -> dict[str, Any]:
    if not proof:
        raise ReceiptProofMissingError
    try:
        keys = json.loads(key_file.read_bytes())
    except ValueError as error:
        raise KeySetError from error
    if not isinstance(keys, dict):
        raise KeySetError
    claims, checkpoint = service.verify_receipt(text, proof, keys)
    log = {"origin": checkpoint.origin, "size": checkpoint.size}
    return _facts(claims) | {"log": log | {"root": checkpoint.root.hex()}}


@with_appcontext
def _online(text: str) -> dict[str, Any]:
    with read() as session:
        master = registry().secrets.master
        return _facts(service.check_receipt(session, text, master=master))


def _facts(claims: service.ReceiptClaims) -> dict[str, Any]:
    return asdict(claims) | {"submitted_at": claims.submitted_at.isoformat()}


def _codes(source: str) -> tuple[str, str]:
    """Return the signed text and the proof in a text, picture or PDF."""
    if source.lstrip().startswith(RECEIPT_PREFIX):
        return source, ""
    try:
        data = Path(source).read_bytes()
    except (OSError, ValueError) as error:
        raise NoReceiptFileError from error
    if is_picture(data):
        texts = list(texts_in_file(data))
    else:
        texts = data.decode("utf-8-sig", errors="replace").splitlines()
    signed = (each for each in texts if each.startswith(RECEIPT_PREFIX))
    proofs = (each for each in texts if each.startswith(PROOF_HEAD))
    return next(signed, ""), next(proofs, "")


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
