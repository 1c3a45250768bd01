"""The explained score of a product in a week.

Each signal is a value from 0 to 1 with its figures, or None where there is no
data. No data is never a 0 and never safe: it is shown as unknown and keeps its
weight out of the sum.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from babel.dates import format_date

from gi_registry.core.words import Words
from gi_registry.risk.rules.market import FESTIVAL_DAYS, Market, Phase
from gi_registry.risk.rules.weeks import Week


class Term(StrEnum):
    """The signals, by what they look at."""

    SEASON = "season"
    COPIES = "copies"
    OVERDUE = "overdue"
    REPORTS = "reports"


TERM_WORDS: Final = {
    Term.SEASON: Words("上市时节", "Season"),
    Term.COPIES: Words("查验异常", "Scans"),
    Term.OVERDUE: Words("过季标识", "Labels past their season"),
    Term.REPORTS: Words("逾期年报", "Overdue reports"),
}

WEIGHTS: Final = {Term.SEASON: 25, Term.COPIES: 20, Term.OVERDUE: 10}
"""Points at most. The domain study proposes six terms with 100 points; the other
three (prices, complaints, history of inspections) are not connected yet."""


def weights(reports: int) -> dict[Term, int]:
    """Return the most points of every signal.

    Args:
        reports: that of overdue reports, which the province sets; 0 while it is off.
    """
    return WEIGHTS | {Term.REPORTS: reports}


FRESH_DAYS: Final = 14
"""A season counts as new for so many days: goods from elsewhere come in first."""
FRESH: Final = 1.0
LATER: Final = 0.6
"""In season, after the first two weeks."""
FAR_FESTIVAL: Final = 0.5
"""A festival at the edge of three weeks; on its day it is 1."""
LEAST_CODES: Final = 20
"""Fewer codes scanned without a finding say nothing."""
FULL_SHARE: Final = 0.2
"""Share of scanned codes with a finding at which the signal is 1."""


_Told = tuple[float | None, Words]
"""Value of a signal, and its figures in words."""

_NOBODY: Final = Words(
    "无数据：辖区内没有用标主体，台账为空",
    "No data: nobody here may use the mark, the ledger is empty",
)


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal.

    Attributes:
        term: what it looks at.
        value: 0 to 1; None where there is no data.
        words: its figures, or why there is no data.
        weight: points at most.
    """

    term: Term
    value: float | None
    words: Words
    weight: int

    @property
    def points(self) -> float | None:
        """What it adds to the sum; None where there is no data."""
        return None if self.value is None else self.value * self.weight


@dataclass(frozen=True, slots=True)
class Scanned:
    """What the scans of a product's codes say.

    Attributes:
        weeks: how many were looked at.
        codes: different codes scanned.
        suspect: of these, with copy signals or judged suspect by an officer.
        dead: of the rest, void, not activated or of an ended permission.
    """

    weeks: int
    codes: int = 0
    suspect: int = 0
    dead: int = 0


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the ledger and the reports say of a product's users.

    Attributes:
        users: permissions that reach into the week.
        labels_past: labels of runs whose season or time is over, count.
        labels_unused: of these, neither activated nor void.
        report_year: the newest year whose reports are due; None if none is yet.
        reports_due: who must report on it.
        reports_missing: of these, nothing handed in.
        report_weight: points if all are missing, as the province set; 0 while off.
    """

    users: int = 0
    labels_past: int = 0
    labels_unused: int = 0
    report_year: int | None = None
    reports_due: int = 0
    reports_missing: int = 0
    report_weight: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to count: no users, labels or reports."""
        return self.users == 0 and not (self.labels_past or self.reports_due)


@dataclass(frozen=True, slots=True)
class Score:
    """The sum of the known signals, and how much of it is unknown.

    Attributes:
        signals: in the order of `Term`.
        advice: what to do for this product beside the usual, the first first.
    """

    signals: tuple[Signal, ...]
    advice: tuple[Words, ...] = ()

    @property
    def points(self) -> float:
        """Sum of what is known, of `most` at most."""
        return sum(signal.points or 0.0 for signal in self.signals)

    @property
    def unknown_share(self) -> float:
        """Share of the weights for which there is no data, 0 to 1."""
        return self.unknown_points / self.most

    @property
    def unknown_points(self) -> int:
        """Points that cannot be told."""
        return sum(each.weight for each in self.signals if each.value is None)

    @property
    def most(self) -> int:
        """Sum of the weights of all signals."""
        return sum(each.weight for each in self.signals)

    @property
    def rank(self) -> tuple[float, float]:
        """Sorts the most pressing first, the less known before the known."""
        return -self.points, -self.unknown_share


def score(market: Market, scanned: Scanned, ledger: Ledger, *, week: Week) -> Score:
    """Score a product that comes to market in a week."""
    found = {
        Term.SEASON: _season(market, week),
        Term.COPIES: _copies(scanned),
        Term.OVERDUE: _labels(ledger),
        Term.REPORTS: _reports(ledger),
    }
    weighed = weights(ledger.report_weight)
    signals = (
        Signal(term, value, words, weighed[term])
        for term, (value, words) in found.items()
    )
    return Score(tuple(signals), tuple(_advice(market, scanned, ledger)))


def _advice(market: Market, scanned: Scanned, ledger: Ledger) -> Iterator[Words]:
    has_codes = bool(scanned.suspect or scanned.dead)
    if has_codes:
        yield Words(
            "查验下列码所在的实物，与真品包装比对",
            "Find the packs with the codes below and compare them with the real ones",
        )
    if ledger.labels_unused:
        yield Words(
            "到使用人处核对过季标识的库存与台账",
            "Compare the users' stock of labels past their season with the ledger",
        )
    if ledger.reports_missing:
        yield Words(
            "催报逾期年报，问明原因",
            "Ask for the overdue reports, and why they are late",
        )
    if not has_codes and scanned.codes < LEAST_CODES:
        yield Words(
            "查验记录太少：抽样扫码，留下数据",
            "Too few scans: scan a sample, so that there is data",
        )
    if market.phase is Phase.UNKNOWN:
        yield Words(
            "向产地核实上市月份并补录", "Ask the place of origin for the months of sale"
        )


def _season(market: Market, week: Week) -> _Told:
    if market.phase is Phase.UNKNOWN:
        words = Words(
            "无数据：没有登记上市月份", "No data: no months of sale are registered"
        )
        return None, words
    values, zh, en = [], [], []
    if market.begins and market.ends:
        values.append(_season_value(market.begins, week))
        told = _season_words(market, market.begins, market.ends)
        zh.append(told.zh)
        en.append(told.en)
    if market.festival:
        days = max(0, (market.festival.on - week.monday).days)
        values.append(1 - (1 - FAR_FESTIVAL) * days / FESTIVAL_DAYS)
        name, on = market.festival.words, market.festival.on
        zh.append(f"{name.zh}在 {_short(on).zh}，距周一 {days} 天")
        en.append(f"{name.en} on {_short(on).en}, {days} days from Monday")
    return max(values), Words("；".join(zh), "; ".join(en))


def _season_value(begins: date, week: Week) -> float:
    return FRESH if (week.monday - begins).days < FRESH_DAYS else LATER


def _season_words(market: Market, begins: date, ends: date) -> Words:
    first, last = _short(begins), _short(ends)
    if market.phase is Phase.OPENING:
        return Words(f"{first.zh}起上市", f"In season from {first.en}")
    return Words(
        f"上市期 {first.zh}至 {last.zh}", f"In season from {first.en} to {last.en}"
    )


def _copies(scanned: Scanned) -> _Told:
    found = scanned.suspect + scanned.dead
    if scanned.codes == 0:
        words = Words(
            f"无数据：近 {scanned.weeks} 周没有人查验",
            f"No data: nothing was scanned in {scanned.weeks} weeks",
        )
        return None, words
    if found == 0 and scanned.codes < LEAST_CODES:
        words = Words(
            f"无数据：近 {scanned.weeks} 周只查验过 {scanned.codes} 个码，"
            f"不足 {LEAST_CODES} 个，不能判断",
            f"No data: codes scanned in {scanned.weeks} weeks: {scanned.codes}; under "
            f"{LEAST_CODES} nothing can be said",
        )
        return None, words
    words = Words(
        f"近 {scanned.weeks} 周查验 {scanned.codes:,} 个码：{scanned.suspect:,} 个有"
        f"复制迹象，{scanned.dead:,} 个未启用、已作废或资格已终止",
        f"{scanned.codes:,} codes scanned in {scanned.weeks} weeks: "
        f"{scanned.suspect:,} with signs of copying, {scanned.dead:,} not activated, "
        "void or of an ended permission",
    )
    return min(1.0, found / scanned.codes / FULL_SHARE), words


def _labels(ledger: Ledger) -> _Told:
    if ledger.labels_past == 0:
        if ledger.is_empty:
            return None, _NOBODY
        return 0.0, Words("没有过季标识", "No labels are past their season")
    share = ledger.labels_unused / ledger.labels_past
    words = Words(
        f"过季标识 {ledger.labels_past:,} 枚，未启用 {ledger.labels_unused:,} 枚"
        f"（{share:.0%}）",
        f"{ledger.labels_unused:,} of {ledger.labels_past:,} labels past their season "
        f"were never activated ({share:.0%})",
    )
    return share, words


def _reports(ledger: Ledger) -> _Told:
    if ledger.reports_due == 0:
        if ledger.is_empty:
            return None, _NOBODY
        return 0.0, Words("没有到期年报", "No reports are due")
    share = ledger.reports_missing / ledger.reports_due
    off = ledger.report_weight == 0
    zh = "；不计分：省级未设定权重" if off else ""
    en = "; not counted, as the province has set no weight" if off else ""
    words = Words(
        f"{ledger.report_year} 年度年报应报 {ledger.reports_due:,} 份，"
        f"逾期 {ledger.reports_missing:,} 份{zh}",
        f"{ledger.reports_missing:,} of {ledger.reports_due:,} reports on "
        f"{ledger.report_year} are overdue{en}",
    )
    return share, words


def _short(day: date) -> Words:
    """Return a day without its year, which the week tells."""
    english = format_date(day, "d MMMM", locale="en_GB")
    return Words(f"{day.month}月{day.day}日", english)
