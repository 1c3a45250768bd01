"""What anybody may report, without signing in, and how it is followed."""

import time
from http import HTTPStatus
from typing import Final
from urllib.parse import quote

from flask import Response, current_app, make_response, redirect, request
from flask import render_template as rendered
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.areas import service as areas
from gi_registry.complaints import service
from gi_registry.complaints.errors import TooManyPhotosError
from gi_registry.complaints.pages.blueprint import TONES, pages
from gi_registry.complaints.rules import (
    MATTER_WORDS,
    MOST_PHOTOS,
    STATE_WORDS,
    Matter,
)
from gi_registry.complaints.schemas import ComplaintSchema
from gi_registry.complaints.service import Filed, NewComplaint
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires
from gi_registry.core.errors import GiError
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import current_language, say
from gi_registry.core.limits import Limit
from gi_registry.core.sessions import read, registry, write
from gi_registry.core.uploads import scanned
from gi_registry.core.words import Language, Words
from gi_registry.marks.web import code_keys

_LIMIT: Final = "gi-complaints"
_PER_MINUTE: Final = 2
_BURST: Final = 10
_PHOTOS: Final = "photos"


@pages.get("/complain")
@requires(Permission.PUBLIC)
def report() -> Response:
    """Ask what is wrong, with the code that was scanned."""
    return _form(Form({"code": request.args.get("code", "").strip()}))


@pages.post("/complain")
@requires(Permission.PUBLIC)
def send() -> Response | WerkzeugResponse:
    """Put what somebody reports on record, and lead to its receipt.

    No cookie is looked at: it stands for nobody.
    """
    form = submitted(ComplaintSchema())
    if form.ok:
        try:
            filed = _filed(form)
        except GiError as error:
            form.refuse(error)
        else:
            if filed is not None:
                address = f"/complain/{filed.secret}?lang={_lang()}"
                return redirect(address, HTTPStatus.SEE_OTHER)
    answer = _form(form)
    answer.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return answer


@pages.get("/complain/<secret>")
@requires(Permission.PUBLIC)
def follow(secret: str) -> Response:
    """Show where a report stands to who has its link; nothing personal is on it."""
    with read() as session:
        found = service.followed(session, secret)
        return _answer(
            rendered(
                "complaints/receipt.html",
                complaint=found,
                office=service.offices(session).get(found.division),
                matter=MATTER_WORDS[found.matter],
                state_words=STATE_WORDS,
                tones=TONES,
                own_url=f"{registry().settings.base_url}/complain/{secret}",
                other_language_url=f"/complain/{secret}?lang={_lang(other=True)}",
            )
        )


def _filed(form: Form) -> Filed | None:
    limit: Limit = current_app.extensions.setdefault(
        _LIMIT, Limit(per_minute=_PER_MINUTE, burst=_BURST)
    )
    given = form.data
    limit.spend(request.remote_addr or "", at_s=time.monotonic())
    with read() as session:
        if given["bought_in"] and given["bought_in"] not in _counties(session):
            form.errors["bought_in"] = [
                say("请从列表中选择", "Please choose from the list")
            ]
            return None
    photos = _kept_photos()
    new = NewComplaint(**{**given, "matter": Matter(given["matter"])})
    with write() as session:
        return service.file(session, code_keys(), new, photos, now=clock.now())


def _kept_photos() -> list[str]:
    files = [each for each in request.files.getlist(_PHOTOS) if each.filename]
    if len(files) > MOST_PHOTOS:
        raise TooManyPhotosError(MOST_PHOTOS)
    data_dir = registry().settings.data_dir
    return [
        service.kept_photo(data_dir, scanned(each.stream, field=_PHOTOS), _PHOTOS)
        for each in files
    ]


def _form(form: Form) -> Response:
    code = quote(str(form.value("code")), safe="")
    with read() as session:
        return _answer(
            rendered(
                "complaints/report.html",
                form=form,
                matters=[(each.value, words) for each, words in MATTER_WORDS.items()],
                counties=list(_counties(session).items()),
                most_photos=MOST_PHOTOS,
                lang_code=_lang(),
                other_language_url=f"/complain?code={code}&lang={_lang(other=True)}",
            )
        )


def _counties(session: Session) -> dict[str, Words]:
    codes = [row.code for row in areas.counties(session)]
    named = areas.full_names(session, codes)
    return {code: named[code] for code in codes}


def _answer(page: str) -> Response:
    answer = make_response(page)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def _lang(*, other: bool = False) -> str:
    is_zh = current_language() is Language.ZH
    return "zh" if is_zh is not other else "en"
