import random
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from fastfpe import ff1 as oracle
from hypothesis import given, settings
from hypothesis import strategies as st

from gi_registry.core.codes import (
    ALPHABET,
    LENGTH,
    RUN_SIZE,
    RUNS,
    CodeFormatError,
    CodeKeys,
    Decoded,
    RunSizeError,
    grouped,
    well_formed,
)
from gi_registry.core.derive import derive
from tests.core.codes.vectors import ITEM_CODES, ITEM_KEY

KEYS = CodeKeys.of_key(ITEM_KEY)
MASTER = bytes(range(32, 64))

runs = st.integers(0, RUNS - 1)
indexes = st.integers(0, RUN_SIZE - 1)


def written(number: int) -> str:
    """Write a number in 20 symbols, the plainest way."""
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(20)))


@pytest.mark.parametrize(("run", "index", "code"), ITEM_CODES)
def test_the_vectors_hold_one_by_one_and_in_bulk(
    run: int, index: int, code: str
) -> None:
    one = KEYS.encode(1, run, index)
    lines = b"".join(KEYS.encode_range(1, run, index, 1))
    array = KEYS.encode_array(1, run, index, 1)

    assert [one, lines.decode(), array.tolist()] == [code, f"{code}\n", [code.encode()]]
    assert KEYS.decode(code) == Decoded(1, run, index)


@given(key=st.binary(min_size=32, max_size=32), run=runs, index=indexes)
def test_a_code_is_ff1_of_forty_zeros_the_run_and_the_index(
    key: bytes, run: int, index: int
) -> None:
    plain = written(run << 28 | index)

    code = CodeKeys.of_key(key).encode(1, run, index)

    assert code == oracle.encrypt(key.hex(), "", ALPHABET, plain)


@given(key=st.binary(min_size=32, max_size=32), run=runs, index=indexes)
def test_a_code_reads_back_as_printed_and_in_small_letters(
    key: bytes, run: int, index: int
) -> None:
    keys = CodeKeys.of_key(key)

    code = keys.encode(1, run, index)

    assert keys.decode(grouped(code).lower()) == Decoded(1, run, index)


@settings(deadline=None)
@given(
    run=runs,
    start=st.integers(0, RUN_SIZE - 300),
    count=st.integers(0, 300),
    chunk=st.integers(1, 400),
)
def test_bulk_makes_the_codes_that_one_by_one_makes(
    run: int, start: int, count: int, chunk: int
) -> None:
    expected = [KEYS.encode(1, run, start + step) for step in range(count)]

    pieces = list(KEYS.encode_range(1, run, start, count, chunk=chunk))

    assert b"".join(pieces).decode().splitlines() == expected
    assert all(len(piece) == 21 * chunk for piece in pieces[:-1])
    assert KEYS.encode_array(1, run, start, count).astype(str).tolist() == expected


def test_bulk_agrees_across_its_blocks() -> None:
    # Three blocks of 8,192 and a rest, in pieces that end elsewhere.
    count = 3 * 8_192 + 5
    start = RUN_SIZE - count

    text = b"".join(KEYS.encode_range(1, RUNS - 1, start, count, chunk=10_000))

    codes = text.decode().split()
    for step in (0, 8_191, 8_192, 9_999, 10_000, 16_384, count - 1):
        assert codes[step] == KEYS.encode(1, RUNS - 1, start + step)
    assert len(set(codes)) == count


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(
            st.tuples(runs, indexes).map(lambda at: KEYS.encode(1, *at)),
            st.tuples(runs, indexes).map(lambda at: grouped(KEYS.encode(1, *at))),
            st.text(ALPHABET + "ilou-*晋", min_size=18, max_size=22),
            st.text(max_size=25),
        ),
        max_size=20,
    )
)
def test_bulk_decodes_what_one_by_one_decodes(codes: list[str]) -> None:
    expected = []
    for code in codes:
        try:
            expected.append((True, KEYS.decode(code)))
        except CodeFormatError:
            expected.append((False, None))

    ok, epoch, run, index = KEYS.decode_many(codes)

    assert well_formed(codes).tolist() == [formed for formed, _ in expected]
    assert ok.tolist() == [found is not None for _, found in expected]
    for position, (_, found) in enumerate(expected):
        said = (int(epoch[position]), int(run[position]), int(index[position]))
        want = found or Decoded(0, 0, 0)
        assert said == (want.epoch, want.run, want.index)


def test_every_way_to_hand_over_many_codes_gives_the_same() -> None:
    array = KEYS.encode_array(1, 9, 5, 20_000)
    array[[3, 8_192, 19_999]] = [b"U" * 20, b"0" * 20, b"short"]
    texts = array.astype(str).tolist()
    expected = np.arange(5, 20_005)
    expected[[3, 8_192, 19_999]] = 0

    ways = [
        array,
        array[::-1].copy()[::-1],
        array.astype(str),
        array.tolist(),
        texts,
        "\n".join(texts),
        "".join(f"{text}\r\n" for text in texts).encode(),
        b"".join(KEYS.encode_range(1, 9, 5, 20_000)),
    ]

    for way in ways[:-1]:
        found = KEYS.decode_many(way)
        assert (found.index == expected).all()
        assert (found.ok == (expected > 0)).all()
    assert (KEYS.decode_many(ways[-1]).index == np.arange(5, 20_005)).all()


def test_a_line_as_long_as_a_code_and_its_newline_is_read_too() -> None:
    found = KEYS.decode_many(f"{ITEM_CODES[3][2]} ")

    assert (found.run.tolist(), found.index.tolist()) == ([7], [123_456])


@pytest.mark.parametrize("nothing", [[], b"", "", np.array([], "S20")])
def test_no_codes_are_no_codes(nothing: list[str]) -> None:
    assert [len(column) for column in KEYS.decode_many(nothing)] == [0] * 4


def test_random_codes_are_refused() -> None:
    # The chance that one in 100,000 passes is 2 ** -40 * 100_000 < 1e-7.
    draw = random.Random(20261122)  # noqa: S311 -- a fixed series is wanted
    codes = [written(draw.getrandbits(100)) for _ in range(100_000)]

    found = KEYS.decode_many(codes)

    assert not found.ok.any()
    assert all(KEYS.decode(code) is None for code in codes[:1_000])


def test_a_code_with_one_symbol_changed_is_refused() -> None:
    code = KEYS.encode(1, 7, 123_456)
    changed = [
        code[:place] + symbol + code[place + 1 :]
        for place in range(LENGTH)
        for symbol in ALPHABET
        if symbol != code[place]
    ]

    assert not KEYS.decode_many(changed).ok.any()


def test_neighbours_share_no_more_symbols_than_chance() -> None:
    count = 50_000
    codes = KEYS.encode_array(1, 7, 0, count)
    symbols = codes.view(np.uint8).reshape(-1, LENGTH)

    shared = float((symbols[1:] == symbols[:-1]).mean())

    # A symbol is the same by chance in 1 of 32; five standard deviations.
    spread = (1 / 32 * 31 / 32 / (count - 1) / LENGTH) ** 0.5
    assert shared == pytest.approx(1 / 32, abs=5 * spread)


def test_every_epoch_has_its_key_and_old_codes_still_open() -> None:
    old = CodeKeys(MASTER)
    both = CodeKeys(MASTER, epochs=(1, 2))

    first, second = old.encode(1, 7, 5), both.encode(2, 7, 5)

    assert both.epochs == (2, 1)
    assert both.decode(first) == Decoded(1, 7, 5)
    assert both.decode(second) == Decoded(2, 7, 5)
    assert old.decode(second) is None
    assert both.decode_many([first, second, "0" * 20]).epoch.tolist() == [1, 2, 0]


def test_epoch_keys_come_from_the_master_secret() -> None:
    key = derive(MASTER, "item-code", epoch=2)

    code = CodeKeys(MASTER, epochs=(2,)).encode(2, 1, 1)

    assert code == CodeKeys.of_key(key).encode(1, 1, 1)


def test_an_epoch_that_is_not_in_use_makes_no_code() -> None:
    with pytest.raises(KeyError):
        CodeKeys(MASTER).encode(2, 1, 1)


def test_keys_without_an_epoch_are_refused() -> None:
    with pytest.raises(ValueError, match="must be a key"):
        CodeKeys(MASTER, epochs=())


@pytest.mark.parametrize(("run", "index"), [(RUNS, 0), (-1, 0), (0, RUN_SIZE), (0, -1)])
def test_numbers_that_do_not_fit_are_refused(run: int, index: int) -> None:
    with pytest.raises(ValueError, match="lies between"):
        KEYS.encode(1, run, index)


def test_a_range_beyond_the_last_index_is_refused_before_any_code() -> None:
    with pytest.raises(RunSizeError) as refusal:
        KEYS.encode_range(1, 1, RUN_SIZE - 1, 2)

    assert refusal.value.facts == {"end": RUN_SIZE + 1, "limit": 268_435_456}


@pytest.mark.parametrize(("start", "count"), [(-1, 1), (0, -1)])
def test_a_negative_range_is_refused(start: int, count: int) -> None:
    with pytest.raises(ValueError, match="negative"):
        KEYS.encode_array(1, 1, start, count)


def test_an_empty_piece_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        KEYS.encode_range(1, 1, 0, 1, chunk=0)


def test_memory_follows_the_piece_and_not_the_number_of_codes() -> None:
    few, many = (
        peak_bytes(KEYS.encode_range(1, 1, 0, count, chunk=32_768))
        for count in (65_536, 1_048_576)
    )

    assert many <= few + 65_536


def peak_bytes(pieces: Iterator[bytes]) -> int:
    """Return the most memory that was held while walking over pieces."""
    tracemalloc.start()
    try:
        for _ in pieces:
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_threads_share_keys() -> None:
    def work(run: int) -> bool:
        codes = KEYS.encode_array(1, run, 0, 20_000)
        found = KEYS.decode_many(codes)
        one = KEYS.decode(codes[7].decode())
        return bool((found.run == run).all()) and one == Decoded(1, run, 7)

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(work, range(16)))

    assert all(answers)
