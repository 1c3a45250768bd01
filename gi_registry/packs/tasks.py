"""Long work about outer packs."""

from datetime import datetime
from typing import TYPE_CHECKING

from gi_registry.core.words import Words
from gi_registry.jobs import service as jobs
from gi_registry.jobs.service import Work
from gi_registry.marks import service as marks
from gi_registry.marks.rules import FileWay, OutFile
from gi_registry.marks.service import PrintOrder
from gi_registry.packs import service

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from gi_registry.jobs.models import Job


def _taken(session: "Session", job: "Job", now: datetime) -> None:
    order = PrintOrder.of(job.arguments["order"])
    out = OutFile(
        order.run,
        order.first,
        order.last + 1,
        order.kind,
        job.result_name or "",
        FileWay.JOB,
        job.result_sha256,
    )
    service.record_file(session, out, now=now, account_id=job.account_id)


@jobs.handler(
    service.SHEETS_JOB,
    Words("打印外包装码文件", "Outer packs to be printed"),
    taken=_taken,
)
def sheets(work: Work) -> None:
    """Draw the codes of outer packs; arguments: `order`; `artwork` is none."""
    order = PrintOrder.of(work.arguments["order"])
    with work.parts.database.read() as session:
        packs = service.run(session, order.run)
        job = service.print_job(packs, base_url=work.parts.settings.base_url)
    marks.draw_order(work, job, order)
