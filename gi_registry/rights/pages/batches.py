"""Many announced rights at once: the list, what would become of it, the record."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from flask import Response, flash, redirect, render_template, request
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.delivery import as_csv
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Day, Text, Whole
from gi_registry.core.forms import Form, FormSchema, submitted
from gi_registry.core.language import say
from gi_registry.core.sessions import read, registry, write
from gi_registry.core.sheets import SheetRow, carried, read_rows, taken_up
from gi_registry.core.uploads import scanned
from gi_registry.producers import web
from gi_registry.producers.service import By
from gi_registry.rights import service
from gi_registry.rights.pages.blueprint import pages
from gi_registry.rights.pages.listing import WORDS, may_record
from gi_registry.rights.rules.batches import (
    COLUMNS,
    MATTER_WORDS,
    NEEDED,
    TAKEN,
    Line,
    LineOutcome,
)
from gi_registry.rights.service import Listing

TONES = {
    LineOutcome.NEW: "good",
    LineOutcome.CHANGED: "warn",
    LineOutcome.SAME: "neutral",
    LineOutcome.DIFFERS: "warn",
    LineOutcome.REFUSED: "stop",
}
_FORM_BYTES = 16 * 1024 * 1024
"""Of the list as the form carries it from the preview to the record."""


class ListSchema(FormSchema):
    """An announcement whose rights come as a list."""

    announcement_number = Whole(required=True, least=1, most=999_999)
    announced_on = Day(required=True)


class ConfirmSchema(ListSchema):
    """The same, with what was read before."""

    file_sha256 = Text(required=True, longest=64)
    touched = Whole(required=True, least=0)
    rows = Text(required=True, longest=_FORM_BYTES)


@pages.get("/desk/announcements/rights/import")
@requires(Permission.CNIPA_RECORD)
def batch() -> str:
    """Ask for an announcement and its list of rights."""
    return _form(Form())


@pages.post("/desk/announcements/rights/import")
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
            file = web.demanded("announcement_file")
            blob = web.put_upload(file, "announcement_file")
            with write() as session:
                sha256 = web.keep_upload(session, blob, file.filename or "").sha256
        except GiError as error:
            form.refuse(error)
    if not form.ok:
        return _form(form), 422
    return _preview(form, rows, sha256)


@pages.post("/desk/announcements/rights/record")
@requires(Permission.CNIPA_RECORD)
def record_batch() -> WerkzeugResponse | tuple[str, int]:
    """Record what is new on the list, all of it or nothing."""
    request.max_form_memory_size = _FORM_BYTES
    form = submitted(ConfirmSchema())
    if form.ok:
        given = form.data
        try:
            with write() as session:
                done = service.record_rights(
                    session,
                    _listing(given, taken_up(given["rows"], COLUMNS)),
                    given["file_sha256"],
                    given["touched"],
                    by=By(the_caller().account_id, clock.now()),
                )
        except GiError as error:
            form.refuse(error)
        else:
            flash(
                say(
                    "已录入 %s 项权利的公告事项",
                    "What was announced of %s rights is on record",
                )
                % done.rights,
                "good",
            )
            number = given["announcement_number"]
            return redirect(f"/desk/announcements/{number}/rights", 303)
    return _form(form), 422


@pages.get("/desk/announcements/<int:number>/rights")
@requires(Permission.DESK)
def announcement(number: int) -> str:
    """List what an announcement did to rights."""
    with read() as session:
        return render_template(
            "rights/announcement.html",
            number=number,
            rows=service.announced_rights(session, number),
            words=WORDS,
        )


@pages.get("/desk/announcements/<int:number>/rights.csv")
@requires(Permission.DESK)
def announcement_csv(number: int) -> Response:
    """Give it as a list with the columns that an import reads."""
    database = registry().database

    def lines() -> Iterator[list[object]]:
        yield [names[0] for names in COLUMNS.values()]
        with database.read() as session:
            for each in service.announced_rights(session, number):
                yield list(each.cells.values())

    return as_csv(lines(), f"announcement-{number}-rights.csv")


@pages.get("/desk/announcements/rights/template.csv")
@requires(Permission.CNIPA_RECORD)
def batch_template() -> Response:
    """Give an empty list with its heads."""
    heads = [names[0] for names in COLUMNS.values()]
    return as_csv(iter([heads]), "announcement-rights.csv")


def _form(form: Form) -> str:
    return render_template(
        "rights/batch.html",
        form=form,
        matters=list(MATTER_WORDS.values()),
        today=clock.today(),
    )


def _preview(form: Form, rows: list[SheetRow], sha256: str) -> str:
    given = form.data
    with read() as session:
        lines: list[Line] = service.judge_rights(
            session, _listing(given, rows), today=clock.today()
        )
    counts = Counter(line.outcome for line in lines)
    taken = [line for line in lines if line.outcome in TAKEN]
    return render_template(
        "rights/batch_preview.html",
        number=given["announcement_number"],
        announced_on=given["announced_on"],
        sha256=sha256,
        lines=lines,
        counts=[(outcome, counts[outcome]) for outcome in LineOutcome],
        new=len(taken),
        touched=sum(line.users for line in taken),
        tones=TONES,
        rows=carried(rows),
    )


def _listing(given: dict[str, Any], rows: list[SheetRow]) -> Listing:
    return Listing(
        given["announcement_number"], given["announced_on"], rows, may_record
    )
