"""What a producer does with an application: begin, fill in, send, take back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from gi_registry.areas import service as areas
from gi_registry.areas.models import Plot
from gi_registry.core.db import lock
from gi_registry.core.words import china_day
from gi_registry.producers import queries
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
from gi_registry.producers.models import (
    Application,
    ApplicationEvent,
    Authorization,
    Entity,
    StoredFile,
)
from gi_registry.producers.rules import (
    ACTION_WORDS,
    APPLICATION_STATE_WORDS,
    EDITABLE,
    MAY_USE,
    OPEN,
    WAITS_FOR,
    Action,
    ApplicationState,
    AuthorizationState,
    Missing,
    Papers,
    Route,
    missing,
    route_of,
)
from gi_registry.producers.service.entities import entity_of
from gi_registry.producers.service.members import tie
from gi_registry.producers.service.steps import (
    NUMBERS,
    By,
    advance,
    locked_own,
    next_number,
)
from gi_registry.products import service as products
from gi_registry.products.models import GiRight
from gi_registry.products.rules import (
    RIGHT_KIND_WORDS,
    RIGHT_STATUS_WORDS,
    RightStatus,
)

_HELD = MAY_USE | {AuthorizationState.SUSPENDED}
"""States of an authorization beside which there is nothing to apply for."""


@dataclass(frozen=True, slots=True)
class NewPapers:
    """What the page of papers asks for; the last two on the trade-mark route."""

    standard_number: str
    product_description: str
    licence_record: str = ""
    licence_ends_on: date | None = None


def draft(
    session: Session,
    organisation_id: int,
    right_id: int,
    *,
    now: datetime,
    account_id: int,
) -> Application:
    """Begin an application under a right.

    Raises:
        EntityNotFoundError: the organisation has not registered its credit code.
        RightNotFoundError: there is no such right.
        RightKindError: the mark is not applied for under rights of that kind.
        RightClosedError: the right is not in force.
        AlreadyAuthorizedError: the producer may use the mark already.
        ApplicationOpenError: an application for it is under way.
    """
    entity = entity_of(session, organisation_id)
    right = products.right(session, right_id)
    route = _route(right)
    lock(session, NUMBERS)
    _refuse_second(session, entity, right)
    number = next_number(session, "AP", china_day(now).year, Application)
    application = Application(
        number=number,
        entity=entity,
        right=right,
        route=route,
        state=ApplicationState.DRAFT,
        product_description="",
        division=entity.division,
        created_at=now,
        state_since=now,
        events=[
            ApplicationEvent(
                to_state=ApplicationState.DRAFT,
                account_id=account_id,
                at=now,
                words="",
            )
        ],
    )
    session.add(application)
    session.flush()
    return application


def own(session: Session, number: str, organisation_id: int) -> Application:
    """Return one's own application with all of it.

    Raises:
        ApplicationNotFoundError: there is none, or it is somebody else's.
    """
    statement = (
        select(Application)
        .join(Application.entity)
        .where(Application.number == number, Entity.organisation_id == organisation_id)
        .options(*queries.WHOLE_APPLICATION)
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise ApplicationNotFoundError(number)
    return found


def applications_of(session: Session, organisation_id: int) -> Sequence[Application]:
    """Return an organisation's applications with their products, newest first."""
    statement = (
        select(Application)
        .join(Application.entity)
        .where(Entity.organisation_id == organisation_id)
        .options(
            joinedload(Application.entity),
            joinedload(Application.right).joinedload(GiRight.gi),
        )
        .order_by(Application.id.desc())
    )
    return session.scalars(statement).all()


def save_place(
    session: Session, number: str, plot_id: int, *, organisation_id: int
) -> Application:
    """Say on which plot, or in which workshop, the product is made.

    Raises:
        ApplicationNotFoundError: not the organisation's.
        WrongStepError: it is not with the producer.
        PlotNotFoundError: no plot of this organisation and product.
    """
    application = editable(session, number, organisation_id)
    application.plot = _own_plot(session, application, plot_id)
    application.division = application.plot.division_code
    session.flush()
    return application


def save_papers(
    session: Session, number: str, papers: NewPapers, *, organisation_id: int
) -> Application:
    """Keep the standard, the description and the licence, whole or not.

    Raises:
        ApplicationNotFoundError: not the organisation's.
        WrongStepError: it is not with the producer.
    """
    application = editable(session, number, organisation_id)
    application.standard_number = papers.standard_number or None
    application.product_description = papers.product_description
    if application.route is Route.TRADE_MARK:
        application.licence_record = papers.licence_record or None
        application.licence_ends_on = papers.licence_ends_on
    session.flush()
    return application


def save_report(
    session: Session, number: str, report: StoredFile, *, organisation_id: int
) -> Application:
    """Keep the quality test report; one that was there before is replaced.

    Raises:
        ApplicationNotFoundError: not the organisation's.
        WrongStepError: it is not with the producer.
    """
    application = editable(session, number, organisation_id)
    application.quality_report_sha256 = report.sha256
    session.flush()
    return application


def editable(session: Session, number: str, organisation_id: int) -> Application:
    """Return one's own application, locked, while it can be changed.

    Raises:
        ApplicationNotFoundError: there is none, or it is somebody else's.
        WrongStepError: it is not with the producer.
    """
    application = locked_own(session, number, organisation_id)
    _refuse_uneditable(application, Action.SUBMIT)
    return application


def missing_of(application: Application, *, on: date) -> tuple[Missing, ...]:
    """Return what an application still lacks.

    Args:
        application: with its entity loaded.
        on: the present day in China.
    """
    return missing(
        Papers(
            route=application.route,
            entity_status=application.entity.status,
            has_plot=application.plot_id is not None,
            standard_number=application.standard_number,
            product_description=application.product_description,
            has_quality_report=application.quality_report_sha256 is not None,
            licence_record=application.licence_record,
            licence_ends_on=application.licence_ends_on,
            on=on,
        )
    )


def submit(
    session: Session,
    number: str,
    *,
    organisation_id: int,
    declared: bool,
    now: datetime,
    account_id: int,
) -> Application:
    """Send an application in, or send it again after a return.

    Raises:
        ApplicationNotFoundError: not the organisation's.
        WrongStepError: it is not with the producer.
        IncompleteError: something is missing; all of it is named.
        NotDeclaredError: nobody declares that it is true.
        RightClosedError: the right has ended meanwhile.
        NotMemberError: the mark's register does not have the applicant.
    """
    application = locked_own(session, number, organisation_id)
    _refuse_uneditable(application, Action.SUBMIT)
    tie(session, application, on=china_day(now))
    lacks = missing_of(application, on=china_day(now))
    if lacks:
        raise IncompleteError(tuple(each.words for each in lacks))
    if not declared:
        raise NotDeclaredError
    _route(application.right)
    advance(
        session,
        application,
        Action.SUBMIT,
        by=By(account_id, now),
        facts={
            "division": application.division,
            "standard": application.standard_number,
            "quality_report_sha256": application.quality_report_sha256,
        },
    )
    application.submitted_at = now
    session.flush()
    return application


def withdraw(
    session: Session,
    number: str,
    reason: str,
    *,
    organisation_id: int,
    now: datetime,
    account_id: int,
) -> Application:
    """Take an application back before CNIPA registers it.

    Raises:
        ApplicationNotFoundError: not the organisation's.
        WrongStepError: it is registered, or over.
        ReasonNeededError: it was sent in before, and no reason is given.
    """
    application = locked_own(session, number, organisation_id)
    if application.submitted_at is not None and not reason.strip():
        raise ReasonNeededError
    by = By(account_id, now)
    advance(session, application, Action.WITHDRAW, by=by, words=reason.strip())
    return application


def _route(right: GiRight) -> Route:
    route = route_of(right.kind)
    if route is None:
        raise RightKindError(RIGHT_KIND_WORDS[right.kind])
    if right.status is not RightStatus.PROTECTED:
        raise RightClosedError(RIGHT_STATUS_WORDS[right.status])
    return route


def _refuse_second(session: Session, entity: Entity, right: GiRight) -> None:
    held = session.scalar(
        select(Authorization.number).where(
            Authorization.entity_id == entity.id,
            Authorization.right_id == right.id,
            Authorization.state.in_(_HELD),
        )
    )
    if held is not None:
        raise AlreadyAuthorizedError(held)
    open_one = session.scalar(
        select(Application.number).where(
            Application.entity_id == entity.id,
            Application.right_id == right.id,
            Application.state.in_(OPEN),
        )
    )
    if open_one is not None:
        raise ApplicationOpenError(open_one)


def _refuse_uneditable(application: Application, action: Action) -> None:
    state = application.state
    if state not in EDITABLE:
        raise WrongStepError(
            APPLICATION_STATE_WORDS[state], ACTION_WORDS[action], WAITS_FOR[state]
        )


def _own_plot(session: Session, application: Application, plot_id: int) -> Plot:
    mine = areas.plots_of(
        session, application.entity.organisation_id, application.right.gi_id
    )
    found = next((plot for plot in mine if plot.id == plot_id), None)
    if found is None:
        raise PlotNotFoundError
    return found
