"""The log: one line an event, short constant names with fields, no personal data."""

import json
import logging
import sys
from datetime import UTC, datetime

from gi_registry.core.settings import LogFormat

_PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}


class _Json(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            "where": record.name,
        } | {k: v for k, v in vars(record).items() if k not in _PLAIN}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def register(log_format: LogFormat) -> None:
    """Send our own log to stderr in the wished format."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        _Json()
        if log_format == "json"
        else logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s")
    )
    ours = logging.getLogger("gi_registry")
    ours.handlers[:] = [handler]
    ours.setLevel(logging.INFO)
