"""Telephones are not kept for ever."""

from datetime import timedelta

from gi_registry.complaints import service
from gi_registry.core.words import Words
from gi_registry.jobs import service as jobs
from gi_registry.jobs.service import Work


@jobs.handler(
    "complaints.telephones",
    Words("抹去投诉人电话", "Telephones of complaints erased"),
    every=timedelta(days=1),
)
def erase(work: Work) -> None:
    """Erase the telephones whose time is over."""
    with work.parts.database.write() as session:
        service.erase_due(session, now=work.now())
