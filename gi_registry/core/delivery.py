"""Answers that are files: made once and sent often, or lists to take away."""

import gzip
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from tempfile import TemporaryFile
from typing import Any

from flask import Response, current_app, request, send_file

from gi_registry.core import csvfile, workbook

_IMMUTABLE = "public, max-age=31536000, immutable"
_ASK_AGAIN = "public, no-cache"
_LEAST = 1_000
"""Bytes; less is not worth compressing."""


def deliver(
    body: bytes, mimetype: str, *, etag: str, is_immutable: bool = False
) -> Response:
    """Return an answer, or 304 where the caller has it already.

    Args:
        body: uncompressed.
        mimetype: such as application/geo+json.
        etag: names this body; another body has another one.
        is_immutable: whether the address itself names this body, so that nobody
            needs to ask again.
    """
    squeezed = len(body) >= _LEAST and request.accept_encodings.quality("gzip") > 0
    answer = Response(_gzipped(body) if squeezed else body, mimetype=mimetype)
    if squeezed:
        answer.headers["Content-Encoding"] = "gzip"
        etag = f"{etag}-gz"
    answer.headers["Cache-Control"] = _IMMUTABLE if is_immutable else _ASK_AGAIN
    answer.vary.add("Accept-Encoding")
    answer.set_etag(etag)
    answer.make_conditional(request)
    return answer


def as_csv(rows: Iterable[Sequence[object]], name: str) -> Response:
    """Give a list as a download, streamed.

    Args:
        rows: the head and the rows.
        name: of the file.
    """
    answer = Response(csvfile.lines(rows), content_type=csvfile.MEDIA_TYPE)
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    return answer


def as_json(document: Mapping[str, Any], name: str) -> Response:
    """Give a document as a download.

    Args:
        document: JSON values.
        name: of the file.
    """
    answer = current_app.response_class(current_app.json.dumps(document))
    answer.mimetype = "application/json"
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    return answer


def as_workbook(
    sheets: Mapping[str, Iterator[Sequence[object]]], name: str
) -> Response:
    """Give lists as a workbook to take away, written row by row.

    Args:
        sheets: names to rows, as `workbook.write` takes them.
        name: of the file.
    """
    file = TemporaryFile()  # noqa: SIM115 -- the answer closes it
    workbook.write(file, sheets)
    file.seek(0)
    return send_file(
        file, mimetype=workbook.MEDIA_TYPE, as_attachment=True, download_name=name
    )


@lru_cache(maxsize=64)
def _gzipped(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)
