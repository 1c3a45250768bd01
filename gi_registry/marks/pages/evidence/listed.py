"""Evidence by list: each line is looked at first, then all is entered or none."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from flask import Response, flash, redirect, render_template, request, url_for
from marshmallow import EXCLUDE, ValidationError
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.areas import service as areas
from gi_registry.core import clock
from gi_registry.core.access import Permission, own_organisation, requires, the_caller
from gi_registry.core.delivery import as_csv
from gi_registry.core.errors import GiError, NotFoundError
from gi_registry.core.forms import Form
from gi_registry.core.language import say
from gi_registry.core.sessions import read, tried, write
from gi_registry.core.sheets import SheetRow, read_rows
from gi_registry.core.words import Words
from gi_registry.marks import service
from gi_registry.marks.errors import EvidenceListError, EvidenceListLengthError
from gi_registry.marks.pages.blueprint import pages
from gi_registry.marks.pages.evidence.form import EvidenceSchema, new_evidence
from gi_registry.marks.pages.evidence.mine import (
    asked_permit,
    asked_year,
    words,
    years,
)
from gi_registry.marks.rules import KINDS, EvidenceKind
from gi_registry.producers import web
from gi_registry.producers.rules.batches import LineOutcome

if TYPE_CHECKING:
    from gi_registry.producers.models import Authorization

MOST_LINES: Final = 1_000
LIST_COLUMNS: Final = {
    "kind": ("种类", "kind"),
    "reference": ("编号", "reference"),
    "amount": ("数量", "amount"),
    "volume": ("容积", "volume"),
    "party": ("供方", "party"),
    "begins_on": ("日期", "起始日期", "begins_on"),
    "ends_on": ("结束日期", "ends_on"),
    "plot": ("地块", "plot"),
    "document_sha256": ("文件SHA-256", "document_sha256"),
    "note": ("备注", "note"),
}
LIST_NEEDED: Final = ("kind", "reference", "amount")
TONES: Final = {
    LineOutcome.NEW: "good",
    LineOutcome.SAME: "neutral",
    LineOutcome.REFUSED: "stop",
}
_KINDS: Final = {
    name: kind
    for kind, facts in KINDS.items()
    for name in (kind.value, facts.words.zh, facts.words.en.lower())
}


@dataclass(frozen=True, slots=True)
class Line:
    """What would become of one line.

    Attributes:
        number: of the line in the file, from 1.
        cells: as they stood there.
        words: why it is refused.
    """

    number: int
    cells: dict[str, str]
    outcome: LineOutcome
    words: tuple[Words, ...] = ()


@pages.get("/producer/evidence/list", endpoint="evidence_list")
@requires(Permission.PRODUCE)
def show_list() -> str:
    """Ask for a list of evidence."""
    return _page(Form())


@pages.get("/producer/evidence/list.csv", endpoint="evidence_list_template")
@requires(Permission.PRODUCE)
def list_template() -> Response:
    """Give an empty list."""
    return as_csv([[names[0] for names in LIST_COLUMNS.values()]], "evidence-list.csv")


@pages.post("/producer/evidence/list/look", endpoint="look_at_evidence")
@requires(Permission.PRODUCE)
def look_at_list() -> str | tuple[str, int]:
    """Show what would become of each line; nothing is entered."""
    form = Form()
    try:
        kept, data = web.keep_list(web.demanded("list"), "list")
        lines = tried(lambda session: _carried_out(session, data))
        sha256 = web.hold_list(kept)
    except NotFoundError:
        raise
    except GiError as error:
        form.refuse(error)
        return _page(form), 422
    return _page(form, lines, sha256)


@pages.post("/producer/evidence/list/enter", endpoint="enter_evidence_list")
@requires(Permission.PRODUCE)
def enter_list() -> WerkzeugResponse | tuple[str, int]:
    """Enter what is new, all of it, or nothing where a line is refused."""
    form, lines = Form(), list[Line]()
    try:
        data = web.kept_list(request.form.get("sha256", ""))
        with write() as session:
            held = asked_permit(session)
            lines = _carried_out(session, data)
            refused = sum(line.outcome is LineOutcome.REFUSED for line in lines)
            if refused:
                raise EvidenceListError(refused)
    except NotFoundError:
        raise
    except GiError as error:
        form.refuse(error)
        return _page(form, lines), 422
    new = sum(line.outcome is LineOutcome.NEW for line in lines)
    flash(say(f"已登记 {new} 条，待县级核对", f"{new} rows are entered"), "good")
    address = url_for("marks.evidence", permit=held.number, year=asked_year())
    return redirect(address, 303)


def _carried_out(session: Session, data: bytes) -> list[Line]:
    held = asked_permit(session)
    rows = read_rows(data, LIST_COLUMNS, needed=LIST_NEEDED)
    if not 1 <= len(rows) <= MOST_LINES:
        raise EvidenceListLengthError(MOST_LINES)
    plots = {
        plot.name: plot.id
        for plot in areas.plots_of(session, own_organisation(), held.gi_id)
    }
    return [_line(session, held, row, plots) for row in rows]


def _line(
    session: Session, held: "Authorization", row: SheetRow, plots: dict[str, int]
) -> Line:
    cells = dict(row.cells)
    try:
        new = new_evidence(_data(cells, plots))
        if service.same_evidence(session, held, new) is not None:
            return Line(row.number, cells, LineOutcome.SAME)
        with session.begin_nested():
            service.enter_evidence(
                session,
                held,
                new,
                now=clock.now(),
                account_id=the_caller().account_id,
            )
    except ValidationError as error:
        return Line(row.number, cells, LineOutcome.REFUSED, tuple(_said(error)))
    except GiError as error:
        return Line(row.number, cells, LineOutcome.REFUSED, (error.words,))
    return Line(row.number, cells, LineOutcome.NEW)


def _data(cells: dict[str, str], plots: dict[str, int]) -> dict[str, Any]:
    """Return a line as the form would send it."""
    kind = _KINDS.get(cells.get("kind", "").strip().lower())
    plot_id = plots.get(cells.get("plot", ""))
    values = cells | {
        "kind": kind.value if kind else "",
        "plot_id": "" if plot_id is None else str(plot_id),
        "year": str(asked_year()),
    }
    return dict(EvidenceSchema().load(values, unknown=EXCLUDE))


def _said(error: ValidationError) -> list[Words]:
    """Return what is wrong with cells, each with the name of its column."""
    found = []
    for name, texts in error.normalized_messages().items():  # type: ignore[no-untyped-call]
        column = LIST_COLUMNS.get(name, (name,))
        found += [Words(f"{column[0]}：{text}", f"{name}: {text}") for text in texts]
    return found


def _page(form: Form, lines: list[Line] | None = None, sha256: str = "") -> str:
    found = lines or []
    counts = [(each, sum(line.outcome is each for line in found)) for each in TONES]
    with read() as session:
        return render_template(
            "marks/evidence_list.html",
            form=form,
            held=asked_permit(session),
            year=asked_year(),
            years=years(),
            lines=found,
            counts=counts,
            tones=TONES,
            new=dict(counts)[LineOutcome.NEW],
            refused=dict(counts)[LineOutcome.REFUSED],
            sha256=sha256,
            most=MOST_LINES,
            names=[KINDS[kind].words for kind in EvidenceKind],
            **words(),
        )
