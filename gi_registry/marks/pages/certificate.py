"""The certificate of an authorization, and the keys that prove it."""

import time
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Response, current_app, jsonify, render_template, request
from sqlalchemy.orm import Session

from gi_registry.areas import service as areas
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires
from gi_registry.core.language import say
from gi_registry.core.limits import Limit
from gi_registry.core.sessions import read, registry
from gi_registry.core.words import Language, Words, long_day
from gi_registry.law.rules import Setting
from gi_registry.marks import service
from gi_registry.marks.certificates import (
    CertificateClaims,
    Paper,
    certificate_pdf,
    sign,
)
from gi_registry.marks.pages.blueprint import pages
from gi_registry.marks.qr import qr_modules, qr_svg
from gi_registry.marks.rules import MissingReport
from gi_registry.producers import service as producers
from gi_registry.producers.rules import AUTHORIZATION_STATE_WORDS
from gi_registry.products.rules import RIGHT_KIND_WORDS

if TYPE_CHECKING:
    from gi_registry.producers.models import Authorization

PAPERS_PER_MINUTE = 30
"""PDF files that one address may ask for; each takes a fifth of a second to draw."""

_KEPT_S = 300
_NOT_YET = Words("尚未生效", "not yet in force")
_MAY_USE = Words(
    "截至 {day_zh}，该主体可以使用地理标志专用标志（{state_zh}）。",
    "As of {day_en} this holder may use the special mark ({state_en}).",
)
_MAY_NOT_USE = Words(
    "截至 {day_zh}，该主体不能使用地理标志专用标志（{state_zh}）。",
    "As of {day_en} this holder may not use the special mark ({state_en}).",
)


@pages.get("/c/<number>")
@requires(Permission.PUBLIC)
def certificate(number: str) -> str:
    """Show a certificate, its present state first, with its signed QR code.

    With `?on=` it shows the state, the name and the standard of a past day.
    """
    today = clock.today()
    on = _asked_day(today)
    with read() as session:
        authorization = producers.authorization(session, number)
        signed = _signed(session, authorization)
        state, may_use = _standing(authorization, on)
        return render_template(
            "marks/certificate.html",
            authorization=authorization,
            rows=[
                (f"{label.zh} {label.en}", value)
                for label, value in _rows(session, authorization, on)
            ],
            on=on,
            today=today,
            state=state,
            may_use=may_use,
            unfiled=_unfiled(session, authorization.id, today),
            signed=signed,
            qr=qr_svg(
                signed,
                level="M",
                title=say("带签名的核验二维码", "Signed QR code for verification"),
            ),
        )


def _unfiled(session: Session, of: int, on: date) -> MissingReport | None:
    """Return the annual report of which the public is told that it is not filed."""
    told = service.missing_reports(session, [of], on=on, setting=Setting.REPORT_FLAG)
    return told.get(of)


@pages.get("/c/<number>.pdf")
@requires(Permission.PUBLIC)
def certificate_paper(number: str) -> Response:
    """Give a certificate as PDF, with its state on the day of printing."""
    _paper_limit().spend(request.remote_addr or "", at_s=time.monotonic())
    with read() as session:
        authorization = producers.authorization(session, number)
        today = clock.today()
        state, may_use = _standing(authorization, today)
        paper = Paper(
            number=authorization.number,
            state=state,
            may_use=may_use,
            rows=_rows(session, authorization, today),
            address=f"{registry().settings.base_url}/c/{authorization.number}",
            modules=qr_modules(_signed(session, authorization), level="M"),
        )
    answer = Response(certificate_pdf(paper), mimetype="application/pdf")
    name = f"{paper.number}.pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@pages.get("/.well-known/gi-keys.json")
@requires(Permission.PUBLIC)
def keys() -> Response:
    """Publish the keys that verify certificates (JWK set), and what is revoked."""
    parts = registry()
    with read() as session:
        answer = jsonify(
            service.key_set(
                session,
                parts.secrets.master,
                base_url=parts.settings.base_url,
                on=clock.today(),
            )
        )
    answer.mimetype = "application/jwk-set+json"
    answer.cache_control.public = True
    answer.cache_control.max_age = _KEPT_S
    return answer


def _asked_day(today: date) -> date:
    """Return the past day that the address asks for; else today."""
    try:
        asked = date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        return today
    return min(asked, today)


def _paper_limit() -> Limit:
    """Return the limit of the running application."""
    made = Limit(per_minute=PAPERS_PER_MINUTE, burst=PAPERS_PER_MINUTE)
    limit: Limit = current_app.extensions.setdefault("gi-certificate-papers", made)
    return limit


def _standing(authorization: "Authorization", today: date) -> tuple[Words, bool]:
    """Say whether the mark may be used on a day."""
    state = producers.state_on(authorization, today)
    named = AUTHORIZATION_STATE_WORDS[state] if state else _NOT_YET
    may_use = state is not None and state.may_use
    sentence = _MAY_USE if may_use else _MAY_NOT_USE
    return sentence.filled(
        day_zh=long_day(today, Language.ZH),
        day_en=long_day(today, Language.EN),
        state_zh=named.zh,
        state_en=named.en,
    ), may_use


def _rows(
    session: Session, authorization: "Authorization", on: date
) -> tuple[tuple[Words, str], ...]:
    """Return what a certificate says of a day, in both languages."""
    entity = authorization.entity
    former = [
        f"{name}（至 until {until}）"
        for name, until in producers.former_names(session, entity.id)
        if until <= on
    ]
    standard = producers.standard_on(session, authorization, on)
    code = authorization.division
    place = areas.full_names(session, [code]).get(code)
    kind = RIGHT_KIND_WORDS[authorization.right.kind]
    gi, ends = authorization.gi, authorization.valid_to
    until = ends.isoformat() if ends else "长期 no end"
    return (
        (
            Words("使用人", "Holder"),
            producers.names_on(session, [entity], on)[entity.id],
        ),
        *([(Words("曾用名", "Formerly"), "；".join(former))] if former else ()),
        (Words("统一社会信用代码", "Credit code"), entity.uscc),
        (Words("产品", "Product"), f"{gi.name_zh} {gi.name_en}"),
        (Words("权利类别", "Right"), f"{kind.zh} {kind.en}"),
        (Words("公告", "Announcement"), authorization.announcement.title),
        (Words("产地", "Place of origin"), " ".join(place) if place else code),
        (Words("执行标准", "Standard"), standard or "—"),
        (Words("有效期", "Valid"), f"{authorization.valid_from} – {until}"),
    )


def _issuer() -> str:
    return urlsplit(registry().settings.base_url).netloc


def _signed(session: Session, authorization: "Authorization") -> str:
    """Return the signed statement; the same until the key is replaced."""
    claims = CertificateClaims(
        issuer=_issuer(),
        number=authorization.number,
        gi_name=authorization.gi.name_zh,
        gi_code=authorization.gi.code,
        right_number=authorization.right.number or authorization.announcement.title,
        uscc=authorization.entity.uscc,
        holder=authorization.entity.name,
        valid_from=authorization.valid_from,
        valid_to=authorization.valid_to,
        issued_at=authorization.created_at.replace(microsecond=0),
    )
    return sign(claims, service.signing_key(session, registry().secrets.master))
