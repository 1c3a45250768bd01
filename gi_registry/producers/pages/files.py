"""Files that were handed in: downloads for those entitled, and nothing else."""

from flask import Response

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.sessions import read, write
from gi_registry.producers import service, web
from gi_registry.producers.pages.blueprint import pages


@pages.get("/files/<sha256>")
@requires(Permission.SIGNED_IN)
def download(sha256: str) -> Response:
    """Give a file as a download; of an officer it is kept that they opened it."""
    caller = the_caller()
    with read() as session:
        kept = service.readable(session, sha256, caller)
        name = service.name_for(session, kept, caller.organisation_id)
        media_type = kept.media_type
    if caller.may(Permission.DESK):
        with write() as session:
            service.saw_file(session, sha256, caller, now=clock.now())
    return web.as_download(name, media_type, sha256)
