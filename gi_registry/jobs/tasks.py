"""The worker's own housekeeping."""

from datetime import timedelta

from gi_registry.core.words import Words
from gi_registry.jobs import service as jobs
from gi_registry.jobs.service import Work


@jobs.handler(
    "jobs.remove-old",
    Words("清理过期的结果文件", "Remove old results"),
    every=timedelta(days=1),
)
def remove_old(work: Work) -> None:
    """Remove results that are no longer kept."""
    jobs.remove_old(work.parts.settings.data_dir, now=work.now())
