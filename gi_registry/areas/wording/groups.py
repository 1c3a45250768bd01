"""The pieces behind a county's name, put together to what they say."""

from dataclasses import dataclass, field
from itertools import zip_longest

from gi_registry.areas.rules import ClauseKind
from gi_registry.areas.wording.tokens import Sort, Token

_TOWNS = (Sort.TOWN, Sort.STEM)
_NAMES = (Sort.TOWN, Sort.STEM, Sort.VILLAGE, Sort.BARE)


@dataclass(frozen=True, slots=True)
class Group:
    """Pieces that say one thing.

    Attributes:
        kind: what they are.
        names: townships, villages or places.
        container: the township in which the villages are, if it is said.
        said: the piece that says part of, around, or how many.
    """

    kind: ClauseKind
    names: tuple[Token, ...] = ()
    container: Token | None = None
    said: Token | None = None


@dataclass(slots=True)
class _Grouping:
    groups: list[Group] = field(default_factory=list)
    towns: list[Token] = field(default_factory=list)
    since_and: int = 0
    villages: list[Token] = field(default_factory=list)
    container: Token | None = None

    def flush(self, upto: int | None = None) -> None:
        """Finish the lists that are open; of townships, the first `upto` ones."""
        towns = self.towns if upto is None else self.towns[:upto]
        if towns:
            self.groups.append(Group(ClauseKind.TOWNSHIPS, tuple(towns)))
        if self.villages:
            self.groups.append(
                Group(ClauseKind.VILLAGES, tuple(self.villages), self.container)
            )
        self.towns = self.towns[len(towns) :]
        self.villages, self.since_and = [], 0

    def take(self, token: Token, following: Token | None) -> None:
        """Take the next piece."""
        if token.sort in _TOWNS:
            self._town(token, following)
        elif token.sort is Sort.VILLAGE:
            self.flush()
            self.villages = [*self._last_villages(), token]
        elif token.sort is Sort.BARE:
            self.flush()
            around = following is not None and following.sort is Sort.AROUND
            said = following if around else None
            self.groups.append(Group(ClauseKind.PLACE, (token,), said=said))
        elif token.sort is Sort.AND:
            self.since_and = len(self.towns)
        elif token.sort is Sort.PART:
            self._part(token)
        elif token.sort in (Sort.COUNT, Sort.OPEN):
            self.flush()
            self.groups.append(Group(ClauseKind.COUNTED, said=token))

    def _town(self, token: Token, following: Token | None) -> None:
        joined = following is not None and not following.apart
        if joined and following is not None and following.sort is Sort.VILLAGE:
            self.flush()
            self.container = token
            return
        if joined and following is not None and following.sort is Sort.AROUND:
            self.flush()
            self.groups.append(Group(ClauseKind.PLACE, (token,), said=following))
            return
        if self.villages:
            self.flush()
        self.container = None
        self.towns.append(token)

    def _last_villages(self) -> list[Token]:
        """Take the villages back that were just finished: the list goes on."""
        last = self.groups[-1] if self.groups else None
        goes_on = last is not None and last.kind is ClauseKind.VILLAGES
        if last is None or not goes_on or last.container is not self.container:
            return []
        self.groups.pop()
        return list(last.names)

    def _part(self, token: Token) -> None:
        first = self.since_and
        if self.towns and token.text.startswith(("(", "（")):
            first = len(self.towns) - 1
        names = self.towns[first:] or self.villages
        if self.towns:
            self.flush(first)
        self.towns, self.villages = [], []
        group = Group(ClauseKind.PART, tuple(names), self.container, token)
        self.groups.append(group)


def groups(tokens: list[Token]) -> list[Group]:
    """Put pieces together, in their order."""
    grouping = _Grouping()
    for token, following in zip_longest(tokens, tokens[1:]):
        grouping.take(token, following)
    grouping.flush()
    return grouping.groups


def narrows(tokens: list[Token]) -> bool:
    """Whether something narrows the county down: it is not meant as a whole."""
    if any(token.sort is Sort.WHOLE for token in tokens[:1]):
        return False
    narrowing = (*_NAMES, Sort.PART, Sort.AROUND, Sort.COUNT, Sort.OPEN)
    return any(token.sort in narrowing for token in tokens)
