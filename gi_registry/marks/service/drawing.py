"""Sheets and pictures made by a job, told as it goes on."""

from collections.abc import Iterator

from gi_registry.core import blobs
from gi_registry.core.codes import CodeKeys
from gi_registry.jobs.service import Work
from gi_registry.marks.service.orders import MEDIA_TYPES, PrintOrder, write_order
from gi_registry.marks.service.printing import PrintJob, numbered_codes, pin_of


def draw_order(work: Work, job: PrintJob, order: PrintOrder) -> None:
    """Make the file of an order as the result of a job.

    Args:
        work: its arguments hold `artwork`: the SHA-256 of a kept picture, or none.
        job: what stands beside the codes.
        order: what is wanted.
    """
    keys = CodeKeys(work.parts.secrets.master, [job.key_epoch])
    codes = numbered_codes(keys, job, order.first, order.count)
    kept = work.arguments["artwork"]
    artwork = kept and blobs.path_of(work.parts.settings.data_dir, kept).read_bytes()
    with work.result(order.name, MEDIA_TYPES[order.kind]) as file:
        told = _told(work, codes, order.count)
        write_order(file, job, order, told, artwork, pin_of(keys, job))


def _told(
    work: Work, codes: Iterator[tuple[int, str]], count: int
) -> Iterator[tuple[int, str]]:
    for done, numbered in enumerate(codes):
        work.progress(done, count)
        yield numbered
