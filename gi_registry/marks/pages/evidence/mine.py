"""A producer's evidence: what is entered, what it carries, entering and correcting."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from flask import Response, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.areas import service as areas
from gi_registry.core import clock
from gi_registry.core.access import Permission, own_organisation, requires, the_caller
from gi_registry.core.delivery import as_csv
from gi_registry.core.errors import GiError, NotFoundError
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import say
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read, write
from gi_registry.marks import rules, service
from gi_registry.marks.pages.blueprint import pages
from gi_registry.marks.pages.evidence.form import (
    CorrectionSchema,
    EvidenceSchema,
    new_evidence,
    typed,
)
from gi_registry.marks.rules import EvidenceKind, NewEvidence
from gi_registry.marks.service import EvidenceWanted
from gi_registry.producers import web

if TYPE_CHECKING:
    from gi_registry.marks.models import CapacityEvidence
    from gi_registry.producers.models import Authorization

_HEAD: Final = (
    *("kind", "reference", "plot", "amount", "unit", "volume", "party"),
    *("begins_on", "ends_on", "document_sha256", "note", "year", "state"),
    *("entered_at", "decided_at", "decision"),
)


@pages.get("/producer/evidence", endpoint="evidence")
@requires(Permission.PRODUCE)
def show_evidence() -> str:
    """Show what stands behind a year's capacity, and what it comes to."""
    with read() as session:
        return _page(session)


@pages.get("/producer/evidence.csv", endpoint="evidence_csv")
@requires(Permission.PRODUCE)
def my_evidence_csv() -> Response:
    """Give all rows of a permission and year as a list that can be taken in again."""
    with read() as session:
        held = asked_permit(session)
        rows = csv_rows(session, held, asked_year())
    return as_csv(rows, "evidence.csv")


@pages.get("/producer/evidence/new", endpoint="new_evidence")
@requires(Permission.PRODUCE)
def ask_evidence() -> str:
    """Ask for a row of one kind."""
    return _form_page(Form(values=_start()))


@pages.post("/producer/evidence/new")
@requires(Permission.PRODUCE)
def enter_evidence() -> WerkzeugResponse | tuple[str, int]:
    """Enter a row, with its paper if there is one."""
    form = submitted(EvidenceSchema())
    if form.ok:
        try:
            with write() as session:
                held = asked_permit(session)
                new = _with_paper(session, new_evidence(form.data))
                service.enter_evidence(
                    session,
                    held,
                    new,
                    now=clock.now(),
                    account_id=the_caller().account_id,
                )
        except NotFoundError:
            raise
        except GiError as error:
            form.refuse(error)
        else:
            flash(
                say("已登记，待县级核对", "It is entered and waits for the county"),
                "good",
            )
            return redirect(_address(held.number, new.year), 303)
    return _form_page(form), 422


@pages.get("/producer/evidence/<int:evidence_id>/correct")
@requires(Permission.PRODUCE)
def correct_evidence(evidence_id: int) -> str:
    """Show a row as a form."""
    with read() as session:
        row = service.own_evidence(session, evidence_id, own_organisation())
        return _correction(session, row, Form(values=typed(row)))


@pages.post("/producer/evidence/<int:evidence_id>/correct")
@requires(Permission.PRODUCE)
def enter_correction(evidence_id: int) -> WerkzeugResponse | tuple[str, int]:
    """Enter what is to stand instead of a row."""
    form = submitted(CorrectionSchema())
    if form.ok:
        try:
            with write() as session:
                row = service.own_evidence(session, evidence_id, own_organisation())
                form.data |= {"kind": row.kind.value, "year": row.year}
                new = _with_paper(session, new_evidence(form.data))
                service.correct_evidence(
                    session,
                    row,
                    new,
                    form.data["reason"],
                    now=clock.now(),
                    account_id=the_caller().account_id,
                )
        except NotFoundError:
            raise
        except GiError as error:
            form.refuse(error)
        else:
            flash(say("更正已登记，待县级核对", "The correction is entered"), "good")
            return redirect(_address(row.authorization.number, row.year), 303)
    with read() as session:
        row = service.own_evidence(session, evidence_id, own_organisation())
        return _correction(session, row, form), 422


def asked_permit(session: Session) -> "Authorization":
    """Return the caller's authorization that the address or the form names.

    Raises:
        AuthorizationNotFoundError: there is none, or it is another's.
    """
    number = request.values.get("permit", "")
    return service.own_authorization(session, number, own_organisation())


def asked_year() -> int:
    """Return the year of the address or the form; this one where it is none."""
    text = request.values.get("year", "")
    known = {str(year): year for year in years()}
    return known.get(text, clock.today().year)


def years() -> list[int]:
    """Return the years whose capacity can be decided now."""
    this_year = clock.today().year
    return [this_year - 1, this_year, this_year + 1]


def csv_rows(session: Session, held: "Authorization", year: int) -> list[list[Any]]:
    """Return the head and every row of a year; columns as a list is taken in."""
    found = service.all_evidence(session, EvidenceWanted(held.id, year))
    return [
        list(_HEAD),
        *(
            [
                *(row.kind.value, row.reference, row.plot and row.plot.name),
                rules.in_unit(row.kind, row.amount),
                rules.KINDS[row.kind].unit.en,
                None if row.volume is None else rules.in_unit(row.kind, row.volume),
                *(row.party, row.begins_on, row.ends_on, row.document_sha256),
                *(row.note, row.year, row.state.value, row.entered_at.isoformat()),
                row.decided_at and row.decided_at.isoformat(),
                row.decision,
            ]
            for row in found
        ),
    ]


def _address(number: str, year: int) -> str:
    return url_for("marks.evidence", permit=number, year=year)


def _start() -> dict[str, str]:
    kind = request.args.get("kind", "")
    known = kind if kind in set(EvidenceKind) else EvidenceKind.PURCHASE.value
    return {"kind": known, "year": str(asked_year())}


def _with_paper(session: Session, new: NewEvidence) -> NewEvidence:
    """Return a row with the digest of the paper that came with it, if one did."""
    kept = web.kept_file(session, "file")
    return replace(new, document_sha256=kept) if kept else new


def _page(session: Session) -> str:
    held = service.authorizations_of(session, own_organisation())
    asked = request.args.get("permit", "")
    chosen = asked_permit(session) if asked else next(iter(held), None)
    year, today = asked_year(), clock.today()
    rows = carried = None
    if chosen is not None:
        wanted = EvidenceWanted(chosen.id, year)
        rows = service.evidence_page(session, wanted, number=asked_page())
        carried = service.all_carried(session, chosen.id, year, on=today)
    return render_template(
        "marks/evidence.html",
        holdings=held,
        chosen=chosen,
        year=year,
        years=years(),
        page=rows,
        carried=carried,
        **words(),
    )


def _form_page(form: Form) -> str:
    with read() as session:
        held = asked_permit(session)
        return _rendered(session, held, form, None)


def _correction(session: Session, row: "CapacityEvidence", form: Form) -> str:
    form.values = {**form.values, "kind": row.kind.value, "year": str(row.year)}
    return _rendered(session, row.authorization, form, row)


def _rendered(
    session: Session, held: "Authorization", form: Form, row: "CapacityEvidence | None"
) -> str:
    asked = str(form.value("kind"))
    kind = EvidenceKind(asked) if asked in set(EvidenceKind) else EvidenceKind.PURCHASE
    plots = []
    if kind is EvidenceKind.TREES:
        plots = areas.plots_of(session, own_organisation(), held.gi_id)
    return render_template(
        "marks/evidence_form.html",
        form=form,
        held=held,
        row=row,
        kind=kind,
        plots=[(each.id, each.name) for each in plots if not each.is_point],
        years=years(),
        **words(),
    )


def words() -> dict[str, Any]:
    """Return the words that every page of evidence needs."""
    return {
        "kinds": rules.KINDS,
        "state_words": rules.EVIDENCE_STATE_WORDS,
        "basis_words": rules.CAPACITY_BASIS_WORDS,
        "basis_units": rules.BASIS_UNITS,
        "figure": rules.figure,
    }
