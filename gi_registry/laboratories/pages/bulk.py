"""A list of laboratories: sent, looked at line by line, recorded."""

from collections import Counter

from flask import Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.core.access import Permission, Place, requires, the_caller
from gi_registry.core.delivery import as_csv
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Text
from gi_registry.core.forms import Form, FormSchema, submitted
from gi_registry.core.language import say
from gi_registry.core.sessions import read, write
from gi_registry.core.sheets import SheetRow, carried, read_rows, taken_up
from gi_registry.core.uploads import scanned
from gi_registry.laboratories import service
from gi_registry.laboratories.pages.blueprint import by, own_divisions, pages
from gi_registry.producers import web
from gi_registry.producers.rules.batches import LineOutcome

_FORM_BYTES = 16 * 1024 * 1024
"""Of the list as the form carries it from the preview to the record."""
_TONES = {
    LineOutcome.NEW: "good",
    LineOutcome.SAME: "neutral",
    LineOutcome.DIFFERS: "warn",
    LineOutcome.REFUSED: "stop",
}


class ListSchema(FormSchema):
    """Which office keeps the laboratories of the list."""

    division = Text(longest=6, load_default="")


class ConfirmSchema(ListSchema):
    """The same, with what was read before."""

    rows = Text(required=True, longest=_FORM_BYTES)


@pages.get("/desk/laboratories/import")
@requires(Permission.LABORATORIES_KEEP)
def prepare_list() -> str:
    """Ask for a list of laboratories."""
    return _form_page(Form())


@pages.post("/desk/laboratories/import")
@requires(Permission.LABORATORIES_KEEP)
def judge() -> str | tuple[str, int]:
    """Show what would become of each line; nothing is recorded yet."""
    form = submitted(ListSchema())
    if form.ok:
        try:
            division = _demanded(form)
            data = scanned(web.demanded("list").stream, field="list").read()
            rows = read_rows(data, service.COLUMNS, needed=service.NEEDED)
            return _preview(division, rows)
        except GiError as error:
            form.refuse(error)
    return _form_page(form), 422


@pages.post("/desk/laboratories/record")
@requires(Permission.LABORATORIES_KEEP)
def record() -> WerkzeugResponse | tuple[str, int]:
    """Record what is new on the list, all of it or nothing."""
    request.max_form_memory_size = _FORM_BYTES
    form = submitted(ConfirmSchema())
    if form.ok:
        try:
            division = _demanded(form)
            rows = taken_up(form.data["rows"], service.COLUMNS)
            with write() as session:
                lines = service.judge_list(session, rows)
                count = service.record_list(session, lines, division, by=by())
        except GiError as error:
            form.refuse(error)
        else:
            flash(say("已登记 %s 家", "%s are on the register") % count, "good")
            return redirect(url_for("laboratories.desk"), 303)
    return _form_page(form), 422


@pages.get("/desk/laboratories/template.csv")
@requires(Permission.LABORATORIES_KEEP)
def template() -> Response:
    """Give an empty list with its heads."""
    heads = [names[0] for names in service.COLUMNS.values()]
    return as_csv(iter([heads]), "laboratories-template.csv")


def _demanded(form: Form) -> str:
    division: str = form.data["division"]
    the_caller().demand(Permission.LABORATORIES_KEEP, Place(division))
    return division


def _preview(division: str, rows: list[SheetRow]) -> str:
    with read() as session:
        lines = service.judge_list(session, rows)
    counts = Counter(line.outcome for line in lines)
    return render_template(
        "laboratories/preview.html",
        division=division,
        lines=lines,
        counts=[(outcome, counts[outcome]) for outcome in LineOutcome],
        new=counts[LineOutcome.NEW],
        tones=_TONES,
        rows=carried(rows),
    )


def _form_page(form: Form) -> str:
    return render_template(
        "laboratories/import.html", form=form, divisions=own_divisions()
    )
