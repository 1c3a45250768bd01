"""The registered plots that a report names: chosen, kept, checked, compared."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import openpyxl
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from gi_registry.annual_reports import queries, service
from gi_registry.annual_reports.models import AnnualReport
from gi_registry.annual_reports.rules import Answers, Facts, Severity, check
from gi_registry.annual_reports.rules.figures import plots
from gi_registry.core.db import Database
from gi_registry.core.words import Language
from gi_registry.products.models import Gi
from tests import factories
from tests.conftest import signed_in

YEAR = 2026
"""The first whose reports are on the third form where nobody decided another."""
NOW = datetime(2027, 1, 20, 4, tzinfo=UTC)
one_engine = pytest.mark.parametrize("migrated", ["sqlite"], indirect=True)

EAST = {"id": 4, "name": "村东", "county": "140728", "m2": 20_000}
SOUTH = {"id": 9, "name": "南、坡 3", "county": "140728", "m2": 2_000}
KNOWN = [EAST, SOUTH]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (plots.listed(KNOWN), KNOWN),
        ("9，4", KNOWN),
        ("村东", [EAST]),
        ("村东、#9\n无", KNOWN),
        ("#4、#9", KNOWN),
        ("#5; 村西", [{"id": 5}, {"name": "村西"}]),
    ],
)
def test_plots_are_read_by_number_or_name(
    text: str, read: list[dict[str, Any]]
) -> None:
    chosen = Answers(plots=plots.plots_in(text))

    found = plots.with_plots(chosen, KNOWN)

    assert (found.plots, found.plots_used) == (read, len(read))


def test_a_name_that_two_plots_have_names_neither() -> None:
    chosen = Answers(plots=plots.plots_in("村东"))

    found = plots.with_plots(chosen, [EAST, EAST | {"id": 5}])

    assert found.plots == [{"name": "村东"}]


def test_plots_are_told_with_their_area_and_beside_last_years() -> None:
    # 20,000 m2 are 30 mu, 2,000 m2 are 3
    assert plots.told(KNOWN).zh == "2 块，共 33 亩：村东（30 亩）、南、坡 3（3 亩）"
    assert plots.against([EAST], [SOUTH]).en == (
        "1 plot, 3 mu; new this year: 村东; gone this year: 南、坡 3"
    )
    assert plots.against(KNOWN, KNOWN).zh == "2 块，共 33 亩"


@pytest.mark.parametrize(
    ("chosen", "base_m2", "found"),
    [
        ([EAST], 21_000, {}),
        ([EAST], 21_001, {"plots-area-unlike-base": Severity.AMBER}),
        ([EAST], 18_999, {"plots-area-unlike-base": Severity.AMBER}),
        ([EAST, {"name": "村西"}], 20_000, {"plots-not-registered": Severity.RED}),
        ([], 20_000, {}),
    ],
)
def test_plots_are_checked_against_the_register_and_the_base(
    chosen: list[dict[str, Any]], base_m2: int, found: dict[str, Severity]
) -> None:
    facts = Facts(Answers(plots=chosen, base_m2=base_m2), {"plots": KNOWN})

    codes = {e.code: e.severity for e in check(facts) if e.code.startswith("plots-")}

    assert codes == found


def test_a_corrected_plot_counts_once_and_keeps_its_number(session: Session) -> None:
    holder, product = factories.organisation(session), factories.gi(session)
    ended = datetime(YEAR, 6, 1, tzinfo=UTC), datetime(YEAR + 1, 1, 9, tzinfo=UTC)
    first = factories.plot(session, holder, product, ended_at=ended[0])
    second = factories.plot(
        session, holder, product, ended_at=ended[1], replaces_id=first.id, number=2
    )
    factories.plot(session, holder, product, name="新", replaces_id=second.id, number=3)
    factories.plot(session, holder, product, ended_at=ended[0])
    late = factories.plot(session, holder, product, measured_m2=0, ended_at=ended[1])

    found = queries.plots(session, [holder.id], YEAR)

    named = [
        (each["id"], each["name"], each["m2"]) for each in found[holder.id, product.id]
    ]
    assert named == [(first.id, "新", 9_740), (late.id, "示例地块", 9_700)]


def _draft(session: Session) -> tuple[AnnualReport, str]:
    """Begin a report on the third form of a grower with two plots."""
    factories.division(session)
    holder = factories.organisation(session)
    held = factories.authorization(session, factories.entity(session, holder))
    product = session.get_one(Gi, held.gi_id)
    factories.capacity(session, held, year=YEAR)
    for name in ("村东", "村西"):
        factories.plot(session, holder, product, name=name)
    mine = factories.producer(session, holder)
    made = service.open_report(session, held.id, YEAR, now=NOW, account_id=mine.id)
    assert made.form == 3
    return made, mine.login


def test_a_report_begins_with_the_plots_and_keeps_those_chosen(
    session: Session,
) -> None:
    report, _ = _draft(session)
    both = [*(report.plots or ())]
    draft = service.draft_of(report)

    chosen = replace(draft.answers, plots=[{"id": both[1]["id"]}, {"id": 99_999}])
    service.save(session, report.id, replace(draft, answers=chosen))
    service.refresh(session, report.id)
    findings = service.checks_of(session, [report])[report.id]
    book = openpyxl.load_workbook(
        io.BytesIO(service.workbook_of(session, report, Language.ZH))
    )

    assert [each["name"] for each in both] == ["村东", "村西"]
    assert report.plots == [both[1], {"id": 99_999}]
    assert (report.plots_used, report.base_m2) == (2, 2 * 9_740)
    assert "plots-not-registered" in {each.code for each in findings}
    cells = {row[0].value: row[3].value for row in book.active.rows}
    assert cells["plots"] == f"村西 #{both[1]['id']}；#99999"
    assert "plots_used" not in cells
    assert service.ledger_moved(session, report) == ()


@one_engine
def test_plots_are_ticked_on_the_page_all_or_none_at_once(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        report, login = _draft(session)
        at, ids = (
            f"/producer/reports/{report.id}",
            [p["id"] for p in report.plots or ()],
        )
    client = signed_in(app, login)

    def sent(**more: Any) -> tuple[list[int], int | None]:
        with database.read() as session:
            revision = service.get(session, report.id).revision
        said = {"revision": revision, "draft": "1", "jobs": "3"} | more
        assert client.post(at, data=said).status_code == 303
        with database.read() as session:
            kept = service.get(session, report.id)
            return [each["id"] for each in kept.plots or ()], kept.plots_used

    page = client.get(at).text

    assert page.count('name="plots"') == 2
    assert 'name="plots_used"' not in page
    assert sent(plots=[str(ids[1])]) == ([ids[1]], 1)
    assert sent(draft="no-plots", plots=[str(ids[1])]) == ([], None)
    assert sent(draft="all-plots") == (ids, 2)
