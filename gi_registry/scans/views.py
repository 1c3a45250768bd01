"""Codes in the API: many at once, for shops and platforms."""

import json
import time
from collections.abc import Iterator
from typing import Any, Final

from flask import Response, current_app, jsonify, request
from flask_smorest import Blueprint

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires
from gi_registry.core.limits import Limit
from gi_registry.core.sessions import read
from gi_registry.marks.web import code_keys
from gi_registry.scans import service
from gi_registry.scans.errors import CodesFormatError, TooManyCodesError
from gi_registry.scans.schemas import AnswersSchema
from gi_registry.scans.service import MOST_CODES, Verified

LINES: Final = "application/x-ndjson"
CODES_PER_MINUTE: Final = 200_000
"""By one address."""

_LINE_TYPES: Final = frozenset({LINES, "application/ndjson", "application/jsonl"})
_KEPT: Final = "gi-verify-limit"
_BODY: Final = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["codes"],
                "properties": {
                    "codes": {
                        "type": "array",
                        "items": {"type": "string"},
                        "minItems": 1,
                        "maxItems": MOST_CODES,
                    }
                },
                "additionalProperties": False,
            }
        }
    },
}

api = Blueprint("codes", __name__, description="Item codes, many at once.")


@api.post("/codes/verify")
@requires(Permission.PUBLIC)
@api.doc(requestBody=_BODY)
@api.response(200, AnswersSchema)
def verify() -> Response:
    """Say of up to 100,000 codes what a scan would say, in their order.

    Nothing is counted, and copy signals are not looked at. A code of a case is not
    issued as a label: its reason is `outer-pack`, and its scan tells the content. The
    body may also be lines of JSON strings (`application/x-ndjson`); then so is the
    answer.
    """
    by_line = request.mimetype in _LINE_TYPES
    codes = _lines(request.get_data()) if by_line else _listed()
    if not 1 <= len(codes) <= MOST_CODES:
        raise TooManyCodesError(most=MOST_CODES)
    _limit().spend(request.remote_addr or "", at_s=time.monotonic(), cost=len(codes))
    with read() as session:
        found = service.verify(session, code_keys(), codes, now=clock.now())
    if by_line:
        return Response(_dumped_lines(found), mimetype=LINES)
    answers = [one._asdict() for one in found]
    return jsonify(answers=answers)


def _listed() -> list[str]:
    body = request.get_json(silent=True, force=True)
    if not isinstance(body, dict) or set(body) != {"codes"}:
        raise CodesFormatError
    return _texts(body["codes"])


def _lines(data: bytes) -> list[str]:
    codes: list[Any] = []
    for number, line in enumerate(data.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            codes.append(json.loads(line))
        except ValueError as error:
            raise CodesFormatError(number) from error
        if not isinstance(codes[-1], str):
            raise CodesFormatError(number)
    return codes


def _texts(codes: Any) -> list[str]:  # noqa: ANN401 -- JSON
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise CodesFormatError
    return codes


def _dumped_lines(found: list[Verified]) -> Iterator[str]:
    for one in found:
        yield json.dumps(one._asdict(), ensure_ascii=False) + "\n"


def _limit() -> Limit:
    """Return the limit of the running application."""
    extensions: dict[str, Any] = current_app.extensions
    made = Limit(per_minute=CODES_PER_MINUTE, burst=CODES_PER_MINUTE)
    limit: Limit = extensions.setdefault(_KEPT, made)
    return limit
