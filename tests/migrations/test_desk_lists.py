"""Reports from before the lists were kept stand on them, and this can be undone."""

from sqlalchemy import select

from gi_registry.annual_reports import service
from gi_registry.annual_reports.models import ListedReport, ReportPeers, ReportTally
from gi_registry.annual_reports.rules import DeskList
from gi_registry.app import tables
from gi_registry.core.db import Database
from tests import factories
from tests.annual_reports.rows import YEAR, report


def test_what_was_there_before_is_listed_and_counted(database: Database) -> None:
    with database.write() as session:
        held = factories.authorization(session)
        report(session, held, marked_output_g=1_000, marked_sales_fen=100)
    try:
        tables.downgrade(database, "0065")
    finally:
        tables.upgrade(database)
        database.engine.dispose()

    with database.read() as session:
        lines = select(ListedReport.list).where(ListedReport.year == YEAR)
        assert set(session.scalars(lines)) == {DeskList.OWED, DeskList.REVIEW}
        waiting = select(ReportTally.lines).where(ReportTally.list == DeskList.REVIEW)
        assert session.scalars(waiting).all() == [1]
        priced = select(ReportPeers.gi_id).where(ReportPeers.year == YEAR)
        assert session.scalars(priced).all() == [held.gi_id]
        assert service.unlike(session) == 0
