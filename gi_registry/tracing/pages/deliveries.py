"""Hand-overs and receipts of print lots by a list: seen first, then all or none."""

from functools import partial

from flask import Response, flash, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.core import clock
from gi_registry.core.access import (
    Permission,
    own_organisation,
    requires,
    the_caller,
)
from gi_registry.core.delivery import as_csv
from gi_registry.core.language import say
from gi_registry.core.sheets import read_rows
from gi_registry.marks import service as marks
from gi_registry.marks.service import Act
from gi_registry.tracing import service
from gi_registry.tracing.pages.blueprint import pages
from gi_registry.tracing.service import (
    DELIVERY_COLUMNS,
    DELIVERY_NEEDED,
    DeliveryLine,
    Side,
)
from gi_registry.tracing.web import Handed, entered, looked_at

Answer = WerkzeugResponse | tuple[str, int]


@pages.get("/printer/list", endpoint="hand_over_list")
@requires(Permission.PRINT)
def show_hand_over_list() -> str:
    """Ask a printer for a list of what it hands over."""
    return _page(Handed(), is_printer=True)


@pages.get("/printer/list.csv")
@requires(Permission.PRINT)
def hand_over_template() -> Response:
    """Give a printer an empty list."""
    return _template("hand-over.csv", *DELIVERY_COLUMNS)


@pages.post("/printer/list/look")
@requires(Permission.PRINT)
def look_at_hand_over() -> str | tuple[str, int]:
    """Show a printer what would come of each line; nothing is entered."""
    return _looked(is_printer=True)


@pages.post("/printer/list/enter")
@requires(Permission.PRINT)
def enter_hand_over() -> Answer:
    """Hand over every lot of a list, or none where one is refused."""
    return _entered("marks.printer_lots", is_printer=True)


@pages.get("/producer/printing/list", endpoint="receipt_list")
@requires(Permission.PRODUCE)
def show_receipt_list() -> str:
    """Ask a user of the mark for a list of what it received."""
    return _page(Handed(), is_printer=False)


@pages.get("/producer/printing/list.csv")
@requires(Permission.PRODUCE)
def receipt_template() -> Response:
    """Give a user of the mark an empty list."""
    return _template("receipt.csv", "lot", "first", "last", "what")


@pages.post("/producer/printing/list/look")
@requires(Permission.PRODUCE)
def look_at_receipt() -> str | tuple[str, int]:
    """Show a user of the mark what would come of each line; nothing is entered."""
    return _looked(is_printer=False)


@pages.post("/producer/printing/list/enter")
@requires(Permission.PRODUCE)
def enter_receipt() -> Answer:
    """Acknowledge every lot of a list, or none where one is refused."""
    return _entered("marks.printing", is_printer=False)


def _template(name: str, *columns: str) -> Response:
    return as_csv([[DELIVERY_COLUMNS[each][0] for each in columns]], name)


def _looked(*, is_printer: bool) -> str | tuple[str, int]:
    handed = looked_at(partial(_carried_out, is_printer=is_printer))
    page = _page(handed, is_printer=is_printer)
    return page if handed.form.ok else (page, 422)


def _entered(endpoint: str, *, is_printer: bool) -> Answer:
    handed = entered(partial(_carried_out, is_printer=is_printer))
    if not handed.form.ok:
        return _page(handed, is_printer=is_printer), 422
    lots, labels = _lots(handed.lines), sum(line.labels for line in handed.lines)
    flash(
        say(
            f"已登记 {lots:,} 个印制批，{labels:,} 枚",
            f"{lots:,} print lots are entered, {labels:,} labels",
        ),
        "good",
    )
    return redirect(url_for(endpoint), 303)


def _carried_out(
    session: Session, data: bytes, *, is_printer: bool
) -> list[DeliveryLine]:
    rows = read_rows(data, DELIVERY_COLUMNS, needed=DELIVERY_NEEDED)
    act = Act(clock.now(), the_caller().account_id)
    return service.enter_deliveries(
        session, rows, _side(session, is_printer=is_printer), act
    )


def _side(session: Session, *, is_printer: bool) -> Side:
    own = own_organisation()
    if is_printer:
        return service.of_printer(marks.printer_of(session, own).id)
    return service.of_user(own)


def _lots(lines: list[DeliveryLine]) -> int:
    return len({line.cells["lot"].strip() for line in lines})


def _page(handed: Handed[DeliveryLine], *, is_printer: bool) -> str:
    lines = handed.lines
    return render_template(
        "tracing/deliveries.html",
        form=handed.form,
        lines=lines,
        is_printer=is_printer,
        refused=handed.refused,
        lots=_lots(lines),
        labels=sum(line.labels for line in lines),
        missing=sum(line.labels for line in lines if line.is_missing),
        sha256=handed.enterable,
    )
