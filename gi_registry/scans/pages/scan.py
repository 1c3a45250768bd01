"""The consumer's scan: one page, no session, nothing looked up about the caller."""

import time
from dataclasses import replace
from http import HTTPStatus
from typing import Final

from flask import (
    Response,
    current_app,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires
from gi_registry.core.codes import Decoded
from gi_registry.core.errors import GiError
from gi_registry.core.language import current_language, said
from gi_registry.core.sessions import read, registry, write
from gi_registry.core.words import Language
from gi_registry.marks.web import code_keys
from gi_registry.packs import service as packs
from gi_registry.packs.rules import PACK_RUNS, PACK_STATE_WORDS
from gi_registry.packs.service import Outer
from gi_registry.scans import service
from gi_registry.scans.pages.blueprint import pages
from gi_registry.scans.pages.counter import counter
from gi_registry.scans.pages.pack import pack_answer
from gi_registry.scans.pages.ready import (
    CODE,
    HEADERS,
    OTHER_URL,
    filled_in,
    found_before,
    in_pieces,
    is_plain,
    present_in,
)
from gi_registry.scans.pages.showing import More, Pin, as_json, shared_by, view_of
from gi_registry.scans.rules import Verdict
from gi_registry.scans.service import Answer, Asked, Checked, Finding
from gi_registry.tracing.service import Moment

_JSON: Final = "application/json"


@pages.get("/t")
@requires(Permission.PUBLIC)
def enter() -> WerkzeugResponse | str:
    """Ask for a code, or go to the answer of the one that was typed."""
    typed = request.args.get("code", "").strip()
    if not typed:
        return render_template("scans/enter.html", value="", error=None)
    _, reason = service.decode(code_keys(), typed)
    if reason is not None:
        error = said(reason.words)
        return render_template("scans/enter.html", value=typed, error=error)
    return redirect(url_for("scans.scan", code=typed), HTTPStatus.SEE_OTHER)


@pages.get("/t/<code>")
@pages.get("/T/<code>")
@requires(Permission.PUBLIC)
def scan(code: str) -> Response:
    """Answer a code, as a page or as JSON."""
    decoded, reason = service.decode(code_keys(), code)
    as_page = not _wants_json()
    if decoded is not None and decoded.run >= PACK_RUNS:
        answer = pack_answer(decoded, code, as_page=as_page)
        if answer is not None:
            return answer
    found = found_before(request.environ) or _found(decoded, as_page=as_page)
    checked = found.checked
    if reason is not None:
        checked = Checked(Finding(Verdict.FORGED, (reason,)), 0, None)
    answer = (
        _page(checked, found.history, code) if as_page else jsonify(as_json(checked))
    )
    if not checked.finding.is_ours:
        answer.status_code = HTTPStatus.NOT_FOUND
    for name, value in HEADERS:
        answer.headers[name] = value
    return answer


def _found(decoded: Decoded | None, *, as_page: bool) -> Answer:
    """Look a code up, counting the check against the address's limit."""
    now = clock.now()
    counter().limit.spend(_address(), at_s=time.monotonic())
    present = present_in(request.environ, counter(), now)
    return counter().desk.answer(Asked(decoded, present, now, as_page))


@pages.post("/t")
@requires(Permission.PUBLIC)
def enter_pin() -> Response | WerkzeugResponse:
    """Compare a scratch PIN with the label's; the answer stands on its page.

    No cookie is looked at: it needs the code and the pack, and stands for nobody.
    """
    code, typed = request.form.get("code", ""), request.form.get("pin", "")
    decoded, _ = service.decode(code_keys(), code)
    if decoded is None:
        return redirect(url_for("scans.enter", code=code), HTTPStatus.SEE_OTHER)
    now = clock.now()
    counter().pin_limit.spend(_address(), at_s=time.monotonic())
    keys = code_keys(decoded.epoch)
    try:
        with write() as session:
            entry = service.enter_pin(session, keys, decoded, typed, now=now)
        pin = Pin(entry.first_at, entry)
    except GiError as error:
        pin = Pin(error=error.words)
    found = counter().desk.answer(Asked(decoded, None, now, with_history=True))
    if pin.entry is None:
        pin = replace(pin, first_at=_pin(found.checked).first_at)
    answer = _page(found.checked, found.history, code, pin)
    is_right = pin.entry is not None and pin.entry.is_right
    answer.status_code = HTTPStatus.OK if is_right else HTTPStatus.UNPROCESSABLE_ENTITY
    for name, value in HEADERS:
        answer.headers[name] = value
    return answer


def _pin(checked: Checked) -> Pin:
    with read() as session:
        return Pin(service.pin_first_at(session, checked.finding))


def _outer(checked: Checked) -> tuple[Outer, ...]:
    finding = checked.finding
    if finding.known is None or not finding.known.is_packed:
        return ()
    with read() as session:
        return packs.of_label(session, finding.run or 0, finding.index or 0)


def _page(
    checked: Checked, history: tuple[Moment, ...], code: str, pin: Pin | None = None
) -> Response:
    """Return the page; those of one lot differ in nothing but their codes."""
    language, at_s = current_language(), time.monotonic()
    more = _more(checked, history, language)
    if service.asks_pin(checked.finding):
        more = more._replace(pin=pin or _pin(checked))
    if more_of_pack := _outer(checked):
        more = more._replace(packs=more_of_pack)
    code_shown = service.grouped_or_none(code)
    shared = shared_by(checked)
    page = counter().pages.get(
        (shared, more, code_shown is None, language),
        lambda: in_pieces(_rendered(checked, more, code_shown)),
        at_s=at_s,
    )
    if page is None:
        raise LookupError
    if checked.finding.is_ours and is_plain(checked):
        counter().ready.put((shared, history, language), page, at_s=at_s)
    filled = filled_in(page, code, code_shown or "", language)
    answer: Response = current_app.response_class(filled)
    return answer


def _rendered(checked: Checked, more: More, code_shown: str | None) -> str:
    base_url = registry().settings.base_url
    view = view_of(
        checked, more, code_grouped=CODE if code_shown else None, base_url=base_url
    )
    return render_template(
        "scans/scan.html",
        view=view,
        other_language_url=OTHER_URL,
        pack_state_words=PACK_STATE_WORDS,
    )


def _more(checked: Checked, history: tuple[Moment, ...], language: Language) -> More:
    known = checked.finding.known
    if known is None:
        return More()
    return More(
        county=counter().county(known.division),
        timeline=history,
        capacity=counter().figures(known),
        map_svg=counter().picture(known, language),
    )


def _wants_json() -> bool:
    """Whether a program asks; most requests are told by a glance."""
    if _JSON not in request.headers.get("Accept", ""):
        return False
    offered = ("text/html", _JSON)
    return request.accept_mimetypes.best_match(offered) == _JSON


def _address() -> str:
    return request.remote_addr or ""
