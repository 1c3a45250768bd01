"""Labels put to use or declared void by a list: seen first, then all or none."""

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
from gi_registry.tracing import service
from gi_registry.tracing.pages.blueprint import pages
from gi_registry.tracing.service import LIST_COLUMNS, LIST_NEEDED, ListLine
from gi_registry.tracing.web import Handed, entered, looked_at


@pages.get("/producer/labels/list", endpoint="label_list")
@requires(Permission.LABELS_ACTIVATE)
def show_list() -> str:
    """Ask for a list of ranges."""
    return _page(Handed())


@pages.get("/producer/labels/list.csv")
@requires(Permission.LABELS_ACTIVATE)
def label_list_template() -> Response:
    """Give an empty list."""
    head = [names[0] for names in LIST_COLUMNS.values()]
    return as_csv([head], "label-list.csv")


@pages.post("/producer/labels/list/look")
@requires(Permission.LABELS_ACTIVATE)
def look_at_list() -> str | tuple[str, int]:
    """Show what would come of each line; nothing is entered."""
    handed = looked_at(_carried_out)
    page = _page(handed)
    return page if handed.form.ok else (page, 422)


@pages.post("/producer/labels/list/enter")
@requires(Permission.LABELS_ACTIVATE)
def enter_list() -> WerkzeugResponse | tuple[str, int]:
    """Enter every line, or none where one is refused."""
    handed = entered(_carried_out)
    if not handed.form.ok:
        return _page(handed), 422
    lines = handed.lines
    count = sum(line.labels for line in lines)
    flash(
        say(
            f"已登记 {len(lines):,} 行，{count:,} 枚",
            f"{len(lines):,} lines are entered, {count:,} labels",
        ),
        "good",
    )
    return redirect(url_for("marks.runs"), 303)


def _carried_out(session: Session, data: bytes) -> list[ListLine]:
    return service.carry_out(
        session,
        read_rows(data, LIST_COLUMNS, needed=LIST_NEEDED),
        organisation_id=own_organisation(),
        now=clock.now(),
        account_id=the_caller().account_id,
    )


def _page(handed: Handed[ListLine]) -> str:
    return render_template(
        "tracing/list.html",
        form=handed.form,
        lines=handed.lines,
        refused=handed.refused,
        labels=sum(line.labels for line in handed.lines),
        sha256=handed.enterable,
    )
