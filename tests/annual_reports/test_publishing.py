"""Editions of public figures are made, kept to the byte, and stand in the log."""

import json
from datetime import timedelta
from hashlib import sha256

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.annual_reports import service
from gi_registry.annual_reports.errors import EditionNotFoundError
from gi_registry.annual_reports.models import AnnualReport, ReportLock
from gi_registry.annual_reports.rules import ReportState
from gi_registry.annual_reports.service import Edition
from gi_registry.core.db import Database
from gi_registry.products.models import GiRight
from gi_registry.translog.models import LogLeaf
from tests import factories as make
from tests.annual_reports.rows import NOW, YEAR, report

KIND = "figures.published"
ANSWERED = 1_000_000
"""Output of each report, grams."""


def _accepted(session: Session, to: GiRight, county: str = "140727") -> AnnualReport:
    held = make.authorization(session, make.entity(session, division=county), to)
    return report(session, held, state=ReportState.ACCEPTED)


def _publish(session: Session) -> Edition | None:
    planned = service.plan(session, YEAR, now=NOW)
    return service.publish(session, planned) if planned else None


def _outputs(session: Session) -> dict[tuple[str, str], int | None]:
    """Return output by cell as the newest edition shows it."""
    found = service.editions(session, YEAR)[0]
    _, document = service.document(session, YEAR, found.number)
    items = json.loads(document)["items"]
    return {(each["part"], each["code"]): each["total_output_g"] for each in items}


def test_figures_move_by_three_businesses_and_not_by_one(session: Session) -> None:
    right = make.right(session)
    _accepted(session, right)
    _accepted(session, right)
    assert _publish(session) is None  # two

    _accepted(session, right)
    first = _publish(session)
    assert _publish(session) is None  # nothing new
    _accepted(session, right)
    _accepted(session, right)
    assert _publish(session) is None  # two more
    _accepted(session, right)
    second = _publish(session)

    assert (first and first.reports, second and second.reports) == (3, 6)
    assert _outputs(session)["whole", ""] == 6 * ANSWERED
    with pytest.raises(EditionNotFoundError):
        service.document(session, YEAR, 3)


def test_corrections_and_returns_wait_as_well(session: Session) -> None:
    right = make.right(session)
    reports = [_accepted(session, right) for _ in range(7)]
    _publish(session)
    for each in reports[:2]:
        each.total_output_g = 3 * ANSWERED
    reports[2].state = ReportState.SUBMITTED
    session.flush()
    assert _publish(session) is None  # two corrected, and one taken back

    reports[3].total_output_g = 3 * ANSWERED
    session.flush()
    _publish(session)

    # The one taken back still waits: its sales and base would go alone.
    assert _outputs(session)["whole", ""] == (4 + 3 * 3) * ANSWERED


def test_one_in_a_county_waits_while_others_are_counted(session: Session) -> None:
    code = "EDN-1"
    right = make.right(session, make.gi(session, code=code))
    for _ in range(4):
        _accepted(session, right, "140727")
        _accepted(session, right, "140121")
    _publish(session)
    for _ in range(3):
        _accepted(session, right, "140121")
    _accepted(session, right, "140727")

    _publish(session)

    assert _outputs(session) == {
        ("whole", ""): 11 * ANSWERED,
        ("by_product", code): 11 * ANSWERED,
        ("by_prefecture", "1401"): 7 * ANSWERED,
        ("by_prefecture", "1407"): 4 * ANSWERED,
        ("by_county", "140121"): 7 * ANSWERED,
        ("by_county", "140727"): 4 * ANSWERED,
    }


def test_after_the_lock_nobody_waits_for_a_county_never_shown(
    session: Session,
) -> None:
    right = make.right(session)
    for _ in range(3):
        _accepted(session, right, "140727")
    for county in ("140121", "140122"):
        for _ in range(3):  # so many must report, two do
            make.authorization(session, make.entity(session, division=county), right)
        for _ in range(2):
            _accepted(session, right, county)
    first = _publish(session)
    officer = make.account(session).id
    session.add(
        ReportLock(
            division="14",
            year=YEAR,
            reports=7,
            sha256="",
            locked_at=NOW,
            locked_by_id=officer,
        )
    )
    session.flush()
    last = _publish(session)

    assert (first and first.reports, last and last.reports) == (3, 7)
    told = _outputs(session)
    assert told["whole", ""] == 7 * ANSWERED
    assert told["by_county", "140121"] is told["by_county", "140122"] is None


def test_an_edition_is_given_out_as_the_log_has_it(
    database: Database, client: FlaskClient
) -> None:
    assert "还没有公布统计" in client.get(f"/figures/reports?year={YEAR}").text
    assert client.get(f"/figures/reports.pdf?year={YEAR}").status_code == 404
    with database.write() as session:
        right = make.right(session)
        for _ in range(3):
            _accepted(session, right)
        _publish(session)
        for _ in range(3):
            _accepted(session, right)
        planned = service.plan(session, YEAR, now=NOW + timedelta(days=1))
        assert planned
        service.publish(session, planned)
        leaf = session.scalars(select(LogLeaf).where(LogLeaf.kind == KIND)).first()

    answer = client.get(f"/open-data/reports/{YEAR}/1.json")

    assert leaf
    assert leaf.subject == f"{YEAR}/1"
    assert leaf.body == {"reports": 3, "sha256": sha256(answer.data).hexdigest()}
    assert leaf.shown == ["reports", "sha256"]
    assert json.loads(answer.data)["items"][0]["total_output_g"] == 3 * ANSWERED
    assert "第 2 版" in client.get(f"/figures/reports?year={YEAR}").text
