"""What the two sides of a print lot share: entering a step, and the lot's page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from gi_registry.core import clock
from gi_registry.core.access import own_organisation, the_caller
from gi_registry.core.errors import GiError, NotFoundError
from gi_registry.core.forms import Form
from gi_registry.core.language import said
from gi_registry.core.sessions import read, write
from gi_registry.core.words import Words
from gi_registry.marks import rules, service
from gi_registry.marks.rules import PrintLotState
from gi_registry.marks.service import Act
from gi_registry.products.rules import RightKind

if TYPE_CHECKING:
    from gi_registry.marks.models import PrintLot

Enter = Callable[[Session, "PrintLot", Act], None]

TONES = {
    PrintLotState.DIFFERENT: "stop",
    PrintLotState.SENT: "warn",
    PrintLotState.HANDED_OVER: "warn",
    PrintLotState.RECEIVED: "good",
}


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a print lot.

    Attributes:
        endpoint: of its page of a lot.
        find: returns a lot of one's own.
    """

    endpoint: str
    find: Callable[[Session, int], "PrintLot"]


def _of_user(session: Session, lot: int) -> "PrintLot":
    return service.print_lot(session, lot, organisation_id=own_organisation())


def _of_printer(session: Session, lot: int) -> "PrintLot":
    own = service.printer_of(session, own_organisation())
    return service.print_lot(session, lot, printer_id=own.id)


USER = Side("marks.print_lot", _of_user)
PRINTER = Side("marks.printer_lot", _of_printer)


def now_acting() -> Act:
    """Return who acts, now."""
    return Act(clock.now(), the_caller().account_id)


def entered(
    side: Side, lot: int, form: Form, enter: Enter, words: Words
) -> Response | tuple[str, int]:
    """Enter a step, or show the page again with why it is refused.

    Args:
        side: whose page it is.
        lot: the print lot.
        form: as it was sent.
        enter: does it.
        words: said once it is done.
    """
    if form.ok:
        try:
            with write() as session:
                enter(session, side.find(session, lot), now_acting())
        except NotFoundError:
            raise
        except GiError as error:
            form.refuse(error)
        else:
            flash(said(words), "good")
            return redirect(url_for(side.endpoint, lot=lot), 303)
    return lot_page(side, lot, form), 422


def lot_page(side: Side, lot: int, form: Form) -> str:
    """Return the page of a print lot, with what was typed."""
    with read() as session:
        found = side.find(session, lot)
        held = found.run.authorization
        return render_template(
            "marks/print_lot.html",
            form=form,
            lot=found,
            is_printer=side is PRINTER,
            today=clock.today(),
            tone=TONES.get(found.state, "neutral"),
            states=rules.PRINT_LOT_WORDS,
            parts=rules.PART_WORDS,
            counted=service.figures_of(found),
            checks=rules.CHECKS,
            sample_due=found.printed_on and rules.sample_due(found.printed_on),
            keep_until=rules.keep_until(found.last_entry_on),
            is_duty=held.right.kind is not RightKind.PRODUCT_PROTECTION,
        )
