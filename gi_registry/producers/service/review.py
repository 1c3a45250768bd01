"""What officers do with an application: verify the origin, review, return."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from shapely import Point
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.areas import service as areas
from gi_registry.areas.rules import AreaTest
from gi_registry.core.words import china_day
from gi_registry.geo.crs import parse, to_cgcs2000
from gi_registry.overrides.models import OverrideRequest
from gi_registry.producers import queries
from gi_registry.producers.errors import (
    ApplicationNotFoundError,
    IncompleteError,
    ReasonNeededError,
    SecondPersonError,
)
from gi_registry.producers.models import Application, OriginCheck
from gi_registry.producers.rules import (
    Action,
    Answers,
    Visit,
    check_answers,
    check_visit,
    step,
)
from gi_registry.producers.service.applications import missing_of
from gi_registry.producers.service.photos import demand_photos
from gi_registry.producers.service.steps import By, advance, locked


def application(session: Session, number: str) -> Application:
    """Return an application that was sent in, with all of it.

    Raises:
        ApplicationNotFoundError: there is none, or it is still a draft.
    """
    statement = (
        select(Application)
        .where(Application.number == number, Application.submitted_at.is_not(None))
        .options(*queries.WHOLE_APPLICATION)
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise ApplicationNotFoundError(number)
    return found


def verify_origin(
    session: Session,
    number: str,
    visit: Visit,
    *,
    now: datetime,
    account_id: int,
    override: OverrideRequest | None = None,
) -> OriginCheck:
    """Record the visit to the place of production, with what the map says of it.

    Args:
        session: a writing session.
        number: of the application.
        visit: who went, when, where, what they saw.
        now: the present instant.
        account_id: who records it, or who decided the override.
        override: a request for it that a second person approves.

    Raises:
        ApplicationNotFoundError: there is none.
        WrongStepError: it does not wait for this.
        SameOfficerError, VisitDayError: no such visit can have been.
        UnknownCrsError, CoordinateRangeError: the position is none.
        OutsideAreaError: the plot is outside (Order 80 Arts 20, 30), no reason.
        OriginReasonError: the map does not settle it and no reason is given.
        PhotoNeededError: no photo of that visit was added before.
        SecondPersonError: the map does not settle it, and there is no override.
    """
    found = locked(session, number)
    step(found.state, Action.VERIFY_ORIGIN)
    today = china_day(now)
    check_visit(visit, earliest=china_day(found.created_at), today=today)
    position = _position((visit.lon, visit.lat), visit.crs)
    tests = place_tests(session, found, position, now=now)
    check_answers(tests.answers, reason=visit.reason)
    photos = demand_photos(session, found, visit.visited_on, position)
    if override is None and not tests.answers.is_settled:
        raise SecondPersonError
    check = OriginCheck(
        application_id=found.id,
        visited_on=visit.visited_on,
        officer_one=visit.officer_one,
        officer_two=visit.officer_two,
        position=position,
        crs_given=parse(visit.crs).value,
        point_test=tests.kept(),
        finding=visit.finding,
        reason=visit.reason.strip(),
        recorded_at=now,
        recorded_by_id=override.asked_by_id if override else account_id,
    )
    found.origin_checks.append(check)
    advance(
        session,
        found,
        Action.VERIFY_ORIGIN,
        by=By(account_id, now),
        words=visit.finding,
        facts={
            "visited_on": visit.visited_on.isoformat(),
            "plot": tests.plot.answer.value,
            "position": tests.position.answer.value,
            "reason_given": bool(visit.reason.strip()),
            "photos": photos,
            "override": override.id if override else None,
        },
    )
    return check


def prefecture_review(
    session: Session, number: str, words: str, *, now: datetime, account_id: int
) -> Application:
    """Pass the prefecture's review.

    Raises:
        ApplicationNotFoundError: there is none.
        WrongStepError: it does not wait for this.
    """
    found = locked(session, number)
    by = By(account_id, now)
    advance(session, found, Action.PREFECTURE_REVIEW, by=by, words=words.strip())
    return found


def province_review(
    session: Session, number: str, words: str, *, now: datetime, account_id: int
) -> Application:
    """Pass the province's review (审核) and send it to CNIPA, which decides.

    Raises:
        ApplicationNotFoundError: there is none.
        WrongStepError: it does not wait for this.
        IncompleteError: what was whole when it was sent in no longer is, such as
            a licence that ended.
    """
    found = locked(session, number)
    step(found.state, Action.PROVINCE_REVIEW)
    lacks = missing_of(found, on=china_day(now))
    if lacks:
        raise IncompleteError(tuple(each.words for each in lacks))
    by = By(account_id, now)
    advance(session, found, Action.PROVINCE_REVIEW, by=by, words=words.strip())
    return found


def return_(
    session: Session, number: str, reason: str, *, now: datetime, account_id: int
) -> Application:
    """Give an application back to the producer, with the reason.

    Raises:
        ApplicationNotFoundError: there is none.
        WrongStepError: it is not with a reviewing office.
        ReasonNeededError: no reason is given.
    """
    found = locked(session, number)
    step(found.state, Action.RETURN)
    if not reason.strip():
        raise ReasonNeededError
    by = By(account_id, now)
    advance(session, found, Action.RETURN, by=by, words=reason.strip())
    return found


@dataclass(frozen=True, slots=True)
class PlaceTests:
    """What the map says of the plot and of the position of the visit."""

    plot: AreaTest
    position: AreaTest

    @property
    def answers(self) -> Answers:
        """The two answers, as the rules ask for them."""
        return Answers(self.plot.answer, self.plot.words, self.position.answer)

    def kept(self) -> dict[str, Any]:
        """Return both tests as JSON values."""
        return {
            name: asdict(test) | {"words": list(test.words)}
            for name, test in (("plot", self.plot), ("position", self.position))
        }


def place_tests(
    session: Session, application: Application, position: Point, *, now: datetime
) -> PlaceTests:
    """Ask the map about the plot and a position.

    Args:
        session: to read with.
        application: with its plot and right.
        position: EPSG:4490, degrees.
        now: the present instant.
    """
    on = china_day(now)
    plot = application.plot
    if plot is None:  # submitted applications have one
        raise IncompleteError(
            tuple(each.words for each in missing_of(application, on=on))
        )
    gi_id = application.right.gi_id
    return PlaceTests(
        plot=areas.test_plot(session, plot, on=on),
        position=areas.test_point(session, gi_id, position.x, position.y, on=on),
    )


def try_position(
    session: Session,
    application: Application,
    position: tuple[float, float],
    crs: str,
    *,
    now: datetime,
) -> PlaceTests:
    """Say what the map says of the plot and of a position, keeping nothing.

    Args:
        session: to read with.
        application: with its plot and right.
        position: longitude (or easting) and latitude (or northing) in `crs`.
        crs: such as EPSG:4490.
        now: the present instant.

    Raises:
        UnknownCrsError, CoordinateRangeError: the position is none.
    """
    return place_tests(session, application, _position(position, crs), now=now)


def _position(position: tuple[float, float], crs: str) -> Point:
    return to_cgcs2000(Point(position), parse(crs))
