"""People are told of reports, figures are published, long tables are read."""

from datetime import timedelta

from gi_registry.annual_reports import service
from gi_registry.annual_reports.rules.imports import Line
from gi_registry.annual_reports.service import ReportImport, digests, telling
from gi_registry.core.words import Words, china_day
from gi_registry.jobs import service as jobs
from gi_registry.jobs.service import Work

_AT_ONCE = 200


@jobs.handler(
    "reports.tell", Words("年报提醒", "Reminders of reports"), every=timedelta(days=1)
)
def tell(work: Work) -> None:
    """Tell who owes a report how its time stands, then offices what is overdue.

    A new year's users are put on the desk's lists first.
    """
    with work.parts.database.write() as session:
        service.keep_years(session, on=china_day(work.now()))
    with work.parts.database.read() as session:
        owed = telling.to_tell(session, on=china_day(work.now()))
    for done in range(0, len(owed), _AT_ONCE):
        work.progress(done, len(owed))
        with work.parts.database.write() as session:
            telling.of_time(session, owed[done : done + _AT_ONCE], now=work.now())
    with work.parts.database.write() as session:
        overdue = digests.to_tell(session, on=china_day(work.now()))
        digests.tell(session, overdue, now=work.now())


@jobs.handler(
    "reports.publish",
    Words("发布年报统计", "Publishing figures of reports"),
    every=timedelta(days=1),
)
def publish(work: Work) -> None:
    """Publish the next edition of each year's figures, where there may be one."""
    now = work.now()
    with work.parts.database.read() as session:
        years = service.campaigns(session).years(china_day(now))
    for done, year in enumerate(years):
        work.progress(done, len(years))
        with work.parts.database.read() as session:
            planned = service.plan(session, year, now=now)
        if planned is not None:
            with work.parts.database.write() as session:
                service.publish(session, planned)


@jobs.handler(service.LOOK_JOB, Words("查看成批年报", "Looking at a table of reports"))
def look(work: Work) -> None:
    """Judge a long table, some thousand rows at a time; arguments: `import`."""
    import_id, data_dir = work.arguments["import"], work.parts.settings.data_dir
    with work.parts.database.read() as session:
        brought = session.get_one(ReportImport, import_id)
        book, lines = service.book_of(data_dir, brought), list[Line]()
        scope = service.scope_of(work.caller(session), is_own=brought.is_own)
        for part in service.judge(session, book, scope, now=work.now()):
            lines += part
            work.progress(len(lines), book.size)
    with work.parts.database.write() as session:
        service.note(session.get_one(ReportImport, import_id), lines)


@jobs.handler(service.RECORD_JOB, Words("录入成批年报", "Recording a table of reports"))
def record(work: Work) -> None:
    """Record a long table, all of it in one step; arguments: `import`."""
    import_id, data_dir = work.arguments["import"], work.parts.settings.data_dir
    with work.parts.database.read() as session:
        brought = session.get_one(ReportImport, import_id)
        book = service.book_of(data_dir, brought)
    work.progress(0, book.size)
    with work.parts.database.write() as session:
        brought = session.get_one(ReportImport, import_id)
        caller = work.caller(session)
        service.record_import(session, brought, book, caller, now=work.now())
    work.progress(book.size, book.size)
