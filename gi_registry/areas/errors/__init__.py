"""Refusals about production areas, plots and their outlines."""

from gi_registry.areas.errors.areas import (
    AreaNotFoundError,
    AreaPolygonError,
    ClauseGoneError,
    ClauseNotDrawnError,
    ClauseSplitError,
    CodeUnknownError,
    DivisionsMissingError,
    DraftChangedError,
    ReadingOrderError,
)
from gi_registry.areas.errors.imports import (
    ImportNotFoundError,
    ImportProductError,
    ImportRefusedError,
    ImportUnreadableError,
)
from gi_registry.areas.errors.outlines import (
    AxesSwappedError,
    CrsMissingError,
    OutlineCrossesError,
    OutlineTooLongError,
    OutlineUnreadableError,
    OutsideProvinceError,
    PointLineError,
)
from gi_registry.areas.errors.plots import (
    PlotAreaMismatchError,
    PlotAreaMissingError,
    PlotKindError,
    PlotSizeError,
    PointWithAreaError,
)

__all__ = [
    "AreaNotFoundError",
    "AreaPolygonError",
    "AxesSwappedError",
    "ClauseGoneError",
    "ClauseNotDrawnError",
    "ClauseSplitError",
    "CodeUnknownError",
    "CrsMissingError",
    "DivisionsMissingError",
    "DraftChangedError",
    "ImportNotFoundError",
    "ImportProductError",
    "ImportRefusedError",
    "ImportUnreadableError",
    "OutlineCrossesError",
    "OutlineTooLongError",
    "OutlineUnreadableError",
    "OutsideProvinceError",
    "PlotAreaMismatchError",
    "PlotAreaMissingError",
    "PlotKindError",
    "PlotSizeError",
    "PointLineError",
    "PointWithAreaError",
    "ReadingOrderError",
]
