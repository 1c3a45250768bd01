"""The way of an application, as far as a test wants it to have come."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from shapely.geometry import box
from sqlalchemy.orm import Session

from gi_registry.accounts import service as accounts
from gi_registry.accounts.models import Account, Organisation
from gi_registry.areas.models import Plot
from gi_registry.core.access import Role
from gi_registry.core.blobs import PDF, Blob
from gi_registry.core.photo import PhotoFacts
from gi_registry.overrides import service as overrides
from gi_registry.overrides.rules import Outcome
from gi_registry.producers import service
from gi_registry.producers.models import Application, StoredFile
from gi_registry.producers.rules import ApplicationState, NewAnnouncement, Visit
from gi_registry.producers.service import By, NewPapers, NewPhoto, Registration
from gi_registry.products.models import Gi, GiRight
from tests import factories as make

INSIDE = (112.3205, 37.3205)
NEAR = box(112.3385, 37.32, 112.3395, 37.321)
"""A plot some 50 m from SQUARE's eastern side, which is known to 400 m."""
OUTSIDE = box(112.40, 37.32, 112.401, 37.321)
"""A plot some 5 km east of SQUARE."""
SENT = make.NOW - timedelta(days=10)
S = ApplicationState


@dataclass
class Way:
    """People, a product with its area, and an application on its way."""

    session: Session
    organisation: Organisation
    producer: Account
    gi: Gi
    right: GiRight
    county: Account
    prefecture: Account
    province: Account
    number: str = ""
    at: datetime = SENT

    @property
    def application(self) -> Application:
        return service.locked(self.session, self.number)

    def by(self, who: Account) -> dict[str, Any]:
        return {"now": self.at, "account_id": who.id}

    def mine(self) -> dict[str, Any]:
        return {"organisation_id": self.organisation.id}

    def begin(self) -> "Way":
        draft = service.draft(
            self.session, self.organisation.id, self.right.id, **self.by(self.producer)
        )
        self.number = draft.number
        return self

    def fill(self, plot: Plot | None = None) -> "Way":
        plot = plot or make.plot(self.session, self.organisation, self.gi)
        service.save_place(self.session, self.number, plot.id, **self.mine())
        papers = NewPapers("GB/T 19777-2013", "示例陈醋，五百毫升瓶装")
        service.save_papers(self.session, self.number, papers, **self.mine())
        service.save_report(self.session, self.number, self.report(), **self.mine())
        return self

    def report(self) -> StoredFile:
        return stored(self.session, self.producer, f"report of {self.number}")

    def submit(self) -> "Way":
        service.submit(
            self.session,
            self.number,
            declared=True,
            **self.mine(),
            **self.by(self.producer),
        )
        return self

    def verify(self, **given: Any) -> "Way":
        """Record a visit; what the map does not settle the prefecture approves."""
        seen = visit(**given)
        self.photograph(seen.visited_on)
        asked = service.verify_or_ask(
            self.session, self.number, seen, **self.by(self.county)
        )
        if asked is not None:
            approve(self.session, asked.id, self.prefecture, now=self.at)
        return self

    def photograph(self, visited_on: date = date(2026, 11, 12)) -> "Way":
        """Add a photo of a visit that says nothing of itself."""
        kept = stored(self.session, self.county, f"photo {self.number} {visited_on}")
        photo = NewPhoto(kept, PhotoFacts())
        by = By(self.county.id, self.at)
        service.add_photos(self.session, self.number, visited_on, [photo], by=by)
        return self

    def to(self, state: ApplicationState) -> "Way":
        """Take every step up to a state."""
        s, n = self.session, self.number
        steps: dict[ApplicationState, Callable[[], object]] = {
            S.DRAFT: lambda: None,
            S.SUBMITTED: lambda: self.fill().submit(),
            S.ORIGIN_VERIFIED: self.verify,
            S.PREFECTURE_REVIEWED: lambda: service.prefecture_review(
                s, n, "同意", **self.by(self.prefecture)
            ),
            S.SENT_TO_CNIPA: lambda: service.province_review(
                s, n, "同意上报", **self.by(self.province)
            ),
            S.REGISTERED: lambda: service.record_registration(
                s, n, registration(), **self.by(self.province)
            ),
            S.ANNOUNCED: lambda: service.record_announcement(
                s, n, announcement(s, self.province), **self.by(self.province)
            ),
        }
        for reached, take in steps.items():
            take()
            if reached is state:
                return self
        raise AssertionError(state)


def way(session: Session, *, area: dict[str, Any] | None = None, **right: Any) -> Way:
    """Give everybody needed, and an application just begun."""
    make.division(session)
    organisation = make.organisation(session)
    make.entity(session, organisation)
    gi = make.gi(session)
    make.area(session, gi, **area or {})
    return Way(
        session,
        organisation,
        make.producer(session, organisation),
        gi,
        make.right(session, gi, **right),
        make.officer(session),
        make.officer(session, Role.PREFECTURE, "1407"),
        make.officer(session, Role.PROVINCE, "14"),
    ).begin()


def approve(
    session: Session, request_id: int, who: Account, *, now: datetime = make.NOW
) -> None:
    """Let a second person decide."""
    caller = accounts.caller_of(accounts.account_by_id(session, who.id))
    overrides.decide(session, request_id, Outcome.APPROVED, "属实", caller, now=now)


def visit(**given: Any) -> Visit:
    """Give a visit of the day of application to the middle of SQUARE."""
    values: dict[str, Any] = {
        "visited_on": date(2026, 11, 12),
        "officer_one": "示例甲",
        "officer_two": "示例乙",
        "lon": INSIDE[0],
        "lat": INSIDE[1],
        "crs": "EPSG:4490",
        "finding": "车间与地块均在范围内",
    }
    return Visit(**values | given)


def registration() -> Registration:
    return Registration("示例登字2026第1号", date(2026, 11, 12))


def announcement(session: Session, who: Account, number: int = 701) -> NewAnnouncement:
    kept = stored(session, who, f"announcement {number}")
    return NewAnnouncement(number, date(2026, 11, 12), kept.sha256)


def stored(session: Session, who: Account, content: str) -> StoredFile:
    """Register a file whose content is only its digest."""
    digest = hashlib.sha256(content.encode()).hexdigest()
    blob = Blob(digest, 100, PDF)
    return service.keep(session, blob, "示例.pdf", now=make.NOW, account_id=who.id)
