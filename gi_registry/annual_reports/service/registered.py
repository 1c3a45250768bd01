"""The lists behind what the registry itself counts of a year."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, Final

from sqlalchemy.orm import Session

from gi_registry.annual_reports import queries
from gi_registry.annual_reports.queries import Counted
from gi_registry.areas import service as areas
from gi_registry.cases.rules import (
    CASE_STATE_WORDS,
    TRIGGER_WORDS,
    CaseState,
    Trigger,
)
from gi_registry.core.paging import PAGE_SIZE, Page, page_of
from gi_registry.core.words import Words
from gi_registry.producers.rules import AUTHORIZATION_STATE_WORDS, AuthorizationState
from gi_registry.products.rules import (
    EVIDENCE_WORDS,
    RIGHT_STATUS_WORDS,
    Evidence,
    RightStatus,
)

Cell = Words | str | int | date | None
Line = Mapping[str, Cell]
"""What a list shows of one thing, by the names of columns."""
Lines = Sequence[Line]

COLUMNS: Final = {
    "permission": Words("用标编号", "Permission"),
    "case": Words("案号", "Case"),
    "standard": Words("标准", "Standard"),
    "laboratory": Words("检验机构", "Laboratory"),
    "cma": Words("CMA 证书编号", "CMA number"),
    "holder": Words("用标主体", "Business"),
    "uscc": Words("统一社会信用代码", "Credit code"),
    "product": Words("产品", "Product"),
    "code": Words("产品编号", "Product's number"),
    "number": Words("权利编号", "Number of the right"),
    "owner": Words("权利人", "Holder of the right"),
    "since": Words("起始", "Since"),
    "evidence": Words("依据", "Evidence"),
    "county": Words("县（市、区）", "County"),
    "valid_from": Words("公告日期", "Announced on"),
    "opened_on": Words("立案日期", "Opened on"),
    "trigger": Words("情形", "Trigger"),
    "state": Words("目前状态", "State now"),
    "reports": Words("年报份数", "Reports"),
}
"""What a list shows, in its order, each with its head; a list has some of them."""

_NAMED: Final[Mapping[type[StrEnum], Mapping[Any, Words]]] = {
    AuthorizationState: AUTHORIZATION_STATE_WORDS,
    CaseState: CASE_STATE_WORDS,
    Trigger: TRIGGER_WORDS,
    RightStatus: RIGHT_STATUS_WORDS,
    Evidence: EVIDENCE_WORDS,
}


def listed(
    session: Session, asked: Counted, *, number: int, size: int = PAGE_SIZE
) -> Page[Line]:
    """Return one page of what is counted, as many on all pages as the count says.

    Args:
        session: to read with.
        asked: what is counted.
        number: of the page, from 1.
        size: rows on a page.
    """
    found: Page[Any] = page_of(session, queries.listed(asked), number=number, size=size)
    rows = [row._asdict() for row in found.items]
    codes = {row["county"] for row in rows if "county" in row}
    counties = {code: Words(code, code) for code in codes} | areas.names(session, codes)
    return found.map(lambda row: _line(row._asdict(), counties))


def _line(row: Mapping[str, Any], counties: Mapping[str, Words]) -> Line:
    cells = {name: _cell(value) for name, value in row.items()}
    if "product" in row:
        cells["product"] = Words(row["product"], row["product_en"])
    if "county" in row:
        cells["county"] = counties[row["county"]]
    return cells


def _cell(value: Any) -> Cell:  # noqa: ANN401 -- of any column
    words = _NAMED.get(type(value))
    return words[value] if words else value
