"""Files sent before what names them: announcements, evidence, drawings."""

from typing import Any

from gi_registry.core.access import Permission, requires
from gi_registry.core.sessions import write
from gi_registry.producers import web
from gi_registry.producers.schemas.applications import StoredFileSchema
from gi_registry.producers.views.blueprint import FILE_BODY, api


@api.post("/announcements/files")
@requires(Permission.CNIPA_RECORD)
@api.doc(requestBody=FILE_BODY)
@api.response(201, StoredFileSchema)
def keep_announcement_file() -> dict[str, Any]:
    """Keep an announcement's file: PDF, JPEG or PNG as the body, up to 20 MB.

    Sent again, it is the same file with the same SHA-256.
    """
    return _kept("announcement")


@api.post("/files")
@requires(Permission.SIGNED_IN)
@api.doc(requestBody=FILE_BODY)
@api.response(201, StoredFileSchema)
def keep_file() -> dict[str, Any]:
    """Keep a file that a later call names by its SHA-256: evidence, notice, drawing.

    PDF, JPEG or PNG as the body, up to 20 MB. Sent again, it is the same file.
    """
    return _kept("file")


def _kept(name: str) -> dict[str, Any]:
    blob = web.put_body()
    with write() as session:
        kept = web.keep_upload(session, blob, name)
        return {
            "sha256": kept.sha256,
            "media_type": blob.media_type,
            "size": blob.size,
        }
