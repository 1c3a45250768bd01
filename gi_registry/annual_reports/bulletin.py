"""A year's figures on paper, in Chinese: PDF of A4 pages with its fonts inside."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from gi_registry.annual_reports.rules import (
    BY_NAME,
    LEAST_REPORTERS,
    Bar,
    Sums,
    largest,
    measured,
)
from gi_registry.annual_reports.service import Bulletin, Published
from gi_registry.core.paper import ACCENT, LINE, MARGIN_MM, MUTED, Page, pdf_of
from gi_registry.core.words import Language, Words, long_day

_TITLE: Final = Words(
    "地理标志专用标志使用情况年报公报",
    "Bulletin of annual reports on the use of the special mark",
)
_FIGURES: Final = ("total_output_g", "marked_output_g", "sales_fen", "marked_sales_fen")
"""Of the tables."""
_CHART: Final = "用标销售额，按产品"
_BETWEEN: Final = "，"
_PARTS: Final = {"by_product": "按产品", "by_prefecture": "按市"}
_HEADS: Final = ("名称", "年报", "总产量", "用标产量", "销售额", "用标销售额")
_COLUMNS_MM: Final = (46.0, 14.0, 28.0, 28.0, 25.0, 25.0)
_ROW_MM: Final = 6.2
_BAR_MM: Final = 3.0
_BARS: Final = 10
_FOOT_MM: Final = 26.0


@dataclass(frozen=True, slots=True)
class BulletinPaper:
    """What a bulletin shows.

    Attributes:
        year: the year reported on.
        lead: sentences about the whole.
        tables: head, and rows of texts, each after its heading.
        bars: of marked sales by product.
        edition: its number, from 1.
        made_on: the day of the edition.
    """

    year: int
    lead: tuple[str, ...]
    tables: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
    bars: tuple[Bar, ...]
    edition: int
    made_on: date

    @classmethod
    def of(cls, published: Published) -> "BulletinPaper":
        """Return the paper of an edition."""
        bulletin, edition = published.bulletin, published.edition
        totals = bulletin.totals
        whole = totals.whole
        lead = [
            (
                f"{totals.year} 年度应报年报 {bulletin.must_report:,} 份，已报 "
                f"{bulletin.filed:,} 份，已通过 {bulletin.accepted:,} 份。"
                f"以下数字由其中 {edition.reports:,} 份相加。"
            )
        ]
        if whole.sums is not None:
            said = {name: _shown(whole.sums, name) for name in _FIGURES}
            lead.append(
                f"总产量 {said['total_output_g']}，其中使用专用标志销售 "
                f"{said['marked_output_g']}；销售额 {said['sales_fen']}，其中用标 "
                f"{said['marked_sales_fen']}。"
            )
        lead.append(
            f"少于 {LEAST_REPORTERS} 家的数字，以及可由此推算出它们的数字不公布。"
            "新通过或更正的年报凑足这一家数才计入下一版。"
            "国家未规定使用人年报的表式，本表由省级安排。"
        )
        return cls(
            year=totals.year,
            lead=tuple(lead),
            tables=tuple(
                (heading, tuple(_rows(bulletin, kind)))
                for kind, heading in _PARTS.items()
            ),
            bars=tuple(_bars(bulletin)),
            edition=edition.number,
            made_on=edition.on,
        )

    def texts(self) -> Iterator[str]:
        """Give every text that is drawn."""
        yield from (*_TITLE, *_HEADS, *self.lead, _CHART, _numbered(self))
        yield _dated(self.made_on)
        yield _BETWEEN
        for heading, rows in self.tables:
            yield heading
            for row in rows:
                yield from row
        for bar in self.bars:
            yield from (bar.name.zh, bar.shown.zh)


@lru_cache(maxsize=8)
def bulletin_pdf(paper: BulletinPaper) -> bytes:
    """Return a bulletin as a PDF file; the same paper, the same file.

    Raises:
        GlyphMissingError: a text has a character that the font cannot draw.
    """
    number = _numbered(paper)
    return pdf_of(_TITLE, number, paper.texts(), lambda page: _draw(page, paper))


def _draw(page: Page, paper: BulletinPaper) -> None:
    page.head(_TITLE, f"{_numbered(paper)}{_BETWEEN}{_dated(paper.made_on)}")
    for sentence in paper.lead:
        page.block(MARGIN_MM, page.width, sentence, 10.5)
        page.y -= 2
    if paper.bars:
        _room(page, 14 + len(paper.bars) * 9)
        _heading(page, _CHART)
        for bar in paper.bars:
            _bar(page, bar)
    for heading, rows in paper.tables:
        _room(page, 14 + 2 * _ROW_MM)
        _heading(page, heading)
        _line(page, _HEADS, MUTED)
        for row in rows:
            if _room(page, _ROW_MM):
                _line(page, _HEADS, MUTED)
            _line(page, row)


def _heading(page: Page, words: str) -> None:
    page.y -= 10
    page.text(MARGIN_MM, words, 13)
    page.y -= 3


def _bar(page: Page, bar: Bar) -> None:
    page.y -= 5
    page.text(MARGIN_MM, bar.name.zh, 9)
    page.right(MARGIN_MM + page.width, bar.shown.zh, 9)
    page.y -= 4
    for width, colour in ((1.0, LINE), (bar.share, ACCENT)):
        page.box(MARGIN_MM, page.width * width, _BAR_MM, colour)


def _line(page: Page, texts: tuple[str, ...], colour: str | None = None) -> None:
    page.y -= _ROW_MM - 1.8
    right = MARGIN_MM
    for at, (text, width) in enumerate(zip(texts, _COLUMNS_MM, strict=True)):
        right += width
        if at:
            page.right(right, text, 8.5)
        elif colour:
            page.text(MARGIN_MM, text, 9, colour)
        else:
            page.text(MARGIN_MM, text, 9)
    page.y -= 1.8
    page.rule(LINE, 0.2)


def _room(page: Page, needed_mm: float) -> bool:
    """Begin a new page unless so much is left; whether one was begun."""
    if page.y - needed_mm >= _FOOT_MM:
        return False
    page.turn()
    return True


def _rows(bulletin: Bulletin, kind: str) -> Iterator[tuple[str, ...]]:
    rows = getattr(bulletin.totals, kind)
    for row in rows:
        if row.sums is not None:
            figures = (_shown(row.sums, name) for name in _FIGURES)
            yield (bulletin.named(kind, row.key).zh, f"{row.reports:,}", *figures)
    hidden = sum(row.sums is None for row in rows)
    if hidden:
        yield (f"另有 {hidden} 项不公布", *("" for _ in _HEADS[1:]))


def _bars(bulletin: Bulletin) -> list[Bar]:
    rows = bulletin.rows("by_product")
    sold = [row for row in rows if row[1].marked_sales_fen]
    return largest(sold, BY_NAME["marked_sales_fen"], most=_BARS)


def _shown(sums: Sums, name: str) -> str:
    return measured(sums, BY_NAME[name]).zh


def _numbered(paper: BulletinPaper) -> str:
    return f"{paper.year} 年度第 {paper.edition} 版"


def _dated(day: date) -> str:
    return "截至" + long_day(day, Language.ZH)
