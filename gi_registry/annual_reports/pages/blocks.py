"""A province's own report in seven blocks: page, reports behind a figure, files."""

import re
from typing import Final

from flask import Response, render_template, request
from werkzeug.exceptions import NotFound

from gi_registry.annual_reports import roll_up, service
from gi_registry.annual_reports.pages.blueprint import pages
from gi_registry.annual_reports.pages.shown import asked_year
from gi_registry.annual_reports.rules import (
    ADDED,
    BLOCK_WORDS,
    BY_NAME,
    Block,
    Cut,
    Figure,
    Line,
    exact,
    headed,
    read_exactly,
)
from gi_registry.annual_reports.service import Behind
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.delivery import as_csv, as_json, as_workbook
from gi_registry.core.language import said, say
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read

_PLACE: Final = re.compile(r"[0-9]{0,6}")
_LONGEST: Final = 20
_ALL: Final = 1_000_000
"""More reports than a year has."""

_MEMBERS: Final = frozenset(figure.name for figure in ADDED)
_ON_THE_DESK: Final = {"must_report": "all", "filed": "filed", "accepted": "accepted"}
"""Counts whose list is the desk's, with what it is narrowed to."""


@pages.get("/desk/report-blocks")
@requires(Permission.REPORT_TOTALS)
def report_blocks() -> str:
    """Show a year's report in the seven blocks of CNIPA's."""
    with read() as session:
        year = asked_year(session)
        found = service.blocks(session, year, _prefixes())
        names = service.names_in(session, found)
        years = service.campaigns(session).years(clock.today())
    return render_template(
        "annual_reports/blocks.html",
        year=year,
        year_options=[(each, str(each)) for each in years],
        found=found,
        names=names,
        block_words=BLOCK_WORDS,
        output=[figure for figure in found.asked if figure.block is Block.OUTPUT_VALUE],
        shown=_shown,
        value_of=_value_of,
        on_the_desk=_ON_THE_DESK,
    )


@pages.get("/desk/report-blocks/<name>")
@requires(Permission.REPORT_TOTALS)
def report_block_figure(name: str) -> str:
    """Show the reports behind one figure, the largest first."""
    figure = _figure(name)
    with read() as session:
        cut = _cut(asked_year(session))
        page = service.behind(session, figure, cut, number=asked_page())
        added = service.added_up(session, figure, cut)
        names = service.cut_names(session, cut)
    return render_template(
        "annual_reports/block_figure.html",
        year=cut.year,
        figure=figure,
        page=page,
        added=added,
        names=names,
        asked={"year": cut.year, "product": cut.product, "place": cut.place},
        shown=_shown,
    )


@pages.get("/desk/report-blocks/<name>.csv")
@requires(Permission.REPORT_TOTALS)
def report_block_figure_csv(name: str) -> Response:
    """Download the reports behind one figure."""
    figure = _figure(name)
    with read() as session:
        cut = _cut(asked_year(session))
        found = service.behind(session, figure, cut, number=1, size=_ALL)
    head = (
        *(say("年报", "Report"), say("用标主体", "Business"), say("产品", "Product")),
        *(say("县", "County"), said(headed(figure))),
    )
    rows = [_row(figure, each) for each in found.items]
    return as_csv([head, *rows], f"{figure.name}-{cut.year}.csv")


@pages.get("/desk/report-blocks.json")
@requires(Permission.REPORT_TOTALS)
def report_blocks_json() -> Response:
    """Download a year's report; whole numbers as stored, with what they count."""
    with read() as session:
        year = asked_year(session)
        found = service.blocks(session, year, _prefixes())
    return as_json(roll_up.document(found), f"blocks-{year}.json")


@pages.get("/desk/report-blocks.xlsx")
@requires(Permission.REPORT_TOTALS)
def report_blocks_xlsx() -> Response:
    """Download a year's report as a workbook, with every report that it stands on."""
    with read() as session:
        year = asked_year(session)
        sheets = roll_up.sheets(session, year, _prefixes())
        return as_workbook(sheets, f"blocks-{year}.xlsx")


def _prefixes() -> list[str]:
    return list(the_caller().prefixes(Permission.REPORT_TOTALS))


def _cut(year: int) -> Cut:
    """Return which reports the address asks for: of a product, of a division."""
    product, place = request.args.get("product", ""), request.args.get("place", "")
    if len(product) > _LONGEST or not _PLACE.fullmatch(place):
        raise NotFound
    return Cut(year, tuple(_prefixes()), product, place)


def _figure(name: str) -> Figure:
    if name not in _MEMBERS:
        raise NotFound
    return BY_NAME[name]


def _shown(figure: Figure, value: int) -> str:
    return said(read_exactly(value, figure))


def _value_of(lines: tuple[Line, ...], figure: Figure) -> str:
    found = (line.value for line in lines if line.figure is figure)
    value = next(found, None)
    return "—" if value is None else _shown(figure, value)


def _row(figure: Figure, row: Behind) -> tuple[object, ...]:
    value = f"{exact(row.value, figure.unit):f}"
    return row.number, row.entity, said(row.product), said(row.county), value
