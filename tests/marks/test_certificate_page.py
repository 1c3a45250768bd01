import html
import io

import zxingcpp
from flask.testing import FlaskClient
from PIL import Image

from gi_registry.core.db import Database
from gi_registry.marks.certificates import verify
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
