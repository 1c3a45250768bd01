"""A producer sends labels to a printer, counts what comes back, and settles."""

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from gi_registry.core import clock
from gi_registry.core.access import Permission, own_organisation, requires
from gi_registry.core.errors import GiError, NotFoundError
from gi_registry.core.fields import Choice, Text, Ticked, Whole
from gi_registry.core.forms import Form, FormSchema, submitted
from gi_registry.core.language import say
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read, registry, write
from gi_registry.core.words import Words
from gi_registry.marks import rules, service
from gi_registry.marks.pages.blueprint import pages
from gi_registry.marks.pages.printlots import (
    TONES,
    USER,
    entered,
    lot_page,
    now_acting,
)
from gi_registry.marks.rules import read_numbers
from gi_registry.marks.service import Act, NewPrintLot, PrintFile
from gi_registry.marks.web import code_keys

if TYPE_CHECKING:
    from gi_registry.marks.models import PrintLot

_LONGEST = 500


class SendSchema(FormSchema):
    """Labels that go to a printer, as typed; the last is included."""

    printer = Whole(required=True, least=1, most=2**31 - 1)
    first = Whole(required=True, most=rules.MAX_SIZE)
    last = Whole(required=True, most=rules.MAX_SIZE)
    note = Text(longest=_LONGEST, load_default="")
    is_checked = Ticked(required=True)


class ReceiveSchema(FormSchema):
    """What came back, as counted."""

    received = Whole(required=True, most=rules.MAX_SIZE)
    not_there = Text(longest=2_000, load_default="")
    is_checked = Ticked(required=True)


class SettleSchema(FormSchema):
    """How a difference is settled."""

    outcome = Choice(("found", "lost"), required=True)
    reason = Text(required=True, longest=_LONGEST)


class ReasonSchema(FormSchema):
    """Why an order is called off."""

    reason = Text(required=True, longest=_LONGEST)


@pages.get("/producer/printing")
@requires(Permission.PRODUCE)
def printing() -> str:
    """List what was sent to printers, newest first."""
    run = request.args.get("run", "")
    with read() as session:
        return render_template(
            "marks/print_lots.html",
            page=service.lots_of_producer(
                session,
                own_organisation(),
                number=asked_page(),
                run_id=int(run) if run.isdecimal() and len(run) < 10 else None,  # noqa: PLR2004 -- digits of a run
            ),
            is_printer=False,
            states=rules.PRINT_LOT_WORDS,
            tones=TONES,
        )


@pages.get("/producer/labels/<int:run>/send")
@requires(Permission.PRODUCE)
def send_form(run: int) -> str:
    """Ask which labels go to which printer."""
    return _send_page(run, Form())


@pages.post("/producer/labels/<int:run>/send")
@requires(Permission.PRODUCE)
def send(run: int) -> Response | tuple[str, int]:
    """Send labels of a run to a printer."""
    form = submitted(SendSchema())
    if form.ok:
        try:
            file = _file(run, form)
            with write() as session:
                service.run(session, run, organisation_id=own_organisation())
                made = service.send_lot(session, _asked(run, form), file, now_acting())
                lot = made.id
        except NotFoundError:
            raise
        except GiError as error:
            form.refuse(error)
        else:
            flash(
                say(
                    "已送印；印刷厂核查承接后即可下载编码文件",
                    "Sent; the printer gets the file once it has taken the order on",
                ),
                "good",
            )
            return redirect(url_for("marks.print_lot", lot=lot), 303)
    return _send_page(run, form), 422


@pages.get("/producer/printing/<int:lot>")
@requires(Permission.PRODUCE)
def print_lot(lot: int) -> str:
    """Show a print lot to the user of the labels."""
    return lot_page(USER, lot, Form())


@pages.post("/producer/printing/<int:lot>/receive")
@requires(Permission.PRODUCE)
def receive(lot: int) -> Response | tuple[str, int]:
    """Say what came back from the printer."""
    form = submitted(ReceiveSchema())

    def enter(session: Session, found: "PrintLot", act: Act) -> None:
        missing = read_numbers(form.data["not_there"], "not_there")
        service.receive(session, found, form.data["received"], missing, act)

    words = Words(
        "已签收，签收的标识可以启用", "Received; those labels can be put to use"
    )
    return entered(USER, lot, form, enter, words)


@pages.post("/producer/printing/<int:lot>/settle")
@requires(Permission.PRODUCE)
def settle(lot: int) -> Response | tuple[str, int]:
    """Settle a difference."""
    form = submitted(SettleSchema())

    def enter(session: Session, found: "PrintLot", act: Act) -> None:
        is_found = form.data["outcome"] == "found"
        reason = form.data["reason"]
        service.settle(session, found, is_found=is_found, reason=reason, act=act)

    return entered(
        USER, lot, form, enter, Words("差异已处理", "The difference is settled")
    )


@pages.post("/producer/printing/<int:lot>/call-off")
@requires(Permission.PRODUCE)
def call_off(lot: int) -> Response | tuple[str, int]:
    """Call an order off that the printer has not taken on."""
    form = submitted(ReasonSchema())

    def enter(session: Session, found: "PrintLot", act: Act) -> None:
        service.call_off(session, found, form.data["reason"], act)

    return entered(USER, lot, form, enter, Words("已撤回", "Called off"))


def _asked(run: int, form: Form) -> NewPrintLot:
    data = form.data
    return NewPrintLot(
        run_id=run,
        printer_id=data["printer"],
        first=data["first"],
        end=data["last"] + 1,
        note=data["note"],
    )


def _file(run: int, form: Form) -> PrintFile:
    """Make the file once for its digest.

    Raises:
        PrintLotRangeError: beyond the run, or too many labels at once.
    """
    first, end = form.data["first"], form.data["last"] + 1
    with read() as session:
        labels = service.run(session, run, organisation_id=own_organisation())
        rules.check_lot(first, end, run_size=labels.size)
        job = service.print_job(labels, base_url=registry().settings.base_url)
    return service.print_file(code_keys(job.key_epoch), job, first, end)


def _send_page(run: int, form: Form) -> str:
    with read() as session:
        labels = service.run(session, run, organisation_id=own_organisation())
        pieces = service.stretches_of(session, labels, today=clock.today())
        return render_template(
            "marks/send.html",
            form=form,
            run=labels,
            free=next((piece for piece in pieces if piece.state is None), None),
            most=rules.MOST_LABELS,
            printers=[
                (str(each.id), f"{each.name}（{each.address}）")
                for each in service.printers_open(session, on=clock.today())
            ],
        )
