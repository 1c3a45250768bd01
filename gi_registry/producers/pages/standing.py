"""Lists of standings: handed in, seen line by line, recorded."""

from collections import Counter

from flask import Response, flash, redirect, render_template
from marshmallow import Schema
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.delivery import as_csv
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Day, Text
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import say
from gi_registry.core.sessions import read, write
from gi_registry.core.sheets import SheetRow, read_rows
from gi_registry.producers import service, web
from gi_registry.producers.pages.blueprint import pages
from gi_registry.producers.rules.standing import (
    STANDING_COLUMNS,
    STANDING_NEEDED,
    StandingOutcome,
)
from gi_registry.producers.service import By, NewList

_TONES = {
    StandingOutcome.STATUS: "stop",
    StandingOutcome.NAME: "warn",
    StandingOutcome.SAME: "neutral",
    StandingOutcome.BACKWARDS: "warn",
    StandingOutcome.DUPLICATE: "neutral",
    StandingOutcome.UNKNOWN: "neutral",
    StandingOutcome.REFUSED: "stop",
}
_CHANGES = (StandingOutcome.STATUS, StandingOutcome.NAME)


class StandingsSchema(Schema):
    """Whose list it is, and of which day; the file comes beside."""

    source = Text(required=True, longest=200)
    listed_on = Day(required=True)


class RecordSchema(StandingsSchema):
    """The same, with the original that was kept."""

    file_sha256 = Text(required=True, longest=64)


@pages.get("/desk/entities/import")
@requires(Permission.AUTHORIZATION_CONTROL)
def standings() -> str:
    """Ask for a list of standings."""
    return _ask(Form())


@pages.post("/desk/entities/import")
@requires(Permission.AUTHORIZATION_CONTROL)
def judge_standings() -> str | tuple[str, int]:
    """Show what would become of each line; nothing is recorded yet."""
    form = submitted(StandingsSchema())
    if form.ok:
        try:
            file = web.demanded("list")
            blob, content = web.keep_list(file, "list")
            rows = _rows(content)
            with write() as session:
                web.keep_upload(session, blob, file.filename or "")
        except GiError as error:
            form.refuse(error)
        else:
            return _preview(form, rows, blob.sha256)
    return _ask(form), 422


@pages.post("/desk/entities/record")
@requires(Permission.AUTHORIZATION_CONTROL)
def record_standings() -> WerkzeugResponse | tuple[str, int]:
    """Record what the list changes, all of it or nothing."""
    form = submitted(RecordSchema())
    if form.ok:
        try:
            rows = _rows(web.kept_list(form.data["file_sha256"]))
            caller = the_caller()
            with write() as session:
                made, lines = service.record_list(
                    session,
                    rows,
                    NewList(**form.data),
                    caller=caller,
                    by=By(caller.account_id, clock.now()),
                )
                number = made.number
        except GiError as error:
            form.refuse(error)
        else:
            changed = sum(line.outcome in _CHANGES for line in lines)
            flash(
                say(
                    "名单 %s 已录入，%s 个主体有变化",
                    "List %s is recorded; %s businesses changed",
                )
                % (number, changed),
                "good",
            )
            return redirect("/desk/entities/import", 303)
    return _ask(form), 422


@pages.get("/desk/entities/template.csv")
@requires(Permission.AUTHORIZATION_CONTROL)
def standings_template() -> Response:
    """Give an empty list with its heads."""
    heads = [names[0] for names in STANDING_COLUMNS.values()]
    return as_csv(iter([heads]), "standings.csv")


def _rows(content: bytes) -> list[SheetRow]:
    return read_rows(content, STANDING_COLUMNS, needed=STANDING_NEEDED)


def _ask(form: Form) -> str:
    with read() as session:
        lists = service.entity_lists(session)
        return render_template(
            "producers/standings.html",
            form=form,
            today=clock.today(),
            lists=lists,
            undone=service.undone_lists(session, lists),
            outcomes={outcome.value: outcome.words for outcome in StandingOutcome},
        )


def _preview(form: Form, rows: list[SheetRow], sha256: str) -> str:
    listed_on = form.data["listed_on"]
    with read() as session:
        lines = service.judge_list(session, rows, the_caller(), listed_on=listed_on)
    counts = Counter(line.outcome for line in lines)
    return render_template(
        "producers/standings_preview.html",
        source=form.data["source"],
        listed_on=listed_on,
        sha256=sha256,
        lines=sorted(lines, key=lambda line: line.outcome not in _CHANGES),
        counts=[(outcome, counts[outcome]) for outcome in StandingOutcome],
        changed=sum(counts[outcome] for outcome in _CHANGES),
        tones=_TONES,
    )
