"""How fast item codes are made and opened, on one core."""

import json
import subprocess
import sys
from collections.abc import Callable
from time import perf_counter
from typing import Final

import numpy as np
import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import ECB
from sqlalchemy import Engine, create_engine

from benchmarks._rows import Row, at_least, at_most, skipped, told
from gi_registry.core.codes import ALPHABET, LENGTH, RUN_SIZE, CodeKeys
from gi_registry.core.codes.rows import CodeArray
from tests import postgresql

CODES: Final = 1 << 19
BLOCKS: Final = 1 << 15
SHARE_OF_AES: Final = 1 / 15
"""Of the raw AES rate: ten blocks a code, and half as much again for the rest."""

ENCODED_PER_S: Final = 5_000_000

DECODED_PER_S: Final = 3_000_000
SCALAR_US: Final = 25
FLAT: Final = 1.1
STREAM_MB: Final = 200
TIMES_COPY: Final = 100
TEN_MILLION: Final = 10_000_000
COPIED: Final = 5 << 20
"""Rows, as many as a large user's labels of a year; the more, the slower."""

AT_ONCE: Final = 1 << 18
_SINGLES: Final = 2_000
_TABLE: Final = """
    CREATE TABLE code (
        code char(20) PRIMARY KEY,
        run int NOT NULL,
        index int NOT NULL,
        state text NOT NULL,
        UNIQUE (run, index)
    )
"""
_KEY: Final = bytes(range(32))
_TRIES: Final = 7


def run() -> list[Row]:
    """Measure, and return each figure with its bound.

    Source:
        The raw rate is what a call that encrypts 32,768 blocks and gives them
        back as new bytes reaches. Into a buffer that is at hand the same library
        is several times as fast where AES is wide (VAES); that share is told too.
    """
    keys = CodeKeys.of_key(_KEY)
    array = keys.encode_array(1, 1, 0, CODES)
    aes, into = (_rate(blocks, BLOCKS) for blocks in _aes_blocks())
    made = _rate(lambda: _drain(keys), CODES)
    opened = _rate(lambda: keys.decode_many(array), CODES)
    whole = _streamed()
    return [
        at_least("codes: encoded with text", made, ENCODED_PER_S, "codes/s"),
        at_least(
            "codes: encoded with text / raw AES-256 blocks", made / aes, SHARE_OF_AES
        ),
        told(
            "codes: encoded with text / AES-256 blocks into a buffer at hand",
            made / into,
            "ratio",
        ),
        at_least("codes: decoded from an array", opened, DECODED_PER_S, "codes/s"),
        at_most("codes: one decoded", _one_decoded(keys, 0), SCALAR_US, "µs"),
        at_most(
            "codes: one decoded, the last of a run of 268 M, of the first",
            _one_decoded(keys, RUN_SIZE - 1) / _one_decoded(keys, 0),
            FLAT,
            "ratio",
        ),
        at_most("codes: 1,000 M streamed, memory", whole["mb"], STREAM_MB, "MB"),
        told("codes: 1,000 M streamed", whole["rate"], "codes/s"),
        at_most("codes: 10 M random ones, of ours", _random(keys), 0, "codes"),
        at_most("codes: 10 M with a symbol changed", _changed(keys, array), 0, "codes"),
        *_against_rows(made),
    ]


def _one_decoded(keys: CodeKeys, index: int) -> float:
    """Return what one code takes as a person types it, microseconds."""
    code = keys.encode(1, 1, index)
    return 1e6 / _rate(lambda: [keys.decode(code) for _ in range(_SINGLES)], _SINGLES)


def _streamed() -> dict[str, float]:
    """Stream a thousand million codes in a process of its own, for its memory."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks._streamed"],
        check=True,
        capture_output=True,
        text=True,
    )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def _random(keys: CodeKeys) -> int:
    """Return how many of ten million random codes open with our key."""
    dice = np.random.default_rng(2026)
    symbols = np.frombuffer(ALPHABET.encode(), np.uint8)
    opened = 0
    for _ in range(TEN_MILLION // CODES + 1):
        rows = symbols[dice.integers(0, len(symbols), (CODES, LENGTH))]
        opened += int(keys.decode_many(rows.view(f"S{LENGTH}").reshape(-1)).ok.sum())
    return opened


def _changed(keys: CodeKeys, genuine: CodeArray) -> int:
    """Return how many of ten million genuine codes open with one symbol changed."""
    dice = np.random.default_rng(2027)
    symbols = np.frombuffer(ALPHABET.encode(), np.uint8)
    place = np.full(256, -1)
    place[symbols] = np.arange(len(symbols))
    lines = np.arange(CODES)
    opened = 0
    for _ in range(TEN_MILLION // CODES + 1):
        rows = genuine.view(np.uint8).reshape(CODES, LENGTH).copy()
        at = dice.integers(0, LENGTH, CODES)
        further = dice.integers(1, len(symbols), CODES)
        rows[lines, at] = symbols[(place[rows[lines, at]] + further) % len(symbols)]
        opened += int(keys.decode_many(rows.view(f"S{LENGTH}").reshape(-1)).ok.sum())
    return opened


def _against_rows(made: float) -> list[Row]:
    """Compare with what others do: a row a code, by PostgreSQL's COPY."""
    what = "codes: encoded with text, times a row a code by COPY"
    try:
        with postgresql.cluster("-c fsync=on") as url:
            engine = create_engine(url)
            try:
                rate = _copied(engine)
            finally:
                engine.dispose()
    except pytest.skip.Exception as reason:
        return [skipped(what, str(reason))]
    return [
        at_least(what, made / rate, TIMES_COPY),
        told("codes: a row a code by COPY", rate, "codes/s"),
    ]


def _copied(engine: Engine) -> float:
    """Return how many rows a second go in with the keys they need.

    The rows are made ready between the pieces, while the clock stands.
    """
    keys, taken = CodeKeys.of_key(_KEY), 0.0
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None  # noqa: S101 -- it is connected
        with raw.cursor() as cursor:
            cursor.execute(_TABLE)
            with cursor.copy("COPY code FROM STDIN") as copy:
                for first in range(0, COPIED, AT_ONCE):
                    codes = keys.encode_array(1, 1, first, AT_ONCE).tolist()
                    rows = [
                        (code.decode(), 1, index, "issued")
                        for index, code in enumerate(codes, first)
                    ]
                    start = perf_counter()
                    for row in rows:
                        copy.write_row(row)
                    taken += perf_counter() - start
                start = perf_counter()
            raw.commit()
    return COPIED / (taken + perf_counter() - start)


def _drain(keys: CodeKeys) -> None:
    for _ in keys.encode_range(1, 1, 0, CODES):
        pass


def _aes_blocks() -> tuple[Callable[[], object], Callable[[], object]]:
    """Return what encrypts blocks to new bytes, and into a buffer at hand."""
    encryptor = Cipher(AES256(_KEY), ECB()).encryptor()  # noqa: S305 -- FF1's own use
    blocks = bytes(16 * BLOCKS)
    room = bytearray(16 * BLOCKS + 15)
    return (
        lambda: encryptor.update(blocks),
        lambda: encryptor.update_into(blocks, room),
    )


def _rate(work: Callable[[], object], amount: int) -> float:
    """Return the best of some tries, a second; others share the machine."""
    times = []
    for _ in range(_TRIES):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return amount / min(times)
