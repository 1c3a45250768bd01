"""Sheets of labels for a printer: PDF with sharp QR codes and Chinese type.

Nothing here touches the database. The official mark is never drawn: its place
stays empty, or holds the artwork file that the user has from CNIPA, unchanged.
"""

from gi_registry.marks.sheets.artwork import read_artwork
from gi_registry.marks.sheets.drawing import Sheets, check_sheets, draw_sheets
from gi_registry.marks.sheets.errors import (
    ArtworkError,
    LabelTextTooLongError,
    ModuleSmallError,
    TemplateError,
)
from gi_registry.marks.sheets.joining import draw_long, join_sheets, part_size
from gi_registry.marks.sheets.modules import qr_array, qr_side
from gi_registry.marks.sheets.pictures import Kind, zip_pictures
from gi_registry.marks.sheets.template import (
    MIN_MODULE_MM,
    TEMPLATES,
    LabelText,
    Template,
    check_module,
    module_mm,
)

__all__ = [
    "MIN_MODULE_MM",
    "TEMPLATES",
    "ArtworkError",
    "Kind",
    "LabelText",
    "LabelTextTooLongError",
    "ModuleSmallError",
    "Sheets",
    "Template",
    "TemplateError",
    "check_module",
    "check_sheets",
    "draw_long",
    "draw_sheets",
    "join_sheets",
    "module_mm",
    "part_size",
    "qr_array",
    "qr_side",
    "read_artwork",
    "zip_pictures",
]
