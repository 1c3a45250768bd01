"""Photos of visits to the place of production: kept, and held against the visit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shapely import Point
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from gi_registry.core.photo import PhotoFacts
from gi_registry.core.words import china_day
from gi_registry.geo.crs import Crs, to_cgcs2000
from gi_registry.geo.measure import distance_m
from gi_registry.producers.errors import PhotoNeededError
from gi_registry.producers.models import Application, StoredFile, VisitPhoto
from gi_registry.producers.rules import Action, check_day, step
from gi_registry.producers.service.steps import By, locked


@dataclass(frozen=True, slots=True)
class NewPhoto:
    """A photo of a visit that the store holds, and what it says of itself."""

    stored: StoredFile
    facts: PhotoFacts


def add_photos(
    session: Session,
    number: str,
    visited_on: date,
    photos: Sequence[NewPhoto],
    *,
    by: By,
) -> list[VisitPhoto]:
    """Keep photos of a visit, before the visit itself is recorded.

    Args:
        session: a writing session.
        number: of the application.
        visited_on: day of the visit that they show.
        photos: the same picture is kept once; one of no check yet takes the day.
        by: who adds them.

    Raises:
        ApplicationNotFoundError: there is none.
        WrongStepError: it does not wait for an origin check.
        VisitDayError: no visit can have been on that day.
    """
    application = locked(session, number)
    step(application.state, Action.VERIFY_ORIGIN)
    earliest = china_day(application.created_at)
    check_day(visited_on, earliest=earliest, today=china_day(by.now))
    known = {photo.sha256: photo for photo in photos_of(session, application.id)}
    checked = {check.visited_on for check in application.origin_checks}
    kept = []
    for sha256, new in {photo.stored.sha256: photo for photo in photos}.items():
        photo = known.get(sha256) or _new(application, sha256, new.facts, by)
        if photo.visited_on not in checked:
            photo.visited_on = visited_on
        session.add(photo)
        kept.append(photo)
    session.flush()
    return kept


def photos_of(session: Session, application_id: int) -> Sequence[VisitPhoto]:
    """Return the photos of an application's visits, in the order they came."""
    statement = (
        select(VisitPhoto)
        .where(VisitPhoto.application_id == application_id)
        .options(joinedload(VisitPhoto.stored))
        .order_by(VisitPhoto.id)
    )
    return session.scalars(statement).all()


def demand_photos(
    session: Session, application: Application, visited_on: date, position: Point
) -> list[str]:
    """Return the SHA-256 of a visit's photos, each compared with its position.

    Args:
        session: a writing session.
        application: which was visited.
        visited_on: day of the visit.
        position: stated, EPSG:4490, degrees.

    Raises:
        PhotoNeededError: there is no photo of a visit of that day.
    """
    photos = [
        photo
        for photo in photos_of(session, application.id)
        if photo.visited_on == visited_on
    ]
    if not photos:
        raise PhotoNeededError(visited_on)
    for photo in photos:
        photo.distance_m = _distance(photo, position)
    session.flush()
    return [photo.sha256 for photo in photos]


def _new(
    application: Application, sha256: str, facts: PhotoFacts, by: By
) -> VisitPhoto:
    return VisitPhoto(
        application_id=application.id,
        sha256=sha256,
        taken_at=facts.taken_at and f"{facts.taken_at:%Y-%m-%d %H:%M:%S}",
        lon=facts.lon,
        lat=facts.lat,
        added_at=by.now,
        added_by_id=by.account_id,
    )


def _distance(photo: VisitPhoto, stated: Point) -> int | None:
    if photo.lon is None or photo.lat is None:
        return None
    taken = to_cgcs2000(Point(photo.lon, photo.lat), Crs.WGS84)
    return round(distance_m(taken, stated))
