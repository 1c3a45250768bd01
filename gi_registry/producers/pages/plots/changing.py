"""Adding a plot, and correcting one: drawn, walked or pasted."""

from typing import Any

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from gi_registry.areas import plot_pictures
from gi_registry.areas import service as areas
from gi_registry.areas.claims.errors import PlotUnknownError
from gi_registry.areas.claims.rules import Correction, season_of
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.errors import GiError
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import said
from gi_registry.core.sessions import read, write
from gi_registry.core.words import Words
from gi_registry.geo.crs import Crs, parse
from gi_registry.producers import service
from gi_registry.producers.pages.blueprint import pages
from gi_registry.producers.pages.common import organisation_id
from gi_registry.producers.pages.plots.form import (
    CorrectionSchema,
    NewPlotSchema,
    OutlineSchema,
    Tried,
    declared_m2,
    form_facts,
    new_plot,
    outline_of,
    refuse,
    try_outline,
)
from gi_registry.products import service as products
from gi_registry.products.rules.search import Query

_ALL = 10_000
_SQUARE_METRES_PER_MU = 2000 / 3


@pages.get("/producer/plots/new")
@requires(Permission.PRODUCE)
def add_plot() -> str:
    """Ask for a new plot."""
    return _new(Form({"gi": request.args.get("gi", "")}))


@pages.post("/producer/plots/new")
@requires(Permission.PRODUCE)
def do_add_plot() -> Response | str | tuple[str, int]:
    """Register a plot and claim the season; or only try its outline."""
    if "try" in request.form:
        form = submitted(OutlineSchema())
        tried = _tried(form, request.form.get("gi", ""))
        return (_new(form, tried), 200 if form.ok else 422)
    form = submitted(NewPlotSchema())
    if form.ok:
        try:
            with write() as session:
                gi = products.by_code(session, form.data["gi"])
                added = areas.add_plot(
                    session,
                    new_plot(form.data, gi.id),
                    now=clock.now(),
                    account_id=the_caller().account_id,
                )
        except GiError as error:
            refuse(form, error)
        else:
            _tell_shared(added.id)
            return redirect(f"/producer/plots/{added.id}", 303)
    return _new(form), 422


@pages.get("/producer/plots/<int:plot_id>/correct")
@requires(Permission.PRODUCE)
def correct_plot(plot_id: int) -> str:
    """Ask what is to stand instead of a plot."""
    return _correct(plot_id, None)


@pages.post("/producer/plots/<int:plot_id>/correct")
@requires(Permission.PRODUCE)
def do_correct_plot(plot_id: int) -> Response | str | tuple[str, int]:
    """Put a corrected version in a plot's place; or only try its outline."""
    if "try" in request.form:
        form = submitted(OutlineSchema())
        tried = _tried_correction(form, plot_id)
        return (_correct(plot_id, form, tried), 200 if form.ok else 422)
    form = submitted(CorrectionSchema())
    if form.ok:
        try:
            with write() as session:
                corrected = service.correct_place(
                    session,
                    areas.plot_of(session, plot_id, organisation_id()),
                    _correction(form.data),
                    now=clock.now(),
                    account_id=the_caller().account_id,
                )
        except PlotUnknownError:
            raise
        except GiError as error:
            refuse(form, error)
        else:
            _tell_shared(corrected.id)
            return redirect(f"/producer/plots/{corrected.id}", 303)
    return _correct(plot_id, form), 422


def _correction(data: dict[str, Any]) -> Correction:
    return Correction(
        name=data["name"],
        declared_m2=declared_m2(data),
        geometry=outline_of(data),
        crs_given=parse(data["crs"]).value,
        source=data["source"],
        reason=data["reason"],
    )


def _tell_shared(plot_id: int) -> None:
    """Say that a plot is kept, and with what it overlaps a little."""
    season = season_of(clock.today())
    with read() as session:
        kept = areas.plot_of(session, plot_id, organisation_id())
        shared = areas.shared_by(session, kept, season)
    words = Words("地块已保存", "The plot is kept")
    if not kept.is_point:
        words = Words(
            f"地块已保存，并登记 {season} 年产季",
            f"The plot is kept and claimed for the season of {season}",
        )
    flash(said(words), "good")
    for overlap in shared:
        flash(said(overlap.words), "warn")


def _tried(form: Form, code: str) -> Tried | None:
    if not form.ok:
        return None
    try:
        with read() as session:
            gi = products.by_code(session, code)
            return try_outline(session, form.data, gi.id, now=clock.now())
    except GiError as error:
        refuse(form, error)
        return None


def _tried_correction(form: Form, plot_id: int) -> Tried | None:
    if not form.ok:
        return None
    try:
        with read() as session:
            plot = areas.plot_of(session, plot_id, organisation_id())
            return try_outline(
                session, form.data, plot.gi_id, now=clock.now(), except_id=plot_id
            )
    except PlotUnknownError:
        raise
    except GiError as error:
        refuse(form, error)
        return None


def _new(form: Form, tried: Tried | None = None) -> str:
    with read() as session:
        own = service.products_touched(session, organisation_id())
        every = products.search(session, Query(), size=_ALL).items
        named = [(gi.code, Words(gi.name_zh, gi.name_en)) for gi in own]
        known = {gi.code for gi in own}
        others = [gi for gi in every if gi.code not in known]
        named += [(gi.code, Words(gi.name_zh, gi.name_en)) for gi in others]
        first = own[0].code if len(own) == 1 else ""
        return render_template(
            "producers/plot_form.html",
            **form_facts(str(form.value("gi")) or first),
            form=form,
            plot=None,
            products=named,
            first=first,
            season=season_of(clock.today()),
            tried=tried,
        )


def _correct(plot_id: int, form: Form | None, tried: Tried | None = None) -> str:
    with read() as session:
        plot = areas.plot_of(session, plot_id, organisation_id())
        kept = Form(
            {
                "name": plot.name,
                "declared_mu": f"{plot.declared_m2 / _SQUARE_METRES_PER_MU:.2f}",
                "geometry": plot_pictures.corner_lines(plot.geometry),
                "crs": Crs.CGCS2000.value,
                "source": plot.source,
            }
        )
        return render_template(
            "producers/plot_form.html",
            **form_facts(plot.gi.code, except_id=plot.id),
            form=form or kept,
            plot=plot,
            products=[],
            first="",
            season=season_of(clock.today()),
            tried=tried,
        )
