"""Officers: whose evidence waits, and confirming or refusing it."""

from typing import TYPE_CHECKING, Final

from flask import Response, flash, redirect, render_template, request, url_for
from marshmallow import Schema
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.areas import service as areas
from gi_registry.core import clock
from gi_registry.core.access import Permission, Place, requires, the_caller
from gi_registry.core.delivery import as_csv
from gi_registry.core.errors import GiError, NotFoundError
from gi_registry.core.fields import Choice, Several, Text, Whole
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import say
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read, write
from gi_registry.core.words import Words
from gi_registry.marks import service
from gi_registry.marks.pages.blueprint import pages
from gi_registry.marks.pages.evidence.mine import asked_year, csv_rows, words, years
from gi_registry.marks.rules import EvidenceState
from gi_registry.marks.service import EvidenceVerdict, EvidenceWanted
from gi_registry.producers import service as producers

if TYPE_CHECKING:
    from gi_registry.marks.models import CapacityEvidence
    from gi_registry.producers.models import Authorization

_CONFIRM, _REFUSE = "confirm", "refuse"
_MOST_ID: Final = 2**31 - 1


class VerdictSchema(Schema):
    """Which rows, and what is said of them."""

    ids = Several(Whole(least=1, most=_MOST_ID), load_default=list)
    verdict = Choice((_CONFIRM, _REFUSE), required=True)
    reason = Text(load_default="", longest=500)


@pages.get("/desk/evidence", endpoint="evidence_desk")
@requires(Permission.DESK)
def waiting() -> str:
    """List whose evidence waits, longest first."""
    with read() as session:
        page = service.evidence_waiting(session, the_caller(), number=asked_page())
        codes = {each.authorization.division for each in page.items}
        return render_template(
            "marks/evidence_desk.html", page=page, places=areas.names(session, codes)
        )


@pages.get("/desk/evidence/<number>", endpoint="evidence_check")
@requires(Permission.DESK)
def show_rows(number: str) -> str:
    """Show a user's rows of a year, and what they carry."""
    with read() as session:
        return _page(session, _within(session, number, Permission.DESK), Form())


@pages.get("/desk/evidence/<number>.csv", endpoint="evidence_check_csv")
@requires(Permission.DESK)
def rows_csv(number: str) -> Response:
    """Give a user's rows of a year as a list."""
    with read() as session:
        held = _within(session, number, Permission.DESK)
        rows = csv_rows(session, held, asked_year())
    return as_csv(rows, f"evidence-{number}.csv")


@pages.post("/desk/evidence/<number>")
@requires(Permission.CAPACITY_DECIDE)
def decide_rows(number: str) -> WerkzeugResponse | tuple[str, int]:
    """Confirm the rows that are ticked, or refuse them."""
    form = submitted(VerdictSchema())
    if form.ok:
        verdict = EvidenceVerdict(form.data["verdict"] == _CONFIRM, form.data["reason"])
        try:
            with write() as session:
                held = _within(session, number, Permission.CAPACITY_DECIDE)
                count = service.decide_evidence(
                    session,
                    held,
                    form.data["ids"],
                    verdict,
                    now=clock.now(),
                    account_id=the_caller().account_id,
                )
        except NotFoundError:
            raise
        except GiError as error:
            form.refuse(error)
        else:
            flash(say(f"已办理 {count} 条依据", f"{count} rows are decided"), "good")
            address = url_for("marks.evidence_check", number=number, year=asked_year())
            return redirect(address, 303)
    with read() as session:
        return _page(session, _within(session, number, Permission.DESK), form), 422


def _within(session: Session, number: str, permission: Permission) -> "Authorization":
    held = producers.authorization(session, number)
    place = Place(held.division, held.right.managing_authority)
    the_caller().demand(permission, place)
    return held


def _page(session: Session, held: "Authorization", form: Form) -> str:
    year, today = asked_year(), clock.today()
    asked = request.values.get("state", "")
    state = EvidenceState(asked) if asked in set(EvidenceState) else None
    wanted = EvidenceWanted(held.id, year, state)
    place = Place(held.division, held.right.managing_authority)
    named = areas.names(session, [held.division])
    may_decide = the_caller().may(Permission.CAPACITY_DECIDE, place)
    page = service.evidence_page(session, wanted, number=asked_page())
    return render_template(
        "marks/evidence_check.html",
        held=held,
        division=named.get(held.division, Words(held.division, held.division)),
        year=year,
        years=years(),
        state=asked,
        page=page,
        elsewhere={
            row_id: [(other, _may_see(other)) for other in others]
            for row_id, others in service.of_the_same_paper(session, page.items).items()
        },
        carried=service.all_carried(session, held.id, year, on=today),
        may_decide=may_decide,
        ticks=_ticks(form) if may_decide else None,
        form=form,
        **words(),
    )


def _may_see(row: "CapacityEvidence") -> bool:
    """Whether the caller may open the page of a row of anybody."""
    held = row.authorization
    place = Place(held.division, held.right.managing_authority)
    return the_caller().may(Permission.DESK, place)


def _ticks(form: Form) -> list[str]:
    """Return the ids that are ticked, as typed."""
    ticked = form.value("ids")
    return [ticked] if isinstance(ticked, str) else list(ticked)
