"""Sheets of long runs: drawn in parts and joined, in memory that does not grow."""

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import IO, Final

from gi_registry.marks.sheets.drawing import Sheets, draw_sheets

PART_LABELS: Final = 6_000
"""Labels that are drawn before they are put aside: some 30 MB of memory."""


def part_size(sheets: Sheets) -> int:
    """Return how many labels a part has: whole sheets."""
    per_page = sheets.template.per_page
    return PART_LABELS // per_page * per_page


def draw_long(
    file: IO[bytes], sheets: Sheets, labels: Iterable[tuple[int, str]]
) -> None:
    """Write labels as one PDF file, however many; see `draw_sheets`."""
    left, size = iter(labels), part_size(sheets)
    with TemporaryDirectory() as folder:
        parts: list[Path] = []
        while part := list(islice(left, size)):
            parts.append(Path(folder, f"{len(parts)}.pdf"))
            with parts[-1].open("wb") as out:
                draw_sheets(out, sheets, part)
        whole = Path(folder, "whole.pdf")
        join_sheets(parts, whole)
        with whole.open("rb") as done:
            copyfileobj(done, file)


def join_sheets(parts: Sequence[Path], target: Path) -> None:
    """Write the pages of several PDF files to one, in their order.

    Args:
        parts: files that `draw_sheets` wrote.
        target: a new file; the caller gives it its final name once it is whole.
    """
    import pypdfium2  # noqa: PLC0415 -- seldom needed

    whole = pypdfium2.PdfDocument.new()
    try:
        for path in parts:
            with pypdfium2.PdfDocument(path) as part:
                whole.import_pages(part)
        whole.save(target)
    finally:
        whole.close()
