"""The ledger of labels by double entry; values alone.

Every posting takes labels from one account and puts them into another, so that all
accounts together always hold what capacity gave out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Literal, Self

from gi_registry.core.words import Words
from gi_registry.marks.rules.printing import PartKind
from gi_registry.marks.rules.states import RangeState

_State = RangeState | Literal[PartKind.SAMPLE]


class Account(StrEnum):
    """Where labels are, or what became of them."""

    CAPACITY = "capacity"
    """Out of which labels are issued; what it has given is below zero."""
    HOLDER = "holder"
    PRINTER = "printer"
    """The holder's as well, but in a printer's hands."""
    GOODS = "goods"
    RECALLED = "recalled"
    VOID = "void"
    LOST = "lost"
    RETURNED = "returned"
    SAMPLE = "sample"
    """In a printer's files; nobody will use them, and they never expire."""
    EXPIRED = "expired"


ACCOUNT_WORDS = {
    Account.CAPACITY: Words("可标产量", "Capacity"),
    Account.HOLDER: Words("使用人手中", "With the holder"),
    Account.PRINTER: Words("在印刷厂", "At printers"),
    Account.GOODS: Words("已贴在产品上", "On goods"),
    Account.RECALLED: Words("已贴用后召回", "On goods called back"),
    Account.VOID: Words("作废", "Void"),
    Account.LOST: Words("遗失、被盗", "Lost or stolen"),
    Account.RETURNED: Words("退回", "Returned"),
    Account.SAMPLE: Words("印刷厂留样", "Samples at printers"),
    Account.EXPIRED: Words("过期未用", "Expired"),
}

_OWN = frozenset({Account.HOLDER, Account.PRINTER})
"""What a holder answers for."""
_TO: dict[_State, Account] = {
    RangeState.ACTIVATED: Account.GOODS,
    RangeState.VOID: Account.VOID,
    RangeState.LOST: Account.LOST,
    RangeState.STOLEN: Account.LOST,
    RangeState.RETURNED: Account.RETURNED,
    PartKind.SAMPLE: Account.SAMPLE,
}
GOES_TO = frozenset({*_TO.values(), Account.EXPIRED})
"""Where labels of which a holder no longer answers are."""
_BESIDE: dict[_State, tuple[Account, Account]] = {
    RangeState.AT_PRINTER: (Account.HOLDER, Account.PRINTER),
    RangeState.DELIVERED: (Account.PRINTER, Account.HOLDER),
    RangeState.RECALLED: (Account.GOODS, Account.RECALLED),
}
"""What happens to labels beside that one thing: where from, where to."""


@dataclass(frozen=True, slots=True)
class RunFacts:
    """Labels issued at once.

    Attributes:
        run: its number.
        year: production year; the year in whose books it is.
        size: labels, count.
        net_content_g: goods in a pack, grams.
        issued_on: day in China.
        expires_on: last day on which its labels may be put to use.
    """

    run: int
    year: int
    size: int
    net_content_g: int
    issued_on: date
    expires_on: date


@dataclass(frozen=True, slots=True)
class RangeFacts:
    """What happened to labels [first, end) of a run, on a day."""

    first: int
    end: int
    state: _State
    on_day: date


@dataclass(frozen=True, slots=True)
class Posting:
    """Labels of one run that go from one account to another.

    Attributes:
        year: in whose books it is.
        on: day.
        run: its number.
        source: account that gives.
        target: account that takes.
        labels: count.
        grams: goods that they stand for.
        first: first sequence number, where it is one range.
        end: one past the last.
    """

    year: int
    on: date
    run: int
    source: Account
    target: Account
    labels: int
    grams: int
    first: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """Labels, count, and the goods that they stand for, grams."""

    labels: int = 0
    grams: int = 0

    def __add__(self, other: Self) -> "Amount":
        return Amount(self.labels + other.labels, self.grams + other.grams)

    def __sub__(self, other: Self) -> "Amount":
        return Amount(self.labels - other.labels, self.grams - other.grams)


@dataclass(frozen=True, slots=True)
class YearAccount:
    """A holder's labels in one year: what there was, came, went and is left.

    Attributes:
        opening: with the holder when the year began, carried over.
        issued: came in.
        went: by the account that took it, in their order.
        closing: with the holder when the year ended; carried over into the next.
        at_printer: of the closing, in a printer's hands.
    """

    opening: Amount
    issued: Amount
    went: dict[Account, Amount]
    closing: Amount
    at_printer: Amount = Amount()

    @property
    def is_conserved(self) -> bool:
        """Whether opening + issued - went is the closing, and nothing below zero."""
        left = self.opening + self.issued
        for amount in self.went.values():
            left = left - amount
        figures = (
            *(self.opening, self.issued, self.closing, *self.went.values()),
            *(self.at_printer, self.closing - self.at_printer),
        )
        least = min(min(each.labels, each.grams) for each in figures)
        return left == self.closing and least >= 0

    def figures(self) -> dict[str, Any]:
        """Return the account as JSON values: labels and grams of each line."""
        lines = {"opening": self.opening, "issued": self.issued}
        lines |= {account.value: amount for account, amount in self.went.items()}
        lines["closing"] = self.closing
        return {name: [each.labels, each.grams] for name, each in lines.items()}


def postings(
    run: RunFacts, ranges: Iterable[RangeFacts], *, today: date
) -> Iterator[Posting]:
    """Give every movement of the labels of a run, up to a day.

    What is left when a run expires goes to the expired labels; what happens to
    them later is taken from there.

    Args:
        run: the run.
        ranges: what happened to its labels and was not taken back.
        today: nothing expires on or after it.
    """
    issued = _whole(run, run.issued_on, Account.CAPACITY, Account.HOLDER, run.size)
    made = [replace(issued, year=run.year)]
    made += [posting for each in ranges if (posting := _step(run, each))]
    yield from made
    if run.expires_on < today:
        held, day = trial_balance(made), run.expires_on
        at_printer = held[Account.PRINTER].labels
        rest = held[Account.HOLDER].labels + at_printer
        if at_printer:
            yield _whole(run, day, Account.PRINTER, Account.HOLDER, at_printer)
        if rest:
            yield _whole(run, day, Account.HOLDER, Account.EXPIRED, rest)


def _step(run: RunFacts, each: RangeFacts) -> Posting | None:
    is_late = each.on_day > run.expires_on
    if each.state in _BESIDE:
        if is_late and each.state is not RangeState.RECALLED:
            return None
        return _part(run, each, *_BESIDE[each.state])
    source = Account.PRINTER if each.state is PartKind.SAMPLE else Account.HOLDER
    return _part(run, each, Account.EXPIRED if is_late else source, _TO[each.state])


def _whole(
    run: RunFacts, on: date, source: Account, target: Account, labels: int
) -> Posting:
    grams = labels * run.net_content_g
    return Posting(on.year, on, run.run, source, target, labels, grams)


def _part(run: RunFacts, each: RangeFacts, source: Account, target: Account) -> Posting:
    whole = _whole(run, each.on_day, source, target, each.end - each.first)
    return replace(whole, first=each.first, end=each.end)


def year_account(entries: Iterable[Posting], year: int) -> YearAccount:
    """Return a holder's account of a year, from all postings.

    Args:
        entries: of all runs of the holder, in any order.
        year: whose books.
    """
    entries = [each for each in entries if each.year <= year]
    opening = issued = Amount()
    went = {account: Amount() for account in Account if account in GOES_TO}
    balance = Amount()
    for each in entries:
        amount = Amount(each.labels, each.grams)
        is_in = each.target in _OWN
        if is_in == (each.source in _OWN):
            continue
        balance = balance + amount if is_in else balance - amount
        if each.year < year:
            opening = opening + amount if is_in else opening - amount
        elif is_in:
            issued = issued + amount
        else:
            went[each.target] = went[each.target] + amount
    at_printer = trial_balance(entries)[Account.PRINTER]
    return YearAccount(opening, issued, went, balance, at_printer)


def trial_balance(entries: Iterable[Posting]) -> dict[Account, Amount]:
    """Return what every account holds; together that is nothing."""
    held = {account: Amount() for account in Account}
    for each in entries:
        amount = Amount(each.labels, each.grams)
        held[each.source] = held[each.source] - amount
        held[each.target] = held[each.target] + amount
    return held
