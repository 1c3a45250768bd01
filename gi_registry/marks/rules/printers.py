"""Printers: their papers, and the labels that they answer for; values alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from gi_registry.core.words import Words
from gi_registry.marks.errors import PrinterPaperError
from gi_registry.marks.rules.printing import AT_PRINTER, PartKind


class PaperKind(StrEnum):
    """A paper that a printer has on record."""

    BUSINESS_LICENCE = "business_licence"
    PRINTING_LICENCE = "printing_licence"
    OTHER = "other"


PAPER_WORDS: Final = {
    PaperKind.BUSINESS_LICENCE: Words("营业执照", "Business licence"),
    PaperKind.PRINTING_LICENCE: Words("印刷经营许可证", "Printing licence"),
    PaperKind.OTHER: Words("其他", "Other"),
}
NEEDED_PAPERS: Final = (PaperKind.BUSINESS_LICENCE, PaperKind.PRINTING_LICENCE)
"""Without these no labels are sent to a printer."""


def papers_hold(papers: Iterable[tuple[PaperKind, date | None]], *, on: date) -> bool:
    """Whether every paper that a printer needs is there and holds on a day.

    Args:
        papers: kind and last day of each, none where it has no end.
        on: the day.
    """
    return missing_paper(papers, on=on) is None


def missing_paper(
    papers: Iterable[tuple[PaperKind, date | None]], *, on: date
) -> PaperKind | None:
    """Return a paper that a printer needs and lacks on a day; none if it has all."""
    held = {kind for kind, last in papers if last is None or on <= last}
    return next((kind for kind in NEEDED_PAPERS if kind not in held), None)


def check_papers(papers: Iterable[tuple[PaperKind, date | None]], *, on: date) -> None:
    """Refuse a printer whose papers are not in order.

    Raises:
        PrinterPaperError: one that is needed is missing or has run out.
    """
    lacking = missing_paper(papers, on=on)
    if lacking is not None:
        raise PrinterPaperError(PAPER_WORDS[lacking])


@dataclass(frozen=True, slots=True)
class PrinterBalance:
    """Labels that went to a printer, by what became of them, counts."""

    by_kind: Mapping[PartKind, int] = field(default_factory=dict)

    def of(self, *kinds: PartKind) -> int:
        """Return the labels of some kinds."""
        return sum(self.by_kind.get(kind, 0) for kind in kinds)

    @property
    def sent(self) -> int:
        """Sent, less what was called off before it was printed."""
        return sum(self.by_kind.values()) - self.of(PartKind.RETURNED)

    @property
    def delivered(self) -> int:
        """Acknowledged by the users."""
        return self.of(PartKind.DELIVERED)

    @property
    def in_hand(self) -> int:
        """Not printed yet, or not acknowledged."""
        return self.of(PartKind.ORDERED, PartKind.GOOD)

    @property
    def spoiled(self) -> int:
        """Waste, destroyed or not."""
        return self.of(PartKind.SPOILED, PartKind.DESTROYED)

    @property
    def destroyed(self) -> int:
        """Waste whose destruction somebody saw."""
        return self.of(PartKind.DESTROYED)

    @property
    def samples(self) -> int:
        """Kept with the file."""
        return self.of(PartKind.SAMPLE)

    @property
    def difference(self) -> int:
        """Sent, and neither delivered, spoiled, kept nor in hand."""
        known = self.delivered + self.in_hand + self.spoiled + self.samples
        return self.sent - known

    @property
    def open_difference(self) -> int:
        """Of the difference, what nobody has settled."""
        return self.of(PartKind.MISSING)

    @property
    def answers_for(self) -> int:
        """Labels in the printer's hands, and those that it cannot show."""
        return self.of(*AT_PRINTER)
