"""Labels of a run as files for a printer: sheets, or pictures of the QR codes."""

import hashlib
from base64 import b64encode
from io import BytesIO
from typing import Any, Final

from flask import (
    Response,
    flash,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from marshmallow import Schema
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.core import blobs, clock
from gi_registry.core.access import (
    Permission,
    own_organisation,
    requires,
    the_caller,
)
from gi_registry.core.codes import LENGTH as CODE_LENGTH
from gi_registry.core.errors import GiError, NotFoundError
from gi_registry.core.fields import Choice, Number, Ticked, Whole
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import said, say
from gi_registry.core.sessions import read, registry, write
from gi_registry.core.uploads import scanned
from gi_registry.core.words import Words
from gi_registry.jobs import service as jobs
from gi_registry.marks import rules, service, sheets
from gi_registry.marks.pages.blueprint import pages
from gi_registry.marks.rules import FileWay, OutFile
from gi_registry.marks.service import PrintJob, PrintOrder
from gi_registry.marks.sheets import Template
from gi_registry.marks.sheets.template import MAX_PAGE_MM
from gi_registry.marks.web import code_keys

MAX_AT_ONCE: Final = 5_000
"""Labels in one file made while the browser waits: about two seconds."""

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
    """What is to be printed, as typed; the last label is included."""

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


@pages.get("/producer/labels/<int:run>/print")
@requires(Permission.PRODUCE)
def print_form(run: int) -> str:
    """Ask what is to be printed, and how."""
    with read() as session:
        found = service.run(session, run, organisation_id=own_organisation())
        last = min(found.size, MAX_AT_ONCE) - 1
    values = {"kind": "pdf", "template": "a4-24", "first": 0, "last": last}
    return _page(run, Form(values=values))


@pages.post("/producer/labels/<int:run>/print")
@requires(Permission.PRODUCE)
def print_labels(run: int) -> WerkzeugResponse | tuple[str, int]:
    """Make the file and hand it out, or have it made; logged with its range."""
    is_own = request.form.get("template") == OWN and request.form.get("kind") == "pdf"
    form = submitted((MeasuresSchema if is_own else SheetsSchema)())
    if form.ok:
        try:
            return _answer(run, form.data)
        except NotFoundError:
            raise
        except GiError as error:
            form.refuse(error)
    return _page(run, form), 422


def _answer(run: int, asked: dict[str, Any]) -> WerkzeugResponse:
    """Make what was asked for, or queue it where a browser would wait too long.

    Raises:
        RunNotFoundError: there is no such run, or it is another's.
        ModuleSmallError: the QR code would be too small.
        GiError: see `PrintOrder` and `read_artwork`.
    """
    with read() as session:
        labels = service.run(session, run, organisation_id=own_organisation())
        job = service.print_job(labels, base_url=registry().settings.base_url)
    template, kind = _template(asked), asked["kind"]
    order = PrintOrder(run, kind, template, asked["first"], asked["last"])
    if template is not None and not asked.get("small_ok"):
        sheets.check_module(template, _modules(job))
    upload = request.files.get("artwork")
    picture = None
    if upload and upload.filename:
        picture = sheets.read_artwork(scanned(upload.stream, field="artwork"))
    order.check(job)
    if order.count > MAX_AT_ONCE:
        order.try_out(job)
        return _queued(order, picture)
    return _made(order, job, picture)


def _made(order: PrintOrder, job: PrintJob, picture: bytes | None) -> Response:
    codes = service.numbered_codes(
        code_keys(job.key_epoch), job, order.first, order.count
    )
    file = BytesIO()
    pins = service.pin_of(code_keys(job.key_epoch), job)
    service.write_order(file, job, order, codes, picture, pins)
    digest = hashlib.sha256(file.getbuffer()).digest()
    file.seek(0)
    with write() as session:
        _record(session, order, digest.hex())
    answer = send_file(
        file,
        mimetype=service.MEDIA_TYPES[order.kind],
        as_attachment=True,
        download_name=order.name,
    )
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Repr-Digest"] = f"sha-256=:{b64encode(digest).decode()}:"
    return answer


def _queued(order: PrintOrder, picture: bytes | None) -> WerkzeugResponse:
    kept = picture and blobs.put(
        registry().settings.data_dir, BytesIO(picture), field="artwork"
    )
    arguments = {"order": order.arguments(), "artwork": kept.sha256 if kept else None}
    with write() as session:
        _record(session, order, None)
        jobs.enqueue(
            session,
            service.SHEETS_JOB,
            arguments,
            account_id=the_caller().account_id,
            now=clock.now(),
        )
    flash(say("已在后台准备文件", "The file is being made"), "good")
    return redirect(url_for("jobs.listed"), 303)


def _record(session: Session, order: PrintOrder, sha256: str | None) -> None:
    """Log what is handed out, or is being made where there is no digest yet."""
    now, account_id = clock.now(), the_caller().account_id
    if sha256 is not None:
        out = OutFile(
            order.run,
            order.first,
            order.last + 1,
            order.kind,
            order.name,
            FileWay.PAGE,
            sha256,
        )
        service.record_file(session, out, now=now, account_id=account_id)
    service.record_export(
        session,
        service.run(session, order.run, organisation_id=own_organisation()),
        service.Export(order.first, order.count, order.kind, sha256),
        now=clock.now(),
        account_id=the_caller().account_id,
    )


def _template(asked: dict[str, Any]) -> Template | None:
    if asked["kind"] != "pdf":
        return None
    if asked["template"] in sheets.TEMPLATES:
        return sheets.TEMPLATES[asked["template"]][1]
    measures: dict[str, Any] = {
        name: asked[name] if name in _COUNTED else float(asked[name])
        for name in _MEASURES
    }
    return Template(**measures)


def _modules(job: PrintJob) -> int:
    return sheets.qr_side(job.address + "0" * CODE_LENGTH)


def _page(run: int, form: Form) -> str:
    with read() as session:
        found = service.run(session, run, organisation_id=own_organisation())
        job = service.print_job(found, base_url=registry().settings.base_url)
        modules = _modules(job)
        return render_template(
            "marks/print.html",
            form=form,
            run=found,
            job=job,
            most=MAX_AT_ONCE,
            own=OWN,
            kinds=[(kind, said(words)) for kind, words in _KIND_WORDS.items()],
            templates=[
                (key, said(words), sheets.module_mm(template, modules))
                for key, (words, template) in sheets.TEMPLATES.items()
            ],
            measures=[(name, said(words)) for name, words in _MEASURE_WORDS.items()],
        )
