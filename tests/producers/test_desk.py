from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from gi_registry.accounts import service as accounts
from gi_registry.accounts.models import Account
from gi_registry.core.access import Caller, Grant, Permission, Role
from gi_registry.core.blobs import PDF, Blob, BlobMissingError
from gi_registry.core.db import Database
from gi_registry.core.words import Words
from gi_registry.law import service as law
from gi_registry.law.rules import Setting, Span, Unit
from gi_registry.law.service import NewValue
from gi_registry.producers import service
from gi_registry.producers.rules import (
    Action,
    ApplicationState,
    AuthorizationState,
    Change,
    Tab,
)
from gi_registry.producers.service import By, DeskLink, LinkCount, Wanted, worklist
from gi_registry.products.models import Gi
from tests import factories as make
from tests.conftest import signed_in
from tests.producers import way as helpers
from tests.producers.way import S, way

T = AuthorizationState


def as_caller(session: Session, account: Account) -> Caller:
    session.expire_all()
    return accounts.caller_of(accounts.by_login(session, account.login))


def mine(session: Session, account: Account) -> int:
    caller = as_caller(session, account)
    return service.counts(session, caller, now=make.NOW)[Tab.MINE]


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """Count the statements sent to a database."""
    sent: list[str] = []

    def note(*given: object) -> None:
        sent.append(str(given[2]))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_the_desk_shows_who_what_since_when_and_what_is_next(session: Session) -> None:
    on = way(session).to(S.SUBMITTED)

    page = service.desk(
        session,
        as_caller(session, on.county),
        Wanted(tab=Tab.MINE),
        now=make.NOW + timedelta(hours=3),
    )

    (row,) = page.items
    assert (row.number, row.entity) == (on.number, on.organisation.name)
    assert row.product.zh == on.gi.name_zh
    assert row.place.zh == "祁县"
    assert (row.days, row.since.isoformat()) == (10, "2026-11-12")
    assert row.next_step is Action.VERIFY_ORIGIN
    assert [lack.zh for lack in row.lacks] == ["现场核验记录（两人、日期、位置、照片）"]


@pytest.mark.parametrize(
    ("reached", "who"),
    [
        (S.SUBMITTED, "county"),
        (S.ORIGIN_VERIFIED, "prefecture"),
        (S.PREFECTURE_REVIEWED, "province"),
        (S.SENT_TO_CNIPA, "province"),
        (S.REGISTERED, "province"),
        (S.ANNOUNCED, None),
    ],
)
def test_each_application_waits_for_exactly_one_desk(
    session: Session, reached: ApplicationState, who: str | None
) -> None:
    on = way(session).to(reached)
    desks_of = {"county": on.county, "prefecture": on.prefecture}

    waiting = {
        name: mine(session, account)
        for name, account in (desks_of | {"province": on.province}).items()
    }

    assert waiting == {name: int(name == who) for name in waiting}


def test_a_draft_is_on_no_desk(session: Session) -> None:
    on = way(session)

    page = service.desk(
        session, as_caller(session, on.province), Wanted(), now=make.NOW
    )

    assert page.total == 0


def test_the_authority_that_the_announcement_names_has_it_and_no_other_county(
    session: Session,
) -> None:
    office = "晋中市示例产业中心"
    on = way(session, managing_authority=office).to(S.SUBMITTED)
    named = make.account(session, Grant(Role.COUNTY, "140702", office))

    assert mine(session, named) == 1
    assert mine(session, on.county) == 0


def test_the_longest_waiting_comes_first_and_filters_narrow(session: Session) -> None:
    old = make.application(session, state_since=make.NOW - timedelta(days=30))
    new = make.application(session, state_since=make.NOW - timedelta(days=1))
    done = make.application(session, state=S.WITHDRAWN)
    caller = as_caller(session, make.officer(session, Role.PROVINCE, "14"))

    def numbers(**given: str) -> list[str]:
        wanted = Wanted(**given)  # type: ignore[arg-type]
        page = service.desk(session, caller, wanted, now=make.NOW)
        return [row.number for row in page.items]

    assert numbers() == [old.number, new.number]
    assert numbers(sort="-since") == [new.number, old.number]
    assert numbers(text=new.number.lower()) == [new.number]
    assert numbers(text="%") == []
    assert numbers(state="withdrawn") == [done.number]
    assert numbers(division="1410") == []
    assert numbers(sort="no-such-key") == [old.number, new.number]


def test_the_number_of_queries_does_not_grow_with_the_rows(database: Database) -> None:
    with database.write() as session:
        make.division(session)
        province = make.officer(session, Role.PROVINCE, "14")
    counts = []
    for _ in range(2):
        with database.write() as session:
            for _ in range(6):
                make.application(session)
                make.authorization(session)
            caller = as_caller(session, province)
        with database.read() as session, counted(database.engine) as sent:
            page = service.desk(session, caller, Wanted(), now=make.NOW)
            listed = service.authorizations(session, caller, Wanted(), number=1)
            shown = [
                (each.entity.name, each.gi.name_zh, each.announcement.title)
                for each in listed.items
            ]
        counts.append((len(sent), len(page.items), len(shown)))

    assert [rows for _, *rows in counts] == [[6, 6], [12, 12]]
    assert counts[0][0] == counts[1][0]


def test_other_domains_put_a_counted_line_on_the_desk(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worklist, "_LINKS", {})
    words = Words("待审核的年报", "Reports to review")
    service.offer_link(
        DeskLink("example.reports", words, Permission.REPORT_REVIEW, lambda *_: 7)
    )
    county, auditor = make.officer(session), make.account(session, Grant(Role.AUDITOR))

    def lines(account: Account) -> list[LinkCount]:
        caller = as_caller(session, account)
        return service.links(session, caller, on=make.TODAY)

    assert lines(county) == [LinkCount("example.reports", words, 7)]
    assert lines(auditor) == []


def test_counties_of_a_filter_lie_within_reach(session: Session) -> None:
    make.division(session)
    make.division(session, code="141028", name="吉县", name_en="Jixian")
    caller = as_caller(session, make.officer(session, Role.PREFECTURE, "1407"))

    assert service.counties_of(session, caller) == [("140727", Words("祁县", "Qixian"))]


def test_a_test_report_is_read_by_its_producer_and_the_offices_in_charge(
    session: Session,
) -> None:
    on = way(session).fill()
    sha256 = on.application.quality_report_sha256 or ""
    another_county = make.officer(session, where="140728")
    stranger = make.producer(session)

    def reads(account: Account) -> bool:
        try:
            service.readable(session, sha256, as_caller(session, account))
        except BlobMissingError:
            return False
        return True

    assert reads(on.producer)
    assert not reads(on.county), "nobody reads what was not sent"
    on.submit()
    assert reads(on.county)
    assert reads(on.prefecture)
    assert not reads(another_county)
    assert not reads(stranger)


def test_an_announcement_is_read_by_officers_and_by_those_announced(
    session: Session,
) -> None:
    on = way(session).to(S.ANNOUNCED)
    sha256 = helpers.announcement(session, on.province).file_sha256
    stranger = make.producer(session)

    for account in (on.producer, on.county, on.province):
        caller = as_caller(session, account)
        assert service.readable(session, sha256, caller).name == "示例.pdf"
    with pytest.raises(BlobMissingError):
        service.readable(session, sha256, as_caller(session, stranger))


def test_a_file_keeps_only_the_last_part_of_its_name(session: Session) -> None:
    who = make.producer(session)
    blob = Blob("a" * 64, 10, PDF)
    by = {"now": make.NOW, "account_id": who.id}

    kept = service.keep(session, blob, "C:\\Users\\某人\\报告\n.pdf", **by)  # type: ignore[arg-type]
    again = service.keep(session, blob, "other.pdf", **by)  # type: ignore[arg-type]

    assert kept.name == "报告.pdf"
    assert again is kept


def test_what_is_due_soon_and_what_is_overdue_have_tabs_of_their_own(
    session: Session,
) -> None:
    make.division(session)
    province = make.officer(session, Role.PROVINCE, "14")
    since = make.TODAY - timedelta(days=60)
    ten_days = Span(10, Unit.DAYS)
    law.set_value(
        session,
        NewValue("14", Setting.ORIGIN_CHECK, ten_days, since, "示例", "示例"),
        now=make.NOW - timedelta(days=60),
        account_id=province.id,
    )
    numbers = {
        days: make.application(
            session, state_since=make.NOW - timedelta(days=days)
        ).number
        for days in (30, 7, 1)
    }
    make.application(session, state=S.SENT_TO_CNIPA, state_since=make.NOW)
    caller = as_caller(session, province)

    counts = service.counts(session, caller, now=make.NOW)
    pages = {
        tab: service.desk(session, caller, Wanted(tab=tab), now=make.NOW) for tab in Tab
    }

    assert counts == {tab: page.total for tab, page in pages.items()}
    (over,) = pages[Tab.OVERDUE].items
    (soon,) = pages[Tab.SOON].items
    assert (over.number, soon.number) == (numbers[30], numbers[7])
    assert over.due.is_overdue
    assert soon.due.due_on is not None
    assert 0 <= (soon.due.due_on - make.TODAY).days <= 7
    assert counts[Tab.OPEN] == 4


DESK_PAGES = (
    "/desk?view=open",
    "/desk?view=mine&sort=entity",
    "/desk?view=open&q=示例",
    "/desk.csv?view=open",
    "/desk/authorizations",
    "/desk/authorizations?q=示例&sort=product",
    "/desk/overrides",
)


def test_no_page_of_the_desk_asks_more_the_more_rows_it_has(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        make.division(session)
        province, other = (make.officer(session, Role.PROVINCE, "14") for _ in "ab")
    client, asked = signed_in(app, province.login), []
    for count in (2, 6):
        with database.write() as session:
            for _ in range(count):
                found = make.application(session, state=S.PREFECTURE_REVIEWED)
                made = make.authorization(session, state=T.SUSPENDED)
                by = By(province.id, make.NOW)
                service.take(session, found.number, as_caller(session, province), by=by)
                change = Change(T.IN_USE, make.TODAY, "复检合格")
                service.change_or_ask(
                    session, made.number, change, now=make.NOW, account_id=other.id
                )
        sent = []
        for page in DESK_PAGES:
            with counted(database.engine) as statements:
                assert client.get(page).text
            sent.append(len(statements))
        asked.append(sent)

    assert asked[0] == asked[1]


def test_a_whole_code_or_a_part_of_any_name_finds_it(session: Session) -> None:
    entity = make.entity(session, name="示例平遥ABC牛肉")
    made, other = make.authorization(session, entity), make.authorization(session)
    caller = as_caller(session, make.officer(session, Role.PROVINCE, "14"))
    gi = session.get_one(Gi, made.gi_id)

    def found(text: str) -> list[str]:
        page = service.authorizations(session, caller, Wanted(text=text), number=1)
        return [each.number for each in page.items]

    for text in (entity.uscc, entity.uscc.lower()[3:], made.number.lower(), "平遥abc"):
        assert found(text) == [made.number], text
    assert made.number in found(gi.name_zh)
    assert found(made.number[:7]) == [made.number, other.number]
    assert found("没有") == []
