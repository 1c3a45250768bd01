"""The first page: search, what is in season, a code to check, figures."""

from flask import current_app, render_template

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires
from gi_registry.core.sessions import read
from gi_registry.products.rules import RIGHT_KIND_WORDS
from gi_registry.site import queries, service
from gi_registry.site.pages import asking
from gi_registry.site.pages.blueprint import pages

_SHOWN = 6


@pages.get("/")
@requires(Permission.PUBLIC)
def home() -> str:
    """Show where to begin."""
    today = clock.today()
    with read() as session:
        found, total = queries.in_season(session, today.month, limit=_SHOWN)
        return render_template(
            "site/home.html",
            figures=queries.figures(session),
            season=service.cards(session, found, on=today),
            season_total=total,
            kind_words=RIGHT_KIND_WORDS,
            has_map="maps.map_page" in current_app.view_functions,
            month=today.month,
            month_words=asking.month_words(today.month),
        )
