"""The API of labels and certificates: a producer's own runs, anybody's check."""

import time
from dataclasses import asdict
from typing import Any, Final

from flask import current_app, request

from gi_registry.core import clock
from gi_registry.core.access import (
    Permission,
    own_organisation,
    requires,
    the_caller,
)
from gi_registry.core.errors import GiError
from gi_registry.core.limits import Limit
from gi_registry.core.sessions import read, registry, write
from gi_registry.core.words import Words
from gi_registry.marks import service
from gi_registry.marks.certificates import Period
from gi_registry.marks.certificates.claims import PERIOD_WORDS
from gi_registry.marks.schemas.labels import (
    CertificateAnswerSchema,
    CertificateTextSchema,
    RecalledSchema,
    RecallSchema,
    RunsQuerySchema,
    RunsSchema,
)
from gi_registry.marks.service import RecallRequest, RunLine
from gi_registry.marks.views.blueprint import api

CHECKS_PER_MINUTE: Final = 600
"""Certificates that one address may have checked; each takes some 200 microseconds."""

_REASONS: Final = {
    Period.NOT_YET: "certificate-not-yet-valid",
    Period.EXPIRED: "certificate-expired",
}


@api.post("/certificates/verify")
@requires(Permission.PUBLIC)
@api.arguments(CertificateTextSchema)
@api.response(200, CertificateAnswerSchema)
def verify_certificate(asked: dict[str, str]) -> dict[str, Any]:
    """Say whether a certificate is genuine and counts today.

    The answer is the same that `gi-registry verify-certificate` gives without a
    network, with one thing more: whether the register lets the mark be used today.
    """
    _limit().spend(request.remote_addr or "", at_s=time.monotonic())
    today = clock.today()
    with read() as session:
        try:
            found, may_use = service.check_certificate(
                session, asked["text"], registry().secrets.master, on=today
            )
        except GiError as error:
            return _answer("refused", error.slug, error.words)
    period = found.claims.period(today)
    outcome = "valid" if period is Period.CURRENT else period.value
    answer = _answer(outcome, _REASONS.get(period), PERIOD_WORDS[period])
    return answer | {"claims": asdict(found.claims), "may_use": may_use}


@api.get("/runs")
@requires(Permission.PRODUCE)
@api.arguments(RunsQuerySchema, location="query")
@api.response(200, RunsSchema)
def runs(query: dict[str, int]) -> dict[str, Any]:
    """List the runs of labels of one's own organisation, newest first."""
    with read() as session:
        page = service.runs_of_organisation(
            session, own_organisation(), number=query["page"], size=query["size"]
        )
        return {
            "items": [_shown(line) for line in page.items],
            "page": page.number,
            "pages": page.pages,
            "total": page.total,
        }


@api.post("/recalls")
@requires(Permission.PRODUCE)
@api.arguments(RecallSchema)
@api.response(201, RecalledSchema)
def recall(asked: dict[str, Any]) -> dict[str, Any]:
    """Call back labels on goods; scans of them say so from now on.

    Refused as a problem document: labels that are on no goods, or recalled already.
    """
    with write() as session:
        service.run(session, asked["run"], organisation_id=own_organisation())
        service.recall(
            session,
            _recall(asked),
            now=clock.now(),
            account_id=the_caller().account_id,
        )
    return asked | {"labels": asked["end"] - asked["first"]}


def _recall(asked: dict[str, Any]) -> RecallRequest:
    return RecallRequest(
        run_id=asked["run"],
        first=asked["first"],
        end=asked["end"],
        on_day=asked["on_day"],
        reason=asked["reason"],
    )


def _shown(line: RunLine) -> dict[str, Any]:
    run = line.run
    return {
        "run": run.id,
        "authorization": run.authorization.number,
        "product": run.authorization.gi.code,
        "year": run.year,
        "pack_name": run.pack_name,
        "net_content_g": run.net_content_g,
        "size": run.size,
        "activated": line.activated,
        "dead": line.dead,
        "kept": line.kept,
        "left": line.left,
        "has_pin": run.has_pin,
        "issued_at": run.issued_at,
        "expires_on": run.expires_on,
    }


def _answer(outcome: str, reason: str | None, words: Words) -> dict[str, Any]:
    said = {"outcome": outcome, "reason": reason, "words": words._asdict()}
    return said | {"claims": None, "may_use": False}


def _limit() -> Limit:
    """Return the limit of the running application."""
    made = Limit(per_minute=CHECKS_PER_MINUTE, burst=CHECKS_PER_MINUTE)
    limit: Limit = current_app.extensions.setdefault("gi-certificate-checks", made)
    return limit
