"""The consumer's scan against a bare Flask route on the same server."""

import tempfile
from pathlib import Path

from sqlalchemy import select

from benchmarks._loopback import get, granian, requests_a_second
from benchmarks._rows import Row, at_least, told
from gi_registry.app import create_app, tables
from gi_registry.core import clock
from gi_registry.core.codes import CodeKeys
from gi_registry.core.settings import Settings
from gi_registry.demo import service as demo
from gi_registry.marks.models import LabelRange, LabelRun
from gi_registry.marks.rules import RangeState

_BOUND = 0.3
_REQUESTS = 4_000
_ROUNDS = 3


def run() -> list[Row]:
    """Measure scans of activated codes, each recorded, on SQLite.

    Every request is of another code and another address, so each one is written.
    The best of three rounds of each is compared.
    """
    with tempfile.TemporaryDirectory() as folder:
        codes = _prepared(Path(folder), _REQUESTS * _ROUNDS)
        scans = [
            get(f"/t/{code}", address=f"198.51.{n // 250 % 250}.{n % 250}")
            for n, code in enumerate(codes)
        ]
        settings = {"GI_DATA_DIR": folder, "GI_TRUSTED_PROXIES": "1"}
        with granian("benchmarks._bare:app", {}) as port:
            hello = [get("/hello")] * _REQUESTS
            bare = max(requests_a_second(port, hello) for _ in range(_ROUNDS))
        with granian("wsgi:app", settings) as port:
            rounds = [
                requests_a_second(port, scans[n * _REQUESTS : (n + 1) * _REQUESTS])
                for n in range(_ROUNDS)
            ]
    ratio = max(rounds) / bare
    return [
        at_least("scan page with its record, of the bare route", ratio, _BOUND),
        told("scan page with its record", max(rounds), "requests/s"),
        told("bare Flask route, same server", bare, "requests/s"),
    ]


def _prepared(folder: Path, count: int) -> list[str]:
    """Load the demonstration; return codes of activated labels."""
    app = create_app(Settings(data_dir=folder))
    parts = app.extensions["gi"]
    tables.upgrade(parts.database)
    keys = CodeKeys(parts.secrets.master)
    stage = demo.Stage(
        now=clock.now(),
        password="only for this run",  # noqa: S106 -- thrown away with the folder
        data_dir=folder,
        say=lambda _words: None,
        pepper=parts.secrets.derived("identity-pepper"),
        master=parts.secrets.master,
        base_url=parts.settings.base_url,
    )
    with parts.database.write() as session:
        demo.load(session, stage)
    statement = (
        select(LabelRange, LabelRun.key_epoch)
        .join(LabelRun, LabelRun.id == LabelRange.run_id)
        .where(LabelRange.state == RangeState.ACTIVATED)
        .where(LabelRange.end - LabelRange.first >= count)
        .order_by(LabelRange.id.desc())
    )
    with parts.database.read() as session:
        found = session.execute(statement).first()
    parts.database.engine.dispose()
    if found is None:
        message = "the demonstration has no run that is large enough"
        raise LookupError(message)
    labels, epoch = found
    return [keys.encode(epoch, labels.run_id, labels.first + n) for n in range(count)]
