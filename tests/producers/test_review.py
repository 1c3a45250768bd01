import threading
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gi_registry.areas.rules import FinestLevel
from gi_registry.core.db import Database
from gi_registry.core.errors import ConflictError
from gi_registry.geo.errors import UnknownCrsError
from gi_registry.producers import service
from gi_registry.producers.errors import (
    AnnouncementConflictError,
    ApplicationNotFoundError,
    OriginReasonError,
    OutsideAreaError,
    ReasonNeededError,
    RecordDayError,
    SameOfficerError,
    VisitDayError,
    WrongStepError,
)
from gi_registry.producers.models import (
    ApplicationEvent,
    Authorization,
    OriginCheck,
)
from gi_registry.producers.rules import (
    ApplicationState,
    AuthorizationState,
    NewAnnouncement,
)
from gi_registry.producers.service import NewPapers, Registration
from gi_registry.products.models import RightAnnouncement
from gi_registry.products.rules import AnnouncementKind, RightKind
from gi_registry.translog import service as translog
from tests import factories as make
from tests.producers import way as helpers
from tests.producers.way import S, way


def test_the_whole_way_ends_in_an_authorization_from_the_announced_day(
    session: Session,
) -> None:
    on = way(session).to(S.ANNOUNCED)

    made = session.scalars(select(Authorization)).one()
    found = service.authorization(session, made.number)
    assert found.number == "MA-2026-000001"
    assert found.valid_from == date(2026, 11, 12)
    assert found.valid_to is None
    assert found.state is AuthorizationState.ANNOUNCED
    assert [(s.state, s.from_on, s.to_on) for s in found.statuses] == [
        (AuthorizationState.ANNOUNCED, date(2026, 11, 12), None)
    ]
    assert found.announcement.title == "国家知识产权局公告第701号"
    assert (found.entity_id, found.right_id, found.gi_id) == (
        on.application.entity_id,
        on.right.id,
        on.gi.id,
    )
    link = session.get(
        RightAnnouncement,
        (on.right.id, found.announcement_id, AnnouncementKind.MARK_USERS),
    )
    assert link is not None


def test_every_step_is_in_the_log_without_anybodys_name(session: Session) -> None:
    on = way(session).to(S.ANNOUNCED)

    leaves = translog.history(session, on.number)

    assert [leaf.kind for leaf in leaves] == [
        "application.submit",
        "application.verify-origin",
        "application.prefecture-review",
        "application.province-review",
        "application.record-registration",
        "application.record-announcement",
    ]
    said = str([leaf.body for leaf in leaves])
    assert "示例甲" not in said
    assert on.organisation.name not in said


def test_a_visit_is_kept_with_both_answers_of_the_map(session: Session) -> None:
    on = way(session).to(S.ORIGIN_VERIFIED)

    check = session.scalars(select(OriginCheck)).one()

    assert (check.officer_one, check.officer_two) == ("示例甲", "示例乙")
    assert check.position.coords[0] == pytest.approx(helpers.INSIDE)
    assert check.crs_given == "EPSG:4490"
    for tested in (check.point_test["plot"], check.point_test["position"]):
        assert tested["answer"] == "inside"
        assert tested["uncertainty_m"] == 400
        assert len(tested["words"]) == 2
    # 1.7 km east of the middle of a square 0.04 degrees wide at 37.32 N
    assert 1_500 < check.point_test["position"]["distance_m"] < 2_300
    assert on.application.state is ApplicationState.ORIGIN_VERIFIED


def test_a_position_from_a_chinese_map_is_brought_to_cgcs2000(
    session: Session,
) -> None:
    on = way(session).to(S.SUBMITTED)

    on.verify(crs="GCJ-02")

    check = session.scalars(select(OriginCheck)).one()
    assert check.crs_given == "GCJ-02"
    moved = abs(check.position.coords[0][0] - helpers.INSIDE[0]) * 111_320 * 0.795
    assert 400 < moved < 700, "GCJ-02 lies some 550 m east in Shanxi"


def test_a_plot_outside_is_refused_by_the_law_and_nothing_changes(
    session: Session,
) -> None:
    on = way(session)
    far = make.plot(session, on.organisation, on.gi, geometry=helpers.OUTSIDE)
    on.fill(far).submit()

    with pytest.raises(OutsideAreaError) as caught:
        on.verify()

    assert "第二十条" in caught.value.words.zh
    assert "公里" in caught.value.words.zh, "the distance is said"
    assert on.application.state is ApplicationState.SUBMITTED
    assert session.scalars(select(OriginCheck)).all() == []


def test_near_the_border_a_written_reason_is_needed_and_kept(
    session: Session,
) -> None:
    on = way(session)
    near = make.plot(session, on.organisation, on.gi, geometry=helpers.NEAR)
    on.fill(near).submit()

    with pytest.raises(OriginReasonError):
        on.verify()
    on.verify(reason="村委会证明，界桩在地块以东")

    check = session.scalars(select(OriginCheck)).one()
    assert check.point_test["plot"]["answer"] == "near-border"
    assert check.reason == "村委会证明，界桩在地块以东"


@pytest.mark.parametrize(
    "area", [{"geometry": None, "area_m2": 0}, {"finest_level": FinestLevel.TOWNSHIP}]
)
def test_where_the_map_cannot_say_a_written_reason_is_needed(
    session: Session, area: dict[str, Any]
) -> None:
    on = way(session, area=area).to(S.SUBMITTED)

    with pytest.raises(OriginReasonError):
        on.verify()
    on.verify(reason="按公告文字在册村组内")

    check = session.scalars(select(OriginCheck)).one()
    assert check.point_test["plot"]["answer"] == "unknown"
    assert on.application.state is ApplicationState.ORIGIN_VERIFIED


def test_a_visit_that_cannot_have_been_is_refused(session: Session) -> None:
    on = way(session).to(S.SUBMITTED)

    with pytest.raises(SameOfficerError):
        on.verify(officer_two="示例甲")
    with pytest.raises(VisitDayError):
        on.verify(visited_on=date(2026, 11, 11))
    with pytest.raises(UnknownCrsError):
        on.verify(crs="EPSG:9999")

    assert on.application.state is ApplicationState.SUBMITTED


@pytest.mark.parametrize(
    "reached", [S.SUBMITTED, S.ORIGIN_VERIFIED, S.PREFECTURE_REVIEWED]
)
def test_each_office_returns_with_a_reason_and_it_comes_back_to_the_county(
    session: Session, reached: ApplicationState
) -> None:
    on = way(session).to(reached)

    with pytest.raises(ReasonNeededError):
        service.return_(session, on.number, " ", **on.by(on.county))
    service.return_(session, on.number, "报告缺总酸一项", **on.by(on.county))
    returned = on.application
    assert returned.state is ApplicationState.RETURNED
    assert returned.events[-1].words == "报告缺总酸一项"
    papers = NewPapers("GB/T 19777-2013", "补正后的说明")
    service.save_papers(session, on.number, papers, **on.mine())
    on.submit()

    assert on.application.state is ApplicationState.SUBMITTED


@pytest.mark.parametrize("reached", [S.SENT_TO_CNIPA, S.REGISTERED, S.ANNOUNCED])
def test_what_cnipa_has_is_not_returned_here(
    session: Session, reached: ApplicationState
) -> None:
    on = way(session).to(reached)

    with pytest.raises(WrongStepError):
        service.return_(session, on.number, "x", **on.by(on.province))


def test_a_draft_is_nobodys_but_the_producers(session: Session) -> None:
    on = way(session)

    with pytest.raises(ApplicationNotFoundError):
        service.application(session, on.number)


def test_cnipas_refusal_is_recorded_with_its_reason(session: Session) -> None:
    on = way(session).to(S.SENT_TO_CNIPA)

    with pytest.raises(ReasonNeededError):
        service.record_refusal(session, on.number, "", **on.by(on.province))
    service.record_refusal(session, on.number, "不符合标准", **on.by(on.province))

    assert on.application.state is ApplicationState.REFUSED
    assert session.scalars(select(Authorization)).all() == []


@pytest.mark.parametrize("day", [date(2026, 11, 11), date(2026, 11, 13)])
def test_a_registration_is_neither_before_the_review_nor_in_the_future(
    session: Session, day: date
) -> None:
    on = way(session).to(S.SENT_TO_CNIPA)

    with pytest.raises(RecordDayError):
        service.record_registration(
            session, on.number, Registration("1", day), **on.by(on.province)
        )


def test_one_announcement_covers_many_users_with_one_day_and_one_file(
    session: Session,
) -> None:
    first = way(session).to(S.ANNOUNCED)
    holder = make.organisation(session)
    make.entity(session, holder)
    second = helpers.Way(
        session,
        holder,
        make.producer(session, holder),
        first.gi,
        first.right,
        first.county,
        first.prefecture,
        first.province,
    ).begin()
    second.to(S.REGISTERED)
    same = helpers.announcement(session, second.province)
    other_file = helpers.stored(session, second.province, "another file").sha256

    with pytest.raises(AnnouncementConflictError):
        service.record_announcement(
            session,
            second.number,
            NewAnnouncement(same.number, same.announced_on, other_file),
            **second.by(second.province),
        )
    made = service.record_announcement(
        session, second.number, same, **second.by(second.province)
    )

    assert made.number == "MA-2026-000002"
    announced = {a.announcement_id for a in session.scalars(select(Authorization))}
    assert len(announced) == 1


def test_the_authorization_ends_with_the_earlier_of_licence_and_mark(
    session: Session,
) -> None:
    on = way(
        session, kind=RightKind.CERTIFICATION_MARK, valid_to=date(2028, 5, 1)
    ).fill()
    papers = NewPapers("T/SXAS 1-2024", "示例", "示例备案1号", date(2029, 1, 1))
    service.save_papers(session, on.number, papers, **on.mine())
    on.submit().verify()
    service.prefecture_review(session, on.number, "", **on.by(on.prefecture))
    service.province_review(session, on.number, "", **on.by(on.province))
    service.record_registration(
        session, on.number, helpers.registration(), **on.by(on.province)
    )

    made = service.record_announcement(
        session,
        on.number,
        helpers.announcement(session, on.province),
        **on.by(on.province),
    )

    assert made.valid_to == date(2028, 5, 1)


def test_of_two_officers_at_once_exactly_one_succeeds(database: Database) -> None:
    with database.write() as session:
        on = way(session).to(S.ORIGIN_VERIFIED)
        number, by = on.number, on.by(on.prefecture)
    together, outcomes = threading.Barrier(2), []

    def review() -> None:
        together.wait()
        try:
            with database.write() as session:
                service.prefecture_review(session, number, "", **by)
        except ConflictError as error:
            outcomes.append(error.slug)
        else:
            outcomes.append("done")

    officers = [threading.Thread(target=review) for _ in range(2)]
    for officer in officers:
        officer.start()
    for officer in officers:
        officer.join()

    assert sorted(outcomes) == ["done", "wrong-step"]
    with database.read() as session:
        passed = ApplicationEvent.to_state == S.PREFECTURE_REVIEWED
        assert session.scalar(select(func.count()).where(passed)) == 1
