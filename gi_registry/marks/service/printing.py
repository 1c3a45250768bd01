"""What a printer gets: codes in the order of the roll, and nothing stored."""

import csv
import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final

from sqlalchemy.orm import Session

from gi_registry.core.codes import PIN_DIGITS, CodeKeys, RunSizeError
from gi_registry.marks.models import LabelRun
from gi_registry.translog import service as translog

CSV_HEAD: Final = ("sequence", "code", "url", "pack", "uscc", "product")
PIN_HEAD: Final = "pin"
"""Last column of runs with PINs: it goes under the scratch layer and nowhere else."""
CODES_JOB: Final = "marks.codes"
"""Kind of the job that writes the codes of a run into a file."""
_CHUNK: Final = 8192


@dataclass(frozen=True, slots=True)
class PrintJob:
    """Everything that stands on the labels of a run beside their codes.

    Attributes:
        run: run number.
        key_epoch: which key its codes are made with.
        size: labels in the run, count.
        pack: such as 500 mL 瓶装.
        uscc: credit code of the authorized user.
        product: name of the product, Chinese.
        basis: number of the standard, or of the announcement (354号).
        base_url: public address of the registry.
        has_pin: whether each label has six digits under a scratch layer.
        is_outer: whether these are outer packs, which carry no label of the mark.
    """

    run: int
    key_epoch: int
    size: int
    pack: str
    uscc: str
    product: str
    basis: str
    base_url: str
    has_pin: bool = False
    is_outer: bool = False

    @property
    def address(self) -> str:
        """What the QR codes of the run begin with, the code left out."""
        return code_url(self.base_url, "")


@dataclass(frozen=True, slots=True)
class Export:
    """A file with codes of a run that goes out.

    Attributes:
        first: sequence number of the first label.
        count: labels.
        form: of the file: csv, pdf, png or svg.
        sha256: of the file, where it is whole before it goes out.
    """

    first: int
    count: int
    form: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class PrintFile:
    """A file with codes: what it is called, and its SHA-256."""

    name: str
    sha256: str


def print_file(keys: CodeKeys, job: PrintJob, first: int, end: int) -> PrintFile:
    """Return name and digest of the file of labels [first, end).

    The same labels always give the same bytes.

    Raises:
        RunSizeError: the range ends beyond the run.
    """
    digest = hashlib.sha256()
    for piece in csv_lines(keys, job, first, end - first):
        digest.update(piece)
    return PrintFile(file_name(job.run, first, end), digest.hexdigest())


def file_name(run: int, first: int, end: int) -> str:
    """Return what the file of labels [first, end) of a run is called."""
    return f"labels-{run}-{first}-{end - 1}.csv"


def print_job(labels: LabelRun, *, base_url: str) -> PrintJob:
    """Return what a printer needs of a run; its authorization and all of it loaded."""
    held = labels.authorization
    return PrintJob(
        run=labels.id,
        key_epoch=labels.key_epoch,
        size=labels.size,
        pack=labels.pack_name,
        uscc=held.entity.uscc,
        product=held.gi.name_zh,
        basis=held.standard_number or held.announcement.title,
        base_url=base_url,
        has_pin=labels.has_pin,
    )


def code_url(base_url: str, code: str) -> str:
    """Return the address inside a QR code.

    Upper case throughout, so that QR codes can use their denser alphanumeric
    mode; hosts know no case, and the registry answers `/T/` as `/t/`.
    """
    return f"{base_url}/t/{code}".upper()


def code_lines(
    keys: CodeKeys, run: LabelRun, first: int, count: int
) -> Iterator[bytes]:
    """Give the codes of labels [first, first + count) of a run, one a line.

    Raises:
        RunSizeError: the range ends beyond the run.
    """
    _check_end(first + count, run.size)
    return keys.encode_range(run.key_epoch, run.id, first, count)


def numbered_codes(
    keys: CodeKeys, job: PrintJob, first: int, count: int
) -> Iterator[tuple[int, str]]:
    """Give sequence number and code of labels [first, first + count).

    Raises:
        RunSizeError: the range ends beyond the run.
    """
    _check_end(first + count, job.size)
    pieces = keys.encode_range(job.key_epoch, job.run, first, count, chunk=_CHUNK)
    codes = (code for piece in pieces for code in piece.decode("ascii").split())
    return enumerate(codes, start=first)


def pin_of(keys: CodeKeys, job: PrintJob) -> Callable[[int], str] | None:
    """Return what gives a label's PIN by its sequence number; none without PINs."""
    if not job.has_pin:
        return None
    return partial(keys.pin, job.key_epoch, job.run)


def csv_lines(keys: CodeKeys, job: PrintJob, first: int, count: int) -> Iterator[bytes]:
    """Give the print file of labels [first, first + count): UTF-8, RFC 4180.

    Memory does not grow with the count.

    Raises:
        RunSizeError: the range ends beyond the run.
    """
    _check_end(first + count, job.size)
    return _csv(keys, job, first, count)


def record_export(
    session: Session,
    labels: LabelRun,
    export: Export,
    *,
    now: datetime,
    account_id: int | None,
) -> None:
    """Log that codes of a run were handed out; authorization loaded."""
    body: dict[str, Any] = {
        "run": labels.id,
        "first": export.first,
        "end": export.first + export.count,
        "format": export.form,
    }
    if export.sha256 is not None:
        body["sha256"] = export.sha256
    number = labels.authorization.number
    translog.append(
        session, "run.exported", number, body, now=now, account_id=account_id
    )


def _csv(keys: CodeKeys, job: PrintJob, first: int, count: int) -> Iterator[bytes]:
    head = (*CSV_HEAD, PIN_HEAD) if job.has_pin else CSV_HEAD
    yield (",".join(head) + "\r\n").encode()
    tail = _quoted(job.pack, job.uscc, job.product)
    start = job.address
    sequence = first
    pieces = keys.encode_range(job.key_epoch, job.run, first, count, chunk=_CHUNK)
    for piece in pieces:
        codes = piece.decode("ascii").split("\n")[:-1]
        lines = [
            f"{number},{code},{start}{code},{tail}"
            for number, code in enumerate(codes, start=sequence)
        ]
        if job.has_pin:
            pins = keys.pins(job.key_epoch, job.run, sequence, len(codes)).tolist()
            lines = [
                f"{line[:-2]},{pin:0{PIN_DIGITS}d}\r\n"
                for line, pin in zip(lines, pins, strict=True)
            ]
        sequence += len(codes)
        yield "".join(lines).encode()


def _quoted(*cells: str) -> str:
    """Return the end of every line, quoted as CSV needs it, line break included."""
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()


def _check_end(end: int, size: int) -> None:
    if end > size:
        raise RunSizeError(end=end, limit=size)
