"""Many announced users at once: the list, what would become of it, the record."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from flask import Response, flash, redirect, render_template, request
from marshmallow import Schema
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.delivery import as_csv
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Day, Text, Whole
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import say
from gi_registry.core.sessions import read, registry, write
from gi_registry.core.sheets import SheetRow, carried, read_rows, taken_up
from gi_registry.core.uploads import scanned
from gi_registry.producers import service, web
from gi_registry.producers.pages.blueprint import pages
from gi_registry.producers.rules import NewAnnouncement
from gi_registry.producers.rules.batches import COLUMNS, NEEDED, Line, LineOutcome
from gi_registry.producers.service import By

TONES = {
    LineOutcome.NEW: "good",
    LineOutcome.SAME: "neutral",
    LineOutcome.DIFFERS: "warn",
    LineOutcome.REFUSED: "stop",
}
_FORM_BYTES = 16 * 1024 * 1024
"""Of the list as the form carries it from the preview to the record."""


class ListSchema(Schema):
    """An announcement whose users come as a list."""

    announcement_number = Whole(required=True, least=1, most=999_999)
    announced_on = Day(required=True)


class ConfirmSchema(ListSchema):
    """The same, with what was read before."""

    file_sha256 = Text(required=True, longest=64)
    rows = Text(required=True, longest=_FORM_BYTES)


@pages.get("/desk/announcements/import")
@requires(Permission.CNIPA_RECORD)
def batch() -> str:
    """Ask for an announcement and its list of users."""
    return render_template("producers/batch.html", form=Form(), today=clock.today())


@pages.post("/desk/announcements/import")
@requires(Permission.CNIPA_RECORD)
def judge_batch() -> str | tuple[str, int]:
    """Show what would become of each line; nothing is recorded yet."""
    form = submitted(ListSchema())
    rows: list[SheetRow] = []
    if form.ok:
        try:
            rows = read_rows(
                scanned(web.demanded("list").stream, field="list").read(),
                COLUMNS,
                needed=NEEDED,
            )
            blob = web.put_upload(
                web.demanded("announcement_file"), "announcement_file"
            )
            with write() as session:
                name = web.demanded("announcement_file").filename or ""
                sha256 = web.keep_upload(session, blob, name).sha256
        except GiError as error:
            form.refuse(error)
    if not form.ok:
        page = render_template("producers/batch.html", form=form, today=clock.today())
        return page, 422
    return _preview(form, rows, sha256)


@pages.post("/desk/announcements/record")
@requires(Permission.CNIPA_RECORD)
def record_batch() -> WerkzeugResponse | tuple[str, int]:
    """Record what is new on the list, all of it or nothing."""
    request.max_form_memory_size = _FORM_BYTES
    form = submitted(ConfirmSchema())
    number = form.value("announcement_number")
    if form.ok:
        try:
            rows = taken_up(form.data["rows"], COLUMNS)
            with write() as session:
                made = service.record_batch(
                    session,
                    service.judge_batch(session, rows),
                    NewAnnouncement(
                        form.data["announcement_number"],
                        form.data["announced_on"],
                        form.data["file_sha256"],
                    ),
                    by=By(the_caller().account_id, clock.now()),
                )
                count = len(made)
        except GiError as error:
            form.refuse(error)
        else:
            flash(
                say("已录入 %s 个用标主体", "%s authorized users recorded") % count,
                "good",
            )
            return redirect(f"/desk/announcements/{number}", 303)
    page = render_template("producers/batch.html", form=form, today=clock.today())
    return page, 422


@pages.get("/desk/announcements/<int:number>")
@requires(Permission.DESK)
def announcement(number: int) -> str:
    """List the authorized users of an announcement."""
    with read() as session:
        found = service.of_announcement(session, the_caller(), number)
        return render_template("producers/announcement.html", number=number, rows=found)


@pages.get("/desk/announcements/<int:number>.csv")
@requires(Permission.DESK)
def announcement_csv(number: int) -> Response:
    """Give them as a list with the columns that an import reads."""
    caller, database = the_caller(), registry().database

    def lines() -> Iterator[list[object]]:
        yield [names[0] for names in COLUMNS.values()]
        with database.read() as session:
            for each in service.of_announcement(session, caller, number):
                yield list(service.as_columns(each).values())

    return as_csv(lines(), f"announcement-{number}.csv")


@pages.get("/desk/announcements/template.csv")
@requires(Permission.CNIPA_RECORD)
def batch_template() -> Response:
    """Give an empty list with its heads."""
    return as_csv(iter([[names[0] for names in COLUMNS.values()]]), "announcement.csv")


def _preview(form: Form, rows: list[SheetRow], sha256: str) -> str:
    with read() as session:
        lines: list[Line] = service.judge_batch(session, rows)
    counts = Counter(line.outcome for line in lines)
    on: date = form.data["announced_on"]
    return render_template(
        "producers/batch_preview.html",
        number=form.data["announcement_number"],
        announced_on=on,
        sha256=sha256,
        lines=lines,
        counts=[(outcome, counts[outcome]) for outcome in LineOutcome],
        new=counts[LineOutcome.NEW],
        tones=TONES,
        rows=carried(rows),
    )
