"""What a printer gets: codes in the order of the roll, and nothing stored."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from gi_registry.core.codes import CodeKeys, RunSizeError
from gi_registry.marks.models import LabelRun
from gi_registry.translog import service as translog

CSV_HEAD: Final = ("sequence", "code", "url", "pack", "uscc", "product")
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
        base_url: public address of the registry.
    """

    run: int
    key_epoch: int
    size: int
    pack: str
    uscc: str
    product: str
    base_url: str


def print_job(labels: LabelRun, *, base_url: str) -> PrintJob:
    """Return what a printer needs of a run; authorization, entity, gi loaded."""
    return PrintJob(
        run=labels.id,
        key_epoch=labels.key_epoch,
        size=labels.size,
        pack=labels.pack_name,
        uscc=labels.authorization.entity.uscc,
        product=labels.authorization.gi.name_zh,
        base_url=base_url,
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
    *,
    first: int,
    count: int,
    now: datetime,
    account_id: int | None,
) -> None:
    """Log that codes of a run were handed out; authorization loaded."""
    body = {"run": labels.id, "first": first, "end": first + count, "format": "csv"}
    number = labels.authorization.number
    translog.append(
        session, "run.exported", number, body, now=now, account_id=account_id
    )


def _csv(keys: CodeKeys, job: PrintJob, first: int, count: int) -> Iterator[bytes]:
    yield (",".join(CSV_HEAD) + "\r\n").encode()
    tail = _quoted(job.pack, job.uscc, job.product)
    start = code_url(job.base_url, "")
    sequence = first
    pieces = keys.encode_range(job.key_epoch, job.run, first, count, chunk=_CHUNK)
    for piece in pieces:
        codes = piece.decode("ascii").split("\n")[:-1]
        lines = [
            f"{number},{code},{start}{code},{tail}"
            for number, code in enumerate(codes, start=sequence)
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
