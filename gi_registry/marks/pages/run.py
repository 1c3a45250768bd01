"""One run of labels: its roll, its codes for the printer, labels that are lost."""

from base64 import b64encode
from dataclasses import dataclass

from flask import Response, flash, redirect, render_template, url_for
from marshmallow import Schema
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.core import clock
from gi_registry.core.access import (
    Permission,
    own_organisation,
    requires,
    the_caller,
)
from gi_registry.core.codes import grouped
from gi_registry.core.errors import GiError, NotFoundError
from gi_registry.core.fields import Choice, Day, Text, Ticked, Whole
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import say
from gi_registry.core.paging import asked_page, page_of_list
from gi_registry.core.sessions import read, registry, write
from gi_registry.jobs import service as jobs
from gi_registry.marks import qr, rules, service, sheetform
from gi_registry.marks.pages import roll
from gi_registry.marks.pages.blueprint import pages
from gi_registry.marks.rules import FileWay, OutFile, RangeRequest, RangeState
from gi_registry.marks.service import RunLine
from gi_registry.marks.web import code_keys

_SHOWN = 3
_MODULE_PX = 4
_FILES_SHOWN = 10


class RangeSchema(Schema):
    """Labels that must not be on goods any more, as typed; the last is included."""

    state = Choice(rules.DEAD, required=True)
    first = Whole(required=True, most=rules.MAX_SIZE)
    last = Whole(required=True, most=rules.MAX_SIZE)
    on_day = Day(required=True)
    reason = Text(required=True, longest=500)
    is_checked = Ticked(required=True)


@dataclass(frozen=True, slots=True)
class Label:
    """One label as it is printed, for a first look.

    Attributes:
        number: sequence number.
        code: 20 symbols.
        printed: the same in groups.
        picture: data address of its QR code, PNG.
    """

    number: int
    code: str
    printed: str
    picture: str


@pages.get("/producer/labels/<int:run>", endpoint="run")
@requires(Permission.PRODUCE)
def show_run(run: int) -> str:
    """Show a run: facts, roll, its first labels, what can be done."""
    return _page(run, Form(values={"on_day": clock.today().isoformat()}))


@pages.post("/producer/labels/<int:run>/ranges")
@requires(Permission.PRODUCE)
def add_range(run: int) -> WerkzeugResponse | tuple[str, int]:
    """Record that labels are void, lost, stolen or returned."""
    form = submitted(RangeSchema())
    if form.ok:
        try:
            with write() as session:
                service.run(session, run, organisation_id=own_organisation())
                made = service.mark_range(
                    session,
                    _asked(run, form),
                    now=clock.now(),
                    account_id=the_caller().account_id,
                )
                count = made.end - made.first
        except NotFoundError:
            raise
        except GiError as error:
            form.refuse(error)
        else:
            flash(say(f"已登记 {count:,} 枚", f"{count:,} labels recorded"), "good")
            return redirect(url_for("marks.run", run=run), 303)
    return _page(run, form), 422


@pages.get("/producer/labels/<int:run>/codes.csv")
@requires(Permission.PRODUCE)
def codes(run: int) -> Response:
    """Download the codes of a run for the printer; logged, in constant memory.

    The SHA-256 is noted as soon as the last piece has gone out.
    """
    with write() as session:
        labels = service.run(session, run, organisation_id=own_organisation())
        job = service.print_job(labels, base_url=registry().settings.base_url)
        name = service.file_name(run, 0, job.size)
        now, account_id = clock.now(), the_caller().account_id
        export = service.Export(0, job.size, "csv")
        service.record_export(session, labels, export, now=now, account_id=account_id)
        out = OutFile(run, 0, job.size, "csv", name, FileWay.PAGE)
        file = service.record_file(session, out, now=now, account_id=account_id)
    lines = service.csv_lines(code_keys(job.key_epoch), job, 0, job.size)
    body = service.digested(registry().database, file, lines)
    return sheetform.codes_csv(body, name)


@pages.get("/producer/labels/<int:run>/files.csv")
@requires(Permission.PRODUCE)
def files_csv(run: int) -> Response:
    """Give every file with codes of a run that went out."""
    with read() as session:
        service.run(session, run, organisation_id=own_organisation())
        files = service.files_of(session, run)
    return sheetform.files_csv(files, f"label-files-{run}.csv")


@pages.post("/producer/labels/<int:run>/codes")
@requires(Permission.PRODUCE)
def prepare_codes(run: int) -> WerkzeugResponse:
    """Have the same file made in the background; logged like the download."""
    now, account_id = clock.now(), the_caller().account_id
    with write() as session:
        labels = service.run(session, run, organisation_id=own_organisation())
        export = service.Export(0, labels.size, "csv")
        service.record_export(session, labels, export, now=now, account_id=account_id)
        jobs.enqueue(
            session, service.CODES_JOB, {"run": run}, account_id=account_id, now=now
        )
    flash(say("已在后台准备文件", "The file is being made"), "good")
    return redirect(url_for("jobs.listed"), 303)


def _asked(run: int, form: Form) -> RangeRequest:
    return RangeRequest(
        run_id=run,
        first=form.data["first"],
        end=form.data["last"] + 1,
        state=RangeState(form.data["state"]),
        lot_id=None,
        on_day=form.data["on_day"],
        reason=form.data["reason"],
    )


def _page(run: int, form: Form) -> str:
    with read() as session:
        line = service.run_line(session, run, organisation_id=own_organisation())
        pieces = service.stretches_of(session, line.run, today=clock.today())
        return render_template(
            "marks/run.html",
            form=form,
            line=line,
            leaked_on=service.leak_of(session, line.run.key_epoch),
            today=clock.today(),
            bars=list(roll.bars(pieces, line.run.size)),
            page=page_of_list(pieces, number=asked_page()),
            may_send=any(piece.state is None for piece in pieces),
            words=roll.words,
            tone=roll.tone,
            files=service.files_of(session, run, most=_FILES_SHOWN),
            ways=rules.FILE_WAY_WORDS,
            labels=[_label(line, at) for at in range(min(_SHOWN, line.run.size))],
            states=[(each, rules.RANGE_STATE_WORDS[each]) for each in rules.DEAD],
        )


def _label(line: RunLine, number: int) -> Label:
    code = code_keys(line.run.key_epoch).encode(line.run.key_epoch, line.run.id, number)
    url = service.code_url(registry().settings.base_url, code)
    png = qr.qr_png(url, module_px=_MODULE_PX)
    picture = f"data:image/png;base64,{b64encode(png).decode()}"
    return Label(number, code, grouped(code), picture)
