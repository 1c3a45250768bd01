"""The lists behind what the registry itself counts of a year."""

from collections.abc import Iterator
from typing import Final

from flask import Response, render_template, request
from werkzeug.exceptions import NotFound

from gi_registry.annual_reports import service
from gi_registry.annual_reports.pages.blueprint import pages
from gi_registry.annual_reports.pages.shown import asked_year
from gi_registry.annual_reports.service import KEYS, REPORTS_OF, Counted
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.delivery import as_csv
from gi_registry.core.language import said
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read
from gi_registry.core.words import Words

_ALL: Final = 1_000_000
"""More rows than a list has."""
_LONGEST: Final = 120
_REPORTS_OF: Final = Words(
    "写明这一检验机构的年报", "Reports that name this laboratory"
)
_WORDS: Final = {
    key: words for known in service.KNOWN.values() for key, words in known.items()
} | {REPORTS_OF: _REPORTS_OF}


@pages.get("/desk/report-blocks/registry/<key>")
@requires(Permission.REPORT_TOTALS)
def counted(key: str) -> str:
    """List what the registry counts of a year."""
    with read() as session:
        asked = _asked(key, asked_year(session))
        page = service.listed(session, asked, number=asked_page())
    return render_template(
        "annual_reports/counted.html",
        asked=asked,
        words=_WORDS[key],
        page=page,
        columns=_columns(page.items),
    )


@pages.get("/desk/report-blocks/registry/<key>.csv")
@requires(Permission.REPORT_TOTALS)
def counted_csv(key: str) -> Response:
    """Download the same list, all pages of it."""
    with read() as session:
        asked = _asked(key, asked_year(session))
        found = service.listed(session, asked, number=1, size=_ALL).items
    return as_csv(_rows(found), f"{key}-{asked.year}.csv")


def _asked(key: str, year: int) -> Counted:
    laboratory = request.args.get("laboratory", "")
    if (key not in KEYS and key != REPORTS_OF) or len(laboratory) > _LONGEST:
        raise NotFound
    prefixes = the_caller().prefixes(Permission.REPORT_TOTALS)
    return Counted(key, year, list(prefixes), laboratory)


def _columns(found: service.Lines) -> dict[str, Words]:
    """Return the heads of the columns that a list has."""
    names = found[0] if found else ()
    return {name: words for name, words in service.COLUMNS.items() if name in names}


def _rows(found: service.Lines) -> Iterator[tuple[object, ...]]:
    columns = _columns(found)
    yield tuple(said(words) for words in columns.values())
    for line in found:
        cells = (line[name] for name in columns)
        yield tuple(said(each) if isinstance(each, Words) else each for each in cells)
