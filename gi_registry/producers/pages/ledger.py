"""The quarterly ledger: a page, CSV, and a workbook."""

from collections.abc import Iterator, Sequence

from flask import Response, render_template, request

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.delivery import as_csv, as_workbook
from gi_registry.core.language import current_language
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read, registry
from gi_registry.core.words import Language, Words
from gi_registry.producers import service
from gi_registry.producers.pages.blueprint import pages
from gi_registry.producers.rules import (
    FIRST_YEAR,
    SECTION_WORDS,
    Quarter,
    Section,
    quarter_of,
)
from gi_registry.producers.service import LedgerRow

_HEAD = (
    Words("类别", "section"),
    Words("日期", "day"),
    Words("编号", "number"),
    Words("申请人或使用人", "applicant or holder"),
    Words("统一社会信用代码", "credit code"),
    Words("产品或事项", "product or matter"),
    Words("县（市、区）代码", "county code"),
    Words("结果", "outcome"),
    Words("原因或意见", "reason or remark"),
    Words("办理单位", "office"),
    Words("期限", "last day"),
    Words("是否按期", "in time"),
)
_IN_TIME = {
    True: Words("逾期", "late"),
    False: Words("按期", "in time"),
    None: Words("", ""),
}


@pages.get("/desk/ledger")
@requires(Permission.DESK)
def ledger() -> str:
    """Show the figures of a quarter, and the rows behind one of them."""
    caller, quarter = the_caller(), _quarter()
    asked = request.args.get("section", "")
    section = Section(asked) if asked in set(Section) else Section.RECEIVED
    with read() as session:
        of = service.ledger(session, caller, quarter)
        return render_template(
            "producers/ledger.html",
            quarter=quarter,
            years=[
                (str(year), str(year))
                for year in range(clock.today().year, FIRST_YEAR - 1, -1)
            ],
            counts=of.counts(),
            words=SECTION_WORDS,
            section=section,
            page=of.page(section, number=asked_page()),
            in_time=_IN_TIME,
        )


@pages.get("/desk/ledger.csv")
@requires(Permission.DESK)
def ledger_csv() -> Response:
    """Give all rows of a quarter as CSV."""
    caller, quarter, language = the_caller(), _quarter(), current_language()
    database = registry().database

    def rows() -> Iterator[list[object]]:
        yield [words.said_in(language) for words in _HEAD]
        with database.read() as session:
            for row in service.ledger(session, caller, quarter).every():
                yield _line(row, language)

    return as_csv(rows(), f"{_file(quarter)}.csv")


@pages.get("/desk/ledger.xlsx")
@requires(Permission.DESK)
def ledger_xlsx() -> Response:
    """Give figures and rows of a quarter as an Excel workbook."""
    caller, quarter, language = the_caller(), _quarter(), current_language()
    with read() as session:
        of = service.ledger(session, caller, quarter)
        figures: list[Sequence[object]] = [
            [quarter.words.said_in(language), caller.organisation_name],
            *(
                [SECTION_WORDS[section].said_in(language), number]
                for section, number in of.counts().items()
            ),
        ]
        head = [words.said_in(language) for words in _HEAD]
        rows = (_line(row, language) for row in of.every())
        sheets: dict[str, Iterator[Sequence[object]]] = {
            Words("汇总", "Figures").said_in(language): iter(figures),
            Words("明细", "Rows").said_in(language): _with(head, rows),
        }
        return as_workbook(sheets, f"{_file(quarter)}.xlsx")


def _with(
    head: list[str], rows: Iterator[Sequence[object]]
) -> Iterator[Sequence[object]]:
    yield head
    yield from rows


def _line(row: LedgerRow, language: Language) -> list[object]:
    return [
        SECTION_WORDS[row.section].said_in(language),
        row.on,
        row.subject,
        row.entity,
        row.uscc,
        row.product,
        row.division,
        row.told.said_in(language),
        row.words,
        row.office,
        row.due_on,
        _IN_TIME[row.is_late].said_in(language),
    ]


def _file(quarter: Quarter) -> str:
    return f"ledger-{quarter.year}-q{quarter.number}"


def _quarter() -> Quarter:
    """Read the quarter of the address; this one where none is named.

    Raises:
        QuarterError: it is none.
    """
    now = quarter_of(clock.today())
    texts = request.args.get("year", ""), request.args.get("quarter", "")
    year, number = (int(t) if t.isdecimal() and len(t) < 6 else 0 for t in texts)  # noqa: PLR2004 -- digits of a year, and one more
    if not any(texts):
        return now
    return Quarter(year, number)
