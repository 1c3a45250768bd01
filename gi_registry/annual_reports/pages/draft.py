"""A draft as a form: saved by hand or by itself, by one person or by two."""

import json
from dataclasses import replace
from typing import Final

from flask import flash, jsonify, redirect, render_template, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from gi_registry.annual_reports import service
from gi_registry.annual_reports.errors import DraftChangedError, LabelsUsedError
from gi_registry.annual_reports.pages import shown
from gi_registry.annual_reports.pages.blueprint import pages
from gi_registry.annual_reports.pages.own import context, laboratories_for, own, url_of
from gi_registry.annual_reports.pages.typed import (
    Fields,
    Typed,
    names_of,
    row,
    typed,
)
from gi_registry.annual_reports.rules import Draft
from gi_registry.annual_reports.service import AnnualReport
from gi_registry.core.access import Permission, requires
from gi_registry.core.language import say
from gi_registry.core.sessions import read, write

_ALL, _NO = "all-plots", "no-plots"
_EVERY: Final = frozenset({_ALL, _NO})
"""Buttons that tick every plot, or none, and save."""


@pages.post("/producer/reports/<int:report_id>")
@requires(Permission.PRODUCE)
def save(report_id: int) -> Response | tuple[str | Response, int]:
    """Save what can be read of a draft; then check the answers, or stay."""
    sent = typed()
    refused: DraftChangedError | None = None
    is_saved = False
    if sent.draft:
        try:
            answer = _written(report_id, sent, sent.draft)
        except DraftChangedError as error:
            refused = error
        except LabelsUsedError as error:
            sent.form.refuse(error)
        else:
            if answer:
                return answer
            is_saved = True
    if "auto" in request.form:
        return _not_saved(refused)
    with read() as session:
        found = own(session, report_id)
        return page(session, found, sent, refused, is_saved=is_saved), 422


@pages.post("/producer/reports/<int:report_id>/refresh")
@requires(Permission.PRODUCE)
def refresh(report_id: int) -> Response:
    """Take over the ledger's present figures."""
    with write() as session:
        own(session, report_id)
        service.refresh(session, report_id)
    words = ("已更新为最新台账数字", "The ledger's present figures are taken over")
    flash(say(*words), "good")
    return redirect(url_of(report_id), 303)


def page(
    session: Session,
    found: AnnualReport,
    sent: Typed,
    refused: DraftChangedError | None = None,
    *,
    is_saved: bool = False,
) -> str:
    """Show a draft as a form, with what was typed if it could not be saved.

    Args:
        session: to read with.
        found: the draft.
        sent: what was typed, and what is wrong with it.
        refused: where somebody else changed the same answers.
        is_saved: whether all was saved that could be read.
    """
    form, present = sent.form, shown.in_fields(found)
    as_typed = {name: form.value(name) for name in present}
    values, base, revision = present, present, str(found.revision)
    conflict = refused.names if refused else sent.in_conflict()
    if is_saved:
        values = present | {name: as_typed[name] for name in sent.unread}
        conflict = ()
    elif refused:
        values = as_typed | {name: present[name] for name in refused.theirs}
    elif form.errors:
        values, base = as_typed, sent.shown_before() or present
        revision = form.value("revision")
    if sent.unread:
        revision, base = sent.began(present)
    return render_template(
        "annual_reports/form.html",
        form=form,
        values=values,
        revision=revision,
        base=json.dumps(base, ensure_ascii=False),
        unsaved=sorted(sent.unread),
        is_saved=is_saved,
        conflict=[row(name, values, base) for name in conflict],
        moved=service.ledger_moved(session, found),
        laboratories=laboratories_for(session, found),
        **context(session, found),
    )


def _written(report_id: int, sent: Typed, draft: Draft) -> Response | None:
    """Save a draft; None where the page is to show what could not be saved.

    Raises:
        DraftChangedError: somebody else changed the same answers since.
        LabelsUsedError: it is no year without use.
    """
    with write() as session:
        draft = _chosen(own(session, report_id), draft)
        saved = service.save(session, report_id, draft)
        if "zero" in request.form and not sent.unread:
            service.without_use(session, report_id)
        taken = _taken(draft, service.draft_of(saved))
        kept, revision = shown.in_fields(saved), saved.revision
    if "auto" in request.form:
        return _saved_itself(sent, kept, revision, taken)
    return None if sent.unread else _saved(report_id, taken)


def _chosen(found: AnnualReport, draft: Draft) -> Draft:
    """Return a draft with the plots chosen: as ticked, or all, or none of them."""
    if request.form.get("draft") in _EVERY:
        is_all = request.form["draft"] == _ALL
        plots = found.prefilled.get("plots") if is_all else None
        draft = replace(draft, answers=replace(draft.answers, plots=plots))
    return service.named(found, draft)


def _taken(mine: Draft, kept: Draft) -> tuple[str, ...]:
    """Return the names of the answers that a colleague gave meanwhile."""
    stands = kept.typed()
    return tuple(n for n, value in mine.typed().items() if stands[n] != value)


def _with_others(taken: tuple[str, ...]) -> str:
    return say(
        f"同事同时填写的 {len(taken)} 项也在其中",
        f"with {len(taken)} answers that a colleague gave meanwhile",
    )


def _saved(report_id: int, taken: tuple[str, ...]) -> Response:
    if taken and "zero" not in request.form:
        flash(say("草稿已保存，", "The draft is saved, ") + _with_others(taken), "good")
    elif "draft" in request.form:
        flash(say("草稿已保存", "The draft is saved"), "good")
    if request.form.get("draft") in _EVERY:
        return redirect(f"{url_of(report_id)}#plots", 303)
    if "draft" in request.form:
        return redirect(url_of(report_id), 303)
    return redirect(url_of(report_id, "check"), 303)


def _saved_itself(
    sent: Typed, kept: Fields, revision: int, taken: tuple[str, ...]
) -> Response:
    words = say("已自动保存", "Saved by itself")
    base, typed_on = kept, str(revision)
    if sent.unread:
        count, names = len(sent.unread), names_of(sent.unread)
        words += say(
            f"，只有 {count} 项没有保存：{names}",
            f", all but {count} answers: {names}",
        )
        typed_on, base = sent.began(kept)
    if taken:
        words += say("，", ", ") + _with_others(taken)
    return jsonify(
        revision=typed_on,
        base=json.dumps(base, ensure_ascii=False),
        taken={name: kept[name] for name in taken},
        unsaved={name: sent.form.error(name) for name in sent.unread},
        said=words,
    )


def _not_saved(refused: DraftChangedError | None) -> tuple[Response, int]:
    if refused:
        words = say(
            "同事改了同样的内容，请按“保存草稿”逐项选择",
            "A colleague changed the same answers: press “Save as a draft” to choose",
        )
        return jsonify(said=words), 409
    words = say(
        "未保存；请按“保存草稿”查看",
        "Not saved. Press “Save as a draft” to see why",
    )
    return jsonify(said=words), 422
