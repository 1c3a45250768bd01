"""How labels lie on a sheet, in millimetres, and what stands on each."""

from dataclasses import dataclass
from typing import Final

from gi_registry.core.words import Words
from gi_registry.marks.sheets.errors import ModuleSmallError, TemplateError
from gi_registry.marks.sheets.modules import QUIET

MIN_MODULE_MM: Final = 0.33
"""Side of a module below which phones begin to fail."""

EDGE_MM: Final = 2.0
"""Kept free along the edges of a label: knives and rolls are not exact."""

GAP_MM: Final = 1.5
"""Between the parts of a label."""

LEAST_TEXT_MM: Final = 15.0
"""Width that the lines of text need at least."""

MAX_PAGE_MM: Final = 1200.0
MAX_LABELS: Final = 400
"""On one sheet."""


@dataclass(frozen=True, slots=True)
class Template:
    """Sheets or rolls with labels, all lengths in millimetres.

    On each label the QR code stands left, lines of text in the middle, and the
    place of the official mark right, if the label has one.

    Attributes:
        page_width_mm: of the sheet, or of the roll's carrier.
        page_height_mm: of the sheet, or from one label of a roll to the next.
        columns: labels side by side.
        rows: labels one below another.
        label_width_mm: of one label.
        label_height_mm: of one label.
        left_mm: margin left of the first column.
        top_mm: margin above the first row.
        gap_x_mm: between columns.
        gap_y_mm: between rows.
        qr_mm: side of the QR code with its quiet zone.
        place_mm: side of the square for the official mark; 0 for none.
    """

    page_width_mm: float
    page_height_mm: float
    columns: int
    rows: int
    label_width_mm: float
    label_height_mm: float
    left_mm: float = 0.0
    top_mm: float = 0.0
    gap_x_mm: float = 0.0
    gap_y_mm: float = 0.0
    qr_mm: float = 20.0
    place_mm: float = 0.0

    @property
    def per_page(self) -> int:
        """Labels on a sheet."""
        return self.columns * self.rows

    @property
    def text_left_mm(self) -> float:
        """Where text begins, from the label's left edge."""
        return EDGE_MM + self.qr_mm + GAP_MM

    @property
    def text_mm(self) -> float:
        """Width that is left for text."""
        taken = self.text_left_mm + EDGE_MM
        if self.place_mm:
            taken += self.place_mm + GAP_MM
        return self.label_width_mm - taken

    def corner(self, at: int) -> tuple[float, float]:
        """Return the lower left corner of a label on its sheet.

        Args:
            at: which, from 0, row by row from the top.

        Returns:
            Millimetres from the lower left corner of the sheet.
        """
        row, column = divmod(at, self.columns)
        x = self.left_mm + column * (self.label_width_mm + self.gap_x_mm)
        down = self.top_mm + row * (self.label_height_mm + self.gap_y_mm)
        return x, self.page_height_mm - down - self.label_height_mm

    def check(self) -> None:
        """Refuse measures that cannot be printed.

        Raises:
            TemplateError: with the field that does not fit, and what would.
        """
        self._check_bounds()
        for field, size, page, count in (
            ("columns", self._across, self.page_width_mm, self.columns),
            ("rows", self._down, self.page_height_mm, self.rows),
        ):
            if size > page + 1e-6:
                raise TemplateError(
                    field,
                    Words(
                        f"{count} 个标签共需 {size:g} 毫米，纸只有 {page:g} 毫米；"
                        "请减少个数，或改小标签、边距和间隔",
                        f"{count} labels need {size:g} mm and the sheet has "
                        f"{page:g} mm; take fewer, or smaller labels, margins or gaps",
                    ),
                )
        tallest = max(self.qr_mm, self.place_mm)
        if tallest + 2 * EDGE_MM > self.label_height_mm + 1e-6:
            most = self.label_height_mm - 2 * EDGE_MM
            raise TemplateError(
                "qr_mm" if self.qr_mm >= self.place_mm else "place_mm",
                Words(
                    f"标签高 {self.label_height_mm:g} 毫米，"
                    f"四周留白后最多 {most:g} 毫米",
                    f"The label is {self.label_height_mm:g} mm high; with its edges "
                    f"free, at most {most:g} mm",
                ),
            )
        if self.text_mm < LEAST_TEXT_MM - 1e-6:
            raise TemplateError(
                "label_width_mm",
                Words(
                    f"留给文字的宽度只有 {self.text_mm:g} 毫米，至少要 "
                    f"{LEAST_TEXT_MM:g} 毫米",
                    f"Only {self.text_mm:g} mm are left for text; it needs "
                    f"{LEAST_TEXT_MM:g} mm",
                ),
            )

    @property
    def _across(self) -> float:
        gaps = (self.columns - 1) * self.gap_x_mm
        return self.left_mm + self.columns * self.label_width_mm + gaps

    @property
    def _down(self) -> float:
        gaps = (self.rows - 1) * self.gap_y_mm
        return self.top_mm + self.rows * self.label_height_mm + gaps

    def _check_bounds(self) -> None:
        bounds = {
            "page_width_mm": (self.page_width_mm, 20, MAX_PAGE_MM),
            "page_height_mm": (self.page_height_mm, 10, MAX_PAGE_MM),
            "columns": (self.columns, 1, MAX_LABELS),
            "rows": (self.rows, 1, MAX_LABELS),
            "label_width_mm": (self.label_width_mm, 20, MAX_PAGE_MM),
            "label_height_mm": (self.label_height_mm, 10, MAX_PAGE_MM),
            "left_mm": (self.left_mm, 0, MAX_PAGE_MM),
            "top_mm": (self.top_mm, 0, MAX_PAGE_MM),
            "gap_x_mm": (self.gap_x_mm, 0, MAX_PAGE_MM),
            "gap_y_mm": (self.gap_y_mm, 0, MAX_PAGE_MM),
            "qr_mm": (self.qr_mm, 8, MAX_PAGE_MM),
            "place_mm": (self.place_mm, 0, MAX_PAGE_MM),
        }
        for field, (value, least, most) in bounds.items():
            if not least <= value <= most:
                words = Words(
                    f"应在 {least:g} 与 {most:g} 之间",
                    f"Between {least:g} and {most:g}",
                )
                raise TemplateError(field, words)


@dataclass(frozen=True, slots=True)
class LabelText:
    """What stands on every label of a run beside its code.

    Attributes:
        product: name of the product, as recognised.
        pack: such as 500 mL 瓶装.
        uscc: credit code of the authorized user (354号: at the mark's place).
        basis: number of the standard or of the announcement (354号).
        artwork: the special mark as PNG or JPEG, as the user has it from CNIPA;
            scaled in proportion, nothing else; none leaves the place empty.
        has_pin: whether a place for six digits under a scratch layer is drawn.
        is_outer: whether `pack` names an outer pack instead of a net content.
    """

    product: str
    pack: str
    uscc: str
    basis: str
    artwork: bytes | None = None
    has_pin: bool = False
    is_outer: bool = False


def module_mm(template: Template, modules: int) -> float:
    """Return the printed side of a module.

    Args:
        template: gives the side of the whole code.
        modules: of the code, without its quiet zone.
    """
    return template.qr_mm / (modules + 2 * QUIET)


def check_module(template: Template, modules: int) -> None:
    """Refuse a QR code that phones may not read.

    Raises:
        ModuleSmallError: a module is smaller than `MIN_MODULE_MM`.
    """
    side = module_mm(template, modules)
    if side < MIN_MODULE_MM:
        needed = MIN_MODULE_MM * (modules + 2 * QUIET)
        raise ModuleSmallError(side, least_mm=MIN_MODULE_MM, qr_mm=needed)


TEMPLATES: Final[dict[str, tuple[Words, Template]]] = {
    "a4-24": (
        Words("A4，24 枚（70 × 37 毫米）", "A4, 24 labels (70 × 37 mm)"),
        Template(210, 297, 3, 8, 70, 37, top_mm=0.5, qr_mm=21),
    ),
    "a4-14": (
        Words(
            "A4，14 枚（99.1 × 38.1 毫米，留标志位置）",
            "A4, 14 labels (99.1 × 38.1 mm, with a place for the mark)",
        ),
        Template(
            210,
            297,
            2,
            7,
            99.1,
            38.1,
            left_mm=4.65,
            top_mm=15.15,
            gap_x_mm=2.5,
            qr_mm=22,
            place_mm=20,
        ),
    ),
    "a4-40": (
        Words("A4，40 枚（52.5 × 29.7 毫米）", "A4, 40 labels (52.5 × 29.7 mm)"),
        Template(210, 297, 4, 10, 52.5, 29.7, qr_mm=18),
    ),
    "roll-60": (
        Words("卷标 60 × 40 毫米", "Roll, 60 × 40 mm"),
        Template(60, 40, 1, 1, 60, 40, qr_mm=22),
    ),
    "roll-80": (
        Words("卷标 80 × 40 毫米，留标志位置", "Roll, 80 × 40 mm, with a place"),
        Template(80, 40, 1, 1, 80, 40, qr_mm=22, place_mm=20),
    ),
}
"""Ready measures; others can be entered."""
