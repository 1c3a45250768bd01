"""`runs issue` and `runs export`: label runs from the command line."""

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, cast

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from gi_registry.accounts import service as accounts
from gi_registry.core import clock
from gi_registry.core.codes import CodeKeys
from gi_registry.core.sessions import read, registry, write
from gi_registry.marks import service, sheets
from gi_registry.marks.cli.codes import Progress
from gi_registry.marks.cli.installation import master_secret
from gi_registry.marks.rules import FileWay, OutFile, RunRequest
from gi_registry.marks.service import PrintOrder
from gi_registry.producers import service as producers

if TYPE_CHECKING:
    from gi_registry.marks.models import LabelRun

_PIECE: Final = 1 << 20


@click.group("runs")
def runs() -> None:
    """Issue label runs and hand out their codes."""


@runs.command("issue")
@click.option("--authorization", "number", required=True, help="MA-YYYY-NNNNNN.")
@click.option("--size", required=True, type=int, help="Labels, count.")
@click.option("--net-content-g", required=True, type=int, help="Of a pack, grams.")
@click.option("--pack", required=True, help="Such as 500 mL 瓶装.")
@click.option("--year", type=int, help="Production year; this one, if not said.")
@click.option("--pin", "has_pin", is_flag=True, help="With a PIN to scratch off.")
@click.option("--account", "login", help="To whom; the producer's first account.")
@with_appcontext
def issue(
    *,
    number: str,
    login: str | None,
    year: int | None,
    has_pin: bool,
    **asked: str,
) -> None:
    """Issue labels within what the year's capacity leaves; print the run number."""
    now = clock.now()
    with write() as session:
        held = producers.authorization(session, number)
        if login is not None:
            account = accounts.by_login(session, login)
        else:
            account = accounts.first_of(session, held.entity.organisation_id)
        wanted = RunRequest(
            authorization_id=held.id,
            year=year if year is not None else clock.today().year,
            size=int(asked["size"]),
            net_content_g=int(asked["net_content_g"]),
            pack_name=asked["pack"],
            has_pin=has_pin,
        )
        run = service.issue_run(session, wanted, now=now, account_id=account.id)
        click.echo(run.id)


@runs.command("audit")
@with_appcontext
def audit() -> None:
    """Prove the books of labels from their entries; exit 1 if they do not add up."""
    with read() as session:
        found = service.audit(session, today=clock.today())
    click.echo(f"{found.holders} holders, {found.runs} runs, {found.labels:,} labels")
    for fault in found.faults:
        click.echo(fault, err=True)
    click.echo("sound" if not found.faults else f"{len(found.faults)} faults")
    if found.faults:
        sys.exit(1)


@runs.command("export")
@click.argument("run", type=click.IntRange(1))
@click.option(
    "--format", "form", type=click.Choice(["csv", "pdf", "png", "svg"]), required=True
)
@click.option("--template", type=click.Choice(list(sheets.TEMPLATES)), default="a4-24")
@click.option("--first", type=click.IntRange(0), default=0, help="Sequence number.")
@click.option("--count", type=click.IntRange(1), help="Labels; all, if not said.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file, written whole or not at all; else stdout.",
)
@with_appcontext
def export(
    *,
    run: int,
    form: str,
    template: str,
    first: int,
    count: int | None,
    output: Path | None,
) -> None:
    """Write the codes of RUN for a printer; the log says that they went out.

    CSV, sheets of labels (PDF), or the QR codes as pictures in a ZIP file.
    """
    with write() as session:
        labels = service.run(session, run)
        job = service.print_job(labels, base_url=registry().settings.base_url)
        wanted = service.Export(first, count or max(0, job.size - first), form)
        keys = CodeKeys(master_secret(), [job.key_epoch])
        # Before anything is logged or written: the range may end beyond the run.
        codes = service.numbered_codes(keys, job, wanted.first, wanted.count)
        file = _recorded(session, labels, wanted, output)
    progress = Progress(wanted.count, terminal=sys.stderr)
    digest = hashlib.sha256()
    with opened(output, digest) as out:
        if form == "csv":
            _write_csv(out, service.csv_lines(keys, job, first, wanted.count), progress)
        else:
            layout = sheets.TEMPLATES[template][1] if form == "pdf" else None
            last = first + wanted.count - 1
            order = PrintOrder(run, form, layout, first, last)
            pins = service.pin_of(keys, job)
            shown = _shown(codes, progress)
            service.write_order(out, job, order, shown, None, pins)
    service.note_digest(registry().database, file, digest.hexdigest())
    progress.end()
    click.echo(f"{form}: {wanted.count:,}, SHA-256 {digest.hexdigest()}", err=True)


def _recorded(
    session: Session, labels: "LabelRun", wanted: service.Export, output: Path | None
) -> int:
    """Log a file before anything of it is written; return the id of its note."""
    now = clock.now()
    service.record_export(session, labels, wanted, now=now, account_id=None)
    end = wanted.first + wanted.count
    unnamed = f"labels-{labels.id}-{wanted.first}-{end - 1}.{wanted.form}"
    name = output.name if output else unnamed
    out = OutFile(labels.id, wanted.first, end, wanted.form, name, FileWay.COMMAND)
    return service.record_file(session, out, now=now, account_id=None)


class _Digesting:
    """A stream to write to that takes the digest of what goes by."""

    def __init__(self, out: IO[bytes], digest: "hashlib._Hash") -> None:
        self._out, self._digest = out, digest

    def write(self, piece: bytes) -> int:
        """Write a piece."""
        self._digest.update(piece)
        return self._out.write(piece)

    def flush(self) -> None:
        """Send what is kept back."""
        self._out.flush()


def _write_csv(out: IO[bytes], pieces: Iterator[bytes], progress: Progress) -> None:
    done = -1  # the head is no label
    for piece in pieces:
        out.write(piece)
        done += piece.count(b"\n")
        progress.show(done)


def _shown(
    codes: Iterator[tuple[int, str]], progress: Progress
) -> Iterator[tuple[int, str]]:
    for done, numbered in enumerate(codes, start=1):
        yield numbered
        progress.show(done)


@contextmanager
def opened(output: Path | None, digest: "hashlib._Hash") -> Iterator[IO[bytes]]:
    """Give stdout, or a file that takes its name only once it is whole.

    Args:
        output: the file; none is stdout.
        digest: takes in what was written, by the time the block ends.
    """
    if output is None:
        yield cast("IO[bytes]", _Digesting(sys.stdout.buffer, digest))
        sys.stdout.buffer.flush()
        return
    part = output.with_name(f".{output.name}.{os.getpid()}.part")
    try:
        with part.open("x+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            file.seek(0)
            while piece := file.read(_PIECE):
                digest.update(piece)
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)
