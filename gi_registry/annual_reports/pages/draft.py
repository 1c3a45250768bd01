"""A draft as a form: saved by hand or by itself, by one person or by two."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import flash, jsonify, redirect, render_template, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from gi_registry.annual_reports import rules, service
from gi_registry.annual_reports.errors import DraftChangedError, LabelsUsedError
from gi_registry.annual_reports.pages import shown
from gi_registry.annual_reports.pages.blueprint import pages
from gi_registry.annual_reports.pages.own import context, own, url_of
from gi_registry.annual_reports.rules import REASON, Answers, Draft
from gi_registry.annual_reports.schemas import DraftSchema
from gi_registry.annual_reports.service import AnnualReport
from gi_registry.core.access import Permission, requires
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import said, say
from gi_registry.core.sessions import read, write
from gi_registry.core.words import Words

_CHOICE = "choose_"
"""Before the name of a field that two people changed: whose is to stand."""


@dataclass(frozen=True, slots=True)
class Row:
    """One answer that two people changed.

    Attributes:
        name: of its field.
        words: the question.
        mine, theirs: with their units, as far as they can be read.
    """

    name: str
    words: str
    mine: str
    theirs: str


@pages.post("/producer/reports/<int:report_id>")
@requires(Permission.PRODUCE)
def save(report_id: int) -> Response | tuple[str | Response, int]:
    """Save a draft; then check the answers, or stay."""
    form = _submitted()
    refused: DraftChangedError | None = None
    if form.ok:
        try:
            with write() as session:
                own(session, report_id)
                saved = service.save(session, report_id, form.data)
                if "zero" in request.form:
                    service.without_use(session, report_id)
                taken = _taken(form.data, service.draft_of(saved))
                kept = shown.in_fields(saved) | {"revision": str(saved.revision)}
        except DraftChangedError as error:
            refused = error
        except LabelsUsedError as error:
            form.refuse(error)
        else:
            return _saved(report_id, kept, taken)
    if "auto" in request.form:
        return _not_saved(form, refused)
    with read() as session:
        return page(session, own(session, report_id), form, refused), 422


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
    form: Form,
    refused: DraftChangedError | None = None,
) -> str:
    """Show a draft as a form, with what was typed if it could not be saved.

    Args:
        session: to read with.
        found: the draft.
        form: what was typed, and what is wrong with it.
        refused: where somebody else changed the same answers.
    """
    present = shown.in_fields(found)
    is_typed = bool(form.errors or refused)
    values = {name: form.value(name) for name in present} if is_typed else present
    base, revision = present, str(found.revision)
    if refused:
        values |= {name: present[name] for name in refused.theirs}
    elif is_typed:
        revision = form.value("revision")
        base = _shown_before(form) or present
    names = refused.names if refused else _in_conflict(form)
    return render_template(
        "annual_reports/form.html",
        form=form,
        values=values,
        revision=revision,
        base=json.dumps(base, ensure_ascii=False),
        conflict=[_row(name, values, base) for name in names],
        moved=service.ledger_moved(session, found),
        **context(session, found),
    )


def _submitted() -> Form:
    """Read the form, with what was chosen where two people changed the same."""
    form = submitted(DraftSchema())
    for name in _in_conflict(form):
        chosen = form.value(_CHOICE + name)
        if chosen not in ("mine", "theirs"):
            words = say("请选择用哪一个", "Choose which one to keep")
            form.errors.setdefault(_CHOICE + name, []).append(words)
        elif chosen == "theirs" and form.data:
            form.data = _with_theirs(form.data, name)
    return form


def _with_theirs(draft: Draft, name: str) -> Draft:
    if draft.base is None:
        return draft
    if name.startswith(REASON):
        field = name.removeprefix(REASON)
        theirs = (draft.base.reasons or {}).get(field, "")
        return replace(draft, reasons={**(draft.reasons or {}), field: theirs})
    answer = {name: getattr(draft.base.answers, name)}
    return replace(draft, answers=replace(draft.answers, **answer))


def _in_conflict(form: Form) -> list[str]:
    """Return the names between which the form asked to choose."""
    named = form.value("conflict")
    names = [named] if isinstance(named, str) else named
    known = {*Answers.names(), *(REASON + name for name in rules.REASONED)}
    return [name for name in names if name in known]


def _shown_before(form: Form) -> dict[str, str | list[str]] | None:
    try:
        base = json.loads(form.value("base"))
    except (ValueError, RecursionError):
        return None
    return base if isinstance(base, dict) else None


def _row(name: str, mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Row:
    figure = rules.BY_NAME[name.removeprefix(REASON)]
    words = figure.words
    if name.startswith(REASON):
        words = Words(f"{words.zh}：原因", f"{words.en}: reason")
    unit = "" if name.startswith(REASON) else said(figure.unit_words)
    codes = dict(figure.choices)
    return Row(
        name,
        said(words),
        _read(mine.get(name, ""), unit, codes),
        _read(theirs.get(name, ""), unit, codes),
    )


def _read(typed: Any, unit: str, codes: Mapping[str, Words]) -> str:  # noqa: ANN401 -- text or a list
    if not typed:
        return say("未填", "not answered")
    if codes:
        chosen = [typed] if isinstance(typed, str) else typed
        return say("、", ", ").join(said(codes[c]) if c in codes else c for c in chosen)
    return f"{typed} {unit}".strip()


def _taken(mine: Draft, kept: Draft) -> tuple[str, ...]:
    """Return the names of the answers that a colleague gave meanwhile."""
    typed = kept.typed()
    return tuple(name for name, value in mine.typed().items() if typed[name] != value)


def _saved(
    report_id: int, kept: dict[str, str | list[str]], taken: tuple[str, ...]
) -> Response:
    others = say(
        f"同事同时填写的 {len(taken)} 项也在其中",
        f"with {len(taken)} answers that a colleague gave meanwhile",
    )
    if "auto" in request.form:
        revision = kept.pop("revision")
        words = say("已自动保存", "Saved by itself") + (
            say("，", ", ") + others if taken else ""
        )
        return jsonify(
            revision=revision,
            base=json.dumps(kept, ensure_ascii=False),
            taken={name: kept[name] for name in taken},
            said=words,
        )
    if taken and "zero" not in request.form:
        flash(say("草稿已保存，", "The draft is saved, ") + others, "good")
    elif "draft" in request.form:
        flash(say("草稿已保存", "The draft is saved"), "good")
    if "draft" in request.form:
        return redirect(url_of(report_id), 303)
    return redirect(url_of(report_id, "check"), 303)


def _not_saved(form: Form, refused: DraftChangedError | None) -> tuple[Response, int]:
    if refused:
        words = say(
            "同事改了同样的内容，请按“保存草稿”逐项选择",
            "A colleague changed the same answers: press “Save as a draft” to choose",
        )
        return jsonify(said=words), 409
    count = len(form.errors)
    words = say(
        f"有 {count} 处看不懂，未保存；请按“保存草稿”查看",
        f"Not saved: {count} answers cannot be read. Press “Save as a draft” to see",
    )
    return jsonify(said=words), 422
