"""Files that were handed in: downloads for those entitled, and nothing else."""

from flask import Response, send_file

from gi_registry.core import blobs
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.sessions import read, registry
from gi_registry.producers import service
from gi_registry.producers.pages.blueprint import pages


@pages.get("/files/<sha256>")
@requires(Permission.SIGNED_IN)
def download(sha256: str) -> Response:
    """Give a file as a download; it is never shown inside a page of ours."""
    with read() as session:
        kept = service.readable(session, sha256, the_caller())
        name, media_type = kept.name, kept.media_type
    stem = name.rpartition(".")[0] or name
    answer = send_file(
        blobs.path_of(registry().settings.data_dir, sha256).resolve(),
        mimetype=media_type,
        as_attachment=True,
        download_name=stem + blobs.EXTENSIONS[media_type],
        etag=sha256,
    )
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
