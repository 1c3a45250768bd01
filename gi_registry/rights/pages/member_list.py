"""A registrant's list: sent, looked at line by line, recorded."""

import json
from collections import Counter
from typing import Any

from flask import Response, flash, redirect, render_template, request
from marshmallow import Schema
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.delivery import as_csv
from gi_registry.core.errors import GiError
from gi_registry.core.fields import RowId, Text
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import say
from gi_registry.core.sessions import read, write
from gi_registry.core.sheets import SheetRow, SheetUnreadableError, read_rows
from gi_registry.producers import web
from gi_registry.producers.rules.batches import LineOutcome
from gi_registry.producers.service import By
from gi_registry.products import service as products
from gi_registry.rights.pages.acting import demand
from gi_registry.rights.pages.blueprint import pages
from gi_registry.rights.pages.members import marks_of
from gi_registry.rights.service import members as service

_FORM_BYTES = 16 * 1024 * 1024
"""Of the list as the form carries it from the preview to the record."""

TONES = {
    LineOutcome.NEW: "good",
    LineOutcome.SAME: "neutral",
    LineOutcome.DIFFERS: "warn",
    LineOutcome.REFUSED: "stop",
}


class ListSchema(Schema):
    """Whose list it is."""

    right_id = RowId(required=True)


class ConfirmSchema(ListSchema):
    """The same, with what was read before."""

    rows = Text(required=True, longest=_FORM_BYTES)


@pages.get("/desk/members/import")
@requires(Permission.CNIPA_RECORD)
def member_list() -> str:
    """Ask for a registrant's list."""
    return _form_page(Form())


@pages.post("/desk/members/import")
@requires(Permission.CNIPA_RECORD)
def judge_members() -> str | tuple[str, int]:
    """Show what would become of each line; nothing is recorded yet."""
    form = submitted(ListSchema())
    if form.ok:
        try:
            data = web.demanded("list").read()
            rows = read_rows(data, service.COLUMNS, needed=service.NEEDED)
            return _preview(form.data["right_id"], rows)
        except GiError as error:
            form.refuse(error)
    return _form_page(form), 422


@pages.post("/desk/members/record")
@requires(Permission.CNIPA_RECORD)
def record_members() -> WerkzeugResponse | tuple[str, int]:
    """Record what is new on the list, all of it or nothing."""
    request.max_form_memory_size = _FORM_BYTES
    form = submitted(ConfirmSchema())
    if form.ok:
        right_id = form.data["right_id"]
        try:
            rows = _carried(form.data["rows"])
            with write() as session:
                demand(session, products.right(session, right_id))
                lines = service.judge_list(session, right_id, rows)
                by = By(the_caller().account_id, clock.now())
                count = service.record_list(session, right_id, lines, by=by)
        except GiError as error:
            form.refuse(error)
        else:
            flash(say("已登记 %s 条", "%s are on record") % count, "good")
            return redirect(f"/desk/members?view=all&right={right_id}", 303)
    return _form_page(form), 422


@pages.get("/desk/members/template.csv")
@requires(Permission.CNIPA_RECORD)
def member_template() -> Response:
    """Give an empty list with its heads."""
    heads = [names[0] for names in service.COLUMNS.values()]
    return as_csv(iter([heads]), "members.csv")


def _preview(right_id: int, rows: list[SheetRow]) -> str:
    with read() as session:
        right = products.right(session, right_id)
        demand(session, right)
        lines = service.judge_list(session, right_id, rows)
        counts = Counter(line.outcome for line in lines)
        return render_template(
            "rights/member_preview.html",
            right=right,
            lines=lines,
            counts=[(outcome, counts[outcome]) for outcome in LineOutcome],
            new=counts[LineOutcome.NEW],
            tones=TONES,
            rows=json.dumps(
                [[row.number, dict(row.cells)] for row in rows], ensure_ascii=False
            ),
        )


def _form_page(form: Form) -> str:
    with read() as session:
        return render_template(
            "rights/member_list.html", form=form, marks=marks_of(session)
        )


def _carried(text: str) -> list[SheetRow]:
    """Read what the form carried; it is judged again before anything is written."""
    try:
        return [
            SheetRow(int(number), _texts(cells)) for number, cells in json.loads(text)
        ]
    except (ValueError, TypeError, AttributeError) as error:
        raise SheetUnreadableError from error


def _texts(cells: Any) -> dict[str, str]:  # noqa: ANN401 -- JSON
    return {
        str(key): str(value) for key, value in cells.items() if key in service.COLUMNS
    }
