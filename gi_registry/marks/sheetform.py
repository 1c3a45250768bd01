"""What edges share about printing codes: the form, and the file or the job it gives.

Runs of labels, labels at a printer and outer packs are printed alike; a `Printable`
says what is different.
"""

import hashlib
from base64 import b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from flask import Response, flash, redirect, request, send_file, url_for
from marshmallow import Schema
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.core import blobs, clock, csvfile
from gi_registry.core.access import the_caller
from gi_registry.core.codes import LENGTH as CODE_LENGTH
from gi_registry.core.delivery import as_csv
from gi_registry.core.errors import GiError, NotFoundError
from gi_registry.core.fields import Choice, Number, Ticked, Whole
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import said, say
from gi_registry.core.sessions import registry, write
from gi_registry.core.uploads import scanned
from gi_registry.core.words import Words
from gi_registry.jobs import service as jobs
from gi_registry.marks import rules, service, sheets
from gi_registry.marks.service import PrintJob, PrintOrder
from gi_registry.marks.sheets import Template
from gi_registry.marks.sheets.template import MAX_PAGE_MM
from gi_registry.marks.web import code_keys

if TYPE_CHECKING:
    from sqlalchemy import Row

    from gi_registry.marks.models import FileOut

MAX_AT_ONCE: Final = 5_000
"""Codes in one file made while the browser waits: about two seconds."""

OWN: Final = "own"
"""Key of measures that are typed."""

_KIND_WORDS: Final = {
    "pdf": Words("排版好的标签（PDF）", "Sheets of labels (PDF)"),
    "png": Words("二维码图片（PNG，ZIP 打包）", "QR codes as PNG in a ZIP file"),
    "svg": Words("二维码图片（SVG，ZIP 打包）", "QR codes as SVG in a ZIP file"),
}
_MEASURE_WORDS: Final = {
    "page_width_mm": Words("纸宽（毫米）", "Sheet width, mm"),
    "page_height_mm": Words("纸高（毫米）", "Sheet height, mm"),
    "columns": Words("横排枚数", "Labels across"),
    "rows": Words("竖排枚数", "Labels down"),
    "label_width_mm": Words("标签宽（毫米）", "Label width, mm"),
    "label_height_mm": Words("标签高（毫米）", "Label height, mm"),
    "left_mm": Words("左边距（毫米）", "Left margin, mm"),
    "top_mm": Words("上边距（毫米）", "Top margin, mm"),
    "gap_x_mm": Words("横向间隔（毫米）", "Gap across, mm"),
    "gap_y_mm": Words("竖向间隔（毫米）", "Gap down, mm"),
    "qr_mm": Words("二维码边长（毫米）", "Side of the QR code, mm"),
    "place_mm": Words(
        "标志位置边长（毫米，0 为不留）", "Place of the mark, mm; 0 for none"
    ),
}
_MEASURES: Final = tuple(_MEASURE_WORDS)
_COUNTED: Final = frozenset({"columns", "rows"})


class SheetsSchema(Schema):
    """What is to be printed, as typed; the last code is included."""

    kind = Choice(service.MEDIA_TYPES, required=True)
    template = Choice((*sheets.TEMPLATES, OWN), required=True)
    first = Whole(required=True, most=rules.MAX_SIZE)
    last = Whole(required=True, most=rules.MAX_SIZE)
    small_ok = Ticked()


MeasuresSchema = SheetsSchema.from_dict(
    {
        name: (
            Whole(required=True, least=1, most=400)
            if name in _COUNTED
            else Number(required=True, most=f"{MAX_PAGE_MM:g}")
        )
        for name in _MEASURES
    },
    name="MeasuresSchema",
)
"""The same with measures of one's own, millimetres."""


FILES_HEAD: Final = ("at", "by", "way", "form", "name", "first", "last", "sha256")


def files_csv(files: "Iterable[Row[FileOut, str | None]]", name: str) -> Response:
    """Give the files with codes that went out as a list of our own.

    Args:
        files: with who took each.
        name: of the list.
    """
    rows = [
        (
            *(file.at.isoformat(), who or "", file.way.value, file.form),
            *(file.name, file.first, file.end - 1, file.sha256 or ""),
        )
        for file, who in files
    ]
    listed = as_csv([FILES_HEAD, *rows], name)
    listed.headers["Cache-Control"] = "no-store"
    return listed


def codes_csv(pieces: Iterable[bytes], name: str) -> Response:
    """Give codes as a download, piece by piece; nobody keeps a copy on the way.

    Args:
        pieces: of the CSV file.
        name: of the file.
    """
    given = Response(pieces, content_type=csvfile.MEDIA_TYPE)
    given.headers["Content-Disposition"] = f"attachment; filename={name}"
    given.headers["Cache-Control"] = "no-store"
    return given


@dataclass(frozen=True, slots=True)
class Printable:
    """Codes that somebody may print.

    Attributes:
        job: what stands beside them.
        order: the whole of what may be printed: its run, stem, first and last.
        job_kind: of the job that draws many.
        record: logs what goes out, and notes the file; its digest is none where it
            is only being made.
        print_lot: of which they are; none where they are at no printer.
    """

    job: PrintJob
    order: PrintOrder
    job_kind: str
    record: Callable[[Session, PrintOrder, str | None], None]
    print_lot: int | None = None


def fresh(found: Printable) -> Form:
    """Return the form as it is first shown."""
    first = found.order.first
    last = min(found.order.last, first + MAX_AT_ONCE - 1)
    return Form(
        values={"kind": "pdf", "template": "a4-24", "first": first, "last": last}
    )


def answered(
    found: Printable, page: Callable[[Form], str]
) -> WerkzeugResponse | tuple[str, int]:
    """Answer the form: with the file, with the jobs that make it, or with why not.

    Args:
        found: what may be printed.
        page: shows the form with what is wrong.

    Raises:
        NotFoundError: what is to be printed is gone.
    """
    form = _sent()
    if form.ok:
        try:
            return _answer(found, form.data)
        except NotFoundError:
            raise
        except GiError as error:
            form.refuse(error)
    return page(form), 422


def _sent() -> Form:
    is_own = request.form.get("template") == OWN and request.form.get("kind") == "pdf"
    return submitted((MeasuresSchema if is_own else SheetsSchema)())


def _answer(found: Printable, asked: dict[str, Any]) -> WerkzeugResponse:
    """Make what was asked for, or queue it where a browser would wait too long.

    Args:
        found: what may be printed.
        asked: as the form holds it.

    Raises:
        RangeBoundsError: beyond what may be printed.
        ModuleSmallError: the QR code would be too small.
        GiError: see `PrintOrder` and `read_artwork`.
    """
    job, template = found.job, _template(asked, found.job)
    order = replace(
        found.order,
        kind=asked["kind"],
        template=template,
        first=asked["first"],
        last=asked["last"],
    )
    if template is not None and not asked.get("small_ok"):
        sheets.check_module(template, _modules(job))
    upload = request.files.get("artwork")
    picture = None
    if upload and upload.filename and not job.is_outer:
        picture = sheets.read_artwork(scanned(upload.stream, field="artwork"))
    order.check(within=found.order)
    if order.count > MAX_AT_ONCE:
        order.try_out(job)
        return _queued(found, order, picture)
    return _made(found, order, picture)


def shown(found: Printable) -> dict[str, Any]:
    """Return what the template of the form needs, beside the form."""
    modules = _modules(found.job)
    return {
        "job": found.job,
        "least": found.order.first,
        "most": found.order.last,
        "at_once": MAX_AT_ONCE,
        "own": OWN,
        "kinds": [(kind, said(words)) for kind, words in _KIND_WORDS.items()],
        "templates": [
            (key, said(words), sheets.module_mm(template, modules))
            for key, (words, template) in sheets.TEMPLATES.items()
            if not (found.job.is_outer and template.place_mm)
        ],
        "measures": [
            (name, said(words))
            for name, words in _MEASURE_WORDS.items()
            if not (found.job.is_outer and name == "place_mm")
        ],
    }


def _made(found: Printable, order: PrintOrder, picture: bytes | None) -> Response:
    job = found.job
    keys = code_keys(job.key_epoch)
    codes = service.numbered_codes(keys, job, order.first, order.count)
    file = BytesIO()
    service.write_order(file, job, order, codes, picture, service.pin_of(keys, job))
    digest = hashlib.sha256(file.getbuffer()).digest()
    file.seek(0)
    with write() as session:
        found.record(session, order, digest.hex())
    given = send_file(
        file,
        mimetype=service.MEDIA_TYPES[order.kind],
        as_attachment=True,
        download_name=order.name,
    )
    given.headers["Cache-Control"] = "no-store"
    given.headers["Repr-Digest"] = f"sha-256=:{b64encode(digest).decode()}:"
    return given


def _queued(
    found: Printable, order: PrintOrder, picture: bytes | None
) -> WerkzeugResponse:
    kept = picture and blobs.put(
        registry().settings.data_dir, BytesIO(picture), field="artwork"
    )
    arguments = {
        "order": order.arguments(),
        "artwork": kept.sha256 if kept else None,
        "print_lot": found.print_lot,
    }
    with write() as session:
        found.record(session, order, None)
        jobs.enqueue(
            session,
            found.job_kind,
            arguments,
            account_id=the_caller().account_id,
            now=clock.now(),
        )
    flash(say("已在后台准备文件", "The file is being made"), "good")
    return redirect(url_for("jobs.listed"), 303)


def _template(asked: dict[str, Any], job: PrintJob) -> Template | None:
    if asked["kind"] != "pdf":
        return None
    if asked["template"] in sheets.TEMPLATES:
        found = sheets.TEMPLATES[asked["template"]][1]
    else:
        measures: dict[str, Any] = {
            name: asked[name] if name in _COUNTED else float(asked[name])
            for name in _MEASURES
        }
        found = Template(**measures)
    return replace(found, place_mm=0.0) if job.is_outer else found


def _modules(job: PrintJob) -> int:
    return sheets.qr_side(job.address + "0" * CODE_LENGTH)
