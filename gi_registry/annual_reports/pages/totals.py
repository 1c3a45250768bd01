"""The totals of a year as tables and as a file."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from flask import Response, render_template, url_for
from sqlalchemy.orm import Session

from gi_registry.annual_reports import service
from gi_registry.annual_reports.pages.blueprint import pages
from gi_registry.annual_reports.pages.shown import asked_year, province
from gi_registry.annual_reports.rules import (
    FIGURES,
    Figure,
    Sums,
    TotalRow,
    headed,
    rounded,
    typed,
)
from gi_registry.annual_reports.service import Bulletin
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.delivery import as_csv
from gi_registry.core.language import said, say
from gi_registry.core.sessions import read
from gi_registry.core.words import Words

KINDS: Final = {
    "by_product": Words("按产品", "By product"),
    "by_prefecture": Words("按市", "By prefecture"),
    "by_county": Words("按县（市、区）", "By county"),
}
"""Parts of the totals, in the order of the page."""

SUMMED: Final = tuple(
    figure for name in Sums.names() for figure in FIGURES if figure.name == name
)
"""The figures that are added up, in the order of `Sums`."""

HEADS: Final = {
    "total_output_g": Words("总产量，千克", "Output, kg"),
    "standard_output_g": Words("达标产量，千克", "To standard, kg"),
    "marked_output_g": Words("用标产量，千克", "Marked, kg"),
    "sales_fen": Words("销售额，万元", "Sales, 10k yuan"),
    "marked_sales_fen": Words("用标销售额，万元", "Marked sales, 10k yuan"),
    "export_fen": Words("出口额，万元", "Exports, 10k yuan"),
    "base_m2": Words("基地面积，亩", "Base, mu"),
    "labels_activated": Words("启用标识，枚", "Labels activated"),
}
"""Heads of the columns, by figure."""


@pages.get("/desk/report-totals")
@requires(Permission.REPORT_TOTALS)
def report_totals() -> str:
    """Show a year's totals by product and by division."""
    today = clock.today()
    with read() as session:
        year = asked_year(session)
        known = service.campaigns(session)
        return render_template(
            "annual_reports/totals.html",
            year=year,
            year_options=[(each, str(each)) for each in known.years(today)],
            campaign=known.of(year, province()),
            bulletin=_bulletin(session, year),
            kinds=KINDS,
            summed=[(figure, HEADS[figure.name]) for figure in SUMMED],
            rounded=told,
            behind={kind: partial(_behind, year, kind) for kind in KINDS},
        )


@pages.get("/desk/report-totals.csv")
@requires(Permission.REPORT_TOTALS)
def report_totals_csv() -> Response:
    """Download a year's totals; masses in kg, money in 万元, areas in mu."""
    with read() as session:
        year = asked_year(session)
        rows = list(_csv(_bulletin(session, year)))
    return as_csv(rows, f"totals-{year}.csv")


def told(row: TotalRow, figure: Figure) -> str:
    """Return a total as a page shows it, without its unit; a dash if withheld.

    A star says that something is left out of it, with a dash that all is.
    """
    if row.sums is None:
        return "—"
    if figure.name not in row.incomplete:
        return rounded(row.sums, figure)
    is_any = getattr(row.sums, figure.name)
    return f"{rounded(row.sums, figure) if is_any else '—'}＊"


def _behind(year: int, kind: str, row: TotalRow, figure: Figure) -> str:
    """Return where the reports behind a figure are listed."""
    product, place = (row.key, None) if kind == "by_product" else (None, row.key)
    return url_for(
        "annual_reports.report_block_figure",
        name=figure.name,
        year=year,
        product=product,
        place=place,
    )


def _bulletin(session: Session, year: int) -> Bulletin:
    prefixes = the_caller().prefixes(Permission.REPORT_TOTALS)
    return service.totals(session, year, prefixes)


def _csv(bulletin: Bulletin) -> Iterator[tuple[object, ...]]:
    yield (
        say("年度", "Year"),
        say("汇总口径", "Part"),
        say("代码", "Code"),
        say("名称", "Name"),
        say("填报主体数", "Reporters"),
        say("年报份数", "Reports"),
        *(said(headed(figure)) for figure in SUMMED),
    )
    totals = bulletin.totals
    whole = say("合计", "Total")
    yield (totals.year, whole, "", whole, *_figures(totals.whole))
    for kind, words in KINDS.items():
        for row in getattr(totals, kind):
            name = said(bulletin.named(kind, row.key))
            yield (totals.year, said(words), row.key, name, *_figures(row))


def _figures(row: TotalRow) -> tuple[object, ...]:
    values = (
        typed(getattr(row.sums, figure.name), figure.unit) if row.sums else ""
        for figure in SUMMED
    )
    return (row.reporters, row.reports, *values)
