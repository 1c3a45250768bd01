"""Files of plots and outlines: examined, then kept with what was taken of them."""

from gi_registry.areas.service.imports import pending
from gi_registry.areas.service.imports.examining import (
    MOST_BYTES,
    Handed,
    examine,
    examine_unready,
)
from gi_registry.areas.service.imports.ground import (
    county_shapes,
    products_to_choose,
)
from gi_registry.areas.service.imports.keeping import (
    Kept,
    follow,
    import_of,
    imports_of,
    made_before,
    polygon_of_import,
    record,
)
from gi_registry.areas.service.imports.private import keepable

__all__ = [
    "MOST_BYTES",
    "Handed",
    "Kept",
    "county_shapes",
    "examine",
    "examine_unready",
    "follow",
    "import_of",
    "imports_of",
    "keepable",
    "made_before",
    "pending",
    "polygon_of_import",
    "products_to_choose",
    "record",
]
