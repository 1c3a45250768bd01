"""Packs filled, put to use or opened by a list: seen first, then all or none."""

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
from gi_registry.packs import service
from gi_registry.packs.pages.blueprint import pages
from gi_registry.packs.service import LIST_COLUMNS, LIST_NEEDED, ListLine
from gi_registry.tracing.web import Handed, entered, looked_at


@pages.get("/producer/packs/list", endpoint="pack_list")
@requires(Permission.LABELS_ACTIVATE)
def show_list() -> str:
    """Ask for a list."""
    return _page(Handed())


@pages.get("/producer/packs/list.csv")
@requires(Permission.LABELS_ACTIVATE)
def pack_list_template() -> Response:
    """Give an empty list."""
    return as_csv([[names[0] for names in LIST_COLUMNS.values()]], "pack-list.csv")


@pages.post("/producer/packs/list/look")
@requires(Permission.LABELS_ACTIVATE)
def look_at_pack_list() -> str | tuple[str, int]:
    """Show what would come of each line; nothing is entered."""
    handed = looked_at(_carried_out)
    page = _page(handed)
    return page if handed.form.ok else (page, 422)


@pages.post("/producer/packs/list/enter")
@requires(Permission.LABELS_ACTIVATE)
def enter_pack_list() -> WerkzeugResponse | tuple[str, int]:
    """Enter every line, or none where one is refused."""
    handed = entered(_carried_out)
    if not handed.form.ok:
        return _page(handed), 422
    count = len(handed.lines)
    flash(say(f"已登记 {count:,} 行", f"{count:,} lines are entered"), "good")
    return redirect(url_for("packs.runs"), 303)


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
        "packs/list.html",
        form=handed.form,
        lines=handed.lines,
        refused=handed.refused,
        sha256=handed.enterable,
    )
