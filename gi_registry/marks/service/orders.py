"""What is to be printed of a run, and the file that comes of it."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from typing import IO, Any, Final, Self

from gi_registry.marks import sheets
from gi_registry.marks.errors import RangeBoundsError
from gi_registry.marks.service.printing import PrintJob
from gi_registry.marks.sheets import LabelText, Sheets, Template

SHEETS_JOB: Final = "marks.sheets"
"""Kind of the job that draws the labels of a run."""

LABELS: Final = "labels"

MEDIA_TYPES: Final = {
    "pdf": "application/pdf",
    "png": "application/zip",
    "svg": "application/zip",
}


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """Labels that somebody wants to print.

    Attributes:
        run: run number.
        kind: pdf for sheets; png or svg for QR codes in a ZIP file.
        template: where labels lie on sheets; none for pictures.
        first: sequence number of the first label.
        last: of the last one, included.
        stem: what the name of the file begins with.
    """

    run: int
    kind: str
    template: Template | None
    first: int
    last: int
    stem: str = LABELS

    @property
    def count(self) -> int:
        """Labels."""
        return self.last - self.first + 1

    @property
    def name(self) -> str:
        """What the file is called."""
        ending = "pdf" if self.kind == "pdf" else "zip"
        return f"{self.stem}-{self.run}-{self.first}-{self.last}.{ending}"

    def arguments(self) -> dict[str, Any]:
        """Return the order as JSON values."""
        return asdict(self)

    @classmethod
    def of(cls, arguments: dict[str, Any]) -> Self:
        """Return the order that `arguments` gave."""
        measures = arguments["template"]
        template = None if measures is None else Template(**measures)
        return cls(**arguments | {"template": template})

    @classmethod
    def whole(cls, run: int, size: int, stem: str = LABELS) -> Self:
        """Return the order of all codes of a run."""
        return cls(run, "pdf", None, 0, size - 1, stem)

    def check(self, *, within: "PrintOrder") -> None:
        """Refuse what is not among the codes that may be printed.

        Args:
            within: the order of all of them.

        Raises:
            RangeBoundsError: the range is empty or goes beyond them.
        """
        if not within.first <= self.first <= self.last <= within.last:
            raise RangeBoundsError(
                first=self.first,
                last=self.last,
                run_first=within.first,
                run_last=within.last,
            )

    def try_out(self, job: PrintJob) -> None:
        """Refuse before it is queued what `write_order` would refuse later.

        Raises:
            TemplateError: the measures cannot be printed.
            LabelTextTooLongError: a line would be too small to be read.
            GlyphMissingError: the font lacks a character.
        """
        if self.template is not None:
            sheets.check_sheets(_sheets(job, self, self.template, None))


def write_order(
    file: IO[bytes],
    job: PrintJob,
    order: PrintOrder,
    codes: Iterable[tuple[int, str]],
    artwork: bytes | None = None,
    pin_of: Callable[[int], str] | None = None,
) -> None:
    """Write the file of an order.

    Args:
        file: takes it.
        job: what stands on the labels.
        order: what is wanted.
        codes: sequence number and code of each label of the order.
        artwork: the user's file of the mark; none leaves its place empty.
        pin_of: the PIN of a label, for its scratch place on sheets.

    Raises:
        GiError: see `PrintOrder.try_out`.
    """
    if order.template is not None:
        drawn = replace(_sheets(job, order, order.template, artwork), pin_of=pin_of)
        sheets.draw_long(file, drawn, codes)
    else:
        kind: sheets.Kind = "png" if order.kind == "png" else "svg"
        sheets.zip_pictures(file, job.address, codes, kind)


def _sheets(
    job: PrintJob, order: PrintOrder, template: Template, artwork: bytes | None
) -> Sheets:
    text = LabelText(
        job.product,
        job.pack,
        job.uscc,
        job.basis,
        artwork,
        has_pin=job.has_pin,
        is_outer=job.is_outer,
    )
    title = f"run {order.run}, {order.stem} {order.first}-{order.last}"
    return Sheets(title, template, text, job.address)
