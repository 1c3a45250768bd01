"""The scan of an outer pack: what is in it, and what happened to it."""

import time
from typing import Any, Final

from flask import Response, current_app, jsonify, render_template, request

from gi_registry.core import clock
from gi_registry.core.codes import Decoded
from gi_registry.core.language import current_language
from gi_registry.core.sessions import read, registry, write
from gi_registry.core.words import Language
from gi_registry.packs import service as packs
from gi_registry.packs.rules import PACK_KIND_WORDS, PACK_STATE_WORDS
from gi_registry.packs.service import PackFinding
from gi_registry.scans import service
from gi_registry.scans.pages.counter import counter
from gi_registry.scans.pages.ready import HEADERS, found_before, present_in
from gi_registry.scans.pages.showing import REPORT_URL

LEVEL: Final = "pack"
"""What the code stands for, beside `item`."""


def pack_answer(decoded: Decoded, code: str, *, as_page: bool) -> Response | None:
    """Answer the code of an outer pack; None where it was not issued so.

    Args:
        decoded: a code whose run is that of packs.
        code: as it came in the address.
        as_page: whether a person asks.
    """
    now = clock.now()
    if found_before(request.environ) is None:
        counter().limit.spend(request.remote_addr or "", at_s=time.monotonic())
    with read() as session:
        found = packs.of_pack(session, decoded)
    if found is None:
        return None
    if _tells_of_use(found) and present_in(request.environ, counter(), now):
        with write() as session:
            service.note_pack(session, found, now=now)
    answer: Response = (
        current_app.response_class(_page(found, code)) if as_page else _json(found)
    )
    for name, value in HEADERS:
        answer.headers[name] = value
    return answer


def _tells_of_use(found: PackFinding) -> bool:
    return any(inside.in_use for inside in found.inside)


def _verdict(found: PackFinding) -> str:
    """Return the most serious thing that is true of a pack."""
    if found.event is not None:
        return found.event.state.value
    if not found.inside:
        return "empty"
    unused = any(inside.in_use < inside.count for inside in found.inside)
    return "not_activated" if unused else "sealed"


def _page(found: PackFinding, code: str) -> str:
    other = "en" if current_language() is Language.ZH else "zh"
    settings = registry().settings
    return render_template(
        "scans/pack.html",
        found=found,
        verdict=_verdict(found),
        code=service.grouped_or_none(code),
        kind_words=PACK_KIND_WORDS,
        state_words=PACK_STATE_WORDS,
        report_url=f"{REPORT_URL}{service.grouped_or_none(code) or ''}",
        official_host=settings.base_url.split("//", 1)[-1].split("/", 1)[0],
        other_language_url=f"/t/{code}?lang={other}",
    )


def _json(found: PackFinding) -> Response:
    held = found.run.authorization
    body: dict[str, Any] = {
        "verdict": _verdict(found),
        "level": LEVEL,
        "kind": found.run.kind.value,
        "name": found.run.name,
        "product": {"code": held.gi.code, "name_zh": held.gi.name_zh},
        "user": {"name": held.entity.name, "uscc": held.entity.uscc},
        "run": found.run.id,
        "index": found.index,
        "content": [
            {
                "run": inside.labels.id,
                "pieces": [[piece.first, piece.end] for piece in inside.pieces],
                "labels": inside.count,
                "in_use": inside.in_use,
                "lots": inside.lots,
            }
            for inside in found.inside
        ],
        "packs": [
            {
                "run": inner.run.id,
                "pieces": [[piece.first, piece.end] for piece in inner.pieces],
                "packs": inner.count,
                "gone": inner.gone_count,
            }
            for inner in found.packs
        ],
        "in": [
            {
                "kind": outer.kind.value,
                "run": outer.run_id,
                "index": outer.index,
                "state": outer.state and outer.state.value,
            }
            for outer in found.outers
        ],
    }
    return jsonify(body)
