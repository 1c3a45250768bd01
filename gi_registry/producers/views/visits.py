"""Photos of a visit to the place of production, sent before the visit itself."""

from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.sessions import read, write
from gi_registry.producers import service, web
from gi_registry.producers.schemas import visits as schemas
from gi_registry.producers.service import By
from gi_registry.producers.views.blueprint import FILE_BODY, api

if TYPE_CHECKING:
    from gi_registry.producers.models import VisitPhoto


@api.get("/applications/<number>/visit-photos")
@requires(Permission.DESK)
@api.response(200, schemas.VisitPhotosSchema)
def visit_photos(number: str) -> dict[str, Any]:
    """List the photos of an application's visits, in the order they came."""
    with read() as session:
        found = service.application(session, number)
        the_caller().demand(Permission.DESK, service.place_of(found))
        photos = service.photos_of(session, found.id)
        return {"items": [_shown(photo) for photo in photos]}


@api.post("/applications/<number>/visit-photos")
@requires(Permission.ORIGIN_CHECK)
@api.doc(requestBody=FILE_BODY)
@api.arguments(schemas.VisitDaySchema, location="query")
@api.response(201, schemas.VisitPhotoSchema)
def add_visit_photo(asked: dict[str, Any], number: str) -> dict[str, Any]:
    """Keep a photo of a visit: JPEG or PNG as the body, up to 20 MB.

    An origin check (`verify-origin`) needs at least one photo of the day of its
    visit. Sent again, it is the same photo.
    """
    with read() as session:
        _demand(session, number)
    blob = web.put_body()
    with write() as session:
        _demand(session, number)
        photo = web.keep_photo(session, blob, f"{number}-visit")
        by = By(the_caller().account_id, clock.now())
        (kept,) = service.add_photos(
            session, number, asked["visited_on"], [photo], by=by
        )
        return _shown(kept)


def _demand(session: Session, number: str) -> None:
    place = service.place_of(service.application(session, number))
    the_caller().demand(Permission.DESK, place)
    the_caller().demand(Permission.ORIGIN_CHECK, place)


def _shown(photo: "VisitPhoto") -> dict[str, Any]:
    return {
        "sha256": photo.sha256,
        "visited_on": photo.visited_on,
        "taken_at": photo.taken_at,
        "lon": photo.lon,
        "lat": photo.lat,
        "distance_m": photo.distance_m,
    }
