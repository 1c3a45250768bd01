"""Pages of the seasons: the calendar for everybody, the week's list for officers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, render_template, request

from gi_registry.areas import service as areas
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.codes import CodeKeys
from gi_registry.core.codes.text import grouped
from gi_registry.core.delivery import as_csv
from gi_registry.core.language import said, say
from gi_registry.core.paging import asked_page, page_of_list
from gi_registry.core.published import codelist
from gi_registry.core.sessions import read, registry
from gi_registry.products import service as products
from gi_registry.risk import rules, service
from gi_registry.risk.rules import SECTION_WORDS, Section, Term, Week
from gi_registry.risk.service import CalendarRow, Row

pages = Blueprint("risk", __name__)

_NAMED = 3
"""Counties that a line names; the others are counted."""
_FOLDED = (Section.LATER, Section.ALL_YEAR)
"""Long parts of the calendar that open on demand."""


@dataclass(frozen=True, slots=True)
class ShownCode:
    """A code with a finding, as it is written and linked."""

    code: str
    grouped: str
    is_suspect: bool


@pages.get("/seasons")
@requires(Permission.PUBLIC)
def calendar() -> str:
    """Show in which months each product comes to market, and the festivals."""
    today = clock.today()
    category, county = request.args.get("category", ""), request.args.get("county", "")
    with read() as session:
        shown = service.calendar(session, today.year, category=category, county=county)
        return render_template(
            "risk/calendar.html",
            sections=list(_sections(shown.rows, today.month)),
            section_words=SECTION_WORDS,
            festivals=shown.ahead(today),
            folded=() if category or county else _FOLDED,
            today=today,
            week=rules.week_of(today),
            week_of=rules.week_of,
            category=category,
            county=county,
            categories=sorted(codelist("category").items()),
            places=[
                (each.code, say(each.name, each.name_en))
                for each in areas.counties(session)
            ],
            category_words=products.category_words,
            named=_NAMED,
        )


@pages.get("/desk/season")
@requires(Permission.SEASON)
def week() -> str:
    """List what comes to market in a week in the officer's jurisdiction."""
    asked = _week()
    with read() as session:
        found = service.week_list(session, the_caller(), asked, now=clock.now())
        keys = CodeKeys(registry().secrets.master)
        page = page_of_list(found.rows, number=asked_page())
        return render_template(
            "risk/week.html",
            page=page,
            festivals=found.festivals,
            codes={row.product.id: list(_codes(keys, row)) for row in page.items},
            week=asked,
            this_week=rules.week_of(clock.today()),
            weights=found.weights,
            term_words=rules.TERM_WORDS,
            named=_NAMED,
        )


@pages.get("/desk/season.csv")
@requires(Permission.SEASON)
def week_csv() -> Response:
    """Download the same list."""
    asked = _week()
    with read() as session:
        found = service.week_list(session, the_caller(), asked, now=clock.now())
        rows = list(_csv(found.rows))
    return as_csv(rows, f"season-{asked}.csv")


def _week() -> Week:
    text = request.args.get("week", "")
    return rules.week_from(text) if text else rules.week_of(clock.today())


def _sections(
    rows: Iterable[CalendarRow], month: int
) -> Iterator[tuple[Section, list[CalendarRow]]]:
    listed = list(rows)
    for part in Section:
        inside = [
            row
            for row in listed
            if rules.section(row.product.season_mask, month) is part
        ]
        if inside:
            yield part, inside


def _codes(keys: CodeKeys, row: Row) -> Iterator[ShownCode]:
    for found in row.codes:
        code = keys.encode(found.key_epoch, found.run_id, found.index)
        yield ShownCode(code, grouped(code), found.is_suspect)


def _csv(rows: Iterable[Row]) -> Iterator[tuple[Any, ...]]:
    terms = [said(rules.TERM_WORDS[term]) for term in Term]
    yield (
        say("序号", "No."),
        say("产品代码", "Product code"),
        say("产品", "Product"),
        say("产地", "Made in"),
        say("用标资格数", "Permissions"),
        say("已知分", "Known points"),
        say("未知分", "Unknown points"),
        *(
            head
            for term in terms
            for head in (say(f"{term}（0至1）", f"{term} (0 to 1)"), term)
        ),
        say("下一步", "What to do"),
    )
    for number, row in enumerate(rows, start=1):
        yield (
            number,
            row.product.code,
            say(row.product.name_zh, row.product.name_en),
            say("、", ", ").join(said(each) for each in row.counties),
            row.users,
            round(row.score.points, 1),
            row.score.unknown_points,
            *(
                cell
                for signal in row.score.signals
                for cell in (_value(signal.value), said(signal.words))
            ),
            say("；", "; ").join(said(each) for each in row.score.advice),
        )


def _value(value: float | None) -> object:
    return say("无数据", "no data") if value is None else round(value, 2)
