"""Long work about labels."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from gi_registry.core import csvfile
from gi_registry.core.codes import CodeKeys
from gi_registry.core.words import Words, china_day
from gi_registry.jobs import service as jobs
from gi_registry.jobs.service import Work
from gi_registry.marks import service
from gi_registry.marks.rules import FileWay, OutFile
from gi_registry.marks.service import PrintOrder

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from gi_registry.jobs.models import Job


def _codes_taken(session: "Session", job: "Job", now: datetime) -> None:
    labels = service.run(session, job.arguments["run"])
    _taken(session, job, (labels.id, 0, labels.size, "csv"), now)


def _sheets_taken(session: "Session", job: "Job", now: datetime) -> None:
    """Note who took sheets; a printer gets them while it prints, and no longer."""
    order, way = PrintOrder.of(job.arguments["order"]), FileWay.JOB
    lot = job.arguments.get("print_lot")
    if lot is not None:
        service.demand_printing(service.print_lot(session, lot))
        way = FileWay.PRINTER
    labels = (order.run, order.first, order.last + 1, order.kind)
    _taken(session, job, labels, now, way)


def _taken(
    session: "Session",
    job: "Job",
    labels: tuple[int, int, int, str],
    now: datetime,
    way: FileWay = FileWay.JOB,
) -> None:
    """Note who took which labels; `labels` is run, first, end and form."""
    name, digest = job.result_name or "", job.result_sha256
    out = OutFile(*labels, name, way, digest)
    service.record_file(session, out, now=now, account_id=job.account_id)


@jobs.handler(
    service.CODES_JOB,
    Words("导出标识编码", "Export of label codes"),
    taken=_codes_taken,
)
def codes(work: Work) -> None:
    """Write the codes of a run for a printer; arguments: `run`."""
    with work.parts.database.read() as session:
        labels = service.run(session, work.arguments["run"])
        job = service.print_job(labels, base_url=work.parts.settings.base_url)
    keys = CodeKeys(work.parts.secrets.master, [job.key_epoch])
    done = -1  # the head is no label
    with work.result(
        service.file_name(job.run, 0, job.size), csvfile.MEDIA_TYPE
    ) as file:
        for piece in service.csv_lines(keys, job, 0, job.size):
            file.write(piece)
            done += piece.count(b"\n")
            work.progress(done, job.size)


@jobs.handler(
    service.SHEETS_JOB,
    Words("打印标签文件", "Labels to be printed"),
    taken=_sheets_taken,
)
def sheets(work: Work) -> None:
    """Draw labels of a run; arguments: `order`, and `artwork`, a SHA-256 or none."""
    order = PrintOrder.of(work.arguments["order"])
    with work.parts.database.read() as session:
        labels = service.run(session, order.run)
        job = service.print_job(labels, base_url=work.parts.settings.base_url)
    service.draw_order(work, job, order)


@jobs.handler(
    "marks.expiry", Words("标识到期登记", "Labels that expire"), every=timedelta(days=1)
)
def expiry(work: Work) -> None:
    """Note every run whose last day is past, and how many labels were left."""
    with work.parts.database.read() as session:
        runs = service.expired_runs(session, today=china_day(work.now()))
    for done, run in enumerate(runs):
        work.progress(done, len(runs))
        with work.parts.database.write() as session:
            service.note_expired(session, run, now=work.now())


@jobs.handler(
    "marks.evidence",
    Words("产量依据待办通知", "Notices of evidence that waits"),
    every=timedelta(days=1),
)
def evidence(work: Work) -> None:
    """Tell officers how much evidence of capacity waits for them."""
    with work.parts.database.write() as session:
        found = service.evidence_digests(session, on=china_day(work.now()))
        service.of_waiting(session, found, now=work.now())
