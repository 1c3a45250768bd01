"""Use cases of divisions, production areas and plots."""

from gi_registry.areas.service.bulk import PlaceIndex
from gi_registry.areas.service.divisions import (
    ATTRIBUTION,
    counties,
    county_at,
    divisions,
    full_names,
    load_divisions,
    names,
    prefecture_of,
    province_bounds,
)
from gi_registry.areas.service.drawing import map_svg, silhouettes
from gi_registry.areas.service.flags import flagged_products, open_flags
from gi_registry.areas.service.imports import (
    MOST_BYTES,
    Handed,
    examine,
    examine_unready,
    import_of,
    imports_of,
    made_before,
    organisation_named,
    polygon_of_import,
    record,
)
from gi_registry.areas.service.layer import Layer, Place, layer
from gi_registry.areas.service.layer_states import LayerStates, layer_states
from gi_registry.areas.service.overview import (
    DrawnArea,
    areas_in_force,
    areas_stamp,
)
from gi_registry.areas.service.plots import (
    add_plot,
    end_plot,
    outline_from_text,
    plots_of,
)
from gi_registry.areas.service.points import (
    ProductThere,
    products_at,
    test_plot,
    test_point,
)
from gi_registry.areas.service.readings import (
    area_versions,
    current_area,
    import_area,
    import_catalogue,
)
from gi_registry.areas.service.report import ReadingReport, reading_report

__all__ = [
    "ATTRIBUTION",
    "MOST_BYTES",
    "DrawnArea",
    "Handed",
    "Layer",
    "LayerStates",
    "Place",
    "PlaceIndex",
    "ProductThere",
    "ReadingReport",
    "add_plot",
    "area_versions",
    "areas_in_force",
    "areas_stamp",
    "counties",
    "county_at",
    "current_area",
    "divisions",
    "end_plot",
    "examine",
    "examine_unready",
    "flagged_products",
    "full_names",
    "import_area",
    "import_catalogue",
    "import_of",
    "imports_of",
    "layer",
    "layer_states",
    "load_divisions",
    "made_before",
    "map_svg",
    "names",
    "open_flags",
    "organisation_named",
    "outline_from_text",
    "plots_of",
    "polygon_of_import",
    "prefecture_of",
    "products_at",
    "province_bounds",
    "reading_report",
    "record",
    "silhouettes",
    "test_plot",
    "test_point",
]
