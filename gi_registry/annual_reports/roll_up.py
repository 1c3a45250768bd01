"""A year's report in seven blocks as files: a workbook, and a JSON document."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from gi_registry.annual_reports import service
from gi_registry.annual_reports.rules import (
    ADDED,
    BLOCK_WORDS,
    Blocks,
    Figure,
    Line,
    exact,
    headed,
)
from gi_registry.core.language import said, say
from gi_registry.core.words import Words

Sheets = dict[str, Iterator[tuple[object, ...]]]
"""Rows by the name of the sheet."""


def sheets(session: Session, year: int, prefixes: list[str]) -> Sheets:
    """Return the sheets of a year: blocks, products, counties, every report.

    Args:
        session: to read with, also while the rows are taken.
        year: the year reported on.
        prefixes: GB/T 2260 code prefixes; "" is everywhere.
    """
    found = service.blocks(session, year, prefixes)
    names = service.names_in(session, found)
    return {
        say("七项内容", "Seven blocks"): _sheet(found),
        say("按产品", "By product"): _groups(found, found.by_product, names),
        say("按县", "By county"): _groups(found, found.by_county, names),
        say("逐份年报", "Every report"): _reports(
            found, service.every_report(session, year, prefixes)
        ),
    }


def document(found: Blocks) -> dict[str, Any]:
    """Return the blocks as JSON values: whole numbers as stored, with their units."""
    return {
        "year": found.year,
        "basis": "国知办函保字〔2023〕1072号",
        "reports": found.reports,
        "forms": list(found.forms),
        "blocks": [
            {
                "block": block.value,
                "name": {"zh": words.zh, "en": words.en},
                "registry": {
                    each.key: each.value for each in found.counts.get(block, ())
                },
                "reports": [_line(line) for line in found.lines[block]],
            }
            for block, words in BLOCK_WORDS.items()
        ],
        "by_product": _lines(found.by_product),
        "by_county": _lines(found.by_county),
    }


def _number(figure: Figure, value: int | None) -> object:
    """Return a figure in the unit that people type, as a number of a workbook."""
    if value is None:
        return None
    number = exact(value, figure.unit)
    return int(number) if number == int(number) else float(number)


def _sheet(found: Blocks) -> Iterator[tuple[object, ...]]:
    yield (
        *(say("内容", "Block"), say("项目", "Item"), say("数值", "Value")),
        *(say("单位", "Unit"), say("年报份数", "Reports"), say("来源", "From")),
    )
    ledger, reports = say("登记系统", "Registry"), say("年报", "Reports")
    for block, words in BLOCK_WORDS.items():
        for count in found.counts.get(block, ()):
            yield said(words), said(count.words), count.value, "", None, ledger
        for line in found.lines[block]:
            figure = line.figure
            yield (
                *(said(words), said(figure.words), _number(figure, line.value)),
                *(said(figure.unit_words), line.reports, reports),
            )


def _groups(
    found: Blocks,
    groups: Any,  # noqa: ANN401 -- lines by code
    names: dict[str, Words],
) -> Iterator[tuple[object, ...]]:
    yield (
        say("代码", "Code"),
        say("名称", "Name"),
        *(said(headed(each)) for each in found.asked),
    )
    for code, lines in groups.items():
        values = {line.figure.name: line.value for line in lines}
        name = said(names.get(code, Words(code, code)))
        yield (
            code,
            name,
            *(_number(each, values.get(each.name)) for each in found.asked),
        )


def _reports(
    found: Blocks, rows: Iterator[tuple[Any, ...]]
) -> Iterator[tuple[object, ...]]:
    is_asked = {figure: figure in found.asked for figure in ADDED}
    yield (
        *(say("年报", "Report"), say("用标主体", "Business")),
        *(say("统一社会信用代码", "Credit code"), say("产品", "Product")),
        *(say("县代码", "County"), *(said(headed(each)) for each in found.asked)),
    )
    for number, entity, uscc, product, division, *values in rows:
        figures = zip(ADDED, values, strict=True)
        yield (
            *(number, entity, uscc, product, division),
            *(_number(figure, v) for figure, v in figures if is_asked[figure]),
        )


def _line(line: Line) -> dict[str, Any]:
    figure = line.figure
    return {
        "name": figure.name,
        "words": {"zh": figure.words.zh, "en": figure.words.en},
        "unit": figure.unit.value,
        "value": line.value,
        "reports": line.reports,
    }


def _lines(groups: Any) -> dict[str, dict[str, int]]:  # noqa: ANN401 -- lines by code
    return {
        code: {line.figure.name: line.value for line in lines}
        for code, lines in groups.items()
    }
