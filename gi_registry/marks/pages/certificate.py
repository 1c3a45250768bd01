"""The certificate of an authorization, and the keys that prove it."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Response, jsonify, render_template

from gi_registry.areas import service as areas
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires
from gi_registry.core.language import say
from gi_registry.core.sessions import read, registry
from gi_registry.marks.certificates import (
    CertificateClaims,
    SigningKey,
    installation_keys,
    public_jwks,
    sign,
)
from gi_registry.marks.pages.blueprint import pages
from gi_registry.marks.qr import qr_svg
from gi_registry.producers import service as producers
from gi_registry.producers.rules import AUTHORIZATION_STATE_WORDS
from gi_registry.products.rules import RIGHT_KIND_WORDS

if TYPE_CHECKING:
    from gi_registry.producers.models import Authorization

_AN_HOUR_S = 3600


@pages.get("/c/<number>")
@requires(Permission.PUBLIC)
def certificate(number: str) -> str:
    """Show a certificate, its present state first, with its signed QR code."""
    today = clock.today()
    with read() as session:
        authorization = producers.authorization(session, number)
        places = areas.full_names(session, [authorization.division])
        signed = _signed(authorization)
        return render_template(
            "marks/certificate.html",
            authorization=authorization,
            place=places.get(authorization.division),
            state=producers.state_on(authorization, today),
            state_words=AUTHORIZATION_STATE_WORDS,
            kind_words=RIGHT_KIND_WORDS,
            today=today,
            signed=signed,
            qr=qr_svg(
                signed,
                level="M",
                title=say("带签名的核验二维码", "Signed QR code for verification"),
            ),
        )


@pages.get("/.well-known/gi-keys.json")
@requires(Permission.PUBLIC)
def keys() -> Response:
    """Publish the keys with which certificates are verified (JWK set)."""
    answer = jsonify(public_jwks(installation_keys(registry().secrets.master)))
    answer.mimetype = "application/jwk-set+json"
    answer.cache_control.public = True
    answer.cache_control.max_age = _AN_HOUR_S
    return answer


def _signed(authorization: "Authorization") -> str:
    """Return the signed statement; the same each time it is asked for."""
    parts = registry()
    claims = CertificateClaims(
        issuer=urlsplit(parts.settings.base_url).netloc,
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
    return sign(claims, SigningKey.of_master(parts.secrets.master))
