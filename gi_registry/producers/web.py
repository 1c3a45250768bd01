"""Files that come with a form, and go out again; shared by edges."""

from io import BytesIO
from typing import TYPE_CHECKING

from flask import Response, request, send_file
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from gi_registry.core import blobs, clock, sheets
from gi_registry.core.access import the_caller
from gi_registry.core.photo import read_facts
from gi_registry.core.sessions import read, registry, write
from gi_registry.core.uploads import scanned
from gi_registry.producers import service
from gi_registry.producers.errors import PhotoKindError

if TYPE_CHECKING:
    from gi_registry.producers.models import StoredFile


def uploaded(field: str) -> FileStorage | None:
    """Return the file of a form field, if one was chosen."""
    file = request.files.get(field)
    return file if file is not None and file.filename else None


def demanded(field: str) -> FileStorage:
    """Return the file of a form field that must have one.

    Raises:
        FileEmptyError: none was chosen.
    """
    file = uploaded(field)
    if file is None:
        raise blobs.FileEmptyError(field)
    return file


def keep_upload(session: Session, blob: blobs.Blob, name: str) -> "StoredFile":
    """Register a file that was put into the store."""
    return service.keep(
        session,
        blob,
        name,
        now=clock.now(),
        account_id=the_caller().account_id,
    )


def put_upload(file: FileStorage, field: str) -> blobs.Blob:
    """Put an uploaded file into the store.

    Raises:
        InfectedError, ScannerAwayError: see `uploads.scanned`.
        FileEmptyError, FileTooLargeError, FileKindError: see `blobs.put`.
    """
    data_dir = registry().settings.data_dir
    return blobs.put(data_dir, scanned(file.stream, field=field), field=field)


def kept_file(session: Session, field: str) -> str | None:
    """Keep the file of a form field, if one was chosen; return its SHA-256.

    Raises:
        FileTooLargeError, FileKindError, InfectedError: see `put_upload`.
    """
    file = uploaded(field)
    if file is None:
        return None
    return keep_upload(session, put_upload(file, field), file.filename or "").sha256


def put_body() -> blobs.Blob:
    """Put a file that is the request's whole body into the store.

    Raises:
        InfectedError, ScannerAwayError: see `uploads.scanned`.
        FileEmptyError, FileTooLargeError, FileKindError: see `blobs.put`.
    """
    body = BytesIO(request.get_data(cache=False))
    return blobs.put(registry().settings.data_dir, scanned(body))


def uploaded_photos(session: Session, field: str) -> "list[service.NewPhoto]":
    """Keep the photos of a form field, and read what they say of themselves.

    Raises:
        PhotoKindError: one of them is no picture.
        FileTooLargeError, FileKindError, InfectedError: see `put_upload`.
    """
    return [
        keep_photo(session, put_upload(file, field), file.filename)
        for file in request.files.getlist(field)
        if file.filename
    ]


def keep_photo(session: Session, blob: blobs.Blob, name: str) -> "service.NewPhoto":
    """Register a photo that was put into the store, and read what it says of itself.

    Raises:
        PhotoKindError: it is no picture.
    """
    if blob.media_type == blobs.PDF:
        raise PhotoKindError
    path = blobs.path_of(registry().settings.data_dir, blob.sha256)
    with path.open("rb") as stream:
        facts = read_facts(stream)
    return service.NewPhoto(keep_upload(session, blob, name), facts)


def keep_list(file: FileStorage, field: str) -> tuple[blobs.Blob, bytes]:
    """Put an uploaded list into the store as it came, and return its content.

    Raises:
        FileEmptyError, FileTooLargeError: see `blobs.put_data`.
        SheetError: see `sheets.refuse_personal_list`; nothing is kept then.
    """
    most = sheets.MAX_BYTES
    content = scanned(file.stream, field=field).read(most + 1)
    if 0 < len(content) <= most:
        sheets.refuse_personal_list(content)
    data_dir = registry().settings.data_dir
    blob = blobs.put_data(data_dir, BytesIO(content), most=most, field=field)
    return blob, content


def hold_list(blob: blobs.Blob) -> str:
    """Let the caller's side take up a list that was looked at; return its SHA-256."""
    with write() as session:
        service.receive(
            session,
            blob.sha256,
            "list",
            now=clock.now(),
            account_id=the_caller().account_id,
        )
    return blob.sha256


def kept_list(sha256: str) -> bytes:
    """Return the content of a list that was looked at on the caller's side.

    Raises:
        FileNotHandedInError: none of that digest was, or by others.
    """
    with read() as session:
        service.known_list(session, sha256, the_caller())
    return blobs.path_of(registry().settings.data_dir, sha256).read_bytes()


def given_out(session: Session, file: "StoredFile") -> Response:
    """Give a kept file as a download, by the name that the caller's side gave it."""
    name = service.name_for(session, file, the_caller().organisation_id)
    return as_download(name, file.media_type, file.sha256)


def as_download(name: str, media_type: str, sha256: str) -> Response:
    """Give a kept file as a download; it is never shown inside a page of ours.

    Args:
        name: as it was uploaded.
        media_type: by its content.
        sha256: its name in the store.
    """
    ending = blobs.EXTENSIONS.get(media_type)
    stem = name.rpartition(".")[0] or name
    answer = send_file(
        blobs.path_of(registry().settings.data_dir, sha256).resolve(),
        mimetype=media_type,
        as_attachment=True,
        download_name=stem + ending if ending else name,
        etag=sha256,
    )
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def pepper() -> bytes:
    """Return the installation's secret for identity numbers."""
    return registry().secrets.derived("identity-pepper")
