"""The register: searched, narrowed, page by page."""

from flask import render_template

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read
from gi_registry.products.rules import RIGHT_KIND_WORDS
from gi_registry.products.rules.search import SORT_WORDS
from gi_registry.site import queries, service
from gi_registry.site.pages import asking
from gi_registry.site.pages.blueprint import pages

_SIZE = 24


@pages.get("/gi")
@requires(Permission.PUBLIC)
def register() -> str:
    """List the products that the address asks for."""
    search, today = asking.search(), clock.today()
    with read() as session:
        page = queries.find(session, search, on=today, number=asked_page(), size=_SIZE)
        facets = queries.facets(session, search, on=today)
        names = queries.places(session, asking.division_codes(facets, search))
        return render_template(
            "site/register.html",
            search=search,
            page=page,
            cards=service.cards(session, page.items, on=today),
            groups=asking.groups(facets, search, names),
            chips=asking.chips(search, names),
            sorts=list(SORT_WORDS.items()),
            kind_words=RIGHT_KIND_WORDS,
            month=today.month,
        )
