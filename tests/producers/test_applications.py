from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.producers import service
from gi_registry.producers.errors import (
    AlreadyAuthorizedError,
    ApplicationNotFoundError,
    ApplicationOpenError,
    IncompleteError,
    NotDeclaredError,
    PlotNotFoundError,
    ReasonNeededError,
    RightClosedError,
    RightKindError,
    WrongStepError,
)
from gi_registry.producers.models import Application, Authorization
from gi_registry.producers.rules import ApplicationState, Route
from gi_registry.producers.service import NewPapers
from gi_registry.products.rules import RightKind, RightStatus
from gi_registry.translog import service as translog
from tests import factories as make
from tests.producers import way as helpers
from tests.producers.way import S, way


def test_a_draft_has_a_number_and_says_all_that_is_missing(session: Session) -> None:
    on = way(session)

    draft = on.application

    assert draft.number == "AP-2026-000001"
    assert draft.state is ApplicationState.DRAFT
    assert draft.submitted_at is None
    fields = [each.field for each in service.missing_of(draft, on=make.TODAY)]
    assert fields == [
        "plot_id",
        "standard_number",
        "product_description",
        "quality_report",
    ]


def test_numbers_of_a_year_follow_each_other(session: Session) -> None:
    on = way(session)
    other = make.right(session, make.gi(session))
    again = service.draft(session, on.organisation.id, other.id, **on.by(on.producer))

    assert (on.number, again.number) == ("AP-2026-000001", "AP-2026-000002")


@pytest.mark.parametrize(
    ("kind", "route"),
    [
        (RightKind.PRODUCT_PROTECTION, Route.PRODUCT),
        (RightKind.CERTIFICATION_MARK, Route.TRADE_MARK),
        (RightKind.COLLECTIVE_MARK, Route.TRADE_MARK),
    ],
)
def test_the_kind_of_right_sets_the_route(
    session: Session, kind: RightKind, route: Route
) -> None:
    assert way(session, kind=kind).application.route is route


@pytest.mark.parametrize("kind", [RightKind.AGRI_GI, RightKind.FOREIGN_GI])
def test_other_kinds_are_refused_with_what_is_to_come(
    session: Session, kind: RightKind
) -> None:
    with pytest.raises(RightKindError) as caught:
        way(session, kind=kind)

    assert "转换" in caught.value.words.zh


@pytest.mark.parametrize("status", sorted(set(RightStatus) - {RightStatus.PROTECTED}))
def test_nobody_applies_under_a_right_that_is_not_in_force(
    session: Session, status: RightStatus
) -> None:
    with pytest.raises(RightClosedError):
        way(session, status=status)


def test_one_application_a_right_at_a_time(session: Session) -> None:
    on = way(session)

    with pytest.raises(ApplicationOpenError) as caught:
        on.begin()

    assert caught.value.facts["number"] == "AP-2026-000001"
    service.withdraw(session, on.number, "", **on.mine(), **on.by(on.producer))
    assert on.begin().number == "AP-2026-000002"


def test_who_may_use_the_mark_already_does_not_apply(session: Session) -> None:
    on = way(session).to(S.ANNOUNCED)
    held = session.scalars(select(Authorization.number)).one()

    with pytest.raises(AlreadyAuthorizedError) as caught:
        on.begin()

    assert caught.value.facts["number"] == held


def test_an_incomplete_application_is_not_sent_and_all_that_lacks_is_named(
    session: Session,
) -> None:
    on = way(session)

    with pytest.raises(IncompleteError) as caught:
        on.submit()

    for zh in ("地块", "标准", "说明", "检验检测报告"):
        assert zh in caught.value.words.zh
    assert on.application.state is ApplicationState.DRAFT


def test_a_complete_application_is_sent_once_it_is_declared_true(
    session: Session,
) -> None:
    on = way(session).fill()

    with pytest.raises(NotDeclaredError):
        service.submit(
            session, on.number, declared=False, **on.mine(), **on.by(on.producer)
        )
    on.submit()

    sent = on.application
    assert sent.state is ApplicationState.SUBMITTED
    assert sent.submitted_at == on.at
    assert [event.to_state for event in sent.events] == [S.DRAFT, S.SUBMITTED]
    (leaf,) = translog.history(session, on.number)
    assert leaf.kind == "application.submit"
    assert leaf.body["quality_report_sha256"] == sent.quality_report_sha256
    assert leaf.body["rules"] == sent.events[-1].rules == ["order80.20@2024-02-01"]


def test_the_county_is_that_of_the_plot(session: Session) -> None:
    on = way(session)
    elsewhere = make.plot(session, on.organisation, on.gi, division_code="140121")

    service.save_place(session, on.number, elsewhere.id, **on.mine())

    assert on.application.division == "140121"


def test_a_plot_of_another_product_or_producer_cannot_be_taken(
    session: Session,
) -> None:
    on = way(session)
    others = make.plot(session, make.organisation(session), on.gi)
    of_another_product = make.plot(session, on.organisation, make.gi(session))

    for plot in (others, of_another_product):
        with pytest.raises(PlotNotFoundError):
            service.save_place(session, on.number, plot.id, **on.mine())


def test_another_producers_application_is_not_there(session: Session) -> None:
    on = way(session).fill()
    stranger = make.producer(session)
    theirs: dict[str, Any] = {"organisation_id": stranger.organisation_id}

    with pytest.raises(ApplicationNotFoundError):
        service.own(session, on.number, stranger.organisation_id)
    with pytest.raises(ApplicationNotFoundError):
        service.submit(session, on.number, declared=True, **theirs, **on.by(stranger))
    with pytest.raises(ApplicationNotFoundError):
        service.withdraw(session, on.number, "x", **theirs, **on.by(stranger))
    with pytest.raises(ApplicationNotFoundError):
        service.save_papers(session, on.number, NewPapers("", ""), **theirs)


@pytest.mark.parametrize("reached", [S.SUBMITTED, S.ORIGIN_VERIFIED, S.REGISTERED])
def test_what_is_with_an_office_cannot_be_edited_or_sent_again(
    session: Session, reached: ApplicationState
) -> None:
    on = way(session).to(reached)

    with pytest.raises(WrongStepError):
        service.save_papers(session, on.number, NewPapers("", ""), **on.mine())
    with pytest.raises(WrongStepError):
        on.submit()


def test_a_trade_mark_user_shows_a_recorded_licence_that_has_not_ended(
    session: Session,
) -> None:
    on = way(session, kind=RightKind.CERTIFICATION_MARK).fill()

    with pytest.raises(IncompleteError, match="recorded licence"):
        on.submit()
    papers = NewPapers("T/SXAS 1-2024", "示例", "示例备案1号", date(2026, 11, 11))
    service.save_papers(session, on.number, papers, **on.mine())
    with pytest.raises(IncompleteError, match="2026-11-11"):
        on.submit()
    papers = NewPapers("T/SXAS 1-2024", "示例", "示例备案1号", date(2027, 11, 11))
    service.save_papers(session, on.number, papers, **on.mine())
    on.submit()

    assert on.application.licence_record == "示例备案1号"


def test_a_new_report_takes_the_place_of_the_one_before(session: Session) -> None:
    on = way(session).fill()
    before = on.application.quality_report_sha256
    newer = helpers.stored(session, on.producer, "a newer report")

    service.save_papers(session, on.number, NewPapers("X", "Y"), **on.mine())
    kept = on.application.quality_report_sha256
    service.save_report(session, on.number, newer, **on.mine())

    assert kept == before
    assert on.application.quality_report_sha256 == newer.sha256


@pytest.mark.parametrize(
    "reached",
    [
        S.SUBMITTED,
        S.ORIGIN_VERIFIED,
        S.PREFECTURE_REVIEWED,
        S.SENT_TO_CNIPA,
    ],
)
def test_a_producer_takes_it_back_with_a_reason_until_cnipa_registers_it(
    session: Session, reached: ApplicationState
) -> None:
    on = way(session).to(reached)

    with pytest.raises(ReasonNeededError):
        service.withdraw(session, on.number, " ", **on.mine(), **on.by(on.producer))
    service.withdraw(session, on.number, "停产", **on.mine(), **on.by(on.producer))

    assert on.application.state is ApplicationState.WITHDRAWN
    assert on.application.events[-1].words == "停产"


@pytest.mark.parametrize("reached", [S.REGISTERED, S.ANNOUNCED])
def test_after_the_registration_it_cannot_be_taken_back(
    session: Session, reached: ApplicationState
) -> None:
    on = way(session).to(reached)

    with pytest.raises(WrongStepError):
        service.withdraw(session, on.number, "x", **on.mine(), **on.by(on.producer))


def test_a_list_of_ones_own_is_newest_first(session: Session) -> None:
    on = way(session)
    other = make.right(session, make.gi(session))
    newer = service.draft(session, on.organisation.id, other.id, **on.by(on.producer))
    make.application(session)

    mine = service.applications_of(session, on.organisation.id)

    assert [each.number for each in mine] == [newer.number, on.number]
    assert mine[1].right.gi.name_zh == on.gi.name_zh
    assert session.scalars(select(Application.id)).all() != [each.id for each in mine]
