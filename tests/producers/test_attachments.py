import io
import math
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from gi_registry.core.access import Role
from gi_registry.core.db import Database
from gi_registry.core.photo import PhotoFacts
from gi_registry.producers import service
from gi_registry.producers.errors import (
    ApplicationNotFoundError,
    FileNotOnApplicationError,
    PhotoNeededError,
    TooManyFilesError,
    WrongStepError,
)
from gi_registry.producers.rules.checklist import MOST_FILES, FileKind
from gi_registry.producers.service import By, NewPhoto
from tests import factories as make
from tests.conftest import signed_in
from tests.core.test_blobs import PDF, picture
from tests.core.test_photo import photo, place
from tests.producers.test_officer_pages import VISIT
from tests.producers.test_producer_pages import on_the_way
from tests.producers.way import S, Way, stored, visit, way


def attach(session: Session, on: Way, content: str = "licence") -> int:
    file = stored(session, on.producer, content)
    added = service.attach(
        session,
        on.number,
        FileKind.BUSINESS_LICENCE,
        (file, "执照.pdf"),
        by=By(on.producer.id, on.at),
        **on.mine(),
    )
    return added.id


def listed(session: Session, on: Way) -> dict[FileKind, int]:
    return {
        each.item.kind: len(each.files)
        for each in service.files_of(session, on.application)
        if each.is_there
    }


def test_files_are_added_and_taken_back_while_the_producer_has_it(
    session: Session,
) -> None:
    on = way(session)
    first, second = attach(session, on), attach(session, on, "another")
    by = By(on.producer.id, on.at)

    service.detach(session, on.number, first, by=by, **on.mine())
    assert listed(session, on) == {FileKind.BUSINESS_LICENCE: 1}
    with pytest.raises(FileNotOnApplicationError):
        service.detach(session, on.number, first, by=by, **on.mine())
    stranger = make.organisation(session)
    with pytest.raises(ApplicationNotFoundError):
        service.detach(session, on.number, second, by=by, organisation_id=stranger.id)
    on.to(S.SUBMITTED)
    with pytest.raises(WrongStepError):
        attach(session, on)
    assert listed(session, on) == {
        FileKind.QUALITY_REPORT: 0,
        FileKind.BUSINESS_LICENCE: 1,
    }


def test_an_application_does_not_hold_files_without_end(session: Session) -> None:
    on = way(session)
    for number in range(MOST_FILES):
        attach(session, on, str(number))

    with pytest.raises(TooManyFilesError):
        attach(session, on, "one more")


def test_a_photo_counts_for_one_visit_alone(session: Session) -> None:
    on = way(session).to(S.SUBMITTED)
    on.at += timedelta(days=1)
    on.photograph(date(2026, 11, 13))
    seen, other = visit(visited_on=date(2026, 11, 13)), visit()
    with pytest.raises(PhotoNeededError, match="2026-11-12"):
        service.verify_origin(session, on.number, other, **on.by(on.county))
    (kept,) = service.photos_of(session, on.application.id)
    again = [NewPhoto(kept.stored, PhotoFacts())]
    by = By(on.county.id, on.at)

    service.add_photos(session, on.number, other.visited_on, again, by=by)
    assert kept.visited_on == other.visited_on, "no check rests on it yet"
    service.verify_origin(session, on.number, other, **on.by(on.county))
    service.return_(session, on.number, "补正", **on.by(on.prefecture))
    on.submit()
    service.add_photos(session, on.number, seen.visited_on, again, by=by)
    with pytest.raises(PhotoNeededError):
        service.verify_origin(session, on.number, seen, **on.by(on.county))


class TestPages:
    """The check-list, the downloads, the photos of a visit."""

    @staticmethod
    def upload(client: FlaskClient, on: Way, content: bytes, **given: Any) -> int:
        data = {"kind": "business_licence", "file": (io.BytesIO(content), "a.pdf.exe")}
        address = f"/producer/applications/{on.number}/files"
        return client.post(address, data=data | given).status_code

    def test_what_is_missing_is_said_and_a_file_reaches_only_those_entitled(
        self, app: Flask, database: Database
    ) -> None:
        on = on_the_way(database, S.DRAFT)
        with database.write() as session:
            far = make.officer(session, Role.COUNTY, "140430").login
            other = make.producer(session).login
        client, office = (signed_in(app, w.login) for w in (on.producer, on.county))
        page = f"/producer/applications/{on.number}/files"

        assert "必须，还缺" in client.get(page).text
        assert self.upload(client, on, b"MZ an executable") == 422
        assert self.upload(client, on, PDF, kind="quality_report") == 422
        assert self.upload(client, on, PDF) == 303
        with database.read() as session:
            (each,) = (
                each
                for item in service.files_of(
                    session, service.own(session, on.number, on.organisation.id)
                )
                for each in item.files
            )
            file = f"/files/{each.sha256}"
        with client.get(file) as answer:
            assert answer.data == PDF
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert office.get(file).status_code == 404, "it is not sent in yet"
        for login in (far, other):
            assert signed_in(app, login).get(file).status_code == 404
        assert "a.pdf" in client.get(f"/producer/applications/{on.number}/form").text

    def test_photos_of_a_visit_are_compared_with_the_stated_position(
        self, app: Flask, database: Database
    ) -> None:
        on = on_the_way(database, S.SUBMITTED)
        office = signed_in(app, on.county.login)
        address = f"/desk/applications/{on.number}"
        page = f"{address}/verify-origin"
        two = [(photo(place()), "甲.jpg"), (io.BytesIO(picture("PNG")), "乙.png")]

        paper = {"photos": (io.BytesIO(PDF), "丙.jpg")}
        refused = office.post(page, data=VISIT | paper)
        assert refused.status_code == 422
        assert "照片应为 JPEG 或 PNG" in refused.text
        assert office.post(page, data=VISIT | {"photos": two}).status_code == 303

        with database.read() as session:
            found = service.application(session, on.number)
            near, blank = service.photos_of(session, found.id)
        # Half a thousandth of a degree each way at 37.32 N: 55.5 m and 44.3 m.
        assert near.distance_m == pytest.approx(math.hypot(55.5, 44.3), abs=1)
        assert near.taken_at == "2026-11-12 09:31:02"
        assert (blank.taken_at, blank.distance_m) == (None, None)
        shown = office.get(address).text
        assert "距填报的核验位置 71 米" in shown
        assert "照片没有位置" in shown
        with office.get(f"/files/{near.sha256}") as answer:
            assert answer.mimetype == "image/jpeg"
            assert answer.headers["Content-Disposition"].startswith("attachment")
