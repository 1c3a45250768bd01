"""What annual reports add up to, for everyone: page, charts, files, bulletin."""

from collections.abc import Iterator
from typing import Any, Final

from flask import Response, render_template, request
from sqlalchemy.orm import Session

from gi_registry.annual_reports import service
from gi_registry.annual_reports.bulletin import BulletinPaper, bulletin_pdf
from gi_registry.annual_reports.errors import EditionNotFoundError
from gi_registry.annual_reports.pages.blueprint import pages
from gi_registry.annual_reports.pages.shown import asked_year
from gi_registry.annual_reports.pages.totals import HEADS, KINDS, SUMMED, told
from gi_registry.annual_reports.rules import (
    LEAST_REPORTERS,
    Figure,
    TotalRow,
    bars,
    largest,
)
from gi_registry.annual_reports.service import Bulletin
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires
from gi_registry.core.delivery import as_csv, as_json, deliver
from gi_registry.core.language import said
from gi_registry.core.sessions import read
from gi_registry.core.words import Words

_BARS: Final = 12
"""Of one chart; the table has all."""
_COLUMNS: Final = (
    *("year", "part", "code", "name_zh", "name_en", "reporters", "reports"),
    *(figure.name for figure in SUMMED),
    *("edition", "as_of", "incomplete"),
)


@pages.get("/figures/reports")
@requires(Permission.PUBLIC)
def report_figures() -> str:
    """Show what reports on a year add up to, as last published."""
    figure = _asked_figure()
    with read() as session:
        years = service.campaigns(session).years(clock.today())
        year = _year(session)
        found = service.published(session, year)
        editions = service.editions(session, year)
        course = sorted(service.public_course(session).items())
    bulletin = found.bulletin if found else Bulletin.empty(year)
    return render_template(
        "annual_reports/figures.html",
        year=year,
        year_options=[(str(each), str(each)) for each in years],
        figure=figure,
        figure_options=[(each.name, said(each.words)) for each in SUMMED],
        bulletin=bulletin,
        editions=editions,
        kinds=KINDS,
        summed=[(each, HEADS[each.name]) for each in SUMMED],
        rounded=told,
        least=LEAST_REPORTERS,
        by_year=bars(
            [(Words(str(each), str(each)), sums) for each, sums in course], figure
        ),
        charts={
            kind: largest(bulletin.rows(kind), figure, most=_BARS)
            for kind in ("by_product", "by_prefecture")
        },
    )


@pages.get("/figures/reports.pdf")
@requires(Permission.PUBLIC)
def report_bulletin() -> Response:
    """Give the newest edition of a year's figures on paper, in Chinese."""
    with read() as session:
        year = _year(session)
        found = service.published(session, year)
    if found is None:
        raise EditionNotFoundError
    made = bulletin_pdf(BulletinPaper.of(found))
    answer = Response(made, mimetype="application/pdf")
    name = f"gi-reports-{year}-{found.edition.number}.pdf"
    answer.headers["Content-Disposition"] = f"inline; filename={name}"
    return answer


@pages.get("/open-data/reports.csv")
@requires(Permission.PUBLIC)
def report_figures_csv() -> Response:
    """Give the newest figures of every year; grams, fen, m2; empty if withheld."""
    with read() as session:
        rows = list(_rows(session))
    return as_csv([_COLUMNS, *rows], "gi-reports.csv")


@pages.get("/open-data/reports.json")
@requires(Permission.PUBLIC)
def report_figures_json() -> Response:
    """Give the newest figures of every year; null where they are withheld."""
    with read() as session:
        items = [dict(zip(_COLUMNS, row, strict=True)) for row in _rows(session)]
    body = {"as_of": clock.today().isoformat(), "items": items}
    return as_json(body, "gi-reports.json")


@pages.get("/open-data/reports/<int:year>/<int:number>.json")
@requires(Permission.PUBLIC)
def report_edition(year: int, number: int) -> Response:
    """Give an edition of a year's figures as it was published, to the byte."""
    with read() as session:
        edition, document = service.document(session, year, number)
    return deliver(document.encode(), "application/json", etag=edition.sha256)


def _rows(session: Session) -> Iterator[tuple[Any, ...]]:
    for each in service.every_newest(session):
        bulletin, edition = each.bulletin, each.edition
        told = (edition.number, edition.on.isoformat())
        whole = bulletin.totals.whole
        yield (edition.year, "whole", "", "", "", *_values(whole), *told, _open(whole))
        for kind in KINDS:
            for row in getattr(bulletin.totals, kind):
                name = bulletin.named(kind, row.key)
                last = (*told, _open(row))
                yield (edition.year, kind, row.key, *name, *_values(row), *last)


def _values(row: TotalRow) -> tuple[Any, ...]:
    sums = (getattr(row.sums, figure.name, None) for figure in SUMMED)
    return row.reporters, row.reports, *sums


def _open(row: TotalRow) -> str:
    """Return the names of figures of which something is left out."""
    return " ".join(sorted(row.incomplete))


def _year(session: Session) -> int:
    if not request.args.get("year"):  # the newest of which anything can be said
        return service.newest_total(session, on=clock.today())
    return asked_year(session)


def _asked_figure() -> Figure:
    asked = request.args.get("by", "sales_fen")
    found = (figure for figure in SUMMED if figure.name == asked)
    return next(found, SUMMED[0])
