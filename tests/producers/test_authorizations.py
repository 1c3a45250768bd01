from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.core.access import Role
from gi_registry.core.blobs import BlobMissingError
from gi_registry.producers import service
from gi_registry.producers.errors import (
    AnnouncementNeededError,
    AuthorizationNotFoundError,
    RecordDayError,
    StateChangeError,
    VectorOpenedError,
)
from gi_registry.producers.models import Authorization
from gi_registry.producers.rules import AuthorizationState, Change, NewAnnouncement
from gi_registry.products.models import RightAnnouncement
from gi_registry.products.rules import AnnouncementKind
from gi_registry.translog import service as translog
from tests import factories as make
from tests.producers import way as helpers

T = AuthorizationState


def change(
    session: Session,
    of: Authorization,
    state: AuthorizationState,
    on: date,
    **given: object,
) -> Authorization:
    who, second = (make.officer(session, Role.PROVINCE, "14") for _ in range(2))
    new = Change(state, on, "示例原因", **given)  # type: ignore[arg-type]
    asked = service.change_or_ask(
        session, of.number, new, now=make.NOW, account_id=who.id
    )
    if asked is not None:
        helpers.approve(session, asked.id, second)
    return service.authorization(session, of.number)


def test_states_follow_each_other_in_half_open_spans(session: Session) -> None:
    made = make.authorization(session)

    change(session, made, T.SUSPENDED, date(2026, 6, 8))
    change(session, made, T.IN_USE, date(2026, 8, 1))

    found = service.authorization(session, made.number)
    assert found.state is T.IN_USE
    assert [(s.state, s.from_on, s.to_on) for s in found.statuses] == [
        (T.IN_USE, date(2024, 1, 1), date(2026, 6, 8)),
        (T.SUSPENDED, date(2026, 6, 8), date(2026, 8, 1)),
        (T.IN_USE, date(2026, 8, 1), None),
    ]
    days = {
        date(2023, 12, 31): None,
        date(2026, 6, 7): T.IN_USE,
        date(2026, 6, 8): T.SUSPENDED,
        date(2026, 7, 31): T.SUSPENDED,
        date(2026, 8, 1): T.IN_USE,
    }
    assert {day: service.state_on(found, day) for day in days} == days


def test_two_changes_of_one_day_leave_the_later_one_holding(session: Session) -> None:
    made = make.authorization(session)

    change(session, made, T.RECTIFY, date(2026, 6, 8), due_on=date(2026, 9, 8))
    change(session, made, T.SUSPENDED, date(2026, 6, 8))

    found = service.authorization(session, made.number)
    assert service.state_on(found, date(2026, 6, 8)) is T.SUSPENDED
    assert found.statuses[1].due_on == date(2026, 9, 8)


def test_a_stop_keeps_cnipas_announcement(session: Session) -> None:
    made = make.authorization(session)
    province = make.officer(session, Role.PROVINCE, "14")
    stopped = helpers.announcement(session, province, 800)

    with pytest.raises(AnnouncementNeededError):
        change(session, made, T.STOPPED, date(2026, 11, 12))
    new = Change(T.STOPPED, date(2026, 11, 12), "示例原因", announcement=stopped)
    service.set_state(session, made.number, new, now=make.NOW, account_id=province.id)

    found = service.authorization(session, made.number)
    last = found.statuses[-1]
    assert last.announcement is not None
    assert last.announcement.file_sha256 == stopped.file_sha256
    kinds = session.scalars(
        select(RightAnnouncement.kind).where(
            RightAnnouncement.announcement_id == last.announcement_id
        )
    ).all()
    assert kinds == [AnnouncementKind.MARK_CANCELLED]
    with pytest.raises(StateChangeError):
        change(session, made, T.IN_USE, date(2026, 11, 20))


def test_a_stop_without_the_files_content_changes_nothing(session: Session) -> None:
    made = make.authorization(session)
    nowhere = NewAnnouncement(801, date(2026, 11, 12), "f" * 64)

    with pytest.raises(BlobMissingError):
        change(session, made, T.STOPPED, date(2026, 11, 12), announcement=nowhere)

    session.expire_all()
    assert service.authorization(session, made.number).state is T.IN_USE


def test_a_change_is_in_the_log_without_its_reason(session: Session) -> None:
    made = make.authorization(session)

    change(session, made, T.SUSPENDED, date(2026, 6, 8))

    (leaf,) = translog.history(session, made.number)
    assert leaf.kind == "authorization.suspended"
    assert leaf.body == {
        "from": "in_use",
        "on": "2026-06-08",
        "due_on": None,
        "announcement": None,
        "rules": [],
    }


def test_the_day_of_the_artwork_is_recorded_once(session: Session) -> None:
    made = make.authorization(session)
    who = make.officer(session)
    opened, number = date(2024, 2, 1), made.number
    by = {"now": make.NOW, "account_id": who.id}

    for day in (date(2023, 12, 31), make.TODAY + timedelta(days=1)):
        with pytest.raises(RecordDayError):
            service.record_vector_opened(session, number, day, **by)  # type: ignore[arg-type]
    service.record_vector_opened(session, number, opened, **by)  # type: ignore[arg-type]
    with pytest.raises(VectorOpenedError):
        service.record_vector_opened(session, number, opened, **by)  # type: ignore[arg-type]

    assert service.authorization(session, number).vector_opened_on == opened


def test_the_day_of_the_artwork_is_corrected_with_a_reason(session: Session) -> None:
    made = make.authorization(session, vector_opened_on=date(2024, 2, 1))
    who, right_day = make.officer(session).id, date(2024, 3, 1)

    def correct(reason: str) -> None:
        service.record_vector_opened(
            session,
            made.number,
            right_day,
            now=make.NOW,
            account_id=who,
            reason=reason,
        )

    with pytest.raises(VectorOpenedError):
        correct(" ")
    correct("通知日期录错")

    assert service.authorization(session, made.number).vector_opened_on == right_day
    (leaf,) = translog.history(session, made.number)
    assert leaf.body["was"] == "2024-02-01"
    assert leaf.body["reason"] == "通知日期录错"


def test_an_unknown_number_is_not_found(session: Session) -> None:
    with pytest.raises(AuthorizationNotFoundError):
        service.authorization(session, "MA-2026-999999")


def test_an_organisation_sees_its_own_with_all_of_them(session: Session) -> None:
    holder = make.organisation(session)
    entity = make.entity(session, holder)
    first = make.authorization(session, entity)
    second = make.authorization(session, entity)
    make.authorization(session)
    session.expire_all()

    mine = service.authorizations_of(session, holder.id)

    assert [each.id for each in mine] == [second.id, first.id]
    for each in mine:
        assert each.entity.name
        assert each.right.gi.id == each.gi.id
        assert each.announcement.title
        assert each.statuses[0].state is T.IN_USE
