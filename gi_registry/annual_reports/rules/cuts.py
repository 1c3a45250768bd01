"""Cuts of a graph whose links all belong to a few owners.

A table's published sums are nodes, and what is summed are links, each between a row
and a column. Sums can be combined so that only some links are left if and only if
taking these links out cuts the graph: rows and columns of one side, one taken from
the other, leave just them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

_BITS = 64

Node = tuple[str, str]
Link = tuple[str, str]


class Parts:
    """Nodes joined into parts, each known by one of its nodes."""

    def __init__(self) -> None:
        self._above: dict[Node, Node] = {}

    def of(self, node: Node) -> Node:
        """Return the node that stands for a node's part."""
        while (above := self._above.get(node, node)) != node:
            self._above[node] = self._above.get(above, above)
            node = above
        return node

    def join(self, one: Node, other: Node) -> None:
        """Join the parts of two nodes."""
        self._above[self.of(one)] = self.of(other)


@dataclass(frozen=True, slots=True)
class _Bundle:
    """All links between two parts; a cut has all of them or none."""

    ends: tuple[Node, Node]
    links: frozenset[Link]
    owners: frozenset[int]


def few_cuts(
    ends: Mapping[Link, tuple[Node, Node]],
    owners: Mapping[Link, set[int]],
    *,
    least: int,
) -> Iterator[frozenset[Link]]:
    """Give cuts whose links belong to one or two owners, or to none.

    Not every one, but some where there is any; what it costs beyond one pass grows
    with the parts that few owners' links join. By cycle space: every link outside a
    tree has a random label, every link of the tree the sum of those that go around
    it, and links are a cut if their labels cancel (by chance with 2**-64).

    Args:
        ends: the two nodes of each link.
        owners: of each link.
        least: so many owners are not few: three.
    """
    bundles = _bundles(ends, owners, least)
    labels = _labels([bundle.ends for bundle in bundles])
    for found in (*_alike(bundles, labels, least), *_dependent(bundles, labels)):
        yield frozenset[Link]().union(*(bundles[at].links for at in found))


def _bundles(
    ends: Mapping[Link, tuple[Node, Node]],
    owners: Mapping[Link, set[int]],
    least: int,
) -> list[_Bundle]:
    """Join what many owners' links hold together, and bundle the links between."""
    parts, links = Parts(), list(ends)
    while True:
        between: dict[tuple[Node, Node], list[Link]] = defaultdict(list)
        for link in links:
            one, other = sorted(map(parts.of, ends[link]))
            if one != other:
                between[one, other].append(link)
        held = {
            pair: frozenset[int]().union(*(owners[link] for link in inside))
            for pair, inside in between.items()
        }
        heavy = [pair for pair, who in held.items() if len(who) >= least]
        if not heavy:
            return [
                _Bundle(pair, frozenset(between[pair]), held[pair]) for pair in held
            ]
        for pair in heavy:
            parts.join(*pair)
        links = [link for inside in between.values() for link in inside]


def _labels(ends: Sequence[tuple[Node, Node]]) -> list[int]:
    """Return a label for each link, such that those of any cut cancel."""
    dice = Random(0)  # noqa: S311 -- nobody gains from guessing it
    tree, labels = Parts(), [0] * len(ends)
    beside: dict[Node, list[tuple[int, Node]]] = defaultdict(list)
    around: dict[Node, int] = defaultdict(int)
    for at, (one, other) in enumerate(ends):
        if tree.of(one) != tree.of(other):
            tree.join(one, other)
            beside[one].append((at, other))
            beside[other].append((at, one))
        else:
            labels[at] = dice.getrandbits(_BITS)
            around[one] ^= labels[at]
            around[other] ^= labels[at]
    for at, below, above in reversed(list(_downward(beside))):
        labels[at] = around[below]
        around[above] ^= around[below]
    return labels


def _downward(
    beside: Mapping[Node, Sequence[tuple[int, Node]]],
) -> Iterator[tuple[int, Node, Node]]:
    """Give the links of a forest with their lower and upper node, roots first."""
    seen: set[Node] = set()
    for root in list(beside):
        if root in seen:
            continue
        seen.add(root)
        open_nodes = [root]
        for above in open_nodes:
            for at, below in beside[above]:
                if below not in seen:
                    seen.add(below)
                    open_nodes.append(below)
                    yield at, below, above


def _alike(
    bundles: Sequence[_Bundle], labels: Sequence[int], least: int
) -> Iterator[list[int]]:
    """Give cuts of one bundle, or of two."""
    before: dict[int, list[int]] = defaultdict(list)
    for at, label in enumerate(labels):
        if not label:
            yield [at]
        for other in before[label]:
            if len(bundles[at].owners | bundles[other].owners) < least:
                yield [at, other]
                break
        before[label].append(at)


def _dependent(
    bundles: Sequence[_Bundle], labels: Sequence[int]
) -> Iterator[list[int]]:
    """Give cuts of three bundles and more, of any two owners."""
    of_owner: dict[int, list[int]] = defaultdict(list)
    free = [at for at, bundle in enumerate(bundles) if not bundle.owners]
    for at, bundle in enumerate(bundles):
        for owner in bundle.owners:
            of_owner[owner].append(at)
    several = [pair for pair in of_owner.items() if len(pair[1]) > 1 or free]
    for one, held in several:
        for other, beside in of_owner.items():
            theirs = {*held, *beside, *free}
            both = {one, other}
            inside = [at for at in sorted(theirs) if bundles[at].owners <= both]
            found = _cancelling(inside, labels)
            if found:
                yield found


def _cancelling(inside: Iterable[int], labels: Sequence[int]) -> list[int]:
    """Return some of these whose labels cancel; none where none do."""
    basis: dict[int, tuple[int, frozenset[int]]] = {}
    for at in inside:
        value, made_of = labels[at], frozenset({at})
        while value and value.bit_length() in basis:
            label, others = basis[value.bit_length()]
            value, made_of = value ^ label, made_of ^ others
        if not value:
            return sorted(made_of)
        basis[value.bit_length()] = value, made_of
    return []
