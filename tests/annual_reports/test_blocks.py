"""The seven blocks: sums to the last digit, and reports behind each figure."""

import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy.orm import Session

from gi_registry.accounts.models import Account
from gi_registry.annual_reports import service
from gi_registry.annual_reports.rules import (
    ADDED,
    BY_NAME,
    Block,
    Figure,
    ReportState,
    scaled,
    stored,
)
from gi_registry.core.access import Role
from gi_registry.core.db import Database
from tests import factories
from tests.annual_reports.rows import YEAR, report
from tests.conftest import signed_in

TOTALS = Path(__file__).parent / "totals.xlsx"
"""Made with LibreOffice Calc: 40 reports, and their sums by its own formulas."""


@pytest.fixture
def officer(database: Database) -> Account:
    """Give an officer of the province and what the workbook reports."""
    with database.write() as session:
        _take_in(session)
        return factories.officer(session, Role.PROVINCE, "14")


def test_totals_equal_those_of_a_spreadsheet(
    database: Database,
    officer: Account,
) -> None:
    assert officer.id
    with database.read() as session:
        found = service.blocks(session, YEAR, [""])

    lines = {
        line.figure.name: scaled(line.value, line.figure.unit)
        for block in Block
        for line in found.lines[block]
    }
    products = {
        (code, line.figure.name): scaled(line.value, line.figure.unit)
        for code, lines in found.by_product.items()
        for line in lines
    }
    head, *rows = _sheet("totals")
    whole = dict(zip(head[1:], rows[-1][1:], strict=True))
    assert found.reports == 40
    for name, value in whole.items():
        assert lines[str(name)] == _exact(value), name
    for code, *values in rows[:-1]:
        for name, value in zip(head[1:], values, strict=True):
            assert products[str(code), str(name)] == _exact(value), (code, name)


def test_each_figure_opens_to_its_reports(app: Flask, officer: Account) -> None:
    client = signed_in(app, officer.login)

    page = client.get(f"/desk/report-blocks?year={YEAR}&lang=en")
    behind = client.get(f"/desk/report-blocks/trees?year={YEAR}&lang=en")
    listed = client.get(f"/desk/report-blocks/trees.csv?year={YEAR}")

    _, *rows = _sheet("totals")
    trees = rows[-1][_sheet("totals")[0].index("trees")]
    assert f"{int(trees):,} trees" in page.text
    assert "8 reports, the largest first" in behind.text
    values = [int(line.rsplit(",", 1)[1]) for line in listed.text.splitlines()[1:]]
    assert sum(values) == trees
    assert values == sorted(values, reverse=True)
    assert client.get("/desk/report-blocks/marked_price").status_code == 404


def test_a_products_and_a_countys_figures_open_to_their_reports(
    app: Flask, officer: Account
) -> None:
    client, end = signed_in(app, officer.login), "/desk/report-blocks/total_output_g"
    head, *rows = _sheet("totals")
    at = head.index("total_output_g")

    for code, wanted in ((row[0], row[at]) for row in rows[:-1]):
        asked = f"?year={YEAR}&product={code}"
        listed = client.get(f"{end}.csv{asked}").text.splitlines()[1:]
        values = [Decimal(line.rsplit(",", 1)[1]) for line in listed]
        assert sum(values) == _exact(wanted), code
        assert f"{sum(values):,f} kg" in client.get(f"{end}{asked}&lang=en").text

    here = client.get(f"/desk/report-totals?year={YEAR}").text
    other = client.get(f"{end}.csv?year={YEAR}&place=130000").text.splitlines()
    assert f"{end}?year={YEAR}&amp;product={rows[0][0]}" in here
    assert f"{end}?year={YEAR}&amp;place=" in here
    assert len(other) == 1
    assert client.get(f"{end}?year={YEAR}&place=x").status_code == 404


def test_the_files_say_the_same_as_the_page_to_the_last_digit(
    app: Flask, database: Database, officer: Account
) -> None:
    with database.write() as session:
        for m2 in (
            27_355,
            27_355,
            8_333,
        ):  # forms: 41.033 of 41.0325 mu
            held = factories.authorization(session)
            report(session, held, state=ReportState.ACCEPTED, base_m2=m2)
    client = signed_in(app, officer.login)

    document = json.loads(client.get(f"/desk/report-blocks.json?year={YEAR}").text)
    with client.get(f"/desk/report-blocks.xlsx?year={YEAR}&lang=en") as answer:
        book = CalamineWorkbook.from_filelike(io.BytesIO(answer.data))

    given = {
        line["name"]: line["value"]
        for block in document["blocks"]
        for line in block["reports"]
    }
    head, *reports = book.get_sheet_by_name("Every report").to_python()
    _, *lines = book.get_sheet_by_name("Seven blocks").to_python()
    summed = {line[1]: line[2] for line in lines if line[5] == "Reports"}
    for figure in (figure for figure in ADDED if figure.name in given):
        unit, column = figure.unit, head.index(_head(figure))
        said = (_exact(row[column]) for row in reports if row[column] != "")
        rows = sum(said, Decimal())
        assert _exact(summed[figure.words.en]) == rows
        assert stored(rows, unit) == given[figure.name]
    assert len(reports) == document["reports"] == 43


def _head(figure: Figure) -> str:
    return f"{figure.words.en} ({figure.unit_words.en})"


def _take_in(session: Session) -> None:
    gis = {code: factories.gi(session, code=code) for code in ("BLOCK-A", "BLOCK-B")}
    rights = {code: factories.right(session, gi) for code, gi in gis.items()}
    head, *rows = _sheet("reports")
    for code, *values in rows:
        held = factories.authorization(session, to=rights[str(code)])
        answers = {
            str(name): stored(_exact(value), BY_NAME[str(name)].unit)
            for name, value in zip(head[1:], values, strict=True)
            if value != ""
        }
        report(session, held, state=ReportState.ACCEPTED, **answers)


def _sheet(name: str) -> list[list[Any]]:
    return CalamineWorkbook.from_path(str(TOTALS)).get_sheet_by_name(name).to_python()


def _exact(value: object) -> Decimal:
    return Decimal(str(value))
