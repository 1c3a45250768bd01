"""One plot: what it is, its versions and claims; ending it and taking it up again."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from gi_registry.areas import plot_pictures
from gi_registry.areas import service as areas
from gi_registry.areas.claims.rules import UNDO, comparison, season_of
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.errors import GiError
from gi_registry.core.forms import Form
from gi_registry.core.language import said, say
from gi_registry.core.sessions import read, write
from gi_registry.core.words import Words, china_day
from gi_registry.producers import service
from gi_registry.producers.pages import common
from gi_registry.producers.pages.blueprint import pages
from gi_registry.producers.pages.common import organisation_id
from gi_registry.producers.rules import APPLICATION_STATE_WORDS

if TYPE_CHECKING:
    from gi_registry.areas.models import Plot


@pages.get("/producer/plots/<int:plot_id>")
@requires(Permission.PRODUCE)
def plot(plot_id: int) -> str:
    """Show one of one's own plots."""
    return plot_page(plot_id, Form())


def plot_page(plot_id: int, form: Form) -> str:
    """Return the page of one's own plot; the form says who works it."""
    now = clock.now()
    season = season_of(china_day(now))
    with read() as session:
        found = areas.plot_of(session, plot_id, organisation_id())
        versions = areas.versions_of(session, found)
        claims = areas.claims_of(session, [version.id for version in versions])
        active = {c.season for c in claims[found.id] if c.ended_at is None}
        names = areas.full_names(session, {found.division_code})
        return render_template(
            "producers/plot.html",
            plot=found,
            county=names.get(found.division_code, Words(*(found.division_code,) * 2)),
            source=common.SOURCES.get(found.source, Words(*(found.source,) * 2)),
            versions=versions,
            claims=[claim for version in versions for claim in claims[version.id]],
            picture=_picture(session, found, versions),
            comparison=(
                None
                if found.is_point
                else comparison(found.declared_m2, found.measured_m2)
            ),
            test=areas.test_plot(session, found, on=china_day(now)),
            shared=(
                areas.shared_by(session, found, season) if season in active else []
            ),
            missing=[s for s in (season, season + 1) if s not in active],
            can_resume=_can_resume(found, versions, now),
            undo_days=UNDO.days,
            uses=service.uses_of(session, [version.id for version in versions]),
            states=APPLICATION_STATE_WORDS,
            worker=service.workers_of(session, [found.id]).get(found.id),
            form=form,
        )


@pages.get("/producer/plots/<int:plot_id>/end")
@requires(Permission.PRODUCE)
def end_plot(plot_id: int) -> str:
    """Ask before a plot is ended."""
    with read() as session:
        found = areas.plot_of(session, plot_id, organisation_id())
        return render_template(
            "producers/plot_end.html", plot=found, undo_days=UNDO.days
        )


@pages.post("/producer/plots/<int:plot_id>/end")
@requires(Permission.PRODUCE)
def do_end_plot(plot_id: int) -> Response:
    """End a plot and its claims."""
    done = say(
        f"地块已停用；{UNDO.days} 天内可以恢复",
        f"The plot is ended; it can be taken up again within {UNDO.days} days",
    )
    return _changed(plot_id, areas.end_plot, done)


@pages.post("/producer/plots/<int:plot_id>/resume")
@requires(Permission.PRODUCE)
def resume_plot(plot_id: int) -> Response:
    """Take a plot up again that was ended lately."""
    done = say("地块已恢复使用", "The plot is in use again")
    return _changed(plot_id, areas.resume_plot, done)


def _changed(plot_id: int, change: Callable[..., None], done: str) -> Response:
    try:
        with write() as session:
            change(
                session,
                areas.plot_of(session, plot_id, organisation_id()),
                now=clock.now(),
                account_id=the_caller().account_id,
            )
    except GiError as error:
        if error.field is None and error.slug == "plot-unknown":
            raise
        flash(said(error.words), "stop")
    else:
        flash(done, "good")
    return redirect(f"/producer/plots/{plot_id}", 303)


def _can_resume(plot: "Plot", versions: "list[Plot]", now: datetime) -> bool:
    is_last = versions[0].id == plot.id
    return is_last and plot.ended_at is not None and now - plot.ended_at <= UNDO


def _picture(session: Session, plot: "Plot", versions: "list[Plot]") -> str | None:
    place = areas.layer(session).places.get(plot.division_code)
    if place is None:
        return None
    before = next((v.geometry for v in versions if v.id == plot.replaces_id), None)
    words = Words(
        "{name}的边界，和它在{county}的位置",
        "The outline of {name}, and where it is in {county}",
    ).filled(name=plot.name, county=said(place.name))
    return plot_pictures.plot_svg(
        plot.geometry, place.geometry, words=said(words), before=before
    )
