"""Commands about the register."""

import json
import sys
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from gi_registry.core import clock
from gi_registry.core.sessions import write
from gi_registry.products.errors import CatalogueInvalidError
from gi_registry.site import service
from gi_registry.site.errors import FileUnreadableError
from gi_registry.site.service import RegisterImport


@click.group("products")
def products() -> None:
    """Look after the products of the register."""


@products.command("import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check and count, write nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@with_appcontext
def import_(file: Path, *, dry_run: bool, as_json: bool) -> None:
    """Take the products of FILE in, with their areas: all of them, or none.

    FILE keeps to schemas/v1/gi-catalogue.schema.json. A second time changes
    nothing. Every fault of FILE is named with its place.
    """
    document = _read(file)
    click.echo(f"{file.name}: {_entries(document)} products, reading …", err=True)
    try:
        with write() as session:
            result = service.import_register(session, document, now=clock.now())
            if dry_run:
                session.rollback()
    except CatalogueInvalidError as error:
        _tell_faults(error, as_json=as_json)
        sys.exit(1)
    click.echo(_outcome(result, dry_run=dry_run, as_json=as_json))
    if dry_run:
        click.echo("dry run: nothing was written", err=True)


def _read(file: Path) -> Any:  # noqa: ANN401 -- whatever the file holds
    try:
        return json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise FileUnreadableError(file.name, error.strerror or "") from error
    except (ValueError, RecursionError) as error:
        raise FileUnreadableError(file.name, str(error)) from error


def _entries(document: object) -> int:
    held = document.get("products") if isinstance(document, dict) else None
    return len(held) if isinstance(held, list) else 0


def _outcome(result: RegisterImport, *, dry_run: bool, as_json: bool) -> str:
    counts = {
        "created": result.products.created,
        "updated": result.products.updated,
        "unchanged": result.products.unchanged,
        "total": result.products.total,
        "areas_read": result.areas,
        "divisions_loaded": result.divisions,
    }
    if as_json:
        return json.dumps({"outcome": "accepted", "dry_run": dry_run} | counts)
    return "\n".join(f"{name.replace('_', ' ')} {n}" for name, n in counts.items())


def _tell_faults(error: CatalogueInvalidError, *, as_json: bool) -> None:
    if as_json:
        found = {"outcome": "refused", "faults": error.facts["faults"]}
        click.echo(json.dumps(found, ensure_ascii=False))
    for fault in error.faults:
        click.echo(f"{fault.where}: {fault.words.zh} / {fault.words.en}", err=True)
    click.echo(f"{error.words.zh}\n{error.words.en}", err=True)


COMMANDS = (products,)
