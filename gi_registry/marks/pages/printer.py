"""A printer's own pages: what it is to print, hand over, keep and destroy."""

from base64 import b64encode
from typing import TYPE_CHECKING

from flask import Response, render_template
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.core import clock, csvfile
from gi_registry.core.access import (
    Permission,
    own_organisation,
    requires,
    the_caller,
)
from gi_registry.core.fields import Choice, Day, Several, Text, Ticked, Whole
from gi_registry.core.forms import Form, FormSchema, submitted
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read, registry, write
from gi_registry.core.words import Words
from gi_registry.marks import rules, service
from gi_registry.marks.pages.blueprint import pages
from gi_registry.marks.pages.printing import ReasonSchema
from gi_registry.marks.pages.printlots import PRINTER, TONES, entered, lot_page
from gi_registry.marks.rules import (
    FileWay,
    HandOver,
    OutFile,
    PrintCheck,
    read_numbers,
)
from gi_registry.marks.service import Act
from gi_registry.marks.web import code_keys

if TYPE_CHECKING:
    from gi_registry.marks.models import PrintLot

_NUMBERS = 2_000


class TakeOnSchema(FormSchema):
    """What a printer has checked."""

    checks = Several(Choice(PrintCheck), load_default=[])
    form_number = Text(required=True, longest=60)


class HandOverSchema(FormSchema):
    """What a printer hands over and keeps back."""

    printed_on = Day(required=True)
    good = Whole(required=True, most=rules.MAX_SIZE)
    spoiled = Text(longest=_NUMBERS, load_default="")
    sample = Text(longest=_NUMBERS, load_default="")
    missing = Text(longest=_NUMBERS, load_default="")
    is_checked = Ticked(required=True)


class SampleSchema(FormSchema):
    """A sample that is filed."""

    sampled_on = Day(required=True)
    sample_place = Text(required=True, longest=120)


class WasteSchema(FormSchema):
    """Waste that was destroyed."""

    destroyed_on = Day(required=True)
    witness = Text(required=True, longest=60)
    is_checked = Ticked(required=True)


@pages.get("/printer")
@requires(Permission.PRINT)
def printer_lots() -> str:
    """List what was sent to one's own printing house, newest first."""
    with read() as session:
        own = service.printer_of(session, own_organisation())
        return render_template(
            "marks/print_lots.html",
            page=service.lots_of_printer(session, own.id, number=asked_page()),
            is_printer=True,
            line=service.printer_line(session, own),
            papers=rules.PAPER_WORDS,
            today=clock.today(),
            states=rules.PRINT_LOT_WORDS,
            tones=TONES,
        )


@pages.get("/printer/lots/<int:lot>")
@requires(Permission.PRINT)
def printer_lot(lot: int) -> str:
    """Show a print lot to the printer."""
    return lot_page(PRINTER, lot, Form())


@pages.post("/printer/lots/<int:lot>/take-on")
@requires(Permission.PRINT)
def take_on(lot: int) -> WerkzeugResponse | tuple[str, int]:
    """Take an order on, everything being checked."""
    form = submitted(TakeOnSchema())

    def enter(session: Session, found: "PrintLot", act: Act) -> None:
        checks = [PrintCheck(each) for each in form.data["checks"]]
        service.take_on(session, found, checks, form.data["form_number"], act)

    words = Words(
        "已承接，可以下载编码文件", "Taken on; the file of codes can be downloaded"
    )
    return entered(PRINTER, lot, form, enter, words)


@pages.post("/printer/lots/<int:lot>/refuse")
@requires(Permission.PRINT)
def refuse(lot: int) -> WerkzeugResponse | tuple[str, int]:
    """Refuse an order whose papers or artwork are not in order."""
    form = submitted(ReasonSchema())

    def enter(session: Session, found: "PrintLot", act: Act) -> None:
        service.refuse_lot(session, found, form.data["reason"], act)

    return entered(PRINTER, lot, form, enter, Words("已退回委托人", "Refused"))


@pages.post("/printer/lots/<int:lot>/give-back")
@requires(Permission.PRINT)
def give_back(lot: int) -> WerkzeugResponse | tuple[str, int]:
    """Give an order back of which nothing was printed."""
    form = submitted(ReasonSchema())

    def enter(session: Session, found: "PrintLot", act: Act) -> None:
        service.give_back(session, found, form.data["reason"], act)

    return entered(PRINTER, lot, form, enter, Words("已退回委托人", "Given back"))


@pages.post("/printer/lots/<int:lot>/hand-over")
@requires(Permission.PRINT)
def hand_over(lot: int) -> WerkzeugResponse | tuple[str, int]:
    """Say what is handed over and what is kept back."""
    form = submitted(HandOverSchema())

    def enter(session: Session, found: "PrintLot", act: Act) -> None:
        data = form.data
        names = ("spoiled", "sample", "missing")
        said = HandOver(
            data["printed_on"],
            data["good"],
            **{name: read_numbers(data[name], name) for name in names},
        )
        service.hand_over(session, found, said, act)

    words = Words("已交付，等使用人签收", "Handed over; the user has to acknowledge it")
    return entered(PRINTER, lot, form, enter, words)


@pages.post("/printer/lots/<int:lot>/sample")
@requires(Permission.PRINT)
def sample(lot: int) -> WerkzeugResponse | tuple[str, int]:
    """Record that a sample is filed."""
    form = submitted(SampleSchema())

    def enter(session: Session, found: "PrintLot", act: Act) -> None:
        data = form.data
        service.file_sample(
            session, found, data["sampled_on"], data["sample_place"], act
        )

    return entered(
        PRINTER, lot, form, enter, Words("留样已登记", "The sample is filed")
    )


@pages.post("/printer/lots/<int:lot>/waste")
@requires(Permission.PRINT)
def waste(lot: int) -> WerkzeugResponse | tuple[str, int]:
    """Record that waste was destroyed before a witness."""
    form = submitted(WasteSchema())

    def enter(session: Session, found: "PrintLot", act: Act) -> None:
        data = form.data
        service.destroy_waste(
            session, found, data["destroyed_on"], data["witness"], act
        )

    words = Words("废品销毁已登记", "The destruction of the waste is recorded")
    return entered(PRINTER, lot, form, enter, words)


@pages.post("/printer/lots/<int:lot>/codes")
@requires(Permission.PRINT)
def printer_codes(lot: int) -> Response:
    """Download the codes of an order that is taken on; logged with its digest."""
    with write() as session:
        found = PRINTER.find(session, lot)
        service.demand_printing(found)
        job = service.print_job(found.run, base_url=registry().settings.base_url)
        count = found.end - found.first
        now, account_id = clock.now(), the_caller().account_id
        first, name, digest = found.first, found.file_name, found.file_sha256
        export = service.Export(first, count, "csv", digest)
        service.record_export(
            session, found.run, export, now=now, account_id=account_id
        )
        out = OutFile(
            found.run_id, first, found.end, "csv", name, FileWay.PRINTER, digest
        )
        service.record_file(session, out, now=now, account_id=account_id)
    lines = service.csv_lines(code_keys(job.key_epoch), job, first, count)
    answer = Response(lines, content_type=csvfile.MEDIA_TYPE)
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    answer.headers["Cache-Control"] = "no-store"
    encoded = b64encode(bytes.fromhex(digest)).decode()
    answer.headers["Repr-Digest"] = f"sha-256=:{encoded}:"
    return answer
