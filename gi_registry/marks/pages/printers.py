"""The register of printers, what they answer for, and differences to be settled."""

from typing import TYPE_CHECKING, Final

from flask import Response, flash, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.core import clock
from gi_registry.core.access import Permission, Place, requires, the_caller
from gi_registry.core.delivery import as_csv
from gi_registry.core.errors import GiError, NotFoundError
from gi_registry.core.fields import Choice, Day, Text
from gi_registry.core.forms import Form, FormSchema, submitted
from gi_registry.core.language import say
from gi_registry.core.paging import asked_page, page_of_list
from gi_registry.core.sessions import read, write
from gi_registry.core.words import Words
from gi_registry.marks import rules, service
from gi_registry.marks.pages.blueprint import pages
from gi_registry.marks.rules import PaperKind
from gi_registry.marks.service import NewPaper, NewPrinter, PrinterLine
from gi_registry.producers import service as producers
from gi_registry.producers.service import DeskLink

_HEAD: Final = (
    *("uscc", "name", "ended_on", "sent", "delivered", "in_hand", "spoiled"),
    *("destroyed", "samples", "difference", "open_difference"),
)

producers.offer_link(
    DeskLink(
        endpoint="marks.printers",
        words=Words("印制交接有差异", "Print lots that differ"),
        permission=Permission.DESK,
        count=service.different_count,
    )
)

if TYPE_CHECKING:
    from gi_registry.marks.models import Printer


class PrinterSchema(FormSchema):
    """A printer to be put on the register, as typed."""

    uscc = Text(required=True, longest=30)
    name = Text(required=True, longest=120)
    division = Text(longest=6, load_default="")
    address = Text(required=True, longest=200)


class PaperSchema(FormSchema):
    """A paper that a printer showed."""

    kind = Choice(PaperKind, required=True)
    number = Text(required=True, longest=60)
    valid_to = Day(load_default=None)


class EndSchema(FormSchema):
    """Why a printer is taken off the register."""

    reason = Text(required=True, longest=500)


@pages.get("/desk/printers", endpoint="printers")
@requires(Permission.DESK)
def show_printers() -> str:
    """Show printers with what they answer for, and what is to be settled."""
    return _list(Form())


@pages.get("/desk/printers.csv")
@requires(Permission.DESK)
def printers_csv() -> Response:
    """Give the labels of every printer, by what became of them."""
    with read() as session:
        rows = [_row(line) for line in service.printers(session, _seen())]
    return as_csv([_HEAD, *rows], "printers.csv")


@pages.post("/desk/printers")
@requires(Permission.PRINTERS_KEEP)
def register_printer() -> WerkzeugResponse | tuple[str, int]:
    """Put a printer on the register."""
    form = submitted(PrinterSchema())
    if form.ok:
        try:
            the_caller().demand(Permission.PRINTERS_KEEP, Place(form.data["division"]))
            with write() as session:
                made = service.register_printer(
                    session,
                    NewPrinter(**form.data),
                    now=clock.now(),
                    account_id=the_caller().account_id,
                )
                printer = made.id
        except GiError as error:
            form.refuse(error)
        else:
            flash(
                say(
                    "已列入名录；请登记证件，并请系统管理员为其开设账号",
                    "It is on the register; record its papers, and ask the "
                    "administrator for an account for it",
                ),
                "good",
            )
            return redirect(url_for("marks.one_printer", printer=printer), 303)
    return _list(form), 422


@pages.get("/desk/printers/<int:printer>", endpoint="one_printer")
@requires(Permission.DESK)
def show_printer(printer: int) -> str:
    """Show one printer: papers, balance, print lots."""
    return _one(printer, Form())


@pages.post("/desk/printers/<int:printer>/papers")
@requires(Permission.PRINTERS_KEEP)
def add_printer_paper(printer: int) -> WerkzeugResponse | tuple[str, int]:
    """Record a paper that a printer showed."""
    form = submitted(PaperSchema())
    if form.ok:
        with write() as session:
            service.add_paper(
                session,
                _kept(session, printer),
                NewPaper(
                    PaperKind(form.data["kind"]),
                    form.data["number"],
                    form.data["valid_to"],
                ),
                now=clock.now(),
                account_id=the_caller().account_id,
            )
        flash(say("证件已登记", "The paper is recorded"), "good")
        return redirect(url_for("marks.one_printer", printer=printer), 303)
    return _one(printer, form), 422


@pages.post("/desk/printers/<int:printer>/end")
@requires(Permission.PRINTERS_KEEP)
def end_printer(printer: int) -> WerkzeugResponse | tuple[str, int]:
    """Take a printer off the register."""
    form = submitted(EndSchema())
    if form.ok:
        try:
            with write() as session:
                service.end_printer(
                    session,
                    _kept(session, printer),
                    form.data["reason"],
                    now=clock.now(),
                    account_id=the_caller().account_id,
                )
        except NotFoundError:
            raise
        except GiError as error:
            form.refuse(error)
        else:
            flash(say("已移出名录", "It is off the register"), "good")
            return redirect(url_for("marks.one_printer", printer=printer), 303)
    return _one(printer, form), 422


def _kept(session: Session, printer: int) -> "Printer":
    found = service.printer(session, printer)
    the_caller().demand(Permission.PRINTERS_KEEP, Place(found.division))
    return found


def _seen() -> tuple[str, ...]:
    """Return the provinces whose printers the caller sees."""
    return tuple({each[:2] for each in the_caller().prefixes(Permission.DESK)})


def _row(line: PrinterLine) -> list[object]:
    balance = line.balance
    return [
        *(line.printer.uscc, line.printer.name, line.printer.ended_on),
        *(balance.sent, balance.delivered, balance.in_hand, balance.spoiled),
        *(balance.destroyed, balance.samples, balance.difference),
        balance.open_difference,
    ]


def _list(form: Form) -> str:
    caller, today = the_caller(), clock.today()
    with read() as session:
        lines = service.printers(session, _seen())
        return render_template(
            "marks/printers.html",
            form=form,
            page=page_of_list(lines, number=asked_page()),
            different=service.different_lots(session, caller).items,
            lacking={each.printer.id: _lacks(each) for each in lines},
            papers=rules.PAPER_WORDS,
            may_keep=caller.may(Permission.PRINTERS_KEEP),
            divisions=[
                (each, each or say("全国", "everywhere"))
                for each in caller.prefixes(Permission.PRINTERS_KEEP)
            ],
            today=today,
        )


def _lacks(line: PrinterLine) -> PaperKind | None:
    papers = [(each.kind, each.valid_to) for each in line.papers]
    return rules.missing_paper(papers, on=clock.today())


def _one(printer: int, form: Form) -> str:
    caller = the_caller()
    with read() as session:
        found = service.printer(session, printer)
        line = service.printer_line(session, found)
        return render_template(
            "marks/printer.html",
            form=form,
            line=line,
            papers=rules.PAPER_WORDS,
            lacking=_lacks(line),
            may_keep=caller.may(Permission.PRINTERS_KEEP, Place(found.division)),
            today=clock.today(),
        )
