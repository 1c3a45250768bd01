"""A report from the scan page, and the office that answers it."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from werkzeug.test import TestResponse

from gi_registry.complaints import service
from gi_registry.complaints.errors import ComplaintStepError, ReferenceMissingError
from gi_registry.complaints.models import Complaint
from gi_registry.complaints.rules import ComplaintState, NewStep, check_step
from gi_registry.core import blobs
from gi_registry.core.access import Role
from gi_registry.core.db import Database
from gi_registry.law import service as law
from gi_registry.law.rules import Setting, Span, Unit
from gi_registry.law.service import NewValue
from gi_registry.notices.models import SentNotice
from gi_registry.translog.models import LogLeaf
from tests import factories as make
from tests.conftest import signed_in
from tests.scans.conftest import Labels, labels

__all__ = ["labels"]
PHONE = "0351-1234567"


def sent(client: FlaskClient, **given: Any) -> TestResponse:
    return client.post("/complain", data={"matter": "a8", **given})


def only(database: Database) -> Complaint:
    with database.read() as session:
        number = session.scalars(select(Complaint.number)).one()
        return service.find(session, number)


def photo() -> bytes:
    """Return a JPEG whose EXIF names a place."""
    image, exif, made = Image.new("RGB", (2_000, 1_000)), Image.Exif(), BytesIO()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010F] = "SECRET CAMERA"
    image.save(made, "JPEG", exif=exif)
    return made.getvalue()


def test_what_was_scanned_is_reported_frozen_and_followed(
    client: FlaskClient, database: Database, labels: Labels
) -> None:
    with database.write() as session:
        county = make.officer(session)
    page = client.get(f"/t/{labels.code(105)}").text
    link = re.search(r'href="(/complain[^"]*)"', page)
    assert link
    form = client.get(link[1].replace("&amp;", "&")).text
    code = re.search(r'name="code"\s[^>]*value="([^"]+)"', form, re.DOTALL)
    assert code
    assert len(form) < 60_000

    answer = sent(client, code=code[1], telephone=PHONE, words="示例")

    found = only(database)
    assert answer.status_code == 303
    assert (found.verdict, found.run_id, found.index) == ("void", labels.run, 105)
    assert (found.division, found.state) == (make.COUNTY, ComplaintState.RECEIVED)
    receipt = client.get(answer.headers["Location"])
    assert found.number in receipt.text
    assert PHONE not in receipt.text
    assert "示例" not in receipt.text
    assert "12315" in receipt.text
    assert client.get("/complain/unknown").status_code == 404
    with database.read() as session:
        told = session.scalars(select(SentNotice.account_id)).all()
        leaf = session.scalars(
            select(LogLeaf).where(LogLeaf.kind == "complaint.received")
        ).one()
    assert county.id in told
    assert PHONE not in str(leaf.body)


@pytest.mark.parametrize(
    "wrong",
    [
        {"matter": ""},
        {"bought_in": "140799"},
        {"words": "11010519491231002X"},
        {"photos": b"no picture"},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(
    client: FlaskClient, database: Database, wrong: dict[str, Any]
) -> None:
    if "photos" in wrong:
        wrong = {"photos": (BytesIO(wrong["photos"]), "a.jpg")}
    answer = sent(client, **{"shop": "示例商店", **wrong})

    assert answer.status_code == 422
    assert "示例商店" in answer.text
    with database.read() as session:
        assert session.scalars(select(Complaint)).all() == []


def test_a_photo_is_kept_without_what_the_camera_wrote(
    app: Flask, client: FlaskClient, database: Database
) -> None:
    with database.write() as session:
        officer = make.officer(session, Role.PROVINCE, "14")
    sent(client, photos=[(BytesIO(photo()), "a.jpg")])

    found = only(database)
    data_dir = app.extensions["gi"].settings.data_dir
    kept = blobs.path_of(data_dir, found.photos[0].sha256).read_bytes()
    assert b"SECRET" not in kept
    with Image.open(BytesIO(kept)) as image:
        assert (image.size, len(image.getexif())) == ((1_600, 800), 0)
    url = f"/desk/complaints/{found.number}/photos/{found.photos[0].id}"
    with signed_in(app, officer.login).get(url) as answer:
        assert answer.data == kept
    assert client.get(url).status_code != 200


def test_an_office_hands_it_on_and_the_other_answers(
    app: Flask, client: FlaskClient, database: Database
) -> None:
    with database.write() as session:
        make.division(session)
        province = make.officer(session, Role.PROVINCE, "14")
        county = make.officer(session)
        inspector = make.officer(session, Role.INSPECTOR, "14")
    receipt = sent(client, code="ABC", telephone=PHONE).headers["Location"]
    found = only(database)
    assert (found.division, found.verdict) == ("14", "forged")
    url = f"/desk/complaints/{found.number}"
    theirs, ours = signed_in(app, province.login), signed_in(app, county.login)
    assert ours.get(url).status_code == 403
    assert PHONE in theirs.get(url).text
    assert PHONE not in signed_in(app, inspector.login).get(url).text
    passed = {"division": make.COUNTY, "note": "只给机关看"}
    assert theirs.post(f"{url}/pass", data=passed).status_code == 303
    assert theirs.post(f"{url}/pass", data=passed).status_code == 422

    assert ours.post(url, data={"state": "founded", "words": "x"}).status_code == 422
    assert ours.post(url, data={"state": "taken"}).status_code == 303
    assert ours.post(url, data={"state": "founded"}).status_code == 422
    told = {"state": "founded", "words": "已责令下架"}
    assert ours.post(url, data=told).status_code == 303

    page = client.get(receipt).text
    assert "已责令下架" in page
    assert "只给机关看" not in page
    table = ours.get("/desk/complaints.csv?view=all").text
    assert found.number in table
    assert PHONE not in table
    assert ours.post(f"{url}/telephone/erase").status_code == 303
    assert only(database).telephone is None


def test_a_telephone_is_erased_once_the_time_that_was_set_is_over(
    client: FlaskClient, database: Database
) -> None:
    sent(client, telephone=PHONE)
    with database.write() as session:
        officer = make.officer(session, Role.PROVINCE, "14")
        found = session.scalars(select(Complaint)).one()
        found.state, found.ended_at = ComplaintState.UNFOUNDED, found.received_at
        now, later = found.received_at, found.received_at + timedelta(days=31)
        assert service.erase_due(session, now=later) == 0
        day = now.date() + timedelta(days=1)
        new = NewValue(
            "14", Setting.COMPLAINT_TELEPHONE, Span(30, Unit.DAYS), day, "示例", "示例"
        )
        law.set_value(session, new, now=now, account_id=officer.id)
        assert service.erase_due(session, now=now + timedelta(days=29)) == 0
        assert service.erase_due(session, now=later + timedelta(days=1)) == 1
    assert only(database).telephone is None


def test_one_address_files_no_more_than_a_few(client: FlaskClient) -> None:
    for _ in range(10):
        assert sent(client).status_code == 303

    assert sent(client).status_code == 422


def test_what_does_not_follow_is_refused() -> None:
    state = ComplaintState
    with pytest.raises(ComplaintStepError):
        check_step(state.FOUNDED, NewStep(state.TAKEN))
    with pytest.raises(ReferenceMissingError):
        check_step(state.TAKEN, NewStep(state.OUTSIDE, "示例"))
