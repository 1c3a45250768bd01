from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.accounts import service as accounts
from gi_registry.accounts.models import Organisation
from gi_registry.accounts.service import NewAbsence
from gi_registry.core.access import Grant, Permission, Place, Role
from gi_registry.core.words import Language, Words
from gi_registry.notices import service
from gi_registry.notices.models import SentNotice
from gi_registry.notices.rules import KINDS, Group, Kind, Notice
from gi_registry.notices.service.reading import Wanted
from gi_registry.overrides import service as overrides
from gi_registry.overrides.rules import Outcome
from gi_registry.producers import service as producers
from gi_registry.producers.rules import AuthorizationState, Change
from tests import factories as make
from tests.producers.way import S, way

REPORT = Kind.REPORT_ACCEPTED
TOLD = Notice(REPORT, KINDS[REPORT].title, "/producer/reports/1", "AR-2025-X", "1")


def test_nobody_is_told_the_same_twice(session: Session) -> None:
    one, other = make.producer(session), make.producer(session)

    service.tell(session, [one.id], TOLD, now=make.NOW)
    service.tell(session, [one.id, other.id, one.id], TOLD, now=make.NOW)

    assert [service.unread(session, who.id) for who in (one, other)] == [1, 1]


def test_what_is_switched_off_is_told_on_the_site_and_not_mailed(
    session: Session,
) -> None:
    one, other = make.producer(session), make.producer(session)
    service.choose(session, one.id, [Group.CLOCKS], Language.EN)

    service.tell(session, [one.id, other.id], TOLD, now=make.NOW)

    rows = session.scalars(select(SentNotice).order_by(SentNotice.account_id))
    assert [row.mail_due_at for row in rows] == [None, make.NOW]
    assert one.language is Language.EN


def test_a_list_is_ones_own_newest_first_and_can_be_narrowed(session: Session) -> None:
    one = make.producer(session)
    later = Notice(Kind.AUTHORIZATION_CHANGED, TOLD.words, "/c/MA", "MA")
    service.tell(session, [one.id], TOLD, now=make.NOW)
    service.tell(session, [one.id], later, now=make.NOW + timedelta(hours=1))
    service.tell(session, [make.producer(session).id], TOLD, now=make.NOW)
    newest = service.listed(session, one.id, Wanted(), number=1).items[0]
    service.opened(session, one.id, newest.id, now=make.NOW)

    wanted = (Wanted(), Wanted(only_unread=True), Wanted(Group.AUTHORIZATIONS))
    found = [service.listed(session, one.id, each, number=1) for each in wanted]

    kinds = [[row.kind for row in page.items] for page in found]
    assert kinds == [[later.kind, REPORT], [REPORT], [later.kind]]


def test_officers_of_a_place_are_those_whose_grant_covers_it(session: Session) -> None:
    county = make.officer(session)
    make.officer(session, Role.COUNTY, "140729")
    make.officer(session, Role.PREFECTURE, "1407")
    named = make.account(session, Grant(Role.COUNTY, "140729", "示例管委会"))
    gone = make.officer(session)
    accounts.disable(session, gone.id, now=make.NOW, by_id=county.id)

    found = accounts.officers(session, Permission.ORIGIN_CHECK, on=make.TODAY)

    assert found.at(Place("140727")) == {county.id}
    assert found.at(Place("140727", "示例管委会")) == {named.id}


def test_a_deputy_is_told_on_the_days_of_the_absence(session: Session) -> None:
    away, deputy = make.officer(session), make.officer(session, Role.INSPECTOR)
    days = NewAbsence(away.id, deputy.id, make.TODAY, make.TODAY, "示例")
    accounts.record_absence(session, days, now=make.NOW, by_id=away.id)

    found = [
        accounts.officers(session, Permission.ORIGIN_CHECK, on=day)
        for day in (make.TODAY, make.TODAY + timedelta(days=1))
    ]

    told = [each.at(Place("140727")) for each in found]
    assert told == [{away.id, deputy.id}, {away.id}]


def test_each_step_tells_the_producer_and_the_office_that_is_next(
    session: Session,
) -> None:
    on = way(session).to(S.ANNOUNCED)

    told = {
        name: [
            row.kind
            for row in session.scalars(
                select(SentNotice)
                .where(SentNotice.account_id == who.id)
                .order_by(SentNotice.id)
            )
        ]
        for name, who in {
            "producer": on.producer,
            "county": on.county,
            "prefecture": on.prefecture,
            "province": on.province,
        }.items()
    }

    waits = [Kind.APPLICATION_WAITS]
    assert told == {
        "producer": [Kind.APPLICATION_MOVED] * 5,
        "county": waits,
        "prefecture": waits,
        "province": waits,
    }


def test_a_return_says_why_in_both_languages_and_a_withdrawal_whom_it_was_with(
    session: Session,
) -> None:
    on = way(session).to(S.SUBMITTED)
    producers.return_(session, on.number, "缺检验报告。", **on.by(on.county))
    on.submit()
    producers.withdraw(session, on.number, "不办了", **on.mine(), **on.by(on.producer))

    rows = session.scalars(select(SentNotice).order_by(SentNotice.id)).all()

    assert [(row.account_id, row.kind) for row in rows] == [
        (on.county.id, Kind.APPLICATION_WAITS),
        (on.producer.id, Kind.APPLICATION_RETURNED),
        (on.county.id, Kind.APPLICATION_WAITS),
        (on.county.id, Kind.APPLICATION_WITHDRAWN),
    ]
    assert rows[1].words_zh.endswith("退回补正：缺检验报告。请补正后重新提交。")
    assert "is returned: 缺检验报告. Correct it" in rows[1].words_en


def test_a_suspension_tells_the_holder_from_when_and_why(session: Session) -> None:
    holder = make.producer(session)
    of = make.entity(session, session.get_one(Organisation, holder.organisation_id))
    found = make.authorization(session, of)
    change = Change(AuthorizationState.SUSPENDED, make.TODAY, "抽检不合格")

    producers.set_state(
        session, found.number, change, now=make.NOW, account_id=make.officer(session).id
    )

    told = session.scalars(select(SentNotice)).one()
    assert told.account_id == holder.id
    assert "自 2026-11-22 起：暂停用标。原因：抽检不合格。" in told.words_zh
    assert told.link == f"/c/{found.number}"


def test_an_exception_waits_for_others_than_who_asked(session: Session) -> None:
    asker, other = (make.officer(session, Role.PROVINCE, "14") for _ in range(2))
    found = make.authorization(session)
    here = Place(found.division)
    kind = overrides.Kind(
        "test",
        Words("示例例外", "an example"),
        (Permission.AUTHORIZATION_CONTROL,),
        "/desk",
        lambda _: [],
        lambda *_: None,
    )
    overrides.offer_kind(kind)
    new = overrides.NewRequest(kind, found.number, here, {}, "情况特殊。")

    request = overrides.ask(session, new, now=make.NOW, account_id=asker.id)
    decider = accounts.caller_of(accounts.account_by_id(session, other.id))
    overrides.decide(
        session, request.id, Outcome.REFUSED, "理由不足", decider, now=make.NOW
    )

    mine = select(SentNotice).where(SentNotice.kind.startswith("override."))
    told = {row.account_id: row.words_zh for row in session.scalars(mine)}
    number = found.number
    asked = f"{number}：示例例外。理由：情况特殊。由提出人以外的一人决定。"
    assert told[other.id] == asked
    assert told[asker.id] == f"{number}：示例例外，不同意。理由不足"
