"""Codes checked in bulk and one by one, whatever was issued before."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from time import perf_counter, process_time
from typing import Final

import numpy as np
import pytest
from sqlalchemy import insert, select, text

from benchmarks._rows import Row, at_least, at_most, skipped, told
from gi_registry.app import tables
from gi_registry.core.codes import ALPHABET, LENGTH, CodeKeys, Decoded
from gi_registry.core.codes.rows import CodeArray
from gi_registry.core.db import Base, Database
from gi_registry.scans import service
from gi_registry.scans.service import MOST_CODES, Asked, Desk
from tests import factories as make
from tests import postgresql
from tests.counting import counted

MIXED: Final = 1_000_000
RUNS: Final = 100_000
SIZE: Final = 10_000
"""Labels of a run: a thousand million in all."""

OF_RUNS: Final = 400
"""Runs that the mixed codes come from, half of them under an older key."""

DECODED_PER_S: Final = 3_000_000
SCALAR_US: Final = 25
FLAT: Final = 1.1
QUERIES: Final = 10
_TRIES: Final = 7
_ROUNDS: Final = 41
_LOOKUPS: Final = 200
_NOW: Final = datetime(2026, 11, 1, tzinfo=UTC)
_KEYS: Final = CodeKeys(bytes(range(32)), (1, 2))
_USED: Final = SIZE // 2
_AT_ONCE: Final = 10_000


def run() -> list[Row]:
    """Measure the codes alone, then look-ups on both databases."""
    mixed = _mixed()
    rows = [
        at_least(
            "verify: decoded of 1 M mixed codes under two keys",
            _rate(mixed),
            DECODED_PER_S,
            "codes/s",
        ),
        at_most("verify: one code, no database", _one_us(1, 0), SCALAR_US, "µs"),
        at_most(
            "verify: one code, the last of 1,000 M in 100,000 runs, of the first",
            _ratio(lambda: _one_us(1, 0), lambda: _one_us(RUNS, SIZE - 1)),
            FLAT,
            "ratio",
        ),
    ]
    with tempfile.TemporaryDirectory() as folder:
        urls = [f"sqlite:///{folder}/{name}.db" for name in ("one", "many")]
        rows += _on_database("SQLite", urls, mixed)
    try:
        with postgresql.cluster() as url:
            rows += _on_database(
                "PostgreSQL", [url, postgresql.another(url, "many")], mixed
            )
    except pytest.skip.Exception as reason:
        rows.append(skipped("verify: on PostgreSQL", str(reason)))
    return rows


def _mixed() -> CodeArray:
    """Return genuine codes of many runs and two keys, forged and malformed ones."""
    dice = np.random.default_rng(2026)
    each = MIXED * 9 // 10 // OF_RUNS
    genuine = [_KEYS.encode_array(1 + at % 2, 1 + at, 0, each) for at in range(OF_RUNS)]
    symbols = np.frombuffer(ALPHABET.encode(), np.uint8)
    others = symbols[dice.integers(0, len(symbols), (MIXED - each * OF_RUNS, LENGTH))]
    others[::2, 7] = ord("?")
    codes = np.concatenate([*genuine, others.view(f"S{LENGTH}").reshape(-1)])
    dice.shuffle(codes)
    return codes


def _rate(mixed: CodeArray) -> float:
    times = []
    for _ in range(_TRIES):
        start = process_time()
        found = _KEYS.decode_many(mixed)
        times.append(process_time() - start)
    if int(found.ok.sum()) != MIXED * 9 // 10:
        message = "not all genuine codes, or others too, were opened"
        raise AssertionError(message)
    return MIXED / min(times)


def _one_us(run_id: int, index: int) -> float:
    """Return what one code under the newest key takes, microseconds."""
    code = _KEYS.encode(2, run_id, index)
    start = process_time()
    for _ in range(_LOOKUPS):
        _KEYS.decode(code)
    return 1e6 * (process_time() - start) / _LOOKUPS


def _ratio(first: Callable[[], float], second: Callable[[], float]) -> float:
    """Return how the second measures against the first, in turns: the best of each."""
    took = [(first(), second()) for _ in range(_ROUNDS)]
    return min(two for _, two in took) / min(one for one, _ in took)


def _on_database(name: str, urls: list[str], mixed: CodeArray) -> list[Row]:
    with _filled(urls[0], 1) as one, _filled(urls[1], RUNS) as many:
        dice = np.random.default_rng(2027)
        few = [(1, int(at)) for at in dice.integers(0, SIZE, _LOOKUPS)]
        spread = [
            (int(run_id), int(at))
            for run_id, at in zip(
                dice.integers(1, RUNS + 1, _LOOKUPS),
                dice.integers(0, SIZE, _LOOKUPS),
                strict=True,
            )
        ]
        desks = Desk(one), Desk(many)
        clock = process_time if one.is_sqlite else perf_counter
        took = [
            (_look_up_us(desks[0], few, clock), _look_up_us(desks[1], spread, clock))
            for _ in range(_ROUNDS)
        ]
        sent, rate = _verified(many, mixed)
    return [
        at_most(
            f"verify: one code looked up among 1,000 M of 100,000 runs, of one run, "
            f"{name}",
            min(second for _, second in took) / min(first for first, _ in took),
            FLAT,
            "ratio",
        ),
        told(
            f"verify: one code looked up among 1,000 M, {name}",
            min(second for _, second in took),
            "µs",
        ),
        at_most(f"verify: queries for 100,000 codes, {name}", sent, QUERIES, "queries"),
        told(f"verify: 1 M mixed codes answered, {name}", rate, "codes/s"),
    ]


def _look_up_us(
    desk: Desk, labels: list[tuple[int, int]], clock: Callable[[], float]
) -> float:
    """Return what a label takes from its code to its answer, microseconds."""
    codes = [_KEYS.encode(_epoch(run_id), run_id, index) for run_id, index in labels]
    start = clock()
    for code in codes:
        decoded: Decoded | None = _KEYS.decode(code)
        answer = desk.answer(Asked(decoded, None, _NOW, with_history=False))
        if not answer.checked.finding.is_ours:
            message = f"{code} was issued"
            raise AssertionError(message)
    return 1e6 * (clock() - start) / len(codes)


def _verified(database: Database, mixed: CodeArray) -> tuple[int, float]:
    """Answer all codes, and return the most queries of a request, and the rate."""
    codes = [code.decode() for code in mixed.tolist()]
    most, start, ours = 0, perf_counter(), 0
    for at in range(0, MIXED, MOST_CODES):
        with counted(database.engine) as sent, database.read() as session:
            found = service.verify(
                session, _KEYS, codes[at : at + MOST_CODES], now=_NOW
            )
        most = max(most, len(sent))
        ours += sum(one.run is not None for one in found)
    if ours != MIXED * 9 // 10:
        message = f"{ours} of {MIXED * 9 // 10} codes were found"
        raise AssertionError(message)
    return most, MIXED / (perf_counter() - start)


def _epoch(run_id: int) -> int:
    return 1 + (run_id - 1) % 2


@contextmanager
def _filled(url: str, runs: int) -> Iterator[Database]:
    """Give a database with so many runs, half of each on goods."""
    database = Database(url)
    tables.upgrade(database)
    with database.write() as session:
        holder = make.authorization(session)
        lot = make.lot(session, holder)
        first = make.run(session, holder, size=SIZE, key_epoch=1)
        make.labels(session, first, 0, _USED, lot)
    with database.engine.begin() as connection:
        tables_ = Base.metadata.tables
        label_run, label_range = tables_["label_run"], tables_["label_range"]
        run = connection.execute(select(label_run)).mappings().one()
        used = connection.execute(select(label_range)).mappings().one()
        others = range(2, runs + 1)
        for at in range(0, len(others), _AT_ONCE):
            some = others[at : at + _AT_ONCE]
            connection.execute(
                insert(label_run),
                [dict(run) | {"id": n, "key_epoch": _epoch(n)} for n in some],
            )
            connection.execute(
                insert(label_range), [dict(used) | {"id": n, "run_id": n} for n in some]
            )
    with database.engine.begin() as connection:
        connection.execute(text("ANALYZE"))
    try:
        yield database
    finally:
        postgresql.empty(database)
        database.engine.dispose()
