"""The tree against what others computed, and against the definition."""

import json
from base64 import b64decode
from hashlib import sha256
from os import environ
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_registry.translog.rules.tiles import TileName, bundle, tiles_of, unbundled
from gi_registry.translog.rules.tree import (
    HEIGHT,
    Head,
    Tree,
    folded,
    is_consistent,
    leaf_hash,
    root_from,
)

CORPORA = Path(environ.get("GI_CORPORA", "../shared/corpora"))

# RFC 6962's reference: inputs and the roots over the first 0, 1, 2, ... of them.
INPUTS = [
    bytes.fromhex(each)
    for each in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


def test_roots_are_those_of_the_reference() -> None:
    leaves = [leaf_hash(each) for each in INPUTS]

    roots = [_tree(leaves[:size]).root().hex() for size in range(9)]

    assert tuple(roots) == ROOTS


@given(st.integers(1, 70_000), st.data())
def test_roots_and_proofs_are_those_of_the_definition(
    size: int, data: st.DataObject
) -> None:
    size = min(size, data.draw(st.sampled_from([8, 300, 70_000])))
    index = data.draw(st.integers(0, size - 1))
    tree = _tree(LEAVES[:size])

    proof = tree.inclusion(index)

    assert tree.root() == _defined(0, size)
    assert proof == _path(index, 0, size)
    assert root_from(LEAVES[index], index, size, proof) == tree.root()


@given(st.integers(1, 70_000), st.data())
def test_consistency_proofs_are_those_of_the_definition(
    size: int, data: st.DataObject
) -> None:
    size = min(size, data.draw(st.sampled_from([8, 300, 70_000])))
    old = data.draw(st.integers(1, size))
    tree = _tree(LEAVES[:size])
    before, after = Head(old, _tree(LEAVES[:old]).root()), Head(size, tree.root())

    proof = tree.consistency(old)

    assert proof == _subproof(old, 0, size, is_known=True)
    assert is_consistent(before, after, proof)
    assert not is_consistent(before._replace(root=LEAVES[0][::-1]), after, proof)
    assert not is_consistent(before, after._replace(root=LEAVES[0][::-1]), proof)
    assert not is_consistent(before, after, [*proof, LEAVES[0]])


@given(st.integers(2, 600), st.data())
def test_nothing_else_is_proven(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(0, size - 1).filter(lambda each: each != index))
    tree = _tree(LEAVES[:size])
    proof, root = tree.inclusion(index), tree.root()

    assert root_from(LEAVES[other], index, size, proof) != root
    at = data.draw(st.integers(0, len(proof) * 32 * 8 - 1))
    flipped = bytearray(b"".join(proof))
    flipped[at // 8] ^= 1 << at % 8
    wrong = [bytes(flipped[each : each + 32]) for each in range(0, len(flipped), 32)]
    assert root_from(LEAVES[index], index, size, wrong) != root
    for length in (proof[:-1], [*proof, proof[0]]):
        with pytest.raises(ValueError, match=str(len(length))):
            root_from(LEAVES[index], index, size, length)


if CORPORA.exists():  # used where it lies, never copied

    def test_inclusion_is_judged_as_others_judge_it() -> None:
        lines = (CORPORA / "merkle/inclusion.jsonl").read_text().splitlines()
        cases: list[dict[str, Any]] = [json.loads(line) for line in lines]

        judged = [(each["desc"], _holds(each)) for each in cases]

        assert judged == [(each["desc"], not each["wantErr"]) for each in cases]
        assert len(cases) > 40

    def test_consistency_is_judged_as_others_judge_it() -> None:
        lines = (CORPORA / "merkle/consistency.jsonl").read_text().splitlines()
        cases: list[dict[str, Any]] = [json.loads(line) for line in lines]

        judged = [(each["desc"], _continues(each)) for each in cases]

        assert judged == [(each["desc"], not each["wantErr"]) for each in cases]
        assert len(cases) > 40


def test_a_root_reads_two_tiles_a_level_and_not_the_rows() -> None:
    asked: list[tuple[int, int]] = []

    def read(level: int, first: int, count: int) -> list[bytes]:
        asked.append((level, count))
        return [sha256(b"%d/%d" % (level, first + at)).digest() for at in range(count)]

    tree = Tree(1_000_000, read)
    tree.root()
    tree.inclusion(654_321)

    assert sorted(level for level, _ in asked) == [0, 0, 1, 1, 2]
    assert max(count for _, count in asked) <= 256


@pytest.mark.parametrize(
    ("path", "name"),
    [
        # The examples of C2SP tlog-tiles.
        ("0/x001/x234/067", TileName(0, 1_234_067)),
        ("1/000.p/17", TileName(1, 0, 17)),
        ("entries/273.p/112", TileName(None, 273, 112)),
    ],
)
def test_tiles_stand_where_the_standard_puts_them(path: str, name: TileName) -> None:
    assert TileName.read(path) == name
    assert name.path == path


@pytest.mark.parametrize(
    "path",
    [
        "0/1",
        "0/0001",
        "0/x000/001",
        "64/000",
        "00/000",
        "0/000.p/0",
        "0/000.p/256",
        "0/000.p/257",
        "0/000.p/999",
        "0/000.p/01",
        "0/000/",
        "entries/x001",
        "0/x001/x234/067/..",
        "0/٠٠٠",
    ],
)
def test_no_other_address_is_a_tile(path: str) -> None:
    assert TileName.read(path) is None


def test_a_tree_of_70000_has_the_tiles_that_the_standard_counts() -> None:
    names = list(tiles_of(70_000))

    level_0 = [each for each in names if each.level == 0]
    assert len(level_0) == 274
    assert level_0[-1] == TileName(0, 273, 112)
    assert [each for each in names if each.level not in (None, 0)] == [
        TileName(1, 0),
        TileName(1, 1, 17),
        TileName(2, 0, 1),
    ]
    assert len([each for each in names if each.level is None]) == 274


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_bundles_give_back_their_entries(entries: list[bytes]) -> None:
    data = bundle(entries)

    assert unbundled(data) == entries
    if entries:
        with pytest.raises(ValueError, match=r"\d"):
            unbundled(data[:-1] if entries[-1] else data[:-1] + b"\x01")


LEAVES = [sha256(each.to_bytes(4, "big")).digest() for each in range(70_000)]
_KNOWN: dict[tuple[int, int], bytes] = {}


def _tree(leaves: list[bytes]) -> Tree:
    """Return a tree on levels that are made as the tiles' definition says."""

    def read(level: int, first: int, count: int) -> list[bytes]:
        width = 1 << (HEIGHT * level)
        if level == 0:
            return leaves[first : first + count]
        spans = [(at * width, (at + 1) * width) for at in range(first, first + count)]
        return [_full(*span) for span in spans]

    return Tree(len(leaves), read)


def _full(first: int, end: int) -> bytes:
    if (first, end) not in _KNOWN:
        _KNOWN[first, end] = folded(LEAVES[first:end])
    return _KNOWN[first, end]


def _defined(first: int, end: int) -> bytes:
    """Return RFC 6962's MTH, word by word."""
    count = end - first
    if count == 1:
        return LEAVES[first]
    if count == 256 and (first, end) in _KNOWN:
        return _KNOWN[first, end]
    middle = first + _below(count)
    whole = b"\x01" + _defined(first, middle) + _defined(middle, end)
    found = sha256(whole).digest()
    if count == 256:
        _KNOWN[first, end] = found
    return found


def _path(index: int, first: int, end: int) -> list[bytes]:
    """Return RFC 6962's PATH, word by word."""
    if end - first == 1:
        return []
    middle = first + _below(end - first)
    if index < middle:
        return [*_path(index, first, middle), _defined(middle, end)]
    return [*_path(index, middle, end), _defined(first, middle)]


def _subproof(old: int, first: int, end: int, *, is_known: bool) -> list[bytes]:
    """Return RFC 9162's SUBPROOF, word by word."""
    if old == end - first:
        return [] if is_known else [_defined(first, end)]
    middle = first + _below(end - first)
    if old <= middle - first:
        under = _subproof(old, first, middle, is_known=is_known)
        return [*under, _defined(middle, end)]
    under = _subproof(old - (middle - first), middle, end, is_known=False)
    return [*under, _defined(first, middle)]


def _below(count: int) -> int:
    power = 1
    while power * 2 < count:
        power *= 2
    return power


def _holds(case: dict[str, Any]) -> bool:
    leaf, root = b64decode(case["leafHash"]), b64decode(case["root"])
    proof = [b64decode(each) for each in case["proof"] or ()]
    try:
        return root_from(leaf, case["leafIdx"], case["treeSize"], proof) == root
    except ValueError:
        return False


def _continues(case: dict[str, Any]) -> bool:
    old = Head(case["size1"], b64decode(case["root1"] or ""))
    new = Head(case["size2"], b64decode(case["root2"] or ""))
    proof = [b64decode(each) for each in case["proof"] or ()]
    return old.size <= new.size and is_consistent(old, new, proof)
