"""What the public sees of reports: sums, nothing of single producers, a bulletin."""

import csv
import io

import pypdfium2
import pytest
from flask.testing import FlaskClient

from gi_registry.annual_reports import service
from gi_registry.annual_reports.rules import ReportState
from gi_registry.core.db import Database
from tests import factories
from tests.annual_reports.rows import NOW, YEAR, report


@pytest.fixture
def reported(database: Database) -> None:
    """Add four reports on one product and one on another, of which sums differ."""
    with database.write() as session:
        for name, count in (("示例四家醋", 4), ("示例独家枣", 1)):
            gi = factories.gi(session, name_zh=name, code=f"FIG-{count}")
            right = factories.right(session, gi)
            for _ in range(count):
                held = factories.authorization(session, to=right)
                report(session, held, state=ReportState.ACCEPTED)
        planned = service.plan(session, YEAR, now=NOW)
        assert planned
        service.publish(session, planned)


@pytest.mark.usefixtures("reported")
def test_a_single_producer_is_never_told(client: FlaskClient) -> None:
    page = client.get(f"/figures/reports?year={YEAR}&by=total_output_g").text
    rows = list(csv.DictReader(io.StringIO(client.get("/open-data/reports.csv").text)))

    four = next(row for row in rows if row["code"] == "FIG-4")
    one = next(row for row in rows if row["code"] == "FIG-1")
    assert four["total_output_g"] == ""  # else the other follows from the whole
    assert one["total_output_g"] == one["reporters"] == ""
    assert "示例独家枣" not in page
    assert "5,000" in page


@pytest.mark.usefixtures("reported")
def test_the_bulletin_has_the_published_figures_as_text(client: FlaskClient) -> None:
    answer = client.get(f"/figures/reports.pdf?year={YEAR}")

    (page,) = pypdfium2.PdfDocument(answer.data)
    text = page.get_textpage().get_text_range()
    assert f"{YEAR} 年度第 1 版" in text
    assert "总产量 5,000 千克" in text
    assert "示例独家枣" not in text
