"""Lists of standings as files, by offices' systems: looked at, then recorded."""

from io import BytesIO
from typing import Any

from flask import request
from werkzeug.datastructures import FileStorage

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.sessions import read, write
from gi_registry.core.sheets import SheetRow, read_rows
from gi_registry.core.uploads import scanned
from gi_registry.producers import service, web
from gi_registry.producers.rules.standing import STANDING_COLUMNS, STANDING_NEEDED
from gi_registry.producers.schemas import changes as schemas
from gi_registry.producers.service import By, NewList
from gi_registry.producers.views.blueprint import FILE_BODY, api
from gi_registry.producers.views.changes import judged


@api.post("/entities/lists/file/preview")
@requires(Permission.AUTHORIZATION_CONTROL)
@api.arguments(schemas.StandingFileSchema, location="query")
@api.response(200, schemas.JudgedStandingsSchema)
@api.doc(requestBody=FILE_BODY)
def preview_list_file(asked: dict[str, Any]) -> dict[str, Any]:
    """Say of each line of a list as a file what would become of it; none is kept.

    The body is an Excel workbook (.xlsx) or CSV with the columns 统一社会信用代码 and
    登记状态 at least, up to 20 MB and 50,000 rows.
    """
    rows = _rows(scanned(_body()).read())
    with read() as session:
        lines = service.judge_list(
            session, rows, the_caller(), listed_on=asked["listed_on"]
        )
        return judged(None, lines)


@api.post("/entities/lists/file")
@requires(Permission.AUTHORIZATION_CONTROL)
@api.arguments(schemas.StandingFileSchema, location="query")
@api.response(201, schemas.JudgedStandingsSchema)
@api.doc(requestBody=FILE_BODY)
def record_list_file(asked: dict[str, Any]) -> dict[str, Any]:
    """Record what a list as a file changes, all of it or nothing; the file is kept.

    The body is the same as for the preview.
    """
    blob, content = web.keep_list(FileStorage(_body()), "file")
    rows, caller = _rows(content), the_caller()
    with write() as session:
        web.keep_upload(session, blob, asked["name"])
        made, lines = service.record_list(
            session,
            rows,
            NewList(asked["source"], asked["listed_on"], blob.sha256),
            caller=caller,
            by=By(caller.account_id, clock.now()),
        )
        return judged(made.number, lines)


def _body() -> BytesIO:
    return BytesIO(request.get_data(cache=False))


def _rows(content: bytes) -> list[SheetRow]:
    return read_rows(content, STANDING_COLUMNS, needed=STANDING_NEEDED)
