"""Files from before holders were kept belong to whoever put them on something."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.app import tables
from gi_registry.cases import service as cases
from gi_registry.cases.rules import Trigger
from gi_registry.core.access import Role
from gi_registry.core.db import Database
from gi_registry.filings import service as filings
from gi_registry.filings.rules import EventKind, FilingState, NewStep
from gi_registry.producers import service as producers
from gi_registry.producers.models import AuthorizationStatus, FileHolder
from gi_registry.producers.rules import ApplicationState
from gi_registry.producers.rules.checklist import FileKind
from gi_registry.producers.service import By
from gi_registry.products.models import Announcement
from tests import factories as make

REPORT, PAPER, SEEN, DRAWING, NOTICE = (each * 64 for each in "abcde")
DAY = date(2026, 12, 1)
FILING = filings.NewFiling(
    *("示例协会", "示例", "示例文化节", EventKind.FAIR, "示例路1号", make.COUNTY),
    *(DAY, DAY, "示例陈醋", "展板"),
)


Wanted = set[tuple[str, int, int | None]]


def put_by_producers(session: Session) -> Wanted:
    """Let one hand in every file first, and another put two of them on something."""
    first, second = make.producer(session), make.producer(session)
    files = {
        sha256: make.file(session, first.id, sha256)
        for sha256 in (REPORT, PAPER, SEEN, DRAWING, NOTICE)
    }
    entity = make.entity(session, organisation_id=second.organisation_id)
    draft = make.application(
        session, entity, state=ApplicationState.DRAFT, quality_report_sha256=REPORT
    )
    producers.attach(
        session,
        draft.number,
        FileKind.OTHER,
        (files[PAPER], "标准.pdf"),
        organisation_id=second.organisation_id,
        by=By(second.id, make.NOW),
    )
    return {
        *((sha256, first.organisation_id, first.id) for sha256 in files),
        (REPORT, second.organisation_id, None),
        (PAPER, second.organisation_id, second.id),
    }


def put_by_officers(session: Session) -> Wanted:
    """Let each of three put a file on something, and one go on with it."""
    make.division(session)
    county = make.officer(session)
    province, cnipa = (make.officer(session, Role.PROVINCE, "14") for _ in "12")
    held = make.authorization(session)
    new = cases.NewCase(Trigger.MOVED, make.TODAY, "已迁出", SEEN)
    cases.open_case(session, held.number, new, by=By(county.id, make.NOW))
    by = By(province.id, make.NOW)
    filed = filings.file_event(session, FILING, DRAWING, organisation_id=None, by=by)
    passed = NewStep(FilingState.PROV_OK, make.TODAY)
    filings.record_step(session, filed.number, passed, by=By(cnipa.id, make.NOW))
    announced = session.get_one(Announcement, held.announcement_id)
    announced.file_sha256 = NOTICE
    status = session.scalars(select(AuthorizationStatus).limit(1)).one()
    status.announcement_id, status.account_id = announced.id, cnipa.id
    return {
        (SEEN, county.organisation_id, county.id),
        (DRAWING, province.organisation_id, province.id),
        (NOTICE, cnipa.organisation_id, cnipa.id),
    }


def test_who_put_a_file_on_something_holds_it(database: Database) -> None:
    with database.write() as session:
        wanted = put_by_producers(session) | put_by_officers(session)

    try:
        tables.downgrade(database, "0063")
    finally:
        tables.upgrade(database)
        database.engine.dispose()

    with database.read() as session:
        found = session.scalars(select(FileHolder)).all()
        holders = {(row.sha256, row.organisation_id, row.account_id) for row in found}
        assert holders == wanted
        assert {row.name for row in found} == {"示例.pdf"}
        assert {row.handed_in_at for row in found} == {make.NOW}
