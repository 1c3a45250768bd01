"""Labels issued against capacity, for everyone: page, CSV and JSON."""

from dataclasses import asdict
from typing import Any, Final

from flask import Response, render_template, request

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires
from gi_registry.core.delivery import as_csv, as_json
from gi_registry.core.sessions import read
from gi_registry.marks import service
from gi_registry.marks.pages.blueprint import pages
from gi_registry.marks.service import ProductFigures

_HEAD: Final = (
    *("year", "code", "name_zh", "name_en", "users", "ceiling_g", "labels_issued"),
    *("drawn_g", "labels_activated", "activated_g", "labels_void", "labels_lost"),
    *("labels_expired", "labels_recalled"),
)


@pages.get("/figures/labels")
@requires(Permission.PUBLIC)
def label_figures() -> str:
    """Show a year's labels against capacity, product by product."""
    with read() as session:
        years = service.figure_years(session)
        year = _year(years)
        rows = service.figures(session, year)
    return render_template(
        "marks/figures.html",
        rows=rows,
        year=year,
        year_options=[(str(each), str(each)) for each in years],
        total=_total(rows),
    )


@pages.get("/open-data/labels.csv")
@requires(Permission.PUBLIC)
def label_figures_csv() -> Response:
    """Give the figures of every year, a line a product and year."""
    rows = [list(row.values()) for row in _every()]
    return as_csv([_HEAD, *rows], "gi-labels.csv")


@pages.get("/open-data/labels.json")
@requires(Permission.PUBLIC)
def label_figures_json() -> Response:
    """Give the figures of every year."""
    body = {"as_of": clock.today().isoformat(), "items": _every()}
    return as_json(body, "gi-labels.json")


def _every() -> list[dict[str, Any]]:
    with read() as session:
        return [
            _row(year, row)
            for year in service.figure_years(session)
            for row in service.figures(session, year)
        ]


def _row(year: int, row: ProductFigures) -> dict[str, Any]:
    figures = asdict(row)
    figures.pop("name")
    values = (year, figures.pop("code"), *row.name, *figures.values())
    return dict(zip(_HEAD, values, strict=True))


def _year(years: list[int]) -> int:
    """Return the year asked for, or the newest there is."""
    asked = request.args.get("year", "")
    newest = years[0] if years else clock.today().year
    return int(asked) if asked.isdecimal() and int(asked) in years else newest


def _total(rows: list[ProductFigures]) -> dict[str, int]:
    names = (
        *("users", "ceiling_g", "issued", "drawn_g", "activated", "void", "lost"),
        *("expired", "recalled"),
    )
    return {name: sum(getattr(row, name) for row in rows) for name in names}
