import html
import io

import pypdfium2
import pytest
import zxingcpp
from flask.testing import FlaskClient
from PIL import Image

from gi_registry.core.db import Database
from gi_registry.core.fonts import GlyphMissingError, truetype_of
from gi_registry.marks.certificates import text_in_file, verify
from gi_registry.marks.pages.certificate import PAPERS_PER_MINUTE
from gi_registry.marks.qr import qr_png
from gi_registry.producers.rules import AuthorizationState
from tests import factories as make


def _signed(page: str) -> str:
    start = page.index('id="signed">') + len('id="signed">')
    return html.unescape(page[start : page.index("</pre>", start)])


def test_a_certificate_verifies_with_nothing_but_the_published_keys(
    database: Database, client: FlaskClient
) -> None:
    with database.write() as session:
        number = make.authorization(session).number

    page = client.get(f"/c/{number}").text
    keys = client.get("/.well-known/gi-keys.json").json

    assert keys is not None
    claims = verify(_signed(page), keys).claims
    assert claims.number == number
    assert claims.gi_name.startswith("示例小米")
    picture = Image.open(io.BytesIO(qr_png(_signed(page), module_px=4, level="M")))
    assert zxingcpp.read_barcodes(picture)[0].text == _signed(page)
    assert "d" not in keys["keys"][0]


def test_a_certificate_says_its_present_state_first(
    database: Database, client: FlaskClient
) -> None:
    with database.write() as session:
        good = make.authorization(session).number
        stopped = make.authorization(session, state=AuthorizationState.SUSPENDED).number

    assert "可以使用地理标志专用标志" in client.get(f"/c/{good}").text
    assert "不能使用地理标志专用标志" in client.get(f"/c/{stopped}").text
    assert "may not use" in client.get(f"/c/{stopped}?lang=en").text


def test_an_unknown_certificate_is_not_found(client: FlaskClient) -> None:
    assert client.get("/c/MA-2020-000001").status_code == 404


def test_a_certificate_on_paper_verifies_and_says_what_the_page_says(
    database: Database, client: FlaskClient
) -> None:
    with database.write() as session:
        entity = make.entity(session)
        number = make.authorization(session, entity).number
        holder, uscc = entity.name, entity.uscc

    answer = client.get(f"/c/{number}.pdf")

    assert answer.mimetype == "application/pdf"
    assert text_in_file(answer.data) == _signed(client.get(f"/c/{number}").text)
    (page,) = pypdfium2.PdfDocument(answer.data)
    width, height = (round(side / 72 * 25.4) for side in page.get_size())
    assert (width, height) == (210, 297)
    printed = page.get_textpage().get_text_range()
    assert holder in printed
    assert uscc in printed
    assert "可以使用地理标志专用标志" in printed
    assert "may use the special mark" in " ".join(printed.split())
    assert b"/FontFile2" in answer.data


def test_a_certificate_that_ended_says_so_on_paper(
    database: Database, client: FlaskClient
) -> None:
    with database.write() as session:
        good = make.authorization(session).number
        stopped = make.authorization(session, state=AuthorizationState.SUSPENDED).number

    printed = []
    for number in (good, stopped):
        (page,) = pypdfium2.PdfDocument(client.get(f"/c/{number}.pdf").data)
        printed.append(page.get_textpage().get_text_range())

    assert "该主体可以使用地理标志专用标志（" in printed[0]
    assert "该主体不能使用地理标志专用标志（暂停用标）" in printed[1]


def test_what_the_font_cannot_draw_is_refused_and_never_left_blank() -> None:
    with pytest.raises(GlyphMissingError, match="\U000f0000"):
        truetype_of("山西\U000f0000")


def test_an_address_that_asks_for_paper_too_often_is_told_to_wait(
    database: Database, client: FlaskClient
) -> None:
    with database.write() as session:
        number = make.authorization(session).number

    answers = [client.get(f"/c/{number}.pdf") for _ in range(PAPERS_PER_MINUTE + 5)]

    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert "请" in answers[-1].text
